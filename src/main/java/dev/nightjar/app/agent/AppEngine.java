package dev.nightjar.app.agent;

import dev.nightjar.app.App;
import dev.nightjar.app.GentleReader;
import dev.nightjar.app.setup.Deadline;
import dev.nightjar.app.verdict.LiveReport;
import dev.nightjar.app.verdict.PlaceReport;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.app.verdict.TableDrop;
import dev.nightjar.backup.BackupJob;
import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.RunListener;
import dev.nightjar.destination.Destination;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.DaemonThreads;
import dev.nightjar.platform.NetworkFolders;
import dev.nightjar.platform.Uptime;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import dev.nightjar.sqlite.LiveFileInspector;
import dev.nightjar.sqlite.LiveFileState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The world as it is: runs on one thread, everything that is only read on others, each with a
 * deadline, so that a dead NAS holds up nothing else.
 */
final class AppEngine implements Engine {
  private static final Logger LOG = Logger.getLogger(AppEngine.class.getName());

  /** The first read of thousands of manifests off a sleeping NAS takes its time. */
  private static final Duration READ_WITHIN = Duration.ofSeconds(60);

  private static final Duration POLL_WITHIN = Duration.ofSeconds(20);
  private static final int SECONDS_TO_END = 20;

  private final App app;
  private final Optional<Instant> bootedAt = Uptime.bootedAt();
  private final ExecutorService runs = inTurn("backup");
  private final ExecutorService checks = inTurn("check");
  private final ExecutorService reads = atOnce("observer");
  private final Deadline reading = new Deadline(READ_WITHIN);
  private final Deadline polling = new Deadline(POLL_WITHIN);
  private final Map<UUID, LiveFileState> live = new ConcurrentHashMap<>();

  AppEngine(App app) {
    this.app = app;
  }

  private static ExecutorService inTurn(String name) {
    return daemons(name, 1, 1, new LinkedBlockingQueue<>());
  }

  /** As many threads as are needed: one that waits for a dead NAS keeps nothing from being read. */
  private static ExecutorService atOnce(String name) {
    return daemons(name, 0, Integer.MAX_VALUE, new SynchronousQueue<>());
  }

  /** Work that is given after the end is left. */
  private static ExecutorService daemons(
      String name, int least, int most, BlockingQueue<Runnable> queue) {
    return new ThreadPoolExecutor(
        least,
        most,
        10,
        TimeUnit.SECONDS,
        queue,
        DaemonThreads.named(name),
        new ThreadPoolExecutor.DiscardPolicy());
  }

  @Override
  public Settings settings() throws FailureException {
    return app.settings().load();
  }

  @Override
  public void changeSettings(UnaryOperator<Settings> change) throws FailureException {
    app.settings().update(change);
  }

  @Override
  public Optional<Instant> bootedAt() {
    return bootedAt;
  }

  @Override
  public void start(
      Job job, Settings settings, Task task, RunListener listener, Consumer<RunEnd> answer) {
    runs.execute(() -> answer.accept(run(job, settings, task, listener)));
  }

  private RunEnd run(Job job, Settings settings, Task task, RunListener listener) {
    try {
      BackupJob wanted =
          app.jobs()
              .of(job, Duration.ofSeconds(settings.patienceSeconds()))
              .withPlacePatience(Duration.ofSeconds(settings.placePatienceSeconds()));
      return new RunEnd(Optional.of(run(wanted, task, listener)), Optional.empty());
    } catch (FailureException e) {
      return new RunEnd(Optional.empty(), Optional.of(e.failure()));
    } catch (RuntimeException | Error e) {
      LOG.log(Level.SEVERE, e, () -> "run of " + job.name());
      Failure failure = Failure.unexpected(e);
      return new RunEnd(Optional.empty(), Optional.of(failure));
    }
  }

  /** Older backups are delivered by a run of its own, which a due one needn't wait for. */
  private BackupRun run(BackupJob job, Task task, RunListener listener) throws FailureException {
    if (task instanceof Task.Deliver deliver) {
      return app.deliverOwed(job, deliver.places(), deliver.damaged(), listener);
    }
    Task.BackUp backUp = (Task.BackUp) task;
    Optional<Map<String, Set<String>>> damaged =
        backUp.known() ? Optional.of(backUp.damaged()) : Optional.empty();
    return app.backUpOnly(job, backUp.kind(), damaged, listener);
  }

