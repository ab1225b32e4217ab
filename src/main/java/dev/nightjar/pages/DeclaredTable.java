package dev.nightjar.pages;

import java.util.List;

/**
 * A table.
 *
 * @param fields of its records; of one that isn't understood, none
 * @param key by what its rows are stored; empty if that is the rowid
 * @param rowidField the field that the rowid stands for; −1 if none does
 * @param byKey whether it is stored by a key
 * @param understood false if only its pages are to be looked at
 */
public record DeclaredTable(
    long root,
    boolean byKey,
    List<DeclaredField> fields,
    List<KeyColumn> key,
    int rowidField,
    List<DeclaredIndex> indexes,
    List<Reference> references,
    boolean understood) {
  public DeclaredTable {
    fields = List.copyOf(fields);
    key = List.copyOf(key);
    indexes = List.copyOf(indexes);
    references = List.copyOf(references);
  }

  /**
   * A foreign key of one column that leads to rowids.
   *
   * @param field the column's; {@link KeyColumn#ROWID} for the rowid
   * @param parent the table's place in the list of all
   */
  public record Reference(int field, int parent) {}
}
