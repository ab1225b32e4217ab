package dev.nightjar.schedule;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a job is due. Each due date of the wall clock comes once: one in the hour that spring leaves
 * out shifts into the hour that exists, one in the hour that autumn repeats is the first of the
 * two.
 */
public final class Schedule {
  private final WallClock clock;

  private Schedule(WallClock clock) {
    this.clock = clock;
  }

  /** At one time of day, on those days. */
  public static Schedule of(LocalTime at, Collection<DayOfWeek> days) {
    return new Schedule(DailyTimes.of(at, days));
  }

  /**
   * By a cron line of five fields: minute, hour, day of month, month, day of week.
   *
   * @throws IllegalArgumentException if it is none, with what is wrong
   */
  public static Schedule ofCron(String line) {
    return new Schedule(new CronTimes(line));
  }

  /** The first due date later than {@code instant}; empty if there is never one. */
  public Optional<ZonedDateTime> nextAfter(Instant instant, ZoneId zone) {
    LocalDateTime wall = LocalDateTime.ofInstant(instant, zone);
    ZoneOffsetTransition change = latestChange(instant, zone);
    LocalDateTime from = wall;
    if (change != null
        && change.isGap()
        && wall.isBefore(change.getDateTimeAfter().plus(change.getDuration()))) {
      // Due dates within the gap are due after it.
      from = change.getDateTimeBefore().minusNanos(1);
    }
    ZonedDateTime best = null;
    for (Optional<LocalDateTime> due = clock.after(from);
        due.isPresent() && (best == null || due.get().isBefore(best.toLocalDateTime()));
        due = clock.after(due.get())) {
      ZonedDateTime at = ZonedDateTime.of(due.get(), zone);
      if (at.toInstant().isAfter(instant) && (best == null || at.isBefore(best))) {
        best = at;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The last due date that is not later than {@code instant}; empty if there was none. */
  public Optional<ZonedDateTime> lastAtOrBefore(Instant instant, ZoneId zone) {
    LocalDateTime wall = LocalDateTime.ofInstant(instant, zone);
    ZoneOffsetTransition change = latestChange(instant, zone);
    LocalDateTime until = wall.plusNanos(1);
    if (change != null && change.isOverlap() && wall.isBefore(change.getDateTimeBefore())) {
      // The hour is there a second time: all its due dates were in the first.
      until = change.getDateTimeBefore();
    }
    Duration shift = change != null && change.isGap() ? change.getDuration() : Duration.ZERO;
    ZonedDateTime best = null;
    for (Optional<LocalDateTime> due = clock.before(until);
        due.isPresent() && (best == null || due.get().plus(shift).isAfter(best.toLocalDateTime()));
        due = clock.before(due.get())) {
      ZonedDateTime at = ZonedDateTime.of(due.get(), zone);
      if (!at.toInstant().isAfter(instant) && (best == null || at.isAfter(best))) {
        best = at;
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * Returns what a cron line means, in English.
   *
   * @throws IllegalArgumentException if it is no cron line, with what is wrong
   */
  public static String inEnglish(String line) {
    return new CronTimes(line).inEnglish();
  }

  private static @Nullable ZoneOffsetTransition latestChange(Instant instant, ZoneId zone) {
    // Later than the change itself, so that its own instant counts.
    return zone.getRules().previousTransition(instant.plusNanos(1));
  }
}