  private Target target(Job job, String place) {
    return app.jobs().targets(job).stream()
        .filter(one -> one.label().equals(place))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void read(Job job, String place, Consumer<PlaceReport> answer) {
    reads.execute(
        () -> {
          Target target = target(job, place);
          answer.accept(read(job, target));
        });
  }

  private PlaceReport read(Job job, Target target) {
    Destination destination = target.destination();
    Optional<Failure> failure;
    try {
      Optional<PlaceReport> report =
          reading.call(destination.location(), () -> PlaceReport.read(target, App.identity(job)));
      if (report.isPresent()) {
        return report.get();
      }
      failure = Optional.of(Failure.of(Reason.PLACE_UNREACHABLE, destination.location()));
    } catch (FailureException e) {
      failure = Optional.of(e.failure());
    }
    return PlaceReport.recalled(target, failure.get());
  }

  @Override
  public void poll(Job job, String place, Consumer<PlaceReport.Sign> answer) {
    reads.execute(
        () -> {
          Destination destination = target(job, place).destination();
          answer.accept(poll(job, destination));
        });
  }

  private PlaceReport.Sign poll(Job job, Destination destination) {
    try {
      return polling
          .call(
              destination.location(), () -> PlaceReport.Sign.asked(destination, App.identity(job)))
          .orElseGet(
              () ->
                  PlaceReport.Sign.of(
                      Failure.of(Reason.PLACE_UNREACHABLE, destination.location())));
    } catch (FailureException e) {
      return PlaceReport.Sign.of(e.failure());
    }
  }

  @Override
  public void inspect(Job job, Consumer<LiveReport> answer) {
    reads.execute(() -> answer.accept(inspect(job)));
  }

  private LiveReport inspect(Job job) {
    Path file = job.database();
    Optional<LiveFileState> before = Optional.ofNullable(live.get(job.id()));
    try {
      Optional<LiveFileState> found =
          polling.call(
              file, () -> LiveFileInspector.inspect(file, NetworkFolders.isNetwork(file), before));
      if (found.isEmpty()) {
        return new LiveReport("hangs", Optional.of(Failure.of(Reason.DATABASE_IO, file)));
      }
      live.put(job.id(), found.get());
      return new LiveReport(found.get().signature(), found.get().failure());
    } catch (FailureException e) {
      return new LiveReport("unknown", Optional.of(e.failure()));
    }
  }

  @Override
  public void runs(Instant since, Consumer<List<BackupRun>> answer) {
    reads.execute(() -> answer.accept(app.history().since(since)));
  }

  @Override
  public String runsSignature() {
    return app.history().signature();
  }

  @Override
  public void drops(Job job, Survey survey, Consumer<Optional<List<TableDrop>>> answer) {
    reads.execute(() -> answer.accept(app.drops(job, survey)));
  }

  @Override
  public Runnable check(Job job, List<StoredCopy> copies, CheckListener listener) {
    AtomicBoolean cancelled = new AtomicBoolean();
    checks.execute(
        () -> {
          try {
            check(job, copies, app.gentleReader(job, cancelled::get), listener);
          } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, e, () -> "check of " + job.name());
          } finally {
            listener.ended();
          }
        });
    return () -> cancelled.set(true);
  }

  private void check(
      Job job, List<StoredCopy> copies, GentleReader reader, CheckListener listener) {
    Set<String> away = new HashSet<>();
    for (StoredCopy copy : copies) {
      if (away.contains(copy.place())) {
        continue;
      }
      try {
        reader
            .isWhole(target(job, copy.place()), copy.backup())
            .ifPresent(whole -> listener.checked(copy, whole));
      } catch (FailureException e) {
        if (e.reason() == Reason.CANCELLED) {
          return;
        }
        LOG.log(Level.FINE, e, () -> "a place that can't be read is checked later");
        away.add(copy.place());
      }
    }
  }

  @Override
  public void close() {
    runs.shutdown();
    checks.shutdownNow();
    reads.shutdownNow();
    try {
      if (!runs.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
        LOG.warning("a run didn't end in time; the next one cleans up");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
