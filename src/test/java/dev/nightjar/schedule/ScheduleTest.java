package dev.nightjar.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
  @ParameterizedTest
  @CsvSource({
    "0 17 * * *, Europe/Berlin, 2026-01-10T15:59:59Z, 2026-01-10T16:00:00Z",
    "0 17 * * *, Europe/Berlin, 2026-01-10T16:00:00Z, 2026-01-11T16:00:00Z",
    "0 2 * * *, Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z",
    "30 2 * * *, Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-29T01:30:00Z",
    "30 2 * * *, Europe/Berlin, 2026-03-29T01:10:00Z, 2026-03-29T01:30:00Z",
    "30 2 * * *, Europe/Berlin, 2026-03-29T01:30:00Z, 2026-03-30T00:30:00Z",
    "*/30 * * * *, Europe/Berlin, 2026-03-29T00:30:00Z, 2026-03-29T01:00:00Z",
    "*/30 * * * *, Europe/Berlin, 2026-03-29T01:00:00Z, 2026-03-29T01:30:00Z",
    "30 2 * * *, Europe/Berlin, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z",
    "30 2 * * *, Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
    "30 2 * * *, Europe/Berlin, 2026-10-25T01:10:00Z, 2026-10-26T01:30:00Z",
    "15 2 * * *, Australia/Lord_Howe, 2026-10-03T12:00:00Z, 2026-10-03T15:45:00Z",
    "45 1 * * *, Australia/Lord_Howe, 2026-04-04T12:00:00Z, 2026-04-04T14:45:00Z",
    "45 1 * * *, Australia/Lord_Howe, 2026-04-04T14:45:00Z, 2026-04-05T15:15:00Z",
    "0 0 * * *, America/Sao_Paulo, 2018-11-03T12:00:00Z, 2018-11-04T03:00:00Z",
    "0 0 * * *, America/Sao_Paulo, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z",
    "30 23 * * *, America/Sao_Paulo, 2018-02-17T12:00:00Z, 2018-02-18T01:30:00Z",
    "0 17 1 * *, UTC, 2026-01-31T00:00:00Z, 2026-02-01T17:00:00Z",
    "'0 8 1,15 * *', UTC, 2026-01-02T00:00:00Z, 2026-01-15T08:00:00Z",
    "0 8 29 2 *, UTC, 2026-01-02T00:00:00Z, 2028-02-29T08:00:00Z",
  })
  void theNextDueDateOfACronLine(String cron, String zone, Instant from, Instant next) {
    Schedule schedule = Schedule.ofCron(cron);
    assertEquals(Optional.of(next), instant(schedule.nextAfter(from, ZoneId.of(zone))));
    assertEquals(Optional.of(next), instant(schedule.lastAtOrBefore(next, ZoneId.of(zone))));
  }

  @ParameterizedTest
  @CsvSource({
    "0 2 * * *, Europe/Berlin, 2026-03-29T01:00:00Z, 2026-03-29T01:00:00Z",
    "30 2 * * *, Europe/Berlin, 2026-03-29T01:29:00Z, 2026-03-28T01:30:00Z",
    "30 2 * * *, Europe/Berlin, 2026-10-25T01:10:00Z, 2026-10-25T00:30:00Z",
    "30 2 * * *, Europe/Berlin, 2026-10-25T00:29:00Z, 2026-10-24T00:30:00Z",
  })
  void theLastDueDateOfACronLine(String cron, String zone, Instant at, Instant last) {
    assertEquals(
        Optional.of(last), instant(Schedule.ofCron(cron).lastAtOrBefore(at, ZoneId.of(zone))));
  }

  @Test
  void daysAreTheWeeksDays() {
    Schedule schedule = Schedule.of(LocalTime.of(17, 0), List.of(DayOfWeek.FRIDAY));
    ZoneId zone = ZoneId.of("UTC");
    Instant sunday = Instant.parse("2026-03-01T00:00:00Z");
    assertEquals(
        Optional.of(Instant.parse("2026-03-06T17:00:00Z")),
        instant(schedule.nextAfter(sunday, zone)));
    assertEquals(
        Optional.of(Instant.parse("2026-02-27T17:00:00Z")),
        instant(schedule.lastAtOrBefore(sunday, zone)));
  }

  @Test
  void aCronLineIsSaidInEnglish() {
    assertEquals(
        "at 12:30 every day between Monday and Friday", Schedule.inEnglish("30 12 * * 1-5"));
  }

  @Test
  void aLineThatNeverFiresGivesNothing() {
    Schedule never = Schedule.ofCron("0 2 30 2 *");
    assertTimeout(
        Duration.ofSeconds(5),
        () -> {
          assertEquals(Optional.empty(), never.nextAfter(Instant.EPOCH, ZoneId.of("UTC")));
          assertEquals(Optional.empty(), never.lastAtOrBefore(Instant.EPOCH, ZoneId.of("UTC")));
        });
  }

  @Test
  void whatIsNoCronLineIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Schedule.ofCron("now and then"));
  }

  private static Optional<Instant> instant(Optional<ZonedDateTime> time) {
    return time.map(ZonedDateTime::toInstant);
  }
}
