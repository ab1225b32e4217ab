package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DiskTrouble;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.Progress;
import dev.nightjar.io.SideFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.sqlite.core.DB;

/**
 * A live database that this process has for itself: SQLite's exclusive lock is held from {@link
 * #lock} to {@link #close}, over every transaction in between. Nobody else can read or write it
 * meanwhile. Opened and closed by one thread.
 *
 * <p>The file is open for Java, too, so that what stands in it can be compared: opened before
 * SQLite's connection and closed after it, since POSIX drops a process's locks on a file when it
 * closes any descriptor of it.
 *
 * <p>It is long because locking, the journal's mode and the way back depend on one another.
 */
public final class LockedDatabase implements SnapshotSource, AutoCloseable {
  private static final int PAGES_A_STEP = 1000;
  private static final String WAL = "wal";

  private final Path file;
  private final Clock clock;
  private final FileChannel channel;
  private final FileUse use;
  private final Connection connection;
  private final String journalMode;
  private final long userVersion;
  private String lastCopied = "";

  private LockedDatabase(
      Path file, Clock clock, FileChannel channel, FileUse use, Connection connection)
      throws SQLException {
    this.file = file;
    this.clock = clock;
    this.channel = channel;
    this.use = use;
    this.connection = connection;
    // Before the first look at the file: in WAL mode, too, the lock is the file's then.
    NewDatabase.execute(connection, "PRAGMA locking_mode=EXCLUSIVE");
    NewDatabase.execute(connection, "BEGIN EXCLUSIVE");
    this.userVersion = Connections.number(connection, "PRAGMA user_version");
    // Nothing is declared here: a declaration that only the app understands is no hindrance.
    NewDatabase.execute(connection, "PRAGMA writable_schema=ON");
    this.journalMode = Connections.text(connection, "PRAGMA journal_mode");
    NewDatabase.execute(connection, "COMMIT");
  }

