package dev.nightjar.pages;

import java.util.List;

/**
 * An index.
 *
 * @param columns all fields of its records, in order
 * @param keyColumns how many of them are its own; the others say which row it is
 * @param understood false if only its pages are to be looked at: then nothing else is known of it
 */
public record DeclaredIndex(
    long root, boolean unique, List<KeyColumn> columns, int keyColumns, boolean understood) {
  public DeclaredIndex {
    columns = List.copyOf(columns);
  }
}
