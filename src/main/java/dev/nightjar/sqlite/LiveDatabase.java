package dev.nightjar.sqlite;

import static dev.nightjar.sqlite.ResultCodes.SQLITE_CANTOPEN;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_READONLY;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskTrouble;
import dev.nightjar.io.PlainFiles;
import dev.nightjar.io.Progress;
import dev.nightjar.io.SideFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A database that its app is using. It is never created, converted, or written to beyond what
 * SQLite does on opening it and a checkpoint.
 */
public final class LiveDatabase implements SnapshotSource {
  /** One more if the file was replaced during the first, or before it could be opened. */
  private static final int MAX_COPIES = 2;

  private final Path file;
  private final ReplacedFile replaced;
  private final Duration patience;
  private final boolean onNetwork;
  private final Clock clock;

  /**
   * @param patience how long to wait for a lock of the app's
   * @param onNetwork whether the file is on a network file system, where WAL's locks don't work
   *     (sqlite.org/wal.html)
   */
  public LiveDatabase(Path file, Duration patience, boolean onNetwork, Clock clock) {
    this.file = file.toAbsolutePath();
    this.replaced = new ReplacedFile(this.file);
    this.patience = patience;
    this.onNetwork = onNetwork;
    this.clock = clock;
  }

  @Override
  public Path file() {
    return file;
  }

  /** Bytes that a copy may need: the file's and its log's; opens nothing. */
  @Override
  public long bytes() throws FailureException {
    return replaced.outlast(this::bytesNow);
  }

  private long bytesNow() throws FailureException {
    BasicFileAttributes found = Refusals.ofWhatIsNoFile(file);
    try {
      return OnDisk.of(file, found).bytes();
    } catch (IOException e) {
      throw FailureException.because(e, Reason.DATABASE_IO, file);
    }
  }

  /**
   * Copies one consistent state into the new file {@code target}: checkpoints as far as that goes
   * without waiting, then copies while holding a read transaction, and leaves the copy as one
   * flushed, self-contained file. In WAL mode the app never waits. If the file is replaced
   * meanwhile it is copied once more.
   *
   * @param progress bytes copied; may cancel, which takes effect at the copy's end
   * @throws FailureException {@code DATABASE_…} for the source, {@code PLACE_…} for the target; the
   *     target is then removed
   */
  @Override
  public Snapshot snapshot(Path target, Progress progress) throws FailureException {
    for (int copies = 1; ; copies++) {
      String identity = replaced.identity();
      try {
        return copyOf(identity, target, progress);
      } catch (FailureException e) {
        if (copies == MAX_COPIES
            || Thread.currentThread().isInterrupted()
            || !isOfReplacement(e.reason(), identity)) {
          throw e;
        }
      }
    }
  }

  /** Of one file with the side files of another SQLite may say anything. */
  private boolean isOfReplacement(Reason reason, String identity) {
    return replaced.explains(reason)
        || (reason.subject() == Reason.Subject.DATABASE && !replaced.isStill(identity));
  }

  /** Refuses if another file took this one's place meanwhile. */
  private Snapshot copyOf(String identity, Path target, Progress progress) throws FailureException {
    if (onNetwork) {
      Refusals.ofWalOnNetwork(file);
    }
    Refusals.ofWalThatWeMayOnlyRead(file);
    Snapshot snapshot = copy(identity, target, progress);
    if (!replaced.isStill(identity)) {
      SideFiles.discardWith(target);
      throw new FailureException(Reason.DATABASE_REPLACED, file);
    }
    return snapshot;
  }

  private long bytesOrUnknown() {
    try {
      return bytesNow();
    } catch (FailureException e) {
      return DiskTrouble.UNKNOWN;
    }
  }

  private Snapshot copy(String identity, Path target, Progress progress) throws FailureException {
    return NewCopy.make(
        target,
        file,
        flusher -> copy(identity, target, flusher, progress),
        e -> Refusals.explain(e, file, patience),
        this::bytesOrUnknown);
  }

