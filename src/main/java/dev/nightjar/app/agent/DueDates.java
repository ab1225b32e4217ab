package dev.nightjar.app.agent;

import dev.nightjar.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Which due date is to be kept now. Compares instants, so that sleep, a restart or a changed clock
 * make no difference; of several that were missed only the newest counts.
 */
final class DueDates {
  /** Later than this it was missed: the computer slept, or was off. */
  private static final Duration ON_TIME = Duration.ofMinutes(2);

  /** A due date so far ahead of the clock was kept by a clock that was wrong. */
  private static final Duration CLOCK_WAS_WRONG = Duration.ofHours(2);

  private static final List<Duration> RETRIES =
      List.of(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(60));

  private DueDates() {}

  /**
   * A due date to be kept.
   *
   * @param missed whether its time passed with nobody to keep it
   */
  record Due(ZonedDateTime at, boolean missed) {}

  /**
   * The due date that is to be kept at {@code now}; empty where there is none.
   *
   * @param done the newest one that was begun; a job that is new counts from now on
   */
  static Optional<Due> toKeep(Schedule schedule, Instant done, Instant now, ZoneId zone) {
    return schedule
        .lastAtOrBefore(now, zone)
        .filter(due -> due.toInstant().isAfter(done))
        .map(due -> new Due(due, Duration.between(due.toInstant(), now).compareTo(ON_TIME) > 0));
  }

  /**
   * Whether a clock far ahead kept that due date: remembered, it would let nothing run for long.
   */
  static boolean isFromAWrongClock(Instant done, Instant now) {
    return done.isAfter(now.plus(CLOCK_WAS_WRONG));
  }

  /** How long to wait before the next attempt, after so many that failed. */
  static Duration retryAfter(int failures) {
    return RETRIES.get(Math.min(Math.max(failures, 1), RETRIES.size()) - 1);
  }
}
