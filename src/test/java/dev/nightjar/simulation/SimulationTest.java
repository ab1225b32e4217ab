package dev.nightjar.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.faults.Effort;
import dev.nightjar.simulation.Simulation.Failing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The real agent lives for years in a simulated shop, and an oracle that knows the truth judges it.
 * {@code -Dnightjar.history} names the first history, {@code -Dnightjar.years} how long.
 */
final class SimulationTest {
  /** A world in which one of these never happens is too kind to prove anything. */
  private static final List<String> MUST_BE_REACHED =
      List.of(
          "state NOT_SET_UP",
          "state OK",
          "state RUNNING",
          "state ATTENTION",
          "state FAILED",
          "state PAUSED",
          "finding NeverBackedUp",
          "finding DueMissed",
          "finding DatabaseTrouble",
          "finding PlaceBehind",
          "finding PlaceTrouble",
          "finding DamagedCopies",
          "finding Shrunk",
          "finding DataUnchanged",
          "finding JsonMissing",
          "finding OftenOff",
          "notice StepsEnded",
          "notice RunEnded",
          "notice CaughtUp",
          "notice Found",
          "notice Over",
          "notice OpenWindow",
          "notice RunRefused",
          "over DATABASE",
          "over JSON",
          "over PLACE",
          "over DUE",
          "over COPIES",
          "over SETTINGS",
          "backup SUCCEEDED",
          "backup PARTIAL",
          "backup FAILED",
          "backup CANCELLED",
          "catch-up SUCCEEDED",
          "catch-up PARTIAL",
          "failure DATABASE DATABASE_MISSING",
          "failure DATABASE DATABASE_LOCKED",
          "failure DATABASE DATABASE_EMPTY",
          "failure DATABASE COPY_DAMAGED",
          "failure PLACE_READY PLACE_UNREACHABLE",
          "failure PLACE_READY PLACE_NOT_CONNECTED",
          "failure PLACE_READY PLACE_NOT_CHOSEN",
          "failure PLACE_READY PLACE_READ_ONLY",
          "failure DATABASE_SAVED PLACE_FULL",
          "failure CAUGHT_UP PLACE_FULL");

  private static final long[] ONCE_BROKEN = {
    1481, 1572, 1585, 1604, 1627, 1649, 1985, 2218, 2369, 2400, 2475, 3023, 3031, 3118, 3248, 3724,
    6133, 6375, 6527, 6993, 7322, 7420, 8180, 8485, 8488, 9518, 9783, 10306, 11320, 12868, 13470,
    19335, 19735, 20370, 21158, 21325, 21668, 25675, 28082, 31463, 43437, 47512, 51335, 61954,
    64307, 73490, 73528, 74059, 74976, 23054, 302462, 310460, 311414, 315150, 316273, 316685,
    330361, 331167, 428565, 657261, 434977, 805401, 1817649, 1821061, 6286, 21967
  };

  @AfterAll
  static void logAgain() {
    Logger.getLogger("dev.nightjar").setLevel(null); // A simulation logs nothing.
  }

  private static Coverage live(String usualYears, long usualHistory) {
    long first = Long.getLong("nightjar.history", usualHistory);
    double years = Double.parseDouble(System.getProperty("nightjar.years", usualYears));
    Coverage coverage = new Coverage();
    SortedMap<Long, Failing> failing = Simulation.play(Simulation.seeds(years, first), coverage);
    assertTrue(
        failing.isEmpty(),
        () ->
            "failed: "
                + failing.keySet()
                + "\n"
                + Simulation.story(failing.get(failing.firstKey())));
    return coverage;
  }

  @Test
  void everyClaimIsKeptForMonths() {
    live("0.5", 1);
  }

  /** Only jobs with a rule are worth playing. */
  @Tag("proof")
  @Test
  void noDeletionIsForbiddenAndNoneIsLate() {
    int deleted = 0;
    int deletedForSpace = 0;
    for (long seed : Simulation.seeds(250, 1)) {
      History history = Generator.draw(seed);
      if (history.jobs().stream().anyMatch(job -> job.last() > 0)) {
        try {
          DeletionOracle oracle = Simulation.playDeletions(history);
          deleted += oracle.deleted;
          deletedForSpace += oracle.deletedForSpace;
        } catch (Broken e) {
          throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
      }
    }
    String all = deleted + " deleted, of these for want of space " + deletedForSpace;
    assertTrue(deleted > 100 && deletedForSpace > 5, all + ": the world is too kind");
    System.out.println(all);
  }

  /** All in profile {@code proof}, otherwise every twentieth. */
  static LongStream seeds() {
    int step = Effort.of(20, 1);
    return IntStream.iterate(0, i -> i < ONCE_BROKEN.length, i -> i + step)
        .mapToLong(i -> ONCE_BROKEN[i]);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aHistoryThatOnceBrokeAClaimKeepsThemAll(long seed) {
    assertEquals(
        Optional.empty(),
        Simulation.play(Generator.draw(seed), new Coverage(), new Diary(false))
            .map(Throwable::getMessage));
  }

  @Test
  @Tag("proof")
  void everyClaimIsKeptForAThousandYearsInAWorldThatIsNotTooKind() {
    Coverage coverage = live("1000", 1);
    List<String> missing = new ArrayList<>(MUST_BE_REACHED);
    missing.removeIf(coverage::reached);
    assertEquals(List.of(), missing, "the world is too kind");
  }
}
