package dev.nightjar.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** One time of day, on some days of the week. */
record DailyTimes(LocalTime at, Set<DayOfWeek> days) implements WallClock {
  static DailyTimes of(LocalTime at, Collection<DayOfWeek> days) {
    if (days.isEmpty()) {
      throw new IllegalArgumentException("days: must be one or more (got none)");
    }
    return new DailyTimes(at, Collections.unmodifiableSet(EnumSet.copyOf(days)));
  }

  @Override
  public Optional<LocalDateTime> after(LocalDateTime time) {
    LocalDate day = time.toLocalDate();
    while (!days.contains(day.getDayOfWeek()) || !day.atTime(at).isAfter(time)) {
      day = day.plusDays(1);
    }
    return Optional.of(day.atTime(at));
  }

  @Override
  public Optional<LocalDateTime> before(LocalDateTime time) {
    LocalDate day = time.toLocalDate();
    while (!days.contains(day.getDayOfWeek()) || !day.atTime(at).isBefore(time)) {
      day = day.minusDays(1);
    }
    return Optional.of(day.atTime(at));
  }
}
