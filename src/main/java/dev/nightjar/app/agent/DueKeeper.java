package dev.nightjar.app.agent;

import dev.nightjar.app.verdict.AppState;
import dev.nightjar.app.verdict.DueDates;
import dev.nightjar.app.verdict.JobFacts;
import dev.nightjar.app.verdict.LiveReport;
import dev.nightjar.failure.Failure;
import dev.nightjar.settings.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides when a backup is due, from what is on disk. It remembers only how long to wait after an
 * attempt that failed, so that a restart tries at once. Used on the agent's thread.
 */
final class DueKeeper {
  private static final Duration AFTER_A_REFUSAL = Duration.ofMinutes(1);

  private final Map<UUID, Attempts> attempts = new HashMap<>();

  /**
   * The attempts at one due date since the last that succeeded.
   *
   * @param live why the live database couldn't be read at the last one, if so
   * @param inspections how often it had been inspected until then
   * @param noPlace whether no place answered
   * @param soonest when it may be repeated if the live file has changed
   * @param signature the live file's, when it was inspected last before the attempt, or first after
   */
  private record Attempts(
      Instant due,
      int failures,
      Duration nextAt,
      Optional<Failure> live,
      int inspections,
      boolean noPlace,
      Duration soonest,
      Optional<String> signature) {

    Attempts at(Duration when, Optional<Failure> found, boolean silent) {
      return new Attempts(due, failures, when, found, inspections, silent, soonest, signature);
    }

    Attempts seen(String now) {
      return new Attempts(
          due, failures, nextAt, live, inspections, noPlace, soonest, Optional.of(now));
    }
  }

  /** The due date that asks for a run now; empty if there is none, or if it is to wait. */
  Optional<ZonedDateTime> toRun(
      JobFacts facts, AppState state, ZonedDateTime now, Duration elapsed) {
    UUID id = facts.job().id();
    Optional<ZonedDateTime> due = due(facts, state, now);
    if (due.isEmpty()) {
      attempts.remove(id);
      return due;
    }
    if (state.pausedUntil(now.toInstant()).isPresent()) {
      return Optional.empty();
    }
    return due.filter(date -> mayTry(id, date.toInstant(), elapsed));
  }

  /** The due date that is neither kept nor waived. */
  static Optional<ZonedDateTime> due(JobFacts facts, AppState state, ZonedDateTime now) {
    return dates(facts.job(), state, now).due(facts.provedAt(), now.toInstant());
  }

  static DueDates dates(Job job, AppState state, ZonedDateTime now) {
    return new DueDates(job.schedule(), now.getZone(), state.of(job.id()), state.pause());
  }

  /** A new due date is tried at once, however the one before fared. */
  private boolean mayTry(UUID id, Instant due, Duration elapsed) {
    Attempts before = attempts.get(id);
    return before == null || !before.due().equals(due) || elapsed.compareTo(before.nextAt()) >= 0;
  }

  /**
   * An attempt ended without keeping {@code due}, as far as is known yet.
   *
   * @param signature the live file's, when the attempt began
   */
  void tried(
      UUID id,
      Instant due,
      boolean refused,
      Optional<Failure> live,
      Optional<String> signature,
      int inspections,
      boolean noPlace,
      Duration elapsed) {
    Attempts before = attempts.get(id);
    boolean same = before != null && before.due().equals(due);
    int earlier = same && before != null ? before.failures() : 0;
    int failures = refused ? earlier : earlier + 1;
    Duration wait = refused ? AFTER_A_REFUSAL : Backoff.after(failures);
    attempts.put(
        id,
        new Attempts(
            due,
            failures,
            elapsed.plus(wait),
            live,
            inspections,
            noPlace,
            elapsed.plus(Backoff.after(1)),
            signature));
  }

  /** Whether an attempt failed and waits to be repeated. */
  boolean isWaiting(UUID id) {
    return attempts.containsKey(id);
  }

  /**
   * Makes the next attempt come at once if the cause of the last failure has changed.
   *
   * @return whether it is made sooner than before
   */
  boolean databaseInspected(UUID id, Optional<LiveReport> now, int inspections, Duration elapsed) {
    Attempts before = attempts.get(id);
    if (before == null || now.isEmpty() || before.inspections() >= inspections) {
      return false;
    }
    if (before.live().isEmpty()) {
      return changed(id, before, now.get().signature());
    }
    if (isOther(before.live().get(), now.get().failure())) {
      retryNow(id, before, now.get().failure(), elapsed);
      return true;
    }
    return false;
  }

  /** Damage within the file is not seen from outside: another file may be a sound one. */
  private boolean changed(UUID id, Attempts before, String signature) {
    boolean same = before.signature().filter(signature::equals).isPresent();
    boolean sooner = before.soonest().compareTo(before.nextAt()) < 0;
    if (before.signature().isPresent() && !same && sooner) {
      attempts.put(id, before.at(before.soonest(), before.live(), before.noPlace()));
      return true;
    } else if (before.signature().isEmpty()) {
      attempts.put(id, before.seen(signature));
    }
    return false;
  }

  /** The computer has slept, over which a wait may have stood still: all is tried at once. */
  void awake(Duration elapsed) {
    attempts.replaceAll((id, one) -> one.at(elapsed, one.live(), one.noPlace()));
  }

  private static boolean isOther(Failure before, Optional<Failure> now) {
    return now.isEmpty() || now.get().reason() != before.reason();
  }

  /**
   * A place that didn't answer in the last attempt already does: the wait is as after the first.
   */
  void placeIsBack(UUID id) {
    Attempts before = attempts.get(id);
    if (before != null && before.soonest().compareTo(before.nextAt()) < 0) {
      attempts.put(id, before.at(before.soonest(), before.live(), before.noPlace()));
    }
  }

  /** A place that didn't answer does again: if none did, the next attempt is made at once. */
  void placeAnswers(UUID id, Duration elapsed) {
    Attempts before = attempts.get(id);
    if (before != null && before.noPlace()) {
      retryNow(id, before, before.live(), elapsed);
    }
  }

  private void retryNow(UUID id, Attempts before, Optional<Failure> live, Duration elapsed) {
    attempts.put(id, before.at(elapsed, live, false));
  }

  void forgetAllBut(List<UUID> jobs) {
    attempts.keySet().retainAll(jobs);
  }

  /** In how long the next attempt is to be made. */
  Duration nextWake(Duration elapsed, Duration atMost) {
    Duration next = atMost;
    for (Attempts one : attempts.values()) {
      Duration left = one.nextAt().minus(elapsed);
      if (!left.isNegative() && !left.isZero()) {
        next = Observer.shorter(next, left);
      }
    }
    return next;
  }
}
