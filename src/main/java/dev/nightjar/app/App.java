package dev.nightjar.app;

import dev.nightjar.app.setup.JobSetup;
import dev.nightjar.app.setup.Jobs;
import dev.nightjar.app.verdict.AppState;
import dev.nightjar.app.verdict.StateStore;
import dev.nightjar.backup.BackupJob;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.BackupRunner;
import dev.nightjar.backup.RunListener;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.PatientDestination.LeftBehind;
import dev.nightjar.destination.PlaceReadme;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.history.History;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.HeldLock;
import dev.nightjar.platform.Home;
import dev.nightjar.settings.LastRun;
import dev.nightjar.settings.SettingsStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The use cases, for whichever face asks. Makes the threads and holds the locks. */
public final class App implements AutoCloseable {
  private static final Duration BETWEEN_LOOKS_AT_A_LOCK = Duration.ofMillis(500);
  private static final Logger LOG = Logger.getLogger(App.class.getName());
  private static final int WORKERS = 3;

  private final Home home;
  private final Clock clock;
  private final String version;
  private final ExecutorService workers;
  private final LeftBehind leftBehind = new LeftBehind();

  public App(Home home, Clock clock, String version) {
    this.home = home;
    this.clock = clock;
    this.version = version;
    this.workers =
        Executors.newFixedThreadPool(
            WORKERS,
            work -> {
              Thread thread = new Thread(work, "backup worker");
              thread.setDaemon(true);
              return thread;
            });
  }

  public Home home() {
    return home;
  }

  public Clock clock() {
    return clock;
  }

  public SettingsStore settings() {
    return new SettingsStore(home.settingsFile());
  }

  public History history() {
    return new History(home.historyFile());
  }

  /** What the tray program remembers. */
  public AppState state() {
    return new StateStore(home.stateFile()).get();
  }

  public Jobs jobs() {
    return new Jobs(home, clock, history(), leftBehind);
  }

  public JobSetup jobSetup() {
    return new JobSetup(settings(), jobs(), clock);
  }

  /**
   * Does a job under two locks: one by job in the program's own folder, and one in the folder on
   * this computer where that is there.
   *
   * @param wait whether to wait for another run to end
   * @throws FailureException {@code RUN_IN_PROGRESS}, its holder named
   */
  public BackupRun backUp(BackupJob job, Manifest.Kind kind, boolean wait, RunListener listener)
      throws FailureException {
    return underLocks(
        job,
        wait,
        () -> {
          BackupRun run = new BackupRunner(clock, workers, version).run(job, kind, listener);
          remember(run);
          leaveNotes(job, run);
          return run;
        });
  }

  /** Makes no backup, but copies to each place of the job what it lacks; under the same locks. */
  public BackupRun deliverOwed(BackupJob job, RunListener listener) throws FailureException {
    return underLocks(
        job,
        false,
        () -> {
          BackupRun run = new BackupRunner(clock, workers, version).deliverOwed(job, listener);
          if (run.results().stream().anyMatch(result -> result.number("delivered") > 0)) {
            remember(run);
          }
          return run;
        });
  }

  private BackupRun underLocks(BackupJob job, boolean wait, Supplier<BackupRun> work)
      throws FailureException {
    String holder = "process " + ProcessHandle.current().pid() + ", since " + clock.instant();
    Path own = home.locksFolder().resolve(job.identity().job() + ".lock");
    try {
      Files.createDirectories(home.locksFolder());
      try (HeldLock mine = lock(own, holder, wait);
          @Nullable HeldLock folders = lockFolder(job, holder, wait)) {
        return work.get();
      }
    } catch (IOException e) {
      throw DiskFailures.ofHome(e, home.locksFolder());
    }
  }

  /** A log only: that it can't be written takes nothing from what the run has made. */
  private void remember(BackupRun run) {
    try {
      history().append(run);
    } catch (FailureException e) {
      LOG.log(Level.WARNING, e, () -> "history");
    }
  }

  /** Leaves the way back by hand, and the job's settings for a new computer. Best effort. */
  private void leaveNotes(BackupJob job, BackupRun run) {
    byte[] readme = PlaceReadme.text(job.identity(), job.database().file().toString());
    Optional<byte[]> exported = exported(job, run);
    for (BackupJob.Target target : job.targets()) {
      if (run.lacks(target.label())) {
        continue; // Told by its step.
      }
      try {
        target.destination().leave(PlaceReadme.FILE, readme);
        if (exported.isPresent()) {
          target.destination().leave(SettingsStore.EXPORT_FILE, exported.get());
        }
      } catch (FailureException e) {
        LOG.log(Level.WARNING, e, () -> "notes at " + target.label());
      }
    }
  }

  /** The job's settings and this run's end; a job of one command has no settings. */
  private Optional<byte[]> exported(BackupJob job, BackupRun run) {
    try {
      String outcome = run.outcome().name().toLowerCase(Locale.ROOT);
      LastRun last = new LastRun(run.startedAt(), outcome, run.backup());
      return settings().load().jobs().stream()
          .filter(one -> one.id().equals(job.identity().job()))
          .findFirst()
          .map(one -> SettingsStore.export(one, Optional.of(last)));
    } catch (FailureException e) {
      return Optional.empty(); // Settings that are damaged are told wherever they are used.
    }
  }

  private static @Nullable HeldLock lockFolder(BackupJob job, String holder, boolean wait)
      throws IOException, FailureException {
    for (BackupJob.Target target : job.targets()) {
      Optional<Path> folder = target.destination().folder();
      if (target.local() && folder.isPresent() && Files.isDirectory(folder.get())) {
        try {
          return lock(folder.get().resolve(".nightjar.lock"), holder, wait);
        } catch (IOException e) {
          // A folder that can't be written to is told by the step that prepares it.
          return null;
        }
      }
    }
    return null;
  }

  private static HeldLock lock(Path file, String holder, boolean wait)
      throws IOException, FailureException {
    while (true) {
      Optional<HeldLock> lock = HeldLock.tryAcquire(file, holder);
      if (lock.isPresent()) {
        return lock.get();
      }
      if (!wait) {
        throw new FailureException(Reason.RUN_IN_PROGRESS, HeldLock.holderOf(file), file);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_AT_A_LOCK.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw FailureException.because(e, Reason.CANCELLED);
      }
    }
  }

  @Override
  public void close() {
    workers.shutdown();
  }
}
