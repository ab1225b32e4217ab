package dev.nightjar.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Backups;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The dates of a job's newest backups are believed only if they follow each other as usual. */
final class ClockDoubtTest {
  private static final Instant NOW = Instant.parse("2026-03-02T16:00:00Z");

  /** One for each number of days ago, as they were made. */
  private static boolean isDoubtful(double... daysAgo) {
    List<BackupSummary> backups = new ArrayList<>();
    for (double days : daysAgo) {
      Instant made = NOW.minus(Duration.ofMinutes(Math.round(days * 24 * 60)));
      backups.add(Backups.summary(backups.size() + 1, made.toString()));
    }
    return ClockDoubt.of(
        backups, backups.isEmpty() ? new UUID(0, 0) : backups.get(0).job().job(), NOW);
  }

  @Test
  void backupsThatFollowEachOtherAreBelieved() {
    assertEquals(false, isDoubtful());
    assertEquals(false, isDoubtful(0));
    assertEquals(false, isDoubtful(5, 4, 3, 2, 1, 0));
    assertEquals(false, isDoubtful(9, 1, 0.9, 0)); // A week's holiday.
    assertEquals(false, isDoubtful(1, 0.5, 0.53, 0)); // Set right by minutes.
  }

  @Test
  void aDateAfterNowOrAfterTheOneThatFollowsIsNot() {
    assertEquals(true, isDoubtful(2, 1, -0.01));
    assertEquals(true, isDoubtful(2, -900, 0));
    assertEquals(true, isDoubtful(3, 1, 2, 0));
  }

  @Test
  void aLeapIsNotUnlessTheJobIsDueThatSeldom() {
    assertEquals(true, isDoubtful(1503, 1502, 1501, 1500, 0));
    assertEquals(true, isDoubtful(1502, 1501, 1500, 3, 2, 1, 0));
    assertEquals(false, isDoubtful(120, 90, 60, 30, 0));
    assertEquals(true, isDoubtful(220, 190, 160, 130, 0));
  }

  @Test
  void aWeekLaterItIsForgotten() {
    assertEquals(false, isDoubtful(1502, 1501, 1500, 8, 7.5, 7.1, 6, 5, 4, 3, 2, 1, 0));
    assertEquals(false, isDoubtful(20, -900, 7.5, 6, 5, 4, 3, 2, 1, 0));
  }
}
