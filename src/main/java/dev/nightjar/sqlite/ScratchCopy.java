package dev.nightjar.sqlite;

import static dev.nightjar.sqlite.ResultCodes.SQLITE_CORRUPT;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DiskTrouble;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.Progress;
import dev.nightjar.io.SideFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A copy of a copy, on which a repair is tried; removed when it is closed. */
final class ScratchCopy implements AutoCloseable {
  private final Path file;
  private final Progress progress;
  private Connection connection;

  private ScratchCopy(Path file, Progress progress, Connection connection) {
    this.file = file;
    this.progress = progress;
    this.connection = connection;
  }

  /**
   * Copies {@code database} into {@code folder}, under a partial name.
   *
   * @throws FailureException {@code PLACE_…} of the folder, {@code CANCELLED}
   */
  static ScratchCopy of(Path database, Path folder, Progress progress)
      throws SQLException, FailureException {
    Path file = DurableFiles.partialOf(folder.resolve(database.getFileName()));
    boolean opened = false;
    try {
      DurableFiles.copy(database, file, progress);
      ScratchCopy scratch = new ScratchCopy(file, progress, open(file, progress));
      opened = true;
      return scratch;
    } catch (IOException e) {
      throw DiskFailures.writing(e, file, DiskTrouble.UNKNOWN);
    } finally {
      if (!opened) {
        SideFiles.discardWith(file);
      }
    }
  }

  private static Connection open(Path file, Progress progress) throws SQLException {
    return Connections.opened(
        Connections.recoverer(file, Duration.ZERO),
        connection -> {
          try (Statement statement = connection.createStatement()) {
            for (String pragma :
                new String[] {
                  "locking_mode=EXCLUSIVE",
                  "journal_mode=OFF",
                  "synchronous=OFF",
                  "trusted_schema=OFF",
                  "writable_schema=ON",
                  // In a file that isn't read-only they would be checked, too, and may call the
                  // app's functions.
                  "ignore_check_constraints=ON"
                }) {
              statement.execute("PRAGMA " + pragma);
            }
          }
          Connections.interruptible(connection, progress);
          return connection;
        });
  }

  Connection connection() {
    return connection;
  }

  /** Reads the schema anew, after it was edited. */
  void reopen() throws SQLException {
    connection.close();
    connection = open(file, progress);
  }

  boolean succeeds(String sql) throws SQLException, FailureException {
    return code(sql) == 0;
  }

  boolean saysDamaged(String sql) throws SQLException, FailureException {
    return code(sql) == SQLITE_CORRUPT;
  }

  private int code(String sql) throws SQLException, FailureException {
    try {
      SqlText.run(connection, sql);
      return 0;
    } catch (SQLException e) {
      progress.advanced(0, -1); // A cancel ends a statement, too.
      return Connections.primary(e);
    }
  }

  boolean isSound(String table) throws SQLException {
    return IntegrityCheck.of(connection, table).clean();
  }

  /** Whether a virtual table takes commands in a column of its own name, as FTS3 to 5 do. */
  boolean isFullText(String table) throws SQLException {
    String name = Connections.quoted(table);
    return Connections.number(
            connection,
            "SELECT count(*) FROM "
                + BuiltInTables.columns(name)
                + " WHERE hidden = 1 AND lower(name) = lower("
                + name
                + ")")
        > 0;
  }

  @Override
  public void close() throws SQLException {
    try {
      connection.close();
    } finally {
      SideFiles.discardWith(file);
    }
  }
}
