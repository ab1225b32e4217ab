package dev.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import dev.nightjar.platform.Uptime;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unattended deletions are counted by a record that outlives the program, or they don't happen. */
final class PruningRecordTest {
  private static final Logger LOG = Logger.getLogger(PruningRecord.class.getName());

  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-03-02T16:00:00Z");
  private String boot = "a";
  private boolean sinceBoot = true;
  private Duration up = Duration.ofHours(1);

  private Path file() {
    return folder.resolve("pruning").resolve("job.json");
  }

  private int reserve(int there, int wanted) throws Exception {
    return record().reserve("NAS", there, wanted);
  }

  private PruningRecord record() {
    return record(file());
  }

  private PruningRecord record(Path path) {
    return new PruningRecord(
        path, Clock.fixed(now, ZoneOffset.UTC), () -> new Uptime.Reading(boot, sinceBoot, up));
  }

  private void pass(Duration time) {
    now = now.plus(time);
    up = up.plus(time);
  }

  private void aWeekPasses() {
    pass(Duration.ofDays(7));
  }

  private void startAgain(Duration off) {
    now = now.plus(off);
    boot += "b";
    up = Duration.ZERO;
  }

  @Test
  void untilItKnowsAWholeWeekEachRunDeletesOneBackupAtMost() throws Exception {
    assertEquals(1, reserve(100, 50));
    pass(Duration.ofDays(6));
    assertEquals(1, reserve(100, 50));
    pass(Duration.ofDays(1));
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
    assertEquals(2, record().reserve("this computer", 4, 4));
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

  private int half() throws Exception {
    reserve(40, 0);
    aWeekPasses();
    int there = 40;
    for (int run = 0; run < 9; run++) {
      there -= reserve(there, there - 1);
    }
    return there;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClockThatIsSetAheadEndsNoWeek(boolean boots) throws Exception {
    sinceBoot = boots;
    int there = half();
    for (int hours : new int[] {1, 24, 8 * 24 - 1, 400 * 24}) {
      Instant before = now;
      now = now.plus(Duration.ofHours(hours));
      assertEquals(0, reserve(there, there - 1), "set ahead by hours: " + hours);
      now = before;
      assertEquals(0, reserve(there, there - 1), "and back");
    }
  }

  @Test
  void aClockThatIsSetAheadAgainAndAgainWhileTheComputerIsOnEndsNoWeek() throws Exception {
    int there = half();
    for (int jump = 0; jump < 9; jump++) {
      now = now.plus(Duration.ofDays(7));
      assertEquals(0, reserve(there, there - 1), "jump " + jump);
    }
    startAgain(Duration.ofHours(1));
    pass(Duration.ofDays(6));
    assertEquals(0, reserve(there, there - 1));
  }

  /** If the system tells no uptime, a process has only its own. */
  @Test
  void aProcessThatRunsForLongProvesNoTimeBetweenTwoRunsOfOthers() throws Exception {
    sinceBoot = false;
    int there = half();
    for (String process : new String[] {"command line", "tray", "command line", "tray"}) {
      boot = process;
      up = process.equals("tray") ? Duration.ofDays(30) : Duration.ofSeconds(1);
      assertEquals(0, reserve(there, there - 1), process);
    }
  }

  @Test
  void aClockThatIsSetAheadWhileTheComputerIsOffEndsNoWeek() throws Exception {
    int there = half();
    startAgain(Duration.ofDays(7).plusHours(23));
    assertEquals(0, reserve(there, there - 1));
    pass(Duration.ofDays(6).plusHours(23));
    assertEquals(0, reserve(there, there - 1));
    pass(Duration.ofHours(1));
    assertEquals(10, reserve(there, there - 1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClockThatIsSetBackKeepsNoWeekFromEnding(boolean boots) throws Exception {
    sinceBoot = boots;
    int there = half();
    now = now.minus(Duration.ofDays(5 * 365));
    for (int day = 0; day < 8; day++) {
      assertEquals(0, reserve(there, there - 1), "day " + day);
      pass(Duration.ofHours(8));
      startAgain(Duration.ofHours(16));
    }
    assertEquals(10, reserve(there, there - 1));
  }

  @Test
  void aRecordOfAnEarlierVersionIsReadByItsDates() throws Exception {
    Files.createDirectories(folder.resolve("pruning"));
    Files.writeString(
        file(),
        """
        {"format": "nightjar-pruning/1", "since": "2025-01-01T00:00:00Z",
         "gone": [{"place": "NAS", "at": "2026-02-01T16:00:00Z", "count": 30},
                  {"place": "NAS", "at": "2026-02-27T16:00:00Z", "count": 9},
                  {"place": "NAS", "at": "2027-01-01T16:00:00Z", "count": 7}]}
        """);
    assertEquals((20 + 16) / 2 - 16, reserve(20, 19));
    pass(Duration.ofDays(6));
    assertEquals(0, reserve(8, 7));
    pass(Duration.ofDays(1));
    assertEquals(9, reserve(18, 17));
  }

  @Test
  void manyRunsAnHourAreOneEntry() throws Exception {
    reserve(4000, 0);
    aWeekPasses();
    for (int run = 0; run < 20; run++) {
      assertEquals(1, reserve(4000, 1));
    }
    assertEquals(1, Files.readString(file()).split("\"place\"", -1).length - 1);
    assertEquals((26 + 20) / 2 - 20, reserve(26, 25));
  }

  @Test
  void whereItCantBeWrittenNothingMayGo() throws Exception {
    Files.writeString(folder.resolve("pruning"), "a file in the way");
    assertThrows(FailureException.class, () -> reserve(100, 50));
  }

  @Test
  void aRecordThatCantBeReadStaysAsItIsAndNothingMayGo() throws Exception {
    record().setShrunk(Map.of("products", 1204L));
    String before = Files.readString(file());
    Faults faults = new Faults();
    faults.rule(
        (operation, path) ->
            operation.equals("open") && path.endsWith("job.json")
                ? Optional.of(new FileSystemException(path.toString(), null, "in use"))
                : Optional.empty());
    PruningRecord record = record(new FaultyFileSystem(faults).path(file()));
    assertThrows(FailureException.class, () -> record.reserve("NAS", 100, 50));
    assertThrows(FailureException.class, () -> record.shrunk(Map.of()));
    LOG.setLevel(Level.OFF); // It says so there.
    record.setShrunk(Map.of("orders", 9L));
    LOG.setLevel(null);
    assertEquals(before, Files.readString(file()));
  }

  @Test
  void aTableThatShrankIsRememberedUntilItIsSetRight() throws Exception {
    PruningRecord record = record();
    record.setShrunk(Map.of("products", 1204L));
    assertEquals(1, reserve(100, 50));
    assertEquals(310, record.shrunk(Map.of("products", 310L)).get(0).rows());
    assertEquals(1204, record.shrunk(Map.of()).get(0).earlier().get(0).rows());
    record.setShrunk(Map.of());
    assertTrue(record.shrunk(Map.of()).isEmpty());
  }
}
