package dev.nightjar.app.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.agent.Engine.StoredCopy;
import dev.nightjar.app.verdict.Checks;
import dev.nightjar.app.verdict.Checks.Checked;
import dev.nightjar.destination.Backups;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each copy's turn comes within a month, and never all at once. */
final class RereadingTest {
  private static final Instant START = Instant.parse("2026-03-02T16:30:00Z");

  private final Rereading rereading = new Rereading(CheckRhythm.USUAL);

  private static StoredCopy copy(String place, int number, String at) {
    return new StoredCopy(place, "/" + place, Backups.summary(number, at));
  }

  /** Three hundred backups at two places that were never read again. */
  private static List<StoredCopy> old() {
    List<StoredCopy> copies = new ArrayList<>();
    for (String place : List.of("here", "NAS")) {
      for (int day = 0; day < 300; day++) {
        String at = START.minus(Duration.ofDays(300 - day)).toString();
        copies.add(copy(place, day + 1, at));
      }
    }
    return copies;
  }

  private static Checks checked(List<StoredCopy> copies, Instant at) {
    return Checks.NONE.with(
        copies.stream()
            .map(copy -> new Checked(copy.location(), copy.backup().id(), at, true))
            .toList());
  }

  @Test
  void aComputerThatIsOnForAnHourADayReadsEachCopyWithinThirtyDays() {
    for (boolean ranJustNow : List.of(true, false)) {
      List<StoredCopy> copies = old();
      Checks checks = Checks.NONE;
      Map<StoredCopy, Integer> readOn = new HashMap<>();
      int most = 0;
      for (int day = 0; day < 100; day++) {
        Instant now = START.plus(Duration.ofDays(day));
        List<StoredCopy> due = rereading.due(copies, checks, now, ranJustNow);
        most = Math.max(most, due.size());
        for (StoredCopy copy : due) {
          int before = readOn.getOrDefault(copy, 0);
          assertTrue(day - before <= 30, () -> copy + " after more than a month");
          readOn.put(copy, day);
          checks =
              checks.with(List.of(new Checked(copy.location(), copy.backup().id(), now, true)));
        }
      }
      assertEquals(copies.size(), readOn.size());
      assertTrue(readOn.values().stream().allMatch(day -> 100 - day <= 30));
      assertEquals(75, most); // An eighth of 600.
    }
  }

  @Test
  void theOneReadLongestAgoComesFirstAndAShareThatWasCutShortIsEndedOnTheSameDay() {
    List<StoredCopy> copies = old();
    List<StoredCopy> first = rereading.due(copies, Checks.NONE, START, true);
    assertEquals(copies.get(0), first.get(0));

    Checks some = checked(first.subList(0, 20), START);
    List<StoredCopy> rest = rereading.due(copies, some, START.plusSeconds(600), true);
    assertEquals(first.subList(20, 75), rest.subList(0, 55));
    assertEquals(55, rest.size());

    Checks all = checked(first, START);
    assertEquals(List.of(), rereading.due(copies, all, START.plusSeconds(600), true));
  }

  @Test
  void rightAfterARunACopyIsReadSoonerThanOneForWhichTheDisksWouldHaveToWake() {
    List<StoredCopy> copies =
        IntStream.of(15, 19)
            .mapToObj(days -> copy("NAS", days, START.minus(Duration.ofDays(days)).toString()))
            .toList();
    assertEquals(1, rereading.due(copies, Checks.NONE, START, false).size());
    assertEquals(1, rereading.due(copies.subList(0, 1), Checks.NONE, START, true).size());
    assertEquals(0, rereading.due(copies.subList(0, 1), Checks.NONE, START, false).size());
  }

  @Test
  void aCheckDatedByAClockThatWasAheadCountsForNothing() {
    List<StoredCopy> copies = old().subList(0, 1);
    Checks ahead = checked(copies, START.plus(Duration.ofDays(900)));
    assertEquals(copies, rereading.due(copies, ahead, START, false));
  }
}
