package dev.nightjar.app.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.schedule.Schedule;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each due date is kept once, whatever clocks, zones, sleep and restarts do. */
final class DueDatesTest {
  private static final Schedule AT_FIVE =
      Schedule.of(LocalTime.of(17, 0), EnumSet.allOf(DayOfWeek.class));
  private static final Schedule AT_HALF_PAST_TWO =
      Schedule.of(LocalTime.of(2, 30), EnumSet.allOf(DayOfWeek.class));

  /** A year of ticks in one zone: asleep for hours or days now and then, restarted in between. */
  private static void liveAYear(Schedule schedule, ZoneId zone, long seed) {
    Random random = new Random(seed);
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Instant end = now.plus(Duration.ofDays(365));
    Instant done = now;
    Set<LocalDate> kept = new HashSet<>();
    Set<LocalDate> awake = new TreeSet<>();
    while (now.isBefore(end)) {
      Optional<DueDates.Due> due = DueDates.toKeep(schedule, done, now, zone);
      if (due.isPresent()) {
        LocalDate day = due.get().at().toLocalDate();
        assertTrue(kept.add(day), () -> zone + " kept twice: " + day + ", seed " + seed);
        done = due.get().at().toInstant();
      }
      // On at the due date itself, to the tick: then it must be kept on time.
      Optional<Instant> last = schedule.lastAtOrBefore(now, zone).map(at -> at.toInstant());
      if (last.isPresent() && Duration.between(last.get(), now).getSeconds() < 600) {
        awake.add(last.get().atZone(zone).toLocalDate());
      }
      boolean sleeps = random.nextInt(60) == 0;
      now = now.plusSeconds(sleeps ? random.nextInt(60 * 60 * 40) : 300 + random.nextInt(200));
    }
    awake.remove(LocalDate.ofInstant(Instant.parse("2026-01-01T00:00:00Z"), zone));
    awake.remove(LocalDate.ofInstant(Instant.parse("2026-01-01T00:00:00Z"), zone).minusDays(1));
    awake.removeAll(kept);
    assertEquals(Set.of(), awake, () -> zone + " not kept, seed " + seed);
  }

  @Test
  void inNoZoneOfTheWorldIsADueDateMissedWhileOnOrKeptTwice() {
    long seed = Long.getLong("nightjar.seed", System.nanoTime());
    System.out.println("seed " + seed);
    for (String name : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
      liveAYear(AT_FIVE, ZoneId.of(name), seed);
    }
  }

  @Test
  @Tag("proof")
  void norIsOneInTheHourThatSpringLeavesOut() {
    long seed = Long.getLong("nightjar.seed", System.nanoTime());
    System.out.println("seed " + seed);
    for (String name : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
      liveAYear(AT_HALF_PAST_TWO, ZoneId.of(name), seed);
    }
  }

  /**
   * A year in which the clock is wrong now and then, by minutes or by more than a year, for minutes
   * or days. Whenever it was right from two hours before a due date on, a backup is taken then (set
   * right later, it can't be told from one that kept the due date early); and none is taken twice,
   * but where the clock went back over hours.
   */
  private static void liveAYearOfWrongClocks(ZoneId zone, long seed) {
    Random random = new Random(seed);
    Instant truth = Instant.parse("2026-01-01T00:00:00Z");
    Instant end = truth.plus(Duration.ofDays(365));
    Instant done = truth;
    Instant lastRun = Instant.EPOCH;
    Instant before = truth;
    Instant rightAgainAt = truth;
    Duration wrongBy = Duration.ZERO;
    Instant rightSince = truth;
    Set<Instant> kept = new HashSet<>();
    while (truth.isBefore(end)) {
      Instant clock = truth.plus(wrongBy);
      if (DueDates.isFromAWrongClock(done, clock)) {
        done = clock;
        kept.clear();
      } else {
        Optional<DueDates.Due> due = DueDates.toKeep(AT_FIVE, done, clock, zone);
        if (due.isPresent()) {
          done = due.get().at().toInstant();
          lastRun = truth;
          Instant at = done;
          assertTrue(kept.add(at), () -> zone + " kept twice: " + at + ", seed " + seed);
        }
      }
      boolean right = wrongBy.isZero();
      Optional<Instant> last =
          AT_FIVE
              .lastAtOrBefore(truth, zone)
              .map(ZonedDateTime::toInstant)
              .filter(before::isBefore);
      if (!right) {
        rightSince = Instant.MAX;
      } else if (rightSince.equals(Instant.MAX)) {
        rightSince = truth;
      }
      if (last.isPresent() && rightSince.isBefore(last.get().minus(Duration.ofHours(2)))) {
        Instant latestRun = lastRun;
        assertFalse(
            latestRun.isBefore(last.get()),
            () -> zone + " starved at " + last.get() + ", seed " + seed);
      }
      before = truth;
      truth = truth.plusSeconds(300 + random.nextInt(200));
      if (right && random.nextInt(300) == 0) {
        int most = random.nextBoolean() ? 110 * 60 : 400 * 24 * 60 * 60;
        wrongBy = Duration.ofSeconds(random.nextInt(2 * most) - most);
        rightAgainAt = truth.plusSeconds(random.nextInt(2 * 24 * 60 * 60));
      } else if (!right && truth.isAfter(rightAgainAt)) {
        wrongBy = Duration.ZERO;
      }
    }
  }

  @Test
  void aClockThatWasWrongNeitherStarvesNorDoublesADueDate() {
    long seed = Long.getLong("nightjar.seed", System.nanoTime());
    System.out.println("seed " + seed);
    for (String name : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
      liveAYearOfWrongClocks(ZoneId.of(name), seed);
    }
  }

  @Test
  void aMissedDueDateIsCalledSo() {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    Instant done = Instant.parse("2026-03-01T16:00:00Z");
    Optional<DueDates.Due> onTime =
        DueDates.toKeep(AT_FIVE, done, Instant.parse("2026-03-02T16:00:20Z"), zone);
    assertEquals(false, onTime.orElseThrow().missed());
    Optional<DueDates.Due> late =
        DueDates.toKeep(AT_FIVE, done, Instant.parse("2026-03-05T08:00:00Z"), zone);
    assertEquals(true, late.orElseThrow().missed());
    assertEquals("2026-03-04T17:00", late.orElseThrow().at().toLocalDateTime().toString());
  }

  @Test
  void aClockSetBackAnHourDoublesNothing() {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    Instant done = Instant.parse("2026-03-02T16:00:00Z");
    for (String now : List.of("2026-03-02T15:30:00Z", "2026-03-02T16:00:30Z")) {
      assertEquals(Optional.empty(), DueDates.toKeep(AT_FIVE, done, Instant.parse(now), zone));
    }
  }

  @Test
  void movingToAnotherZoneKeepsTheWallClocksFive() {
    Instant done = Instant.parse("2026-03-02T16:00:00Z");
    Optional<DueDates.Due> due =
        DueDates.toKeep(
            AT_FIVE, done, Instant.parse("2026-03-02T22:00:10Z"), ZoneId.of("America/New_York"));
    assertEquals("2026-03-02T17:00", due.orElseThrow().at().toLocalDateTime().toString());
  }
}
