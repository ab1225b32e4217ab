package dev.nightjar.sqlite;

import static dev.nightjar.sqlite.ResultCodes.SQLITE_FULL;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_IOERR;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskTrouble;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A new file of our own, with the pragmas that can't be changed later, to be filled at once. */
final class NewDatabase {
  private static final int LIMIT_COLUMN = 2;
  private static final int LIMIT_ATTACHED = 7;
  private static final int MAX_COLUMNS = 32767;

  private NewDatabase() {}

  /**
   * Makes the file and begins a transaction.
   *
   * @param autoVacuum 0 none, 1 full, 2 incremental
   */
  static Connection create(Path file, String encoding, long pageSize, long autoVacuum)
      throws FailureException {
    if (!List.of("UTF-8", "UTF-16le", "UTF-16be").contains(encoding)) {
      throw new FailureException(Reason.JSON_DAMAGED, file, "an unknown encoding", -1);
    }
    try {
      Connection connection = Connections.creator(file);
      try {
        prepare(connection);
        execute(connection, "PRAGMA page_size=" + pageSize);
        execute(connection, "PRAGMA encoding='" + encoding + "'");
        execute(connection, "PRAGMA auto_vacuum=" + autoVacuum);
        execute(connection, "PRAGMA journal_mode=OFF");
        // BEGIN, and the driver knows of it: else it would try to begin one after each row.
        connection.setAutoCommit(false);
        return connection;
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failed(e, file);
    }
  }

  /** Ends the transaction in which {@link #create} returned. */
  static void commit(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
  }

  /** Opens a file that {@link #create} made and that nobody else has open. */
  static Connection reopen(Path file) throws SQLException {
    Connection connection = Connections.creator(file);
    prepare(connection);
    return connection;
  }

  private static void prepare(Connection connection) throws SQLException {
    Connections.database(connection).limit(LIMIT_COLUMN, MAX_COLUMNS);
    Connections.database(connection).limit(LIMIT_ATTACHED, 0);
    execute(connection, "PRAGMA trusted_schema=OFF");
    execute(connection, "PRAGMA foreign_keys=OFF");
    execute(connection, "PRAGMA ignore_check_constraints=ON");
    execute(connection, "PRAGMA synchronous=OFF");
  }

  static FailureException failed(SQLException e, Path file) {
    int code = Connections.primary(e);
    if ((code == SQLITE_FULL || code == SQLITE_IOERR) && DiskTrouble.isAtFat32Limit(file)) {
      return FailureException.because(e, Reason.TARGET_NO_LARGE_FILES, file);
    }
    return code == SQLITE_FULL
        ? FailureException.because(e, Reason.TARGET_FULL, file, -1L, -1L)
        : FailureException.because(e, Reason.TARGET_IO, file);
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
