package dev.nightjar.desktop.backups;

import dev.nightjar.app.verdict.Checks;
import dev.nightjar.app.verdict.Checks.Checked;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.TableDrop;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.restore.Restorer;
import dev.nightjar.restore.Verifier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The window's own work on a backup: check it again, save a copy of it. */
public final class BackupTasks {
  private static final Logger LOG = Logger.getLogger(BackupTasks.class.getName());

  private final Executor work;
  private final Executor eventThread;
  private final Memory memory;
  private final Path scratchFolder;
  private Runnable listener = () -> {};

  /** Changed by the event thread alone. */
  private volatile @Nullable Ongoing ongoing;

  /** Remembers the results of copies that were read again, from start to start. */
  public interface Memory {
    /** As it was read last; any thread. */
    Checks of(UUID job);

    /** A copy was read again; any thread. */
    void checked(UUID job, String location, String id, boolean whole);
  }

  /**
   * @param work where backups are read: one at a time
   * @param scratchFolder where SQLite reads a copy that it can't open at its place
   */
  public BackupTasks(Executor work, Executor eventThread, Memory memory, Path scratchFolder) {
    this.work = work;
    this.eventThread = eventThread;
    this.memory = memory;
    this.scratchFolder = scratchFolder;
  }

  /** How a backup fared since it was made. */
  enum State {
    NOT_SINCE,
    CHECKING,
    WHOLE,
    DAMAGED
  }

  /** The kinds of work on a backup. */
  enum Kind {
    CHECK,
    SAVE
  }

  /**
   * The work in progress.
   *
   * @param percent how far it is; 0 if that isn't known, too
   */
  record Ongoing(Kind kind, KeptBackup backup, int percent, boolean cancelling) {}

  record Check(State state, Optional<Instant> at) {}

  /**
   * As the worst of its copies is.
   *
   * @param job in whose list it stands
   */
  Check checkOf(UUID job, KeptBackup backup) {
    Ongoing now = ongoing;
    if (now != null
        && now.kind() == Kind.CHECK
        && now.backup().summary().sameBackupAs(backup.summary())) {
      return new Check(State.CHECKING, Optional.empty());
    }
    Checks remembered = memory.of(job);
    List<Checked> found =
        backup.copies().stream()
            .flatMap(
                copy -> remembered.of(copy.destination().location(), copy.summary().id()).stream())
            .toList();
    Optional<Instant> oldest = found.stream().map(Checked::at).min(Instant::compareTo);
    boolean whole = found.stream().allMatch(Checked::whole);
    return new Check(
        !whole ? State.DAMAGED : found.isEmpty() ? State.NOT_SINCE : State.WHOLE, oldest);
  }

  /** Returns the work in progress, at most one; from the event thread, as all here. */
  Optional<Ongoing> ongoing() {
    return Optional.ofNullable(ongoing);
  }

  /** The listener to notify, on the event thread, that {@link #ongoing} has changed. */
  public void whenOngoingChanges(Runnable told) {
    listener = told;
  }

  /** Ends what is being done, soon; it then says that it was cancelled. */
  public void cancel() {
    Ongoing now = ongoing;
    if (now != null) {
      now(new Ongoing(now.kind(), now.backup(), now.percent(), true));
    }
  }

  /**
   * Reads every copy of a backup where it is, and remembers how each was.
   *
   * @param job in whose list it stands: its memory is asked when the state is judged
   * @param ended told on the event thread: why it isn't whole, if so
   */
  public void check(UUID job, KeptBackup backup, Consumer<Optional<Failure>> ended) {
    start(
        Kind.CHECK,
        backup,
        progress -> {
          FailureException worst = null;
          List<KeptBackup.Copy> copies = backup.copies();
          for (int i = 0; i < copies.size(); i++) {
            try {
              check(
                  job, copies.get(i), Progress.part(progress, 100L * i, 100, 100L * copies.size()));
            } catch (FailureException e) {
              if (e.reason() == Reason.CANCELLED) {
                throw e;
              }
              worst = worst == null || Verifier.isDamage(e) ? e : worst;
            }
          }
          if (worst != null) {
            throw worst;
          }
        },
        ended);
  }

