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
  private CopyFailures() {}

  static boolean saysDamaged(SQLException e) {
    int code = Connections.primary(e);
    return code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code;
  }

  /** {@code COPY_DAMAGED}, or {@code PLACE_…} where it can't be read. */
  static FailureException of(SQLException e, Path copy) {
    return saysDamaged(e)
        ? FailureException.because(e, Reason.COPY_DAMAGED, copy, String.valueOf(e.getMessage()), 1L)
        : DiskFailures.of(new IOException(e), copy);
  }
}