  private Snapshot copy(String identity, Path target, PortionFlush flusher, Progress progress)
      throws SQLException, IOException, FailureException {
    Instant takenAt;
    String journalMode;
    Checkpoint checkpoint;
    boolean commitsWaited;
    // Closed after the reader: the last one to close tidies up the side files, as any app does.
    try (FileUse use = FileUse.bySqlite(file);
        Connection recoverer = recoverer();
        Connection reader = Connections.reader(file, patience)) {
      // Opened on the old file, with the log of the new one, it would put pages of the one into the
      // other. From now on its log is open: a later replacement takes nothing.
      checkpoint =
          replaced.isStill(identity) ? checkpoint(file, recoverer) : Checkpoint.NOT_POSSIBLE;
      OnlineCopy copy = new OnlineCopy(reader, patience);
      takenAt = copy.begin(clock);
      journalMode = journalMode(file);
      boolean wal = journalMode.equals("wal");
      copy.into(target, flusher, wal, progress);
      commitsWaited = !wal && copy.commitsWaited();
      takenAt = copy.restartedAt().orElse(takenAt);
    }
    return StagedFile.seal(target, takenAt, journalMode, checkpoint, commitsWaited);
  }

  /** A connection that may write, or null if we may not: then there is no checkpoint. */
  private @Nullable Connection recoverer() throws SQLException {
    if (!Files.isWritable(file) && PlainFiles.isPosix(file)) {
      return null;
    }
    Connection connection = Connections.recoverer(file, patience);
    try {
      // Rolls a hot journal back, or recovers the log, as any app does on opening.
      Connections.number(connection, "PRAGMA schema_version");
      return connection;
    } catch (SQLException e) {
      connection.close();
      if (Connections.primary(e) == SQLITE_READONLY || Connections.primary(e) == SQLITE_CANTOPEN) {
        return null;
      }
      throw e;
    }
  }

  /**
   * As {@code PRAGMA journal_mode} says of a new connection, which would read every declaration for
   * it. While a connection reads in WAL mode the log is there, and a log that is there means WAL
   * mode (pager.c, pagerOpenWalIfPresent).
   */
  private static String journalMode(Path file) {
    return DatabaseInspection.hasNoLog(asOpened(file)) ? "delete" : "wal";
  }

  /** SQLite puts side files beside what a link leads to; on Windows beside the link. */
  static Path asOpened(Path file) {
    if (!PlainFiles.isPosix(file)) {
      return file;
    }
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file; // It is gone, or replaced: to be noticed when the copy is made.
    }
  }

  private static Checkpoint checkpoint(Path file, @Nullable Connection recoverer) {
    if (recoverer == null) {
      return Checkpoint.NOT_POSSIBLE;
    }
    if (!journalMode(file).equals("wal")) {
      return Checkpoint.NOT_NEEDED;
    }
    try (var statement = recoverer.createStatement();
        var row = statement.executeQuery("PRAGMA wal_checkpoint(PASSIVE)")) {
      if (!row.next() || row.getLong(2) < 0) {
        return Checkpoint.NOT_NEEDED;
      }
      boolean busy = row.getLong(1) != 0;
      long inLog = row.getLong(2);
      long moved = row.getLong(3);
      return new Checkpoint(
          busy || moved < inLog ? Checkpoint.Result.PARTIAL : Checkpoint.Result.COMPLETED,
          inLog,
          moved);
    } catch (SQLException e) {
      return Checkpoint.NOT_POSSIBLE;
    }
  }

  /**
   * Whether the file is there and can be read as a database; opens it and closes it again. One that
   * is being replaced is waited for.
   */
  public void inspect() throws FailureException {
    replaced.outlast(
        () -> {
          inspectNow();
          return file;
        });
  }

  private void inspectNow() throws FailureException {
    Refusals.ofWhatIsNoFile(file);
    if (onNetwork) {
      Refusals.ofWalOnNetwork(file);
    }
    Refusals.ofWalThatWeMayOnlyRead(file);
    try (FileUse use = FileUse.bySqlite(file);
        Connection reader = HotJournal.reader(file, patience, false)) {
      Connections.number(reader, "SELECT count(*) FROM " + BuiltInTables.SCHEMA);
    } catch (SQLException e) {
      throw Refusals.explain(e, file, patience);
    }
  }

  static boolean readable(Path file) {
    try (FileUse use = FileUse.byJava(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.size() >= 0;
    } catch (IOException e) {
      return false;
    }
  }
}
