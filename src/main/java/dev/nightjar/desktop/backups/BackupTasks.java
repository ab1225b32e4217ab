package dev.nightjar.desktop.backups;

import dev.nightjar.app.GoodCopy;
import dev.nightjar.app.verdict.Checks;
import dev.nightjar.app.verdict.Checks.Checked;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.TableDrop;
import dev.nightjar.desktop.kit.Ending;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.restore.Restorer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The window's own work on backups: check them again, save a copy of one. */
public final class BackupTasks {
  private final Executor work;
  private final Executor eventThread;
  private final Memory memory;
  private final Path scratchFolder;
  private Runnable changed = () -> {};
  private @Nullable Consumer<WorkEnd> told;

  /** How the last work ended, while no window is open that could say so. */
  private Optional<WorkEnd> untold = Optional.empty();

  /** Changed by the event thread alone. */
  private volatile @Nullable Ongoing ongoing;

  /** Remembers the results of copies that were read again, from start to start. */
  public interface Memory {
    /** As it was read last; any thread, at once. */
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
   * @param backup the one that is being read
   * @param number its number among {@code backups}, from 1 on
   * @param percent how far all of it is; 0 if that isn't known, too
   */
  record Ongoing(
      Kind kind, KeptBackup backup, int number, int backups, int percent, boolean cancelling) {}

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

  /**
   * A window shows the work from now on: it is told, on the event thread, that {@link #ongoing} has
   * changed, and how the work ended; at once, if that was while there was no window.
   */
  void shownBy(Runnable ongoingChanged, Consumer<WorkEnd> ended) {
    changed = ongoingChanged;
    told = ended;
    untold.ifPresent(ended);
    untold = Optional.empty();
  }

  /** No window shows it any more; it goes on. */
  public void hidden() {
    changed = () -> {};
    told = null;
  }

  /** Ends what is being done, soon; it then says that it was cancelled. */
  public void cancel() {
    Ongoing now = ongoing;
    if (now != null) {
      now(new Ongoing(now.kind(), now.backup(), now.number(), now.backups(), now.percent(), true));
    }
  }

  /**
   * Reads every copy of a backup where it is, and remembers how each was.
   *
   * @param job in whose list it stands: its memory is asked when the state is judged
   */
  public void check(UUID job, KeptBackup backup) {
    check(job, Optional.of(backup), List.of(backup));
  }

  /** The same with all of these backups, at least one, one after the other. */
  void checkAll(UUID job, List<KeptBackup> backups) {
    check(job, Optional.empty(), backups);
  }

  private void check(UUID job, Optional<KeptBackup> chosen, List<KeptBackup> backups) {
    BackupsCheck check = new BackupsCheck(job, backups, memory, scratchFolder);
    start(
        new Ongoing(Kind.CHECK, backups.get(0), 1, backups.size(), 0, false),
        check::run,
        failure -> new WorkEnd.Checked(chosen, check.result(failure)));
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
              Ending.of(
                  "the backup before a table shrank",
                  () ->
                      backups.stream()
                          .limit(TableDrop.BACKUPS)
                          .filter(backup -> hasRows(backup, shrunk))
                          .findFirst(),
                  why -> Optional.empty());
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
   * @param job in whose list it stands
   */
  void saveCopy(UUID job, KeptBackup backup, Path target) {
    start(
        new Ongoing(Kind.SAVE, backup, 1, 1, 0, false),
        steps -> {
          Progress progress = steps.at(backup, 1);
          GoodCopy.of(
              backup,
              copy ->
                  Restorer.restore(
                      copy.destination(), copy.summary(), BackupFile.DATABASE, target, progress),
              (passedOver, why) -> {},
              copy ->
                  memory.checked(job, copy.destination().location(), copy.summary().id(), false));
        },
        failure -> new WorkEnd.Saved(target, failure));
  }

  /** Does a piece of work; ends early by throwing. */
  @FunctionalInterface
  private interface Action {
    void run(BackupsCheck.Steps steps) throws FailureException;
  }

  private void start(Ongoing begun, Action action, Function<Optional<Failure>, WorkEnd> ending) {
    now(begun);
    work.execute(
        () -> {
          WorkEnd end =
              ending.apply(Ending.of("at a backup in the window", () -> action.run(new Telling())));
          eventThread.execute(() -> ended(end));
        });
  }

  private void ended(WorkEnd end) {
    now(null);
    if (told == null) {
      untold = Optional.of(end);
    } else {
      told.accept(end);
    }
  }

  private void now(@Nullable Ongoing next) {
    ongoing = next;
    changed.run();
  }

  /** Tells the event thread each percent of all once, however many backups that is. */
  private final class Telling implements BackupsCheck.Steps {
    private final Progress progress =
        ((Progress) (done, total) -> endIfCancelled()).then(Progress.inPercent(this::tell));
    private @Nullable KeptBackup backup;
    private int number;

    @Override
    public Progress at(KeptBackup next, int itsNumber) throws FailureException {
      endIfCancelled();
      backup = next;
      number = itsNumber;
      return progress;
    }

    private void tell(int percent) {
      KeptBackup now = Objects.requireNonNull(backup);
      int which = number;
      eventThread.execute(() -> advanced(now, which, percent));
    }
  }

  private void endIfCancelled() throws FailureException {
    Ongoing seen = ongoing;
    if (seen != null && seen.cancelling()) {
      throw new FailureException(Reason.CANCELLED);
    }
  }

  private void advanced(KeptBackup backup, int number, int percent) {
    Ongoing now = ongoing;
    if (now != null && percent > now.percent()) {
      now(new Ongoing(now.kind(), backup, number, now.backups(), percent, now.cancelling()));
    }
  }
}
