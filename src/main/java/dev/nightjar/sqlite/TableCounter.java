package dev.nightjar.sqlite;

import static dev.nightjar.sqlite.ResultCodes.SQLITE_ERROR;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteErrorCode;

/**
 * Counts rows until its time is up; of a table that it couldn't count to the end there are more.
 */
final class TableCounter {
  private static final long MIN_ROWS = 10_000;
  private static final long MAX_ROWS = 10_000_000;

  private final Connection reader;
  private final long endsAt;
  private boolean allCounted = true;

  TableCounter(Connection reader, Duration limit) {
    this.reader = reader;
    this.endsAt = System.nanoTime() + limit.toNanos();
  }

  /** Every table whose rows are in the file, in order of name; SQLite's own are left out. */
  List<TableRows> tables() throws SQLException {
    List<TableRows> tables = new ArrayList<>();
    for (String name : names()) {
      tables.add(new TableRows(name, count(name)));
    }
    return tables;
  }

  boolean allCounted() {
    return allCounted;
  }

  private List<String> names() throws SQLException {
    List<String> names = new ArrayList<>();
    try (var statement = reader.createStatement();
        var row =
            statement.executeQuery(
                "SELECT name FROM "
                    + BuiltInTables.SCHEMA
                    + " WHERE type = 'table' AND rootpage > 0"
                    + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  private long count(String table) throws SQLException {
    if (isOver()) {
      allCounted = false;
      return 0;
    }
    try {
      // Quickly counted, so that there is something to tell of a table that takes too long.
      long some = upTo(MIN_ROWS, table);
      return some < MIN_ROWS ? some : Math.max(some, countWhileThereIsTime(table));
    } catch (SQLException e) {
      // A name that is no text, or a declaration that this SQLite can't read: still a table.
      if (Connections.primary(e) != SQLITE_ERROR) {
        throw e;
      }
      allCounted = false;
      return 0;
    }
  }

  private long countWhileThereIsTime(String table) throws SQLException {
    Progress untilOver =
        (done, total) -> {
          if (isOver()) {
            throw new FailureException(Reason.CANCELLED);
          }
        };
    Connections.interruptible(reader, untilOver);
    try {
      long rows = upTo(MAX_ROWS, table);
      allCounted &= rows < MAX_ROWS;
      return rows;
    } catch (SQLException e) {
      if (Connections.primary(e) != SQLiteErrorCode.SQLITE_INTERRUPT.code) {
        throw e;
      }
      allCounted = false;
      return 0;
    } finally {
      ProgressHandler.clearHandler(reader);
    }
  }

  /** SQLite's own count of a whole table can't be interrupted; this one can. */
  private long upTo(long most, String table) throws SQLException {
    return Connections.number(
        reader,
        "SELECT count(*) FROM (SELECT 1 FROM " + Connections.named(table) + " LIMIT " + most + ")");
  }

  private boolean isOver() {
    return System.nanoTime() - endsAt >= 0;
  }
}
