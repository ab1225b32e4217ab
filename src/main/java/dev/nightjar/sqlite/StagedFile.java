package dev.nightjar.sqlite;

import static dev.nightjar.sqlite.ResultCodes.SQLITE_CORRUPT;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_ERROR;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The copy in the making: a file of our own that nobody else opens. */
final class StagedFile {
  private StagedFile() {}

  /**
   * Makes the copy one file: out of WAL mode (a copy keeps the flag), with no side files.
   *
   * @throws SQLException where what was copied is too damaged or too new for that: the live file's
   *     trouble; here its declarations are read first
   */
  static Snapshot seal(
      Path target, Instant takenAt, String journalMode, Checkpoint checkpoint, boolean waited)
      throws IOException, SQLException {
    Duration none = Duration.ZERO;
    try (Connection connection = Connections.recoverer(target, none);
        Statement statement = connection.createStatement()) {
      // A file that a crash leaves half done is thrown away; at its end it is flushed, once.
      statement.execute("PRAGMA synchronous=OFF");
      // A declaration that this SQLite doesn't understand is no reason to leave WAL mode undone.
      statement.execute("PRAGMA writable_schema=ON");
      // Damage of these pages is the live file's trouble: nobody else has read them so far.
      Connections.number(connection, "SELECT count(*) FROM sqlite_schema");
      // No -shm file, which some file systems can't map.
      statement.execute("PRAGMA locking_mode=EXCLUSIVE");
      String mode = Connections.text(connection, "PRAGMA journal_mode=DELETE");
      if (!mode.equals("delete")) {
        throw new IOException("the copy stayed in journal mode " + mode);
      }
      long pages = Connections.number(connection, "PRAGMA page_count");
      int pageSize = (int) Connections.number(connection, "PRAGMA page_size");
      if (pages == 0 || Files.size(target) != pages * pageSize) {
        throw new IOException(
            "the copy has " + Files.size(target) + " bytes for " + pages + " pages of " + pageSize);
      }
      return new Snapshot(
          target,
          takenAt.truncatedTo(ChronoUnit.MILLIS),
          pageSize,
          pages,
          journalMode,
          (int) Connections.number(connection, "PRAGMA user_version"),
          Connections.text(connection, "SELECT sqlite_version()"),
          checkpoint,
          waited);
    } catch (SQLException e) {
      // The copied file can't be read here: of a disk's trouble SQLite says something else.
      if (Connections.primary(e) == SQLITE_CORRUPT || Connections.primary(e) == SQLITE_ERROR) {
        throw e;
      }
      throw new IOException(e.getMessage(), e);
    }
  }
}
