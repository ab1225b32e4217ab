package dev.nightjar.app.agent;

import dev.nightjar.app.App;
import dev.nightjar.app.verdict.AppState;
import dev.nightjar.app.verdict.StateStore;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.app.verdict.Verdict;
import dev.nightjar.app.verdict.Verdict.Concern;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.PlaceVerdict;
import dev.nightjar.app.verdict.VerdictRules;
import dev.nightjar.backup.BackupJob;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Outcome;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.FailureException;
import dev.nightjar.platform.Uptime;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.ScheduleSettings;
import dev.nightjar.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The program while it stays: keeps the due dates, runs one backup at a time, judges, and tells a
 * face. Every method returns at once; a disk is only touched on its own threads.
 */
public final class Agent implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Agent.class.getName());
  private static final Duration BETWEEN_TICKS = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(30);
  private static final Duration BETWEEN_LOOKS_IN_TROUBLE = Duration.ofMinutes(5);
  private static final int DAYS_OF_RUNS = 60;

  /** What is asked after the end: the run that the end cancels still asks, and must end well. */
  private static final RejectedExecutionHandler DROPPED = new ThreadPoolExecutor.DiscardPolicy();

  private final App app;
  private final Clock clock;
  private final Notifier notifier;
  private final Consumer<Status> listener;
  private final StateStore state;
  private final Instant onSince;
  private final NotificationPolicy policy = new NotificationPolicy();
  private final Map<UUID, Survey> surveys = new HashMap<>();
  private final Map<UUID, Attempts> attempts = new ConcurrentHashMap<>();
  private final ScheduledExecutorService scheduler =
      new ScheduledThreadPoolExecutor(1, work -> daemon(work, "scheduler"), DROPPED);
  private final ExecutorService backups = oneThread("backup");
  private final ExecutorService looks = oneThread("look");
  private volatile Settings settings = Settings.empty();
  private List<BackupRun> runs = List.of();
  private Instant lookedAt = Instant.EPOCH;
  private boolean looking;
  private boolean busy;
  private volatile @Nullable RunMonitor running;
  private volatile Status standing =
      new Status(
          new Verdict(Verdict.State.NOT_SET_UP, List.of(), Optional.empty()),
          Optional.empty(),
          Settings.empty(),
          List.of(),
          List.of());

  /** Attempts that failed since the last that didn't. */
  private record Attempts(int failures, Instant nextAt) {}

  /**
   * Starts nothing yet.
   *
   * @param listener told of every change, on any thread
   */
  public Agent(App app, Notifier notifier, Consumer<Status> listener) {
    this.app = app;
    this.clock = app.clock();
    this.notifier = notifier;
    this.listener = listener;
    this.state = new StateStore(app.home().stateFile());
    Instant startedAt = clock.instant();
    // Where the system doesn't say, it counts as on since this program started.
    this.onSince = Uptime.bootedAt().filter(at -> at.isBefore(startedAt)).orElse(startedAt);
  }

  private static ExecutorService oneThread(String name) {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        work -> daemon(work, name),
        DROPPED);
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** From now on due dates are kept. */
  public void start() {
    var unused =
        scheduler.scheduleWithFixedDelay(
            () -> safely(this::tick), 0, BETWEEN_TICKS.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A thread that dies of one error would keep no due date any more. */
  private static void safely(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.SEVERE, e, () -> "unexpected");
    }
  }

  public Status standing() {
    return standing;
  }

  /** Looks at the clock: what the scheduler does, and tests do by hand. */
  void tick() {
    Instant now = clock.instant();
    readSettings();
    look(now, false);
    if (state.get().pausedUntil().filter(until -> until.isAfter(now)).isPresent()) {
      return;
    }
    for (Job job : settings.jobs()) {
      keep(job, now);
    }
  }

  private synchronized void readSettings() {
    try {
      Settings read = app.settings().load();
      if (!read.equals(settings)) {
        settings = read;
        lookedAt = Instant.EPOCH;
        surveys.keySet().retainAll(read.jobs().stream().map(Job::id).toList());
      }
    } catch (FailureException e) {
      if (policy.isNew("settings/" + e.reason())) {
        notifier.show(new Notification.RunRefused("", e.failure()));
      }
    }
  }

  private void keep(Job job, Instant now) {
    Optional<Instant> done = state.get().of(job.id()).dueDone();
    if (done.isEmpty() || DueDates.isFromAWrongClock(done.get(), now)) {
      // A new job's past due dates were nobody's.
      remember(job.id(), of -> of.withDueDone(now));
      return;
    }
    Optional<DueDates.Due> due =
        DueDates.toKeep(job.schedule().schedule(), done.get(), now, clock.getZone());
    if (due.isPresent()) {
      boolean wanted = !due.get().missed() || job.schedule().makeUpMissed();
      Optional<ZonedDateTime> missed =
          due.get().missed() ? Optional.of(due.get().at()) : Optional.empty();
      if (!wanted) {
        remember(job.id(), of -> of.withDueDone(due.get().at().toInstant()));
      } else if (claim()) {
        remember(job.id(), of -> of.withDueDone(due.get().at().toInstant()));
        backups.execute(() -> run(job, Manifest.Kind.SCHEDULED, missed));
      }
    } else {
      retry(job, now);
    }
  }

  /** After a run that failed, and for a place that lacks backups and answers again. */
  private void retry(Job job, Instant now) {
    Attempts before = attempts.getOrDefault(job.id(), new Attempts(0, Instant.EPOCH));
    if (before.failures() == 0 || now.isBefore(before.nextAt())) {
      return;
    }
    Optional<JobVerdict> verdict =
        standing.verdict().jobs().stream().filter(one -> one.job().equals(job.id())).findFirst();
    boolean proved =
        verdict.stream().flatMap(one -> one.places().stream()).anyMatch(one -> !one.behind());
    if (claim()) {
      backups.execute(
          () -> {
            if (proved) {
              deliver(job);
            } else {
              run(job, Manifest.Kind.SCHEDULED, Optional.empty());
            }
          });
    }
  }

  /** One run at a time: true where it is ours to begin. */
  private synchronized boolean claim() {
    boolean free = !busy;
    busy = true;
    return free;
  }

  private synchronized void release() {
    busy = false;
    running = null;
  }

  /** Backs up now, one job or all; nothing happens while a run is under way. */
  public void backUpNow(Optional<UUID> which) {
    scheduler.execute(
        () ->
            safely(
                () -> {
                  readSettings();
                  List<Job> chosen =
                      settings.jobs().stream()
                          .filter(job -> which.isEmpty() || which.get().equals(job.id()))
                          .toList();
                  for (Job job : chosen) {
                    backups.execute(
                        () -> {
                          if (claim()) {
                            run(job, Manifest.Kind.MANUAL, Optional.empty());
                          }
                        });
                  }
                }));
  }

  private void run(Job job, Manifest.Kind kind, Optional<ZonedDateTime> missed) {
    watched(
        job,
        watch -> {
          BackupRun run = app.backUp(backupJob(job), kind, false, watch);
          policy.ended(run, settings.notifications(), missed).forEach(notifier::show);
          return run;
        });
  }

  private void deliver(Job job) {
    watched(job, watch -> app.deliverOwed(backupJob(job), watch));
  }

  private BackupJob backupJob(Job job) {
    return app.jobs()
        .of(job, Duration.ofSeconds(settings.patienceSeconds()))
        .withPlacePatience(Duration.ofSeconds(settings.placePatienceSeconds()));
  }

  @FunctionalInterface
  private interface Work {
    BackupRun run(RunMonitor watch) throws FailureException;
  }

  private void watched(Job job, Work work) {
    RunMonitor watch =
        new RunMonitor(
            job,
            clock,
            this::publish,
            result -> {
              policy
                  .ended(job.name(), result, settings.notifications(), clock.instant())
                  .forEach(notifier::show);
              var unused =
                  scheduler.schedule(
                      () -> policy.due(job.name(), clock.instant()).forEach(notifier::show),
                      NotificationPolicy.FOLDED.toMillis() + 100,
                      TimeUnit.MILLISECONDS);
            });
    running = watch;
    publish();
    boolean failed = true;
    try {
      Outcome outcome = work.run(watch).outcome();
      failed = outcome == Outcome.FAILED || outcome == Outcome.PARTIAL;
    } catch (FailureException e) {
      if (policy.isNew("run/" + job.id() + "/" + e.reason())) {
        notifier.show(new Notification.RunRefused(job.name(), e.failure()));
      }
    } catch (RuntimeException | Error e) {
      LOG.log(Level.SEVERE, e, () -> "run of " + job.name());
    } finally {
      ended(job, failed);
    }
  }

  private void ended(Job job, boolean failed) {
    Instant now = clock.instant();
    int failures =
        failed ? attempts.getOrDefault(job.id(), new Attempts(0, now)).failures() + 1 : 0;
    attempts.put(job.id(), new Attempts(failures, now.plus(DueDates.retryAfter(failures))));
    if (!failed) {
      policy.forget("run/" + job.id());
    }
    release();
    look(now, true);
  }

  /** Ends the run that is under way, as soon as it comes to look. */
  public void cancel() {
    RunMonitor watch = running;
    if (watch != null) {
      watch.cancel();
      publish();
    }
  }

  public void pauseUntil(Instant until) {
    update(before -> before.withPausedUntil(Optional.of(until)));
  }

  public void resume() {
    update(before -> before.withPausedUntil(Optional.empty()));
  }

  /** The user's answer to a concern: it is as it should be. */
  public void dismiss(UUID job, Concern concern) {
    update(before -> before.with(job, of -> of.withAcknowledged(clock.instant())));
  }

  /** Backs up at another time of day from now on. */
  public void moveTo(UUID which, LocalTime at) {
    scheduler.execute(
        () -> {
          try {
            app.settings().update(before -> before.withJobs(moved(before.jobs(), which, at)));
          } catch (FailureException e) {
            notifier.show(new Notification.RunRefused("", e.failure()));
          }
          safely(this::tick);
        });
  }

  private static List<Job> moved(List<Job> jobs, UUID which, LocalTime at) {
    List<Job> all = new ArrayList<>();
    for (Job job : jobs) {
      ScheduleSettings old = job.schedule();
      ScheduleSettings changed =
          new ScheduleSettings(at, old.days(), Optional.empty(), old.makeUpMissed());
      all.add(job.id().equals(which) ? job.withSchedule(changed) : job);
    }
    return all;
  }

  /** The settings were saved: they are in force at once. */
  public void settingsChanged() {
    scheduler.execute(() -> safely(this::tick));
  }

  /** What is remembered from start to start. */
  public AppState state() {
    return state.get();
  }

  /** It was said once that closing the window ends nothing. */
  public void rememberWindowClosedTold() {
    update(AppState::withWindowClosedTold);
  }

  /** Does what reads backups while no run writes any: before the next one, or after this one. */
  public void betweenRuns(Runnable work) {
    backups.execute(() -> safely(work));
  }

  /** Whether the window is to come up by itself, which it does once a day; it then counts. */
  public boolean windowIsDue() {
    Instant now = clock.instant();
    for (JobVerdict job : standing.verdict().jobs()) {
      boolean twice = job.places().stream().anyMatch(place -> place.missed() >= 2);
      Instant shown = state.get().of(job.job()).windowShownAt().orElse(Instant.EPOCH);
      if (twice && Duration.between(shown, now).compareTo(Duration.ofDays(1)) >= 0) {
        remember(job.job(), of -> of.withWindowShown(now));
        return true;
      }
    }
    return false;
  }

  private void update(UnaryOperator<AppState> change) {
    scheduler.execute(
        () -> {
          state.update(change);
          publish();
        });
  }

  private void remember(UUID job, UnaryOperator<AppState.OfJob> change) {
    state.update(before -> before.with(job, change));
  }

  /** Reads the places again, where that is due or {@code atOnce}; never twice at a time. */
  private synchronized void look(Instant now, boolean atOnce) {
    boolean trouble =
        standing.verdict().jobs().stream()
            .flatMap(job -> job.places().stream())
            .anyMatch(place -> place.behind() || place.failure().isPresent());
    Duration apart = trouble ? BETWEEN_LOOKS_IN_TROUBLE : BETWEEN_LOOKS;
    if (looking || (!atOnce && Duration.between(lookedAt, now).abs().compareTo(apart) < 0)) {
      publish(); // A due date may have passed, whatever the places hold.
      return;
    }
    looking = true;
    lookedAt = now;
    List<Job> jobs = settings.jobs();
    looks.execute(() -> safely(() -> read(jobs)));
  }

  private void read(List<Job> jobs) {
    Map<UUID, Survey> found = new HashMap<>();
    List<BackupRun> recent = new ArrayList<>();
    try {
      for (Job job : jobs) {
        Survey survey = Survey.of(app.jobs().targets(job)).withRecent(job.id());
        found.put(job.id(), survey);
        remember(job.id(), of -> of.withSeen(survey.seen(job.id(), of)));
      }
      Instant from = clock.instant().minus(Duration.ofDays(DAYS_OF_RUNS));
      app.history().runs().stream()
          .filter(run -> run.startedAt().isAfter(from))
          .forEach(run -> recent.add(0, run));
    } finally {
      synchronized (this) {
        looking = false;
        surveys.putAll(found);
        runs = recent;
      }
    }
    publish();
    standing.verdict().jobs().forEach(this::tellConcerns);
    jobs.forEach(this::deliverWhereItAnswersAgain);
  }

  /** Each once, from when it comes until it goes. */
  private void tellConcerns(JobVerdict job) {
    List<String> told = state.get().of(job.job()).told();
    job.concerns().stream()
        .filter(concern -> !told.contains(kind(concern)))
        .forEach(concern -> notifier.show(new Notification.Worry(job.name(), concern)));
    List<String> now = job.concerns().stream().map(Agent::kind).sorted().toList();
    remember(job.job(), of -> of.withTold(now));
  }

  private static String kind(Concern concern) {
    String table = concern instanceof Concern.Shrunk shrunk ? "/" + shrunk.table() : "";
    return concern.getClass().getSimpleName() + table;
  }

  /** What is owed goes as soon as its place is back. */
  private void deliverWhereItAnswersAgain(Job job) {
    boolean owed =
        standing.verdict().jobs().stream()
            .filter(one -> one.job().equals(job.id()) && one.newest().isPresent())
            .flatMap(one -> one.places().stream())
            .anyMatch(Agent::lacksAndAnswers);
    boolean failedBefore =
        attempts.getOrDefault(job.id(), new Attempts(0, Instant.EPOCH)).failures() > 0;
    if (owed && failedBefore && claim()) {
      backups.execute(() -> deliver(job));
    }
  }

  private static boolean lacksAndAnswers(PlaceVerdict place) {
    return place.behind() && place.lacks() > 0 && place.failure().isEmpty();
  }

  private void publish() {
    Status now = judge();
    standing = now;
    listener.accept(now);
  }

  private synchronized Status judge() {
    VerdictRules rules = new VerdictRules(clock.instant(), clock.getZone(), onSince);
    List<JobVerdict> verdicts = new ArrayList<>();
    List<Survey> looked = new ArrayList<>();
    for (Job job : settings.jobs()) {
      Survey survey = surveys.get(job.id());
      if (survey != null) {
        verdicts.add(rules.of(job, survey, state.get().of(job.id())));
        looked.add(survey);
      }
    }
    RunMonitor watch = running;
    Verdict verdict = rules.of(verdicts, state.get().pausedUntil(), watch != null);
    return new Status(
        verdict, Optional.ofNullable(watch).map(RunMonitor::progress), settings, looked, runs);
  }

  /** Cancels what runs, and waits a little for it to clean up. */
  @Override
  public void close() {
    scheduler.shutdownNow();
    cancel();
    backups.shutdown();
    looks.shutdown();
    try {
      if (!backups.awaitTermination(20, TimeUnit.SECONDS)) {
        LOG.warning("a run didn't end in time; the next one cleans up");
      }
      // What was just told has to be remembered, or the next start tells it again.
      if (!looks.awaitTermination(2, TimeUnit.SECONDS)) {
        looks.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