  private void check(UUID job, KeptBackup.Copy copy, Progress progress) throws FailureException {
    BackupSummary summary = copy.summary();
    String location = copy.destination().location();
    try {
      Verifier.verify(copy.destination(), summary, scratchFolder, progress);
      memory.checked(job, location, summary.id(), true);
    } catch (FailureException e) {
      // A place that doesn't answer says nothing about what is there.
      if (Verifier.isDamage(e)) {
        memory.checked(job, location, summary.id(), false);
      }
      throw e;
    }
  }

  /**
   * Looks for the newest backup that still has as many rows as a table had before it shrank.
   *
   * @param found told on the event thread; empty if none can be read that has
   */
  void findBefore(
      List<KeptBackup> backups, Finding.Shrunk shrunk, Consumer<Optional<KeptBackup>> found) {
    work.execute(
        () -> {
          Optional<KeptBackup> before =
              backups.stream()
                  .limit(TableDrop.BACKUPS)
                  .filter(backup -> hasRows(backup, shrunk))
                  .findFirst();
          eventThread.execute(() -> found.accept(before));
        });
  }

  private static boolean hasRows(KeptBackup backup, Finding.Shrunk shrunk) {
    try {
      return backup.manifest().tables().stream()
          .anyMatch(
              table -> table.name().equals(shrunk.table()) && table.rows() >= shrunk.rowsBefore());
    } catch (FailureException e) {
      return false; // Gone since it was listed.
    }
  }

  /**
   * Makes a new file of a backup, from the first place that gives it whole.
   *
   * @param ended told on the event thread: why there is none, if so
   */
  void saveCopy(KeptBackup backup, Path target, Consumer<Optional<Failure>> ended) {
    start(
        Kind.SAVE,
        backup,
        progress -> {
          FailureException last = null;
          for (KeptBackup.Copy copy : backup.copies()) {
            try {
              Restorer.restore(
                  copy.destination(), copy.summary(), BackupFile.DATABASE, target, progress);
              return;
            } catch (FailureException e) {
              last = e;
              if (e.reason() == Reason.CANCELLED) {
                break;
              }
            }
          }
          if (last != null) {
            throw last;
          }
        },
        ended);
  }

  /** Does a piece of work; ends early by throwing. */
  @FunctionalInterface
  private interface Action {
    void run(Progress progress) throws FailureException;
  }

  private void start(
      Kind kind, KeptBackup backup, Action action, Consumer<Optional<Failure>> ended) {
    now(new Ongoing(kind, backup, 0, false));
    work.execute(
        () -> {
          Optional<Failure> failure = Optional.empty();
          try {
            Progress progress = progress();
            progress.advanced(0, -1);
            action.run(progress);
          } catch (FailureException e) {
            failure = Optional.of(e.failure());
          } catch (RuntimeException e) {
            failure = Optional.of(Failure.unexpected(e));
            LOG.log(Level.SEVERE, "at a backup in the window", e);
          }
          Optional<Failure> found = failure;
          eventThread.execute(
              () -> {
                now(null);
                ended.accept(found);
              });
        });
  }

  private void now(@Nullable Ongoing next) {
    ongoing = next;
    listener.run();
  }

  /** Tells the event thread each percent once. */
  private Progress progress() {
    Progress mayEnd =
        (done, total) -> {
          Ongoing seen = ongoing;
          if (seen != null && seen.cancelling()) {
            throw new FailureException(Reason.CANCELLED);
          }
        };
    return mayEnd.then(Progress.inPercent(percent -> eventThread.execute(() -> tell(percent))));
  }

  private void tell(int percent) {
    Ongoing now = ongoing;
    if (now != null && percent > now.percent()) {
      now(new Ongoing(now.kind(), now.backup(), percent, now.cancelling()));
    }
  }
}
