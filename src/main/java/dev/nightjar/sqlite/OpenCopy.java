package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A finished database file, opened once for the export and then for the proof: to read the
 * declarations of many tables takes SQLite as long as to read their rows. Each asks by statements
 * of its own; nothing is kept here but what SQLite itself made of the file.
 */
public final class OpenCopy implements AutoCloseable {
  private static final int LIMIT_LENGTH = 0;
  private static final int LIMIT_COLUMN = 2;
  private static final int LIMIT_ATTACHED = 7;
  private static final int MAX_COLUMNS = 32767;

  private final Path file;
  private final Connection connection;

  private OpenCopy(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** Opens a file that nobody writes to. */
  public static OpenCopy of(Path file) throws FailureException {
    try {
      return new OpenCopy(file, Connections.finished(file));
    } catch (SQLException e) {
      throw CopyFailures.of(e, file);
    }
  }

  Path file() {
    return file;
  }

  /** Returns the connection, with SQLite's limits as wide as a copy may need. */
  Connection connection() throws SQLException {
    Connections.database(connection).limit(LIMIT_LENGTH, Integer.MAX_VALUE);
    // 2 000 columns and the rowid are one more than the default allows.
    Connections.database(connection).limit(LIMIT_COLUMN, MAX_COLUMNS);
    Connections.database(connection).limit(LIMIT_ATTACHED, 0);
    return connection;
  }

  /** Returns how many declarations its schema has. */
  public long declarations() throws FailureException {
    try {
      return Connections.number(connection, "SELECT count(*) FROM sqlite_schema");
    } catch (SQLException e) {
      throw CopyFailures.of(e, file);
    }
  }

  @Override
  public void close() throws FailureException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw CopyFailures.of(e, file);
    }
  }
}
