package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two finished databases to compare. If both declare a table in the same bytes, and so in the same
 * encoding, and its rows are stored in the order in which they are asked for, they are read from
 * the pages: then what both have as the same bytes can be passed over. All else is read by SQLite.
 */
public final class DatabasePair implements AutoCloseable {
  private final PagedDatabase from;
  private final PagedDatabase to;
  private @Nullable Map<String, Declaration> fromTables;
  private @Nullable Map<String, Declaration> toTables;

  private DatabasePair(PagedDatabase from, PagedDatabase to) {
    this.from = from;
    this.to = to;
  }

  /**
   * Opens them.
   *
   * @param progress asked between SQLite's steps, and may cancel
   */
  public static DatabasePair open(Path from, Path to, Progress progress) throws FailureException {
    PagedDatabase older = PagedDatabase.toCompare(from, progress);
    try {
      DatabasePair pair = new DatabasePair(older, PagedDatabase.toCompare(to, progress));
      if (!pair.from.charset().equals(pair.to.charset())) {
        pair.from().orderTextByCodePoint();
        pair.to().orderTextByCodePoint();
      }
      return pair;
    } catch (FailureException e) {
      older.close();
      throw e;
    }
  }

  /** A table's declaration, and where it stands in the schema. */
  private record Declaration(long schemaRow, byte[] sql) {}

  /** Returns the older database. */
  public BackupDatabase from() {
    return from.bySqliteAlone();
  }

  /** Returns the newer database. */
  public BackupDatabase to() {
    return to.bySqliteAlone();
  }

  /**
   * Opens the rows of a table that both have, in one order.
   *
   * @param isStored whether that is the order in which the rows of such a table are stored
   */
  public RowPair ordered(String older, String newer, RowOrder order, boolean isStored)
      throws FailureException {
    if (isStored) {
      Declaration first = fromTables().get(older);
      Declaration second = toTables().get(newer);
      if (first != null && second != null && Arrays.equals(first.sql(), second.sql())) {
        Optional<PageRows> before = from.stored(older, first.schemaRow());
        Optional<PageRows> after = to.stored(newer, second.schemaRow());
        if (before.isPresent() && after.isPresent()) {
          return RowPair.stored(before.get(), after.get());
        }
      }
    }
    RowSource before = from().ordered(older, order);
    try {
      return new RowPair(before, to().ordered(newer, order));
    } catch (FailureException e) {
      before.close();
      throw e;
    }
  }

  private Map<String, Declaration> fromTables() throws FailureException {
    if (fromTables == null) {
      fromTables = tables(from());
    }
    return fromTables;
  }

  private Map<String, Declaration> toTables() throws FailureException {
    if (toTables == null) {
      toTables = tables(to());
    }
    return toTables;
  }

  private static Map<String, Declaration> tables(BackupDatabase database) throws FailureException {
    Map<String, Declaration> found = new HashMap<>();
    String query =
        "SELECT CAST(name AS BLOB), rowid, CAST(sql AS BLOB) FROM "
            + BuiltInTables.SCHEMA
            + " WHERE type = 'table' AND rootpage > 0";
    try {
      RowQuery.unlimit(database.connection());
      try (SqlText.Prepared row = SqlText.prepare(database.connection(), query)) {
        while (row.step()) {
          String name = Names.of(row.bytes(0), database.charset());
          found.put(name, new Declaration(row.number(1), row.bytes(2)));
        }
      }
    } catch (SQLException e) {
      throw CopyFailures.of(e, database.file());
    }
    return found;
  }

  @Override
  public void close() throws FailureException {
    try (from;
        to) {
      fromTables = null;
      toTables = null;
    }
  }
}