  /**
   * Takes the lock without waiting; what SQLite does on opening a file (recovery) is done.
   *
   * @throws FailureException {@code DATABASE_LOCKED} if somebody reads or writes, {@code
   *     DATABASE_MISSING}, {@code DATABASE_EMPTY}, {@code DATABASE_DAMAGED}, {@code
   *     NOT_A_DATABASE}, …
   */
  public static LockedDatabase lock(Path file, Clock clock) throws FailureException {
    Path absolute = file.toAbsolutePath();
    Refusals.ofWhatIsNoFile(absolute);
    FileChannel channel;
    FileUse use;
    try (FileUse alone = FileUse.byJava(absolute)) {
      channel = FileChannel.open(absolute, StandardOpenOption.READ);
      use = FileUse.bySqlite(absolute);
    } catch (IOException e) {
      throw FailureException.because(e, Reason.DATABASE_NO_PERMISSION, absolute);
    }
    try {
      Connection connection = Connections.recoverer(absolute, Duration.ZERO);
      try {
        return new LockedDatabase(absolute, clock, channel, use, connection);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      release(absolute, channel, use);
      throw Refusals.explain(e, absolute, Duration.ZERO);
    }
  }

  /**
   * Returns whether the file's first bytes are a database's. To SQLite alone one may leave the
   * rest: on opening what is none it removes side files that others may still want to see.
   */
  public static boolean beginsAsOne(Path file) throws FailureException {
    try (FileUse alone = FileUse.byJava(file)) {
      return Refusals.hasHeader(Refusals.head(file, Refusals.HEADER_BYTES));
    }
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public long bytes() throws FailureException {
    try {
      return channel.size() + OnDisk.logBytes(file);
    } catch (IOException e) {
      throw FailureException.because(e, Reason.DATABASE_IO, file);
    }
  }

  /**
   * Returns the journal mode that the file had when it was locked: {@code wal} or {@code delete}.
   */
  public String journalMode() {
    return journalMode;
  }

  public long userVersion() {
    return userVersion;
  }

  @Override
  public Snapshot snapshot(Path target, Progress progress) throws FailureException {
    return copied(
        target,
        progress,
        takenAt -> StagedFile.seal(target, takenAt, journalMode, Checkpoint.NOT_NEEDED, false));
  }

  /** Work on a copy that has just been made. */
  @FunctionalInterface
  private interface Use<T> {
    T of(Instant takenAt) throws SQLException, IOException;
  }

  private <T> T copied(Path target, Progress progress, Use<T> use) throws FailureException {
    try {
      return NewCopy.make(
          target,
          file,
          flusher -> {
            OnlineCopy copy = new OnlineCopy(connection, Duration.ZERO);
            Instant takenAt = copy.begin(clock);
            // Nobody waits for us to step aside, as in WAL mode.
            copy.into(target, flusher, true, progress);
            lastCopied = DatabasePages.fingerprint(target, Progress.NONE);
            return use.of(takenAt);
          },
          this::failed,
          () -> DiskTrouble.UNKNOWN);
    } finally {
      endTransaction();
    }
  }

  /** A copy that failed half-way holds a read transaction, and nothing could be written. */
  private void endTransaction() {
    try {
      NewDatabase.execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      return; // There was none.
    }
  }

  private FailureException failed(SQLException e) {
    return Refusals.whileOpen(e, file);
  }

  /**
   * Returns a text that two databases have in common if they are the same, page by page.
   *
   * @param scratch a new file for a copy, removed again: what is in a log isn't in the file yet
   */
  public String fingerprint(Path scratch) throws FailureException {
    try {
      return copied(scratch, Progress.NONE, takenAt -> lastCopied);
    } finally {
      SideFiles.discardWith(scratch);
    }
  }

  /** Returns the same text of what was copied last, however that ended; empty before. */
  public String lastCopied() {
    return lastCopied;
  }

  /** Returns the same text of a file that nobody has open. */
  public static String fingerprintOf(Path file) throws FailureException {
    try {
      return DatabasePages.fingerprint(file, Progress.NONE);
    } catch (IOException e) {
      throw DiskFailures.of(e, file);
    }
  }

  /** Copies the file as it is into the new file {@code target}, and flushes it. */
  public void copyRaw(Path target) throws FailureException {
    try (FileChannel out = DurableFiles.create(target, file)) {
      DatabasePages.readAll(
          channel, (bytes, at) -> DurableFiles.writeFully(out, bytes), Progress.NONE);
      out.force(true);
    } catch (IOException e) {
      throw DiskFailures.writing(e, target, DiskTrouble.UNKNOWN);
    }
  }

  /**
   * Puts the database {@code source} into this file, by SQLite in one transaction: after a kill at
   * any moment the file is all old or all new. The new content comes with its journal mode; the old
   * is in none but a rollback mode meanwhile.
   *
   * @param source a file of ours that nobody else opens, in no WAL mode
   * @param wanted its fingerprint: what stands in the file in the end is read, and compared with it
   * @param mode {@code wal}, or any other for a rollback journal: only WAL is kept in a file
   * @param progress bytes written; can't cancel
   * @throws FailureException {@code TARGET_FULL}, {@code TARGET_IO}: the file is as it was, but for
   *     the journal mode; {@code TARGET_DIFFERS} if it is neither, or can't be read back
   */
  public void overwriteWith(Path source, String wanted, String mode, Progress progress)
      throws FailureException {
    long bytes = DiskTrouble.UNKNOWN;
    int code;
    try {
      bytes = Files.size(source);
      mark(source, mode);
      setJournalMode("delete");
      NewDatabase.execute(connection, "PRAGMA synchronous=EXTRA");
      long pageSize = Connections.number(connection, "PRAGMA page_size");
      DB.ProgressObserver observer =
          (remaining, total) -> report(progress, (total - remaining) * pageSize, total * pageSize);
      // In a URI, and as a file that nobody writes to: no log is made beside it.
      code =
          Connections.database(connection)
              .restore("main", Connections.finishedUri(source), observer, 1, 1, PAGES_A_STEP);
    } catch (SQLException e) {
      throw DiskFailures.ofTarget(new IOException(e), file, bytes);
    } catch (IOException e) {
      throw FailureException.because(e, Reason.TARGET_IO, file);
    }
    // The driver may say 0 if SQLite has taken all back, as on a full disk.
    String now = standing();
    if (!now.equals(wanted)) {
      IOException cause = new IOException("SQLite's backup ended with code " + code);
      throw now.equals(lastCopied)
          ? DiskFailures.ofTarget(cause, file, bytes)
          : FailureException.because(cause, Reason.TARGET_DIFFERS, file);
    }
  }

  /**
   * Sets the journal mode in the header of a file that will be copied. A new connection is needed
   * for it: one that has read a schema can't read another in another encoding.
   */
  private static void mark(Path source, String mode) throws SQLException {
    try (Connection own = Connections.recoverer(source, Duration.ZERO)) {
      NewDatabase.execute(own, "PRAGMA locking_mode=EXCLUSIVE");
      setJournalMode(own, mode);
    }
  }

  private static void report(Progress progress, long done, long total) {
    try {
      progress.advanced(done, total);
    } catch (FailureException e) {
      return; // It is too late to cancel.
    }
  }

  /**
   * Reads what stands in the file, past SQLite.
   *
   * @throws FailureException {@code TARGET_DIFFERS} if that isn't the database of {@code
   *     fingerprint}, or can't be read
   */
  public void requireSame(String fingerprint) throws FailureException {
    if (!standing().equals(fingerprint)) {
      throw new FailureException(Reason.TARGET_DIFFERS, file);
    }
  }

  private String standing() throws FailureException {
    try {
      return DatabasePages.fingerprint(channel, Progress.NONE);
    } catch (IOException e) {
      // The file has been written to, and nobody knows with what success.
      throw FailureException.because(e, Reason.TARGET_DIFFERS, file);
    }
  }

  /**
   * Gives the file back the journal mode that it is to have.
   *
   * @param mode {@code wal}, or any other for a rollback journal: only WAL is kept in a file
   */
  public void giveJournalMode(String mode) throws FailureException {
    try {
      setJournalMode(mode);
    } catch (SQLException e) {
      throw FailureException.because(e, Reason.TARGET_IO, file);
    }
  }

  private void setJournalMode(String mode) throws SQLException {
    setJournalMode(connection, mode);
  }

  private static void setJournalMode(Connection of, String mode) throws SQLException {
    String wanted = mode.equals(WAL) ? WAL : "delete";
    String now = Connections.text(of, "PRAGMA journal_mode=" + wanted);
    if (!now.equals(wanted)) {
      throw new SQLException("the file stayed in journal mode " + now);
    }
  }

  /** Lets the file go. As with any app, the last one to close takes the side files away. */
  @Override
  public void close() throws FailureException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw FailureException.because(e, Reason.DATABASE_IO, file);
    } finally {
      release(file, channel, use);
    }
  }

  private static void release(Path file, FileChannel channel, FileUse use) {
    use.close();
    try (FileUse alone = FileUse.byJava(file)) {
      channel.close();
    } catch (IOException e) {
      return; // It was only read.
    }
  }
}
