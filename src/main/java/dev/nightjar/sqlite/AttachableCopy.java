package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Makes a copy of a backup one that can be attached. A view or trigger that says {@code main.} is
 * sound in a database of its own; in an attached one, which has another name, SQLite calls the
 * whole schema malformed.
 */
public final class AttachableCopy {
  private static final String VIEWS_AND_TRIGGERS =
      " FROM " + BuiltInTables.SCHEMA + " WHERE type IN ('view', 'trigger')";

  private AttachableCopy() {}

  /**
   * Takes views and triggers out of the copy, if one of them may name its database.
   *
   * @param copy a scratch file of ours that nobody has open; its rows stay as they are
   */
  public static void prepare(Path copy) throws FailureException {
    try {
      try (Connection reader = Connections.finished(copy)) {
        String naming = "SELECT count(*)" + VIEWS_AND_TRIGGERS + " AND sql LIKE '%main%'";
        if (Connections.number(reader, naming) == 0) {
          return;
        }
      }
      try (Connection connection = Connections.recoverer(copy, Duration.ZERO)) {
        for (String sql :
            List.of(
                "PRAGMA journal_mode=OFF",
                "PRAGMA synchronous=OFF",
                "PRAGMA writable_schema=ON",
                // A trigger of a view that is gone would be malformed, too: all of them go.
                "DELETE" + VIEWS_AND_TRIGGERS)) {
          NewDatabase.execute(connection, sql);
        }
      }
    } catch (SQLException e) {
      throw CopyFailures.of(e, copy);
    }
  }
}
