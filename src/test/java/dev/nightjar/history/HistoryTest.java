package dev.nightjar.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.backup.BackupRun;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

  @Test
  void runsComeBackAsTheyWereOldestFirst() throws Exception {
    assertEquals(List.of(), history.runs());
    append(run(SHOP, 1), run(SALES, 2));
    assertEquals(List.of(run(SHOP, 1), run(SALES, 2)), new History(file).runs());
  }

  @Test
  void theRecentOnesAreThoseAfterAnInstantNewestFirst() throws Exception {
    append(run(SHOP, 1), run(SHOP, 2), run(SHOP, 3));
    assertEquals(List.of(run(SHOP, 3), run(SHOP, 2)), history.since(START.plusSeconds(1)));
    assertEquals(List.of(), history.since(START.plusSeconds(3)));
  }

  @Test
  void theLastNumberIsTheHighestOfThatJobWhateverTheOrder() throws Exception {
    assertEquals(0, history.lastSequence(SHOP));
    append(run(SHOP, 7), run(SHOP, 3), run(SALES, 5));
    assertEquals(7, history.lastSequence(SHOP));
    assertEquals(5, history.lastSequence(SALES), "also where others' names hold its id");
    assertEquals(0, history.lastSequence(new UUID(0, 3)));
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
    assertEquals(List.of(run(SHOP, 1), run(SHOP, 2)), history.runs());
    assertEquals(2, history.lastSequence(SHOP));
  }

  @Test
  void aLogThatCantBeReadIsAnEmptyOne() throws Exception {
    Files.createDirectories(file);
    assertEquals(List.of(), history.runs());
    assertEquals(0, history.lastSequence(SHOP));
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
    assertEquals(Reason.HOME_READ_ONLY, thrown.reason());
  }
}
