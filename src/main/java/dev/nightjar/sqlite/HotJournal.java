package dev.nightjar.sqlite;

import static dev.nightjar.sqlite.ResultCodes.SQLITE_CANTOPEN;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_READONLY;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteErrorCode;

/**
 * The journal of an app that died in a transaction (sqlite.org/atomiccommit.html, section 4). Until
 * somebody who may write rolls it back nobody reads the file.
 */
final class HotJournal {
  private HotJournal() {}

  /**
   * {@link Connections#reader}, for which such a journal is rolled back, as any app does on
   * opening. Without one nothing is opened that may write.
   *
   * @param onNetwork whether the file is on a network file system: for a look nobody trusts its
   *     locks, and the journal is left to a run
   * @throws SQLException as a reader has it if we may not write
   */
  static Connection reader(Path file, Duration patience, boolean onNetwork) throws SQLException {
    try {
      return Connections.reader(file, patience);
    } catch (SQLException e) {
      if (onNetwork || Connections.code(e) != SQLiteErrorCode.SQLITE_READONLY_ROLLBACK) {
        throw e;
      }
      try (Connection recoverer = Connections.recoverer(file, patience)) {
        Connections.number(recoverer, "PRAGMA schema_version");
      } catch (SQLException other) {
        int code = Connections.primary(other);
        throw code == SQLITE_READONLY || code == SQLITE_CANTOPEN ? e : other;
      }
      return Connections.reader(file, patience);
    }
  }
}
