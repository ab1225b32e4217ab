package dev.nightjar.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Runs;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of runs helps if it can, and its loss or damage stops nothing. */
final class HistoryTest {
  private static final Instant START = Instant.parse("2026-03-02T16:00:00Z");
  private static final UUID SHOP = new UUID(0, 1);
  private static final UUID SALES = new UUID(0, 2);

  @TempDir private Path folder;
  private Path file;
  private History history;

  @BeforeEach
  void anEmptyLog() {
    file = folder.resolve("home").resolve("history.jsonl");
    history = new History(file);
  }

  private static BackupRun run(UUID job, long sequence) {
    Instant at = START.plusSeconds(sequence);
    return new BackupRun(
        job,
        "\"Ünïcödé\"\n" + SALES,
        Manifest.Kind.MANUAL,
        at,
        at.plusMillis(1),
        List.of(),
        Optional.of("2026-03-02T17-00-00"),
        sequence);
  }

  private void append(BackupRun... runs) throws FailureException {
    for (BackupRun run : runs) {
      history.append(run);
    }
  }

  private List<BackupRun> all() {
    return new History(file).since(Instant.EPOCH);
  }

  @Test
  void runsComeBackAsTheyWereNewestFirst() throws Exception {
    assertEquals(List.of(), all());
    append(run(SHOP, 1), run(SALES, 2));
    assertEquals(List.of(run(SALES, 2), run(SHOP, 1)), all());
  }

  @Test
  void theRecentOnesAreThoseAfterAnInstantNewestFirst() throws Exception {
    append(run(SHOP, 1), run(SHOP, 2), run(SHOP, 3));
    assertEquals(List.of(run(SHOP, 3), run(SHOP, 2)), history.since(START.plusSeconds(1)));
    assertEquals(List.of(), history.since(START.plusSeconds(3)));
  }

  @Test
  void theLastNumberIsTheHighestOfThatJobWhateverTheOrder() throws Exception {
    assertEquals(0, history.sequence(SHOP).last());
    append(run(SHOP, 7), run(SHOP, 3), run(SALES, 5));
    assertEquals(7, history.sequence(SHOP).last());
    assertEquals(5, history.sequence(SALES).last(), "also where others' names hold its id");
    assertEquals(0, history.sequence(new UUID(0, 3)).last());
  }

  @Test
  void aNumberIsKnownThoughItsRunNeverCameToAnEnd() throws Exception {
    append(run(SHOP, 1));
    history.sequence(SHOP).give(2);
    history.sequence(SALES).give(9);
    assertEquals(2, history.sequence(SHOP).last());
    assertEquals(9, history.sequence(SALES).last());
    assertEquals(List.of(run(SHOP, 1)), all(), "it is no run");
    append(run(SHOP, 2));
    assertEquals(List.of(run(SHOP, 2), run(SHOP, 1)), all());
  }

  /** They failed before they got one: a database that is away for weeks makes hundreds of them. */
  @Test
  void runsWithoutANumberHideNone() throws Exception {
    append(run(SHOP, 7));
    for (int failed = 0; failed < 150; failed++) {
      append(run(SHOP, 0));
    }
    assertEquals(7, history.sequence(SHOP).last());
  }

  /** The log of years isn't read whole by each run. */
  @Test
  void onlyTheNewestNumbersAreRead() throws Exception {
    append(run(SHOP, 500));
    for (int number = 1; number <= 99; number++) {
      append(run(SHOP, number));
    }
    assertEquals(500, history.sequence(SHOP).last(), "a hundred are");
    append(run(SHOP, 100));
    assertEquals(100, history.sequence(SHOP).last());
  }

  /** A backup is worth more than its number. */
  @Test
  void aNumberThatCanNotBeWrittenStopsNothing() throws Exception {
    Files.writeString(folder.resolve("home"), "a file");
    history.sequence(SHOP).give(2);
    assertEquals(0, history.sequence(SHOP).last());
  }

  @Test
  void theHighestNumberIsFoundHoweverItIsWritten() throws Exception {
    append(run(SHOP, 7), run(SHOP, 3));
    String text = Files.readString(file);
    for (String written : List.of("\"sequence\":7", "\"sequence\" : 7", "\"\\u0073equence\": 7")) {
      Files.writeString(file, text.replace("\"sequence\": 7", written));
      assertEquals(7, history.sequence(SHOP).last(), written);
    }
    for (long huge : new long[] {999_999_999_999_999_999L, Long.MAX_VALUE}) {
      Files.writeString(file, text.replace("\"sequence\": 7", "\"sequence\": " + huge));
      assertEquals(huge, history.sequence(SHOP).last());
    }
  }

