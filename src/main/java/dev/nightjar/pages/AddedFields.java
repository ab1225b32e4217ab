package dev.nightjar.pages;

import java.io.IOException;
import java.util.List;

/**
 * Tells the values of columns that were added after a row was written: its record ends before them.
 */
@FunctionalInterface
public interface AddedFields {
  /**
   * Returns the values of a row's last fields; they are those of all rows whose record ends there.
   *
   * @param table the table's place in the list of all
   * @param before how many rows stand before this one: it tells a row of a table without rowids
   * @param from the first field that the record doesn't have
   */
  List<AddedField> of(int table, long rowid, long before, int from) throws IOException;
}
