package dev.nightjar.simulation;

import dev.nightjar.settings.ScheduleSettings;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * When backups are due, worked out for the oracle alone: day by day, by hand. A time that a day in
 * spring leaves out is that much later; one that a day in autumn has twice is the first.
 */
final class Calendar {
  private Calendar() {}

  /** The last due date at or before {@code now}, looked for among the last ten days. */
  static Optional<Instant> lastDue(ScheduleSettings schedule, ZoneId zone, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, zone).plusDays(1);
    Optional<Instant> last = Optional.empty();
    for (int back = 0; back < 10; back++) {
      LocalDate day = today.minusDays(back);
      if (schedule.days().contains(day.getDayOfWeek())) {
        Instant due = instantOf(day.atTime(schedule.at()), zone);
        if (!due.isAfter(now) && last.filter(due::isBefore).isEmpty()) {
          last = Optional.of(due);
        }
      }
    }
    return last;
  }

  /** The first due date after {@code now}. */
  static Instant nextDue(ScheduleSettings schedule, ZoneId zone, Instant now) {
    LocalDate day = LocalDate.ofInstant(now, zone).minusDays(1);
    Optional<Instant> next = Optional.empty();
    for (int i = 0; i < 12; i++, day = day.plusDays(1)) {
      if (schedule.days().contains(day.getDayOfWeek())) {
        Instant due = instantOf(day.atTime(schedule.at()), zone);
        if (due.isAfter(now) && next.filter(due::isAfter).isEmpty()) {
          next = Optional.of(due);
        }
      }
    }
    return next.orElseThrow();
  }

  private static Instant instantOf(LocalDateTime time, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
    if (!offsets.isEmpty()) {
      return time.toInstant(offsets.get(0));
    }
    // With the offset of before the change the wall clock shows the time that exists.
    return time.toInstant(zone.getRules().getTransition(time).getOffsetBefore());
  }
}
