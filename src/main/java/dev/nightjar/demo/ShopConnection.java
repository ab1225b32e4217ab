package dev.nightjar.demo;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How the shop's own program opens its database. */
final class ShopConnection {
  private ShopConnection() {}

  /** For a new file, and for one alone: nothing is flushed before the end. */
  static Connection creating(Path database) throws SQLException {
    return open(database, "mode=rwc&journal_mode=OFF&synchronous=OFF&cache_size=-32768");
  }

  /**
   * For a shop in use. A missing file isn't created.
   *
   * @param synchronous SQLite's own word: FULL flushes at every commit, NORMAL at checkpoints
   */
  static Connection writing(Path database, String synchronous) throws SQLException {
    return open(
        database,
        "mode=rw&busy_timeout=10000&transaction_mode=IMMEDIATE&synchronous=" + synchronous);
  }

  /** For a copy that nobody writes to: no locks, and a -wal beside it is ignored. */
  static Connection immutable(Path database) throws SQLException {
    return open(database, "mode=ro&immutable=1");
  }

  static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private static Connection open(Path database, String parameters) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:sqlite:" + database.toAbsolutePath().toUri() + "?" + parameters);
  }
}
