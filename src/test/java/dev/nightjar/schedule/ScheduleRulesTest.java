package dev.nightjar.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.faults.Seed;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Due dates follow each other in each zone, and none is lost or doubled. */
final class ScheduleRulesTest {
  private static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("UTC"),
          ZoneId.of("Europe/Berlin"),
          ZoneId.of("America/Sao_Paulo"),
          ZoneId.of("Australia/Lord_Howe"),
          ZoneId.of("Pacific/Apia"),
          ZoneId.of("Asia/Kathmandu"));

  private static final List<Schedule> SCHEDULES =
      List.of(
          Schedule.of(LocalTime.of(2, 30), List.of(DayOfWeek.values())),
          Schedule.of(LocalTime.MIDNIGHT, List.of(DayOfWeek.SUNDAY, DayOfWeek.WEDNESDAY)),
          Schedule.of(LocalTime.of(23, 59), List.of(DayOfWeek.values())),
          Schedule.ofCron("*/15 * * * *"),
          Schedule.ofCron("0 0 1 * *"),
          Schedule.ofCron("30 1,2 * * 1-5"));

  private static Instant next(Schedule schedule, Instant from, ZoneId zone) {
    return schedule.nextAfter(from, zone).orElseThrow().toInstant();
  }

  private static Instant last(Schedule schedule, Instant at, ZoneId zone) {
    return schedule.lastAtOrBefore(at, zone).orElseThrow().toInstant();
  }

  @Test
  void lookingBackFindsTheSameDueDatesAsLookingForward() {
    Random random = new Random(Seed.of(ScheduleRulesTest.class));
    Instant start = Instant.parse("2011-01-01T00:00:00Z");
    for (int i = 0; i < 400; i++) {
      ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
      Schedule schedule = SCHEDULES.get(random.nextInt(SCHEDULES.size()));
      Instant at =
          start.plusSeconds(random.nextInt(20 * 365 * 24) * 3600L + random.nextInt(4) * 900L);
      String what = zone + " " + SCHEDULES.indexOf(schedule) + " " + at;
      Instant next = next(schedule, at, zone);
      Instant last = last(schedule, at, zone);
      assertTrue(next.isAfter(at) && !last.isAfter(at), what);
      assertEquals(next, next(schedule, last, zone), what);
      assertEquals(next, last(schedule, next, zone), what);
      assertEquals(last, last(schedule, next.minusNanos(1), zone), what);
    }
  }

  @Test
  void aDailyJobIsDueOnEachDayOfTheYearOnce() {
    for (ZoneId zone : ZONES) {
      Schedule schedule = SCHEDULES.get(0);
      Instant at = ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, zone).toInstant();
      List<Integer> days = new ArrayList<>();
      for (int i = 0; i < 365; i++) {
        ZonedDateTime due = schedule.nextAfter(at, zone).orElseThrow();
        days.add(due.getDayOfYear());
        at = due.toInstant();
      }
      assertEquals(365, days.stream().distinct().count(), zone::toString);
    }
  }

  /** Samoa left out 30 December 2011: its due date is that of the day after. */
  @Test
  void aDayThatAZoneLeftOutHasNoDueDateOfItsOwn() {
    ZoneId apia = ZoneId.of("Pacific/Apia");
    Instant before = ZonedDateTime.of(2011, 12, 29, 12, 0, 0, 0, apia).toInstant();
    Instant due = next(SCHEDULES.get(0), before, apia);
    assertEquals(31, due.atZone(apia).getDayOfMonth());
    assertTrue(Duration.between(before, due).compareTo(Duration.ofHours(24)) < 0);
  }

  @Test
  void onlyTheNamedDaysCount() {
    Schedule weekend = Schedule.of(LocalTime.NOON, List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
    ZoneId utc = ZoneId.of("UTC");
    Instant saturday = Instant.parse("2026-03-07T12:00:00Z");
    assertEquals(Instant.parse("2026-03-08T12:00:00Z"), next(weekend, saturday, utc));
    assertEquals(saturday, next(weekend, saturday.minusNanos(1), utc));
    assertEquals(saturday, last(weekend, saturday, utc));
    assertEquals(Instant.parse("2026-03-01T12:00:00Z"), last(weekend, saturday.minusNanos(1), utc));
    assertEquals(
        Instant.parse("2026-03-14T12:00:00Z"),
        next(weekend, saturday.plus(Duration.ofDays(1)), utc));
  }

  @Test
  void withoutADayThereIsNoSchedule() {
    assertThrows(
        IllegalArgumentException.class, () -> Schedule.of(LocalTime.NOON, List.<DayOfWeek>of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "* * * *",
        "* * * * * *",
        "60 * * * *",
        "* 24 * * *",
        "* * 32 * *",
        "* * * 13 *",
        "* * * * 8",
        "@daily",
        "a b c d e",
        "-1 * * * *",
        "*/0 * * * *",
        "5-1 * * * *"
      })
  void anythingThatIsNoCronLineOfFiveFieldsIsRefused(String line) {
    assertThrows(IllegalArgumentException.class, () -> Schedule.ofCron(line));
  }

  @Test
  void aLineMayBeLongButNotWithoutEnd() {
    String minutes =
        "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29";
    assertFalse(
        Schedule.ofCron(minutes + " * * * *").nextAfter(Instant.EPOCH, ZONES.get(0)).isEmpty());
    String long200 = "0 2 * * *" + " ".repeat(191);
    assertEquals(
        Optional.of(Instant.parse("1970-01-01T02:00:00Z")),
        Schedule.ofCron(long200)
            .nextAfter(Instant.EPOCH, ZONES.get(0))
            .map(ZonedDateTime::toInstant));
    assertEquals(
        "must be 200 characters or fewer",
        assertThrows(IllegalArgumentException.class, () -> Schedule.ofCron(long200 + " "))
            .getMessage());
  }
}
