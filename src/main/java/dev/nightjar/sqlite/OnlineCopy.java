package dev.nightjar.sqlite;

import static dev.nightjar.sqlite.ResultCodes.SQLITE_BUSY;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_CANTOPEN;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_FULL;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_IOERR;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DiskTrouble;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * SQLite's online backup (sqlite.org/backup.html) with a read transaction held on the source: it
 * neither restarts at the app's commits nor, in WAL mode, holds them up. The target is flushed a
 * portion at a time, since the flush of a large copy is what stalls an app on the same disk.
 */
final class OnlineCopy {
  /**
   * Flushed as one. Beside an app whose every commit is flushed, its slowest commit took 8 ms, in
   * place of 12 beside one that flushed 4 MB.
   */
  private static final int PORTION_BYTES = 1 << 20;

  private static final int SLEEP_MILLIS = 50;

  /** In rollback mode our shared lock keeps a commit waiting: so often we step aside for one. */
  private static final int TIMES_TO_GIVE_WAY = 3;

  /**
   * Takes a read lock, after BEGIN until the transaction's end. It reads a page's head and no
   * declaration: those of ten thousand tables take longer than to copy them.
   */
  private static final String PROBE = "PRAGMA schema_version";

  private final Connection reader;
  private final Duration patience;
  private Clock clock = Clock.systemUTC();
  private long dataVersion;
  private long furthest;
  private @Nullable Instant restartedAt;
  private int gaveWay;
  private @Nullable Exception trouble;

  /**
   * By {@code reader}.
   *
   * @param patience how long to wait for a lock of the app's
   */
  OnlineCopy(Connection reader, Duration patience) {
    this.reader = reader;
    this.patience = patience;
  }

  /** Begins the read transaction: the state that the copy will show. */
  Instant begin(Clock clockToUse) throws SQLException {
    clock = clockToUse;
    Instant at = hold();
    dataVersion = Connections.number(reader, "PRAGMA data_version");
    return at;
  }

  private Instant hold() throws SQLException {
    try (Statement statement = reader.createStatement()) {
      statement.execute("BEGIN");
    }
    Connections.number(reader, PROBE);
    return clock.instant();
  }

  void into(Path target, PortionFlush flusher, boolean wal, Progress progress)
      throws SQLException, IOException, FailureException {
    long pageSize = Connections.number(reader, "PRAGMA page_size");
    int rounds = (int) Math.max(1, patience.toMillis() / SLEEP_MILLIS);
    int code =
        Connections.database(reader)
            .backup(
                "main",
                target.toAbsolutePath().toString(),
                (remaining, total) -> step(flusher, wal, progress, remaining, total, pageSize),
                SLEEP_MILLIS,
                rounds,
                (int) Math.max(1, PORTION_BYTES / pageSize));
    if (trouble instanceof FailureException failure) {
      throw failure;
    }
    if (trouble instanceof IOException io) {
      throw io;
    }
    if (trouble instanceof SQLException sql) {
      throw sql;
    }
    if (code != 0) {
      int primary = code & 0xff;
      if (primary == SQLITE_FULL && !DiskTrouble.isAtFat32Limit(target)) {
        throw new FailureException(Reason.PLACE_FULL, DiskFailures.folderOf(target), -1, -1);
      }
      if (primary == SQLITE_FULL || primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN) {
        throw new IOException("SQLite's backup ended with code " + code);
      }
      throw org.sqlite.core.DB.newSQLException(code, "backup");
    }
    try (Statement statement = reader.createStatement()) {
      statement.execute("ROLLBACK");
    }
  }

  /** An exception thrown from here would surface only after the last step: it is kept instead. */
  private void step(
      PortionFlush flusher, boolean wal, Progress progress, int remaining, int total, long size) {
    try {
      if (trouble != null) {
        // With no lock held each commit would start the copy again, without end.
        Connections.number(reader, PROBE);
        return;
      }
      flusher.next();
      if (!wal && remaining > 0 && gaveWay < TIMES_TO_GIVE_WAY) {
        stepAside();
      }
      furthest = Math.max(furthest, (total - remaining) * size);
      progress.advanced(furthest, Math.max(furthest, total * size));
    } catch (IOException | SQLException | FailureException e) {
      if (trouble == null) {
        trouble = e;
      }
    }
  }

  /**
   * A pending writer lets no new reader in. To be asked with no lock held: while this process has a
   * shared lock, SQLite on Unix grants it another without asking the system. And to be asked by who
   * can't write: if the file was moved away meanwhile, the journal at its name is that of another
   * file, which SQLite would roll back into this one, and delete.
   */
  private boolean aWriterWaits() throws SQLException {
    Connections.database(reader).busy_timeout(0);
    try {
      Connections.number(reader, PROBE);
      return false;
    } catch (SQLException e) {
      return Connections.primary(e) == SQLITE_BUSY; // The copy is made, whatever else it says.
    }
  }

  /**
   * Ends the read transaction and begins another. A pending writer goes first, and the busy timeout
   * waits for it; SQLite then starts the copy again by itself. With no commit in between the copy
   * goes on where it was.
   */
  private void stepAside() throws SQLException {
    try (Statement statement = reader.createStatement()) {
      statement.execute("ROLLBACK");
    }
    Instant at = hold();
    long version = Connections.number(reader, "PRAGMA data_version");
    if (version != dataVersion) {
      dataVersion = version;
      restartedAt = at;
      gaveWay++;
    }
  }

  Optional<Instant> restartedAt() {
    return Optional.ofNullable(restartedAt);
  }

  /**
   * Whether the app's commits waited until the copy's end, in rollback mode. To be asked at once
   * and last, of a reader that can't write: it waits for no lock any more.
   */
  boolean commitsWaited() throws SQLException {
    return gaveWay == TIMES_TO_GIVE_WAY || aWriterWaits();
  }
}
