package dev.nightjar.rows;

import java.util.List;

/**
 * Everything that a transaction does.
 *
 * @param tables those that it changes, the table that was asked for first
 * @param same the rows that were asked for and are as they were
 * @param orphans the rows whose parent neither database has: they come back as they were
 */
public record RowsEffect(List<Table> tables, long same, long orphans) {
  public RowsEffect {
    tables = List.copyOf(tables);
  }

  /**
   * The effect on one table.
   *
   * @param inserted the rows that come back
   * @param changed the rows that become as they were
   * @param linked the rows that refer to one that comes back again, as before it was deleted
   * @param byRowid whether its rows are told apart by their row numbers only
   * @param columns those that only one of the databases has
   * @param besides the effect of triggers and foreign keys on other rows of it
   */
  public record Table(
      String name,
      long inserted,
      long changed,
      long linked,
      boolean byRowid,
      Columns columns,
      Besides besides) {
    public boolean isChanged() {
      return inserted + changed + linked > 0 || besides.isAny();
    }
  }

  /**
   * Columns that only one of the databases has.
   *
   * @param added the live one's: a row that comes back has their defaults, another keeps its values
   * @param gone the backup's: their values don't come back
   */
  public record Columns(List<String> added, List<String> gone) {
    public static final Columns SAME = new Columns(List.of(), List.of());

    public Columns {
      added = List.copyOf(added);
      gone = List.copyOf(gone);
    }
  }

  /** Rows that nobody asked for. */
  public record Besides(long inserted, long changed, long deleted) {
    public static final Besides NONE = new Besides(0, 0, 0);

    public boolean isAny() {
      return inserted + changed + deleted > 0;
    }
  }

  /** Returns whether nothing changes. */
  public boolean isNone() {
    return tables.isEmpty();
  }
}
