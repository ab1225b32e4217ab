package dev.nightjar.app.agent;

import dev.nightjar.app.verdict.JobFacts;
import dev.nightjar.app.verdict.PlaceReport;
import dev.nightjar.app.verdict.VerdictRules;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.settings.Job;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Sees to it that each place gets what it lacks: polls a place as long as something is owed to it,
 * and delivers as soon as it answers. A place that is owed nothing is left alone, so that its disks
 * sleep. Used on the agent's thread.
 */
final class CatchUpKeeper {
  private static final List<Duration> FIRST_POLLS =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(5));
  private static final Duration BETWEEN_POLLS = Duration.ofMinutes(5);

  private final Engine engine;
  private final Timeline timeline;
  private final Polled polled;
  private final Map<Key, Watch> watches = new LinkedHashMap<>();

  private record Key(UUID job, String place) {}

  /** One place to which something is owed, or that is needed or shown as it doesn't answer. */
  private static final class Watch {
    private final Duration since;
    private Job job;
    private int polls;
    private boolean polling;
    private int failures;
    private Duration retryAt = Duration.ZERO;
    private Optional<PlaceReport.Sign> atFailure = Optional.empty();
    private int owedAtStart;
    private boolean endedByUser;

    Watch(Job job, Duration since) {
      this.job = job;
      this.since = since;
    }

    Duration pollAt() {
      return polls < FIRST_POLLS.size()
          ? since.plus(FIRST_POLLS.get(polls))
          : since.plus(BETWEEN_POLLS.multipliedBy(polls - FIRST_POLLS.size() + 2L));
    }
  }

  /** Told of a poll's answer, on the agent's thread. */
  interface Polled {
    void polled(UUID job, String place, PlaceReport.Sign sign);
  }

  CatchUpKeeper(Engine engine, Timeline timeline, Polled polled) {
    this.engine = engine;
    this.timeline = timeline;
    this.polled = polled;
  }

  /**
   * Decides which places are polled from now on.
   *
   * @param wanted whether a run of this job failed and waits for its places
   * @return the places to deliver to now; empty if none is ready
   */
  Set<String> keep(JobFacts facts, boolean wanted) {
    UUID id = facts.job().id();
    Duration now = timeline.elapsed();
    boolean owes = facts.owed().values().stream().anyMatch(owed -> !owed.isEmpty());
    Set<String> ready = new LinkedHashSet<>();
    for (PlaceReport place : facts.survey().places()) {
      Key key = new Key(id, place.label());
      List<BackupSummary> owed = facts.owed().getOrDefault(place.label(), List.of());
      // A source that doesn't answer is polled like a place that lacks something.
      boolean silent = !place.sign().answers();
      boolean needed = !owed.isEmpty() || ((owes || wanted) && silent) || isShown(place);
      if (!needed) {
        watches.remove(key);
        continue;
      }
      Watch watch = watches.computeIfAbsent(key, none -> new Watch(facts.job(), now));
      watch.job = facts.job();
      if (!owed.isEmpty() && place.sign().answers() && mayTry(watch, place.sign(), now)) {
        if (hasSource(facts, place, owed)) {
          ready.add(place.label());
        }
      }
    }
    return ready;
  }

  /** A place that is called another's, or read-only, is polled as long as that is shown. */
  private static boolean isShown(PlaceReport place) {
    return place.failure().filter(VerdictRules::isTrouble).isPresent()
        || place.sign().refusal().isPresent();
  }

  /** Polls the places for which it is time. */
  void poll() {
    Duration now = timeline.elapsed();
    List.copyOf(watches.entrySet()).forEach(one -> poll(one.getKey(), one.getValue(), now));
  }

  private void poll(Key key, Watch watch, Duration now) {
    if (watch.polling || now.compareTo(watch.pollAt()) < 0) {
      return;
    }
    watch.polling = true;
    while (now.compareTo(watch.pollAt()) >= 0) {
      watch.polls++;
    }
    engine.poll(
        watch.job,
        key.place(),
        sign ->
            timeline.execute(
                () -> {
                  watch.polling = false;
                  polled.polled(key.job(), key.place(), sign);
                }));
  }

  /** After a failure at once if the place has changed: another marker, more room. */
  private static boolean mayTry(Watch watch, PlaceReport.Sign sign, Duration now) {
    if (watch.failures == 0 || now.compareTo(watch.retryAt) >= 0) {
      return true;
    }
    PlaceReport.Sign before = watch.atFailure.orElse(sign);
    boolean otherMarker = !before.marker().equals(sign.marker());
    boolean moreRoom = sign.freeBytes().orElse(-1L) > before.freeBytes().orElse(Long.MAX_VALUE);
    boolean nowWritable = before.refusal().isPresent() && sign.refusal().isEmpty();
    return otherMarker || moreRoom || nowWritable || !before.answers();
  }

  private static boolean hasSource(JobFacts facts, PlaceReport to, List<BackupSummary> owed) {
    Set<BackupSummary.Key> wanted = BackupSummary.keys(owed);
    return facts.survey().places().stream()
        .filter(place -> !place.label().equals(to.label()) && place.sign().answers())
        .flatMap(place -> facts.there().getOrDefault(place.label(), List.of()).stream())
        .anyMatch(backup -> wanted.contains(backup.key()));
  }

  /** A delivery to these places begins. */
  void begun(JobFacts facts, Set<String> places) {
    for (String place : places) {
      Watch watch = watches.get(new Key(facts.job().id(), place));
      if (watch != null) {
        watch.owedAtStart = facts.owed().getOrDefault(place, List.of()).size();
      }
    }
  }

  /**
   * A run that was to bring something to a place has ended, and the place was read again.
   *
   * @param failed whether the place refused it
   * @param byUser whether the user ended it, who then wants no other attempt soon
   * @param endedAt when it ended, by the timeline
   */
  void tried(JobFacts facts, String place, boolean failed, boolean byUser, Duration endedAt) {
    Watch watch = watches.get(new Key(facts.job().id(), place));
    if (watch == null) {
      return;
    }
    int owed = facts.owed().getOrDefault(place, List.of()).size();
    boolean progress = owed < watch.owedAtStart;
    if (!failed && !byUser && progress) {
      watch.failures = 0;
      return;
    }
    watch.failures++;
    watch.endedByUser = byUser;
    Duration wait = byUser ? Backoff.longest() : Backoff.after(watch.failures);
    watch.retryAt = endedAt.plus(wait);
    watch.atFailure = facts.place(place).map(PlaceReport::sign);
  }

  /**
   * A place that was silent in a run that ended then has answered since: how often it failed before
   * says nothing of what it does now, so that the shortest wait is enough.
   */
  void placeIsBack(UUID job, String place, Duration endedAt) {
    Watch watch = watches.get(new Key(job, place));
    if (watch != null && watch.failures > 0) {
      watch.failures = 1;
      watch.retryAt = endedAt.plus(Backoff.after(1));
    }
  }

  /** A place that didn't answer does again: another one may have waited for what it holds. */
  void placeAnswers(UUID job) {
    watches.forEach(
        (key, watch) -> {
          if (key.job().equals(job) && !watch.endedByUser) {
            watch.retryAt = Duration.ZERO;
          }
        });
  }

  /** The computer has slept, over which a wait may have stood still: all is tried at once. */
  void awake() {
    watches.values().forEach(watch -> watch.retryAt = Duration.ZERO);
  }

  /** Leaves all places alone but those of these jobs. */
  void forgetAllBut(List<Job> jobs) {
    Set<Key> places = new HashSet<>();
    jobs.forEach(
        job -> job.places().keySet().forEach(place -> places.add(new Key(job.id(), place))));
    watches.keySet().retainAll(places);
  }

  /** In how long a place is to be polled. */
  Duration nextPoll(Duration atMost) {
    Duration now = timeline.elapsed();
    Duration next = atMost;
    for (Watch watch : watches.values()) {
      Duration left = watch.pollAt().minus(now);
      if (!watch.polling || left.compareTo(Duration.ZERO) > 0) {
        next = Observer.shorter(next, left);
      }
    }
    return next;
  }

  /** In how long an attempt is to be repeated. */
  Duration nextAttempt(Duration atMost) {
    Duration now = timeline.elapsed();
    Duration next = atMost;
    for (Watch watch : watches.values()) {
      Duration left = watch.retryAt.minus(now);
      if (left.compareTo(Duration.ZERO) > 0) {
        next = Observer.shorter(next, left);
      }
    }
    return next;
  }
}
