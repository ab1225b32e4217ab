package dev.nightjar.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The real agent lives for years in a simulated shop, and an oracle that knows the truth judges it.
 * {@code -Dnightjar.seed} names the first history, {@code -Dnightjar.years} how long.
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
          "over DATABASE",
          "over JSON",
          "over PLACE",
          "over DUE",
          "over COPIES",
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

  private static Coverage live(double years, long firstSeed) {
    System.out.println("first seed " + firstSeed);
    Coverage coverage = new Coverage();
    Optional<Simulation.Failing> failing = Simulation.years(years, firstSeed, coverage);
    assertTrue(failing.isEmpty(), () -> Simulation.story(failing.orElseThrow()));
    return coverage;
  }

  private static long seed(long usual) {
    return Long.getLong("nightjar.seed", usual);
  }

  private static double years(String usual) {
    return Double.parseDouble(System.getProperty("nightjar.years", usual));
  }

  @Test
  void everyClaimIsKeptForTwoYears() {
    live(years("2"), seed(1));
  }

  @Test
  @Tag("proof")
  void everyClaimIsKeptForEightYearsInAWorldThatIsNotTooKind() {
    Coverage coverage = live(years("8"), seed(1));
    List<String> missing = new ArrayList<>(MUST_BE_REACHED);
    missing.removeIf(coverage::reached);
    assertEquals(List.of(), missing, "the world is too kind");
  }
}
