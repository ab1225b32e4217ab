package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** What SQLite says about a copy of ours, as the failure that the user is told. */
final class CopyFailures {
  private static final int SQLITE_ERROR = 1;
  private static final int SQLITE_TOOBIG = 18;
  private static final int SQLITE_CONSTRAINT = 19;
  private static final int SQLITE_MISMATCH = 20;
  private static final int SQLITE_RANGE = 25;

  private CopyFailures() {}

  static boolean saysDamaged(SQLException e) {
    int code = Connections.primary(e);
    return code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code;
  }

  /**
   * The same where one table is read: {@code TABLE_UNREADABLE} if it is that table's affair and no
   * drive's.
   */
  static FailureException ofTable(SQLException e, Path copy, String table) {
    return switch (Connections.primary(e)) {
      case SQLITE_ERROR, SQLITE_TOOBIG, SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_RANGE ->
          FailureException.because(
              e, Reason.TABLE_UNREADABLE, copy, Names.shown(table), String.valueOf(e.getMessage()));
      default -> of(e, copy);
    };
  }

  /** {@code COPY_DAMAGED}, or {@code PLACE_…} where it can't be read. */
  static FailureException of(SQLException e, Path copy) {
    return saysDamaged(e)
        ? FailureException.because(e, Reason.COPY_DAMAGED, copy, String.valueOf(e.getMessage()), 1L)
        : DiskFailures.of(new IOException(e), copy);
  }
}
