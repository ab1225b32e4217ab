package dev.nightjar.sqlite;

import java.util.List;

/**
 * The positions of a table's values in its records.
 *
 * @param names of the columns that have values of their own
 * @param places the field of each in a record; −1 for the one that shows the rowid
 * @param real whether an integer that is stored in it stands for a real number
 * @param fields how many fields a record has if no column was added after it was written
 */
record PageColumns(TableShape shape, List<String> names, int[] places, boolean[] real, int fields) {
  /** The place of the column that shows the rowid. */
  static final int ROWID = -1;
}
