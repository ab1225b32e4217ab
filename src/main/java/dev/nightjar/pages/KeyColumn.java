package dev.nightjar.pages;

/**
 * A column by which records are sorted.
 *
 * @param field the field of the table's records that it is; {@link #ROWID} for the rowid
 */
public record KeyColumn(int field, Collation collation, boolean descending) {
  /** The field that stands for the rowid. */
  public static final int ROWID = -1;
}
