package dev.nightjar.app.agent;

import dev.nightjar.app.verdict.BackupDays;
import dev.nightjar.app.verdict.CheckStore;
import dev.nightjar.app.verdict.Checks;
import dev.nightjar.app.verdict.JobFacts;
import dev.nightjar.app.verdict.StateStore;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.app.verdict.Verdict;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.VerdictRules;
import dev.nightjar.failure.Failure;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Judges how everything stands, and shows it. Used on the agent's thread, but for the status. */
final class StatusBoard {
  private final Engine engine;
  private final Timeline timeline;
  private final Observer observer;
  private final RunQueue queue;
  private final RunResults results;
  private final Reporter reporter;
  private final SleepMonitor sleep;
  private final StateStore state;
  private final CheckStore checks;
  private final Notifier notifier;
  private final Consumer<Status> listener;
  private List<JobVerdict> verdicts = List.of();
  private Map<UUID, Survey> surveys = Map.of();
  private Map<UUID, BackupDays> days = Map.of();
  private Map<UUID, Checks> checked = Map.of();
  private Map<UUID, Instant> onSince = Map.of();
  private volatile Status status = Status.NOTHING;

  /**
   * Shows nothing yet.
   *
   * @param listener told of every change, on the agent's thread
   */
  StatusBoard(
      Engine engine,
      Timeline timeline,
      Observer observer,
      RunQueue queue,
      RunResults results,
      Reporter reporter,
      SleepMonitor sleep,
      StateStore state,
      CheckStore checks,
      Notifier notifier,
      Consumer<Status> listener) {
    this.engine = engine;
    this.timeline = timeline;
    this.observer = observer;
    this.queue = queue;
    this.results = results;
    this.reporter = reporter;
    this.sleep = sleep;
    this.state = state;
    this.checks = checks;
    this.notifier = notifier;
    this.listener = listener;
  }

  /** How everything stands, as it was last shown; on any thread. */
  Status status() {
    return status;
  }

  /** Judges every job by what was read last, reports what is new, and shows it all. */
  void publish(Settings settings, Optional<Failure> stopped) {
    ZonedDateTime now = timeline.now();
    Duration elapsed = timeline.elapsed();
    VerdictRules rules = new VerdictRules(now.toInstant(), now.getZone(), state.get());
    List<JobVerdict> judged = new ArrayList<>();
    Map<UUID, Survey> read = new HashMap<>();
    Map<UUID, BackupDays> dated = new HashMap<>();
    Map<UUID, Checks> found = new HashMap<>();
    Map<UUID, Instant> possibleSince = new HashMap<>();
    for (Job job : settings.jobs()) {
      observer
          .facts(job.id())
          .ifPresent(
              facts -> {
                Instant since = onSince(facts, rules, now.toInstant(), elapsed);
                possibleSince.put(job.id(), since);
                judged.add(rules.of(facts, since));
                read.put(job.id(), facts.survey());
                dated.put(job.id(), BackupDays.of(facts.survey().backups(), now));
                found.put(job.id(), checks.of(job.id()));
              });
    }
    verdicts = judged;
    surveys = read;
    days = dated;
    checked = found;
    onSince = possibleSince;
    for (JobVerdict job : judged) {
      boolean busy = queue.isBusyWith(job.job()) || !observer.isKnown(job.job());
      Reporter.Seen seen =
          new Reporter.Seen(
              observer.live(job.job()).isPresent(),
              observer.knowsDrops(job.job()),
              observer.hasJustRead(job.job()),
              found.getOrDefault(job.job(), Checks.NONE).isComplete());
      if (reporter.judged(job, busy, seen, now.toInstant(), elapsed)) {
        observer.read(job.job());
      }
      if (!busy) {
        openWindowIfDue(job, now.toInstant());
      }
    }
    show(settings, stopped);
  }

  /** Shows what was judged last, and how far the run is that is under way. */
  void show(Settings settings, Optional<Failure> stopped) {
    ZonedDateTime now = timeline.now();
    // A run's result is known when the places were read again: until then it isn't over.
    Optional<RunInProgress> running =
        queue.progress().or(() -> results.areAwaited() ? queue.lastProgress() : Optional.empty());
    Verdict verdict =
        new VerdictRules(now.toInstant(), now.getZone(), state.get())
            .of(verdicts, running.isPresent(), stopped);
    status =
        new Status(
            verdict,
            running,
            settings,
            inOrder(verdict, surveys),
            inOrder(verdict, days),
            checked,
            observer.runs());
    listener.accept(status);
  }

  private static <T> List<T> inOrder(Verdict verdict, Map<UUID, T> byJob) {
    return verdict.jobs().stream()
        .map(job -> Objects.requireNonNull(byJob.get(job.job())))
        .toList();
  }

  /** Since when a backup of that job was possible, as it was judged last. */
  Optional<Instant> onSince(UUID job) {
    return Optional.ofNullable(onSince.get(job));
  }

  /** As the disk tells it, and later if this process has noticed something since. */
  private Instant onSince(JobFacts facts, VerdictRules rules, Instant now, Duration elapsed) {
    Instant started = now.minus(elapsed);
    Optional<Instant> booted = engine.bootedAt().filter(at -> !at.isAfter(now));
    Instant since = rules.onSince(booted.or(() -> Optional.of(started)), facts);
    for (Duration mark : List.of(sleep.awakeSince(), observer.since(facts.job().id()))) {
      Instant at = started.plus(mark);
      since = !mark.isZero() && at.isAfter(since) ? at : since;
    }
    return since;
  }

  /** After two missed due dates the window comes up by itself, once a day. */
  private void openWindowIfDue(JobVerdict job, Instant now) {
    boolean twice = job.places().stream().anyMatch(place -> place.missed() >= 2);
    Instant shown = state.get().of(job.job()).windowShownAt().orElse(Instant.EPOCH);
    if (twice && Duration.between(shown, now).abs().compareTo(Duration.ofDays(1)) >= 0) {
      state.update(before -> before.with(job.job(), of -> of.withWindowShown(now)));
      notifier.show(new Notification.OpenWindow(job.name()));
    }
  }
}
