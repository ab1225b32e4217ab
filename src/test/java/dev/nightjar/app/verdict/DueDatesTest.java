package dev.nightjar.app.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.faults.Seed;
import dev.nightjar.settings.ScheduleSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each due date is kept once, whatever clocks, zones, sleep and restarts do. */
final class DueDatesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ScheduleSettings AT_FIVE = ScheduleSettings.daily(LocalTime.of(17, 0));
  private static final ScheduleSettings AT_HALF_PAST_TWO =
      ScheduleSettings.daily(LocalTime.of(2, 30));
  private static final AppState.OfJob NOTHING = AppState.OfJob.of(new UUID(0, 1));

  private static DueDates dates(ScheduleSettings schedule, ZoneId zone) {
    return new DueDates(schedule, zone, NOTHING, Optional.empty());
  }

  private static Optional<String> due(DueDates dates, String proved, String now) {
    return dates
        .due(List.of(Instant.parse(proved)), Instant.parse(now))
        .map(date -> date.toLocalDateTime().toString());
  }

  private static List<String> zones(int most, Random random) {
    List<String> zones = new ArrayList<>(new TreeSet<>(ZoneId.getAvailableZoneIds()));
    Collections.shuffle(zones, random);
    return zones.subList(0, Math.min(most, zones.size()));
  }

  /** A year of wakes in one zone: asleep for hours or days now and then. */
  private static void liveAYear(ScheduleSettings schedule, ZoneId zone, long seed) {
    Random random = new Random(seed);
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Instant end = now.plus(Duration.ofDays(365));
    Instant newest = now;
    Set<LocalDate> kept = new HashSet<>();
    Set<LocalDate> awake = new TreeSet<>();
    while (now.isBefore(end)) {
      Optional<ZonedDateTime> due = dates(schedule, zone).due(List.of(newest), now);
      if (due.isPresent()) {
        LocalDate day = due.get().toLocalDate();
        assertTrue(kept.add(day), () -> zone + " kept twice: " + day + ", seed " + seed);
        newest = now;
      }
      // On at the due date itself, to the wake: then it must be kept on time.
      Optional<Instant> last =
          schedule.schedule().lastAtOrBefore(now, zone).map(ZonedDateTime::toInstant);
      if (last.isPresent() && Duration.between(last.get(), now).getSeconds() < 600) {
        awake.add(last.get().atZone(zone).toLocalDate());
      }
      boolean sleeps = random.nextInt(60) == 0;
      now = now.plusSeconds(sleeps ? random.nextInt(60 * 60 * 40) : 300 + random.nextInt(200));
    }
    LocalDate first = LocalDate.ofInstant(Instant.parse("2026-01-01T00:00:00Z"), zone);
    awake.remove(first);
    awake.remove(first.minusDays(1));
    awake.removeAll(kept);
    assertEquals(Set.of(), awake, () -> zone + " not kept, seed " + seed);
  }

  @Test
  void inNoZoneIsADueDateMissedWhileOnOrKeptTwice() {
    long seed = Seed.of(DueDatesTest.class);
    for (String name : zones(8, new Random(seed))) {
      liveAYear(AT_FIVE, ZoneId.of(name), seed);
    }
  }

  @Test
  @Tag("proof")
  void inNoZoneOfTheWorldAtAnyTime() {
    long seed = Seed.of(DueDatesTest.class);
    for (String name : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
      liveAYear(AT_FIVE, ZoneId.of(name), seed);
      liveAYear(AT_HALF_PAST_TWO, ZoneId.of(name), seed);
    }
  }

  /**
   * A clock that is wrong for hours or days, by minutes to 400 days: it may double, never starve.
   */
  private static void liveAYearOfWrongClocks(ZoneId zone, long seed) {
    Random random = new Random(seed);
    Instant truth = Instant.parse("2026-01-01T00:00:00Z");
    Instant end = truth.plus(Duration.ofDays(365));
    List<Instant> proved = new ArrayList<>(List.of(truth));
    Instant lastRun = truth;
    Instant rightAgainAt = truth;
    Instant before = truth;
    Duration wrongBy = Duration.ZERO;
    Instant rightSince = truth;
    while (truth.isBefore(end)) {
      Instant clock = truth.plus(wrongBy);
      if (dates(AT_FIVE, zone).due(DueDates.believable(proved), clock).isPresent()) {
        proved.add(0, clock);
        lastRun = truth;
      }
      Instant earlier = before;
      Optional<Instant> passed =
          AT_FIVE
              .schedule()
              .lastAtOrBefore(truth, zone)
              .map(ZonedDateTime::toInstant)
              .filter(date -> date.isAfter(earlier));
      rightSince =
          !wrongBy.isZero() ? Instant.MAX : rightSince.equals(Instant.MAX) ? truth : rightSince;
      // One that was ahead may have dated the newest backup into the minutes since: that keeps it.
      Instant newest = proved.get(0);
      boolean dated =
          passed.isPresent()
              && !newest.isBefore(passed.get())
              && !newest.isAfter(clock.plus(DueDates.CLOCK_STEP));
      // One that was set right just before may have made its backup too early.
      if (passed.isPresent()
          && !dated
          && rightSince.isBefore(passed.get().minus(Duration.ofHours(2)))) {
        Instant latest = lastRun;
        assertFalse(
            latest.isBefore(passed.get()),
            () -> zone + " starved at " + passed.get() + ", seed " + seed);
      }
      before = truth;
      truth = truth.plusSeconds(300 + random.nextInt(200));
      if (wrongBy.isZero() && random.nextInt(300) == 0) {
        int most = random.nextBoolean() ? 110 * 60 : 400 * 24 * 60 * 60;
        wrongBy = Duration.ofSeconds(random.nextInt(2 * most) - most);
        rightAgainAt = truth.plusSeconds(random.nextInt(2 * 24 * 60 * 60));
      } else if (truth.isAfter(rightAgainAt)) {
        wrongBy = Duration.ZERO;
      }
    }
  }

  @Test
  void aClockThatWasWrongStarvesNoDueDate() {
    wrongClocks(1);
  }

  @Test
  @Tag("proof")
  void aClockThatWasWrongStarvesNoDueDateInManyZones() {
    wrongClocks(20);
  }

  private static void wrongClocks(int count) {
    long seed = Seed.of(DueDatesTest.class);
    for (String name : zones(count, new Random(seed))) {
      liveAYearOfWrongClocks(ZoneId.of(name), seed);
    }
  }

  @Test
  void theLatestDueDateIsDueUntilABackupFromThenOnIsThere() {
    DueDates dates = dates(AT_FIVE, BERLIN);
    assertEquals(
        Optional.of("2026-03-04T17:00"),
        due(dates, "2026-03-01T16:00:20Z", "2026-03-05T08:00:00Z"));
    assertEquals(Optional.empty(), due(dates, "2026-03-04T16:00:00Z", "2026-03-05T08:00:00Z"));
  }

  @Test
  void aBackupOfTheFutureKeepsNoDueDate() {
    DueDates dates = dates(AT_FIVE, BERLIN);
    assertEquals(
        Optional.of("2026-03-02T17:00"),
        due(dates, "2027-03-02T16:00:20Z", "2026-03-02T16:00:10Z"));
    assertEquals(Optional.empty(), due(dates, "2026-03-02T16:00:10Z", "2026-03-02T16:00:10Z"));
    assertEquals(
        Optional.of("2026-03-02T17:00"),
        due(dates, "2026-03-02T16:00:11Z", "2026-03-02T16:00:10Z"));
    // A clock that is set back by a minute after a backup makes no second one.
    assertEquals(Optional.empty(), due(dates, "2026-03-02T18:01:00Z", "2026-03-02T18:00:05Z"));
    Instant monday = Instant.parse("2026-03-02T16:00:00Z");
    Instant ahead = Instant.parse("2026-03-09T16:00:05Z");
    Instant tuesday = Instant.parse("2026-03-03T16:00:00Z");
    assertEquals(
        List.of(tuesday, monday, monday), DueDates.believable(List.of(tuesday, ahead, monday)));
  }

  @Test
  void toWaiveADueDateWaivesEveryEarlierOneAndNoLaterOne() {
    Instant waived = Instant.parse("2026-03-03T16:00:00Z");
    DueDates dates = new DueDates(AT_FIVE, BERLIN, NOTHING.withWaived(waived), Optional.empty());
    assertEquals(Optional.empty(), due(dates, "2026-03-01T16:00:20Z", "2026-03-04T08:00:00Z"));
    assertEquals(
        Optional.of("2026-03-04T17:00"),
        due(dates, "2026-03-01T16:00:20Z", "2026-03-04T16:00:00Z"));
    DueDates ahead =
        new DueDates(
            AT_FIVE,
            BERLIN,
            NOTHING.withWaived(Instant.parse("2027-03-03T16:00:00Z")),
            Optional.empty());
    assertEquals(
        Optional.of("2026-03-03T17:00"),
        due(ahead, "2026-03-01T16:00:20Z", "2026-03-04T08:00:00Z"));
  }

  @Test
  void aPauseWaivesTheDueDatesWithinIt() {
    AppState.Pause pause =
        new AppState.Pause(
            Instant.parse("2026-03-02T10:00:00Z"), Instant.parse("2026-03-04T00:00:00Z"));
    DueDates dates = new DueDates(AT_FIVE, BERLIN, NOTHING, Optional.of(pause));
    assertEquals(Optional.empty(), due(dates, "2026-03-01T16:00:20Z", "2026-03-04T08:00:00Z"));
    assertEquals(
        Optional.of("2026-03-04T17:00"),
        due(dates, "2026-03-01T16:00:20Z", "2026-03-04T16:00:00Z"));
  }

  @Test
  void whereMissedOnesAreNotMadeUpOnlyAnUnnoticedOneIsLetGo() {
    ScheduleSettings never =
        new ScheduleSettings(LocalTime.of(17, 0), List.of(), Optional.empty(), false);
    DueDates slept = new DueDates(never, BERLIN, NOTHING, Optional.empty());
    assertEquals(Optional.empty(), due(slept, "2026-03-01T16:00:20Z", "2026-03-03T08:00:00Z"));
    DueDates watched =
        new DueDates(
            never,
            BERLIN,
            NOTHING.withNoticed(Instant.parse("2026-03-02T16:00:00Z")),
            Optional.empty());
    assertEquals(
        Optional.of("2026-03-02T17:00"),
        due(watched, "2026-03-01T16:00:20Z", "2026-03-03T08:00:00Z"));
    assertTrue(slept.due(List.of(), Instant.parse("2026-03-03T08:00:00Z")).isPresent());
  }

  @Test
  void movingToAnotherZoneKeepsTheWallClocksFive() {
    assertEquals(
        Optional.of("2026-03-02T17:00"),
        due(
            dates(AT_FIVE, ZoneId.of("America/New_York")),
            "2026-03-02T16:00:20Z",
            "2026-03-02T22:00:10Z"));
  }
}