  /** A record costs a hundred times its line: a log of years would double the time of a backup. */
  @Test
  void noRecordIsReadWhoseLineTellsThatItIsNotWanted() throws Exception {
    append(run(SHOP, 1), run(SHOP, 2));
    String lower = "{\"newer\": {\"sequence\": 1}, ";
    String earlier = "{\"newer\": {\"startedAt\": \"1970-01-01T00:00:00Z\"}, ";
    String text = Files.readString(file);
    Files.writeString(
        file,
        lower + text.substring(1).replace("\"sequence\": 1", "\"\\u0073equence\": 99"),
        StandardOpenOption.TRUNCATE_EXISTING);
    assertEquals(2, history.sequence(SHOP).last());
    assertEquals(99, all().get(1).sequence(), "it could have been read");
    String none = "{\"newer\": {\"sequence\": 0}, ";
    Files.writeString(
        file,
        none
            + text.lines()
                .findFirst()
                .orElseThrow()
                .substring(1)
                .replace("\"sequence\": 1", "\"\\u0073equence\": 99")
            + "\n");
    assertEquals(0, history.sequence(SHOP).last(), "runs that gave none aren't, either");
    Files.writeString(file, earlier + text.substring(1));
    assertEquals(List.of(run(SHOP, 2)), history.since(START));
    assertEquals(2, all().size(), "it could have been read");
  }

  @Test
  void theRunsOfAJobArePassedNewestFirstUntilItIsEnough() throws Exception {
    append(run(SHOP, 1), run(SHOP, 2), run(SALES, 4), run(SHOP, 3));
    List<BackupRun> passed = new ArrayList<>();
    history.newestFirst(SHOP, run -> passed.add(run) && run.sequence() > 2);
    assertEquals(List.of(run(SHOP, 3), run(SHOP, 2)), passed);
    List<BackupRun> listed = new ArrayList<>();
    Runs.of(all()).newestFirst(SHOP, run -> listed.add(run) && run.sequence() > 2);
    assertEquals(passed, listed);
  }

  @Test
  void aTornALaterAndAForeignLineAreLeftOut() throws Exception {
    append(run(SHOP, 1));
    String whole = Files.readString(file);
    Files.writeString(
        file,
        "no JSON\n{\"newer\": true}\n[1]\n" + whole.substring(0, whole.length() / 2) + "\n",
        StandardOpenOption.APPEND);
    append(run(SHOP, 2));
    assertEquals(List.of(run(SHOP, 2), run(SHOP, 1)), all());
    assertEquals(2, history.sequence(SHOP).last());
  }

  @Test
  void aLogThatCantBeReadIsAnEmptyOne() throws Exception {
    Files.createDirectories(file);
    assertEquals(List.of(), all());
    assertEquals(0, history.sequence(SHOP).last());
    assertEquals(List.of(), history.since(Instant.EPOCH));
  }

  @Test
  void aHomeThatCantBeWrittenToIsToldAsThat() {
    Faults faults = new Faults();
    faults.readOnly();
    faults.rule(
        (operation, path) ->
            operation.equals("make folder") || operation.equals("open")
                ? Optional.of(new IOException("broken"))
                : Optional.empty());
    History readOnly = new History(new FaultyFileSystem(faults).path(file));
    FailureException thrown =
        assertThrows(FailureException.class, () -> readOnly.append(run(SHOP, 1)));
    assertEquals(Reason.HOME_DISK_READ_ONLY, thrown.reason());
  }

  /** Taken for none, a number would be given twice. */
  @Test
  void aLogThatAVirusScannerHasOpenIsReadAMomentLater() throws Exception {
    append(run(SHOP, 7));
    Set<Path> refused = new HashSet<>();
    Faults faults = new Faults();
    faults.rule(
        (operation, path) ->
            operation.equals("open") && path.toString().endsWith(".jsonl") && refused.add(path)
                ? Optional.of(new AccessDeniedException(path.toString()))
                : Optional.empty());
    History scanned = new History(FaultyFileSystem.likeWindows(faults).path(file));
    assertEquals(7, scanned.sequence(SHOP).last());
    refused.clear();
    scanned.sequence(SHOP).give(8);
    assertEquals(8, history.sequence(SHOP).last());
    assertEquals(1, refused.size());
  }
}
