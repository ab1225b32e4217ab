package dev.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unattended deletions are counted by a record that outlives the program, or they don't happen. */
final class PruningRecordTest {
  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-03-02T16:00:00Z");

  private Path file() {
    return folder.resolve("pruning").resolve("job.json");
  }

  private int reserve(int there, int wanted) throws Exception {
    return new PruningRecord(file(), Clock.fixed(now, ZoneOffset.UTC))
        .reserve("NAS", there, wanted);
  }

  private void aWeekPasses() {
    now = now.plus(Duration.ofDays(7));
  }

  @Test
  void untilItKnowsAWholeWeekEachRunDeletesOneBackupAtMost() throws Exception {
    assertEquals(1, reserve(100, 50));
    now = now.plus(Duration.ofDays(6));
    assertEquals(1, reserve(100, 50));
    now = now.plus(Duration.ofDays(1));
    assertEquals(10, reserve(100, 50));
  }

  @Test
  void itBeginsAtTheFirstRunWhetherOrNotAnythingGoes() throws Exception {
    assertEquals(0, reserve(100, 0));
    aWeekPasses();
    assertEquals(10, reserve(100, 50));
  }

  @Test
  void notMoreThanHalfGoesWithinAWeekHoweverManyRunsThereAre() throws Exception {
    reserve(40, 0);
    aWeekPasses();
    int there = 40;
    for (int run = 0; run < 9; run++) {
      there -= reserve(there, there - 1);
    }
    assertEquals(20, there);
    aWeekPasses();
    assertEquals(10, reserve(there, 19));
  }

  @Test
  void anotherPlaceHasANumberOfItsOwn() throws Exception {
    reserve(4, 0);
    aWeekPasses();
    assertEquals(2, reserve(4, 4));
    assertEquals(0, reserve(2, 2));
    assertEquals(
        2,
        new PruningRecord(file(), Clock.fixed(now, ZoneOffset.UTC)).reserve("this computer", 4, 4));
  }

  @Test
  void aLostOrDamagedRecordBeginsAnew() throws Exception {
    for (String content : new String[] {"", "{broken", "{}", "[1]", "{\"format\": \"other/1\"}"}) {
      Files.createDirectories(folder.resolve("pruning"));
      Files.writeString(file(), content);
      assertEquals(1, reserve(100, 50), content);
    }
    aWeekPasses();
    assertEquals(10, reserve(100, 50));
    Files.delete(file());
    assertEquals(1, reserve(100, 50));
  }

  @Test
  void aRecordFromTheFutureIsNotBelieved() throws Exception {
    reserve(100, 0);
    now = now.minus(Duration.ofDays(900));
    assertEquals(1, reserve(100, 50));
    now = now.plus(Duration.ofDays(1));
    assertEquals(1, reserve(100, 50));
  }

  @Test
  void whereItCantBeWrittenNothingMayGo() throws Exception {
    Files.writeString(folder.resolve("pruning"), "a file in the way");
    assertThrows(FailureException.class, () -> reserve(100, 50));
  }

  @Test
  void aTableThatShrankIsRememberedUntilItIsSetRight() throws Exception {
    PruningRecord record = new PruningRecord(file(), Clock.fixed(now, ZoneOffset.UTC));
    record.setShrunk(Map.of("products", 1204L));
    assertEquals(1, reserve(100, 50));
    assertEquals(310, record.shrunk(Map.of("products", 310L)).get(0).rows());
    assertEquals(1204, record.shrunk(Map.of()).get(0).earlier().get(0).rows());
    record.setShrunk(Map.of());
    assertTrue(record.shrunk(Map.of()).isEmpty());
  }
}
