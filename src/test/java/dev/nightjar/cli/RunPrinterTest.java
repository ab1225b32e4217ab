package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.App;
import dev.nightjar.backup.BackupJob;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepFacts;
import dev.nightjar.backup.StepResult;
import dev.nightjar.destination.Destination.Readiness;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.Home;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.Checkpoint;
import dev.nightjar.sqlite.Sql;
import dev.nightjar.sqlite.Violations;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run on the terminal: each step's line as it ends, and one last line for the whole. */
final class RunPrinterTest {
  private static final String HERE = "this computer";
  private static final String NAS = "NAS";

  @TempDir private Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final List<StepResult> results = new ArrayList<>();
  private final Cancellation cancellation = Cancellation.onControlC();
  private RunPrinter printer;

  @BeforeEach
  void twoPlaces() throws Exception {
    Console console =
        new Console(
            new Console.Style(false, false, false),
            "backup",
            new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (App app = new App(Home.at(folder.resolve("home")), Clock.systemUTC(), "1")) {
      BackupJob job =
          app.jobs()
              .once(
                  Sql.run(folder.resolve("shop.db"), "CREATE TABLE a(b)"),
                  folder.resolve("local"),
                  Optional.of(folder.resolve("nas")),
                  true,
                  Duration.ZERO);
      printer = new RunPrinter(console, job, cancellation);
    }
  }

  @AfterEach
  void noHookIsLeft() {
    cancellation.close();
  }

  private void ended(Step step, String place, StepFacts facts) {
    end(new StepResult(step, place, 5, facts, Optional.empty()));
  }

  private void failed(Step step, String place, StepFacts facts, Reason reason, Object... why) {
    end(new StepResult(step, place, 5, facts, Optional.of(Failure.of(reason, why))));
  }

  private void end(StepResult result) {
    results.add(result);
    printer.ended(result);
  }

  private BackupRun run() {
    return new BackupRun(
        new UUID(1, 1),
        "shop",
        Manifest.Kind.MANUAL,
        Instant.EPOCH,
        Instant.EPOCH.plusSeconds(1),
        results,
        Optional.of("2026-03-05T17-00-00").filter(id -> isSaved()),
        1);
  }

  private boolean isSaved() {
    return results.stream()
        .anyMatch(result -> result.step() == Step.DATABASE_SAVED && result.succeeded());
  }

  private void finish() {
    printer.finish(run());
  }

  private void assertPrinted(String lines) {
    assertEquals(lines, printed.toString(StandardCharsets.UTF_8));
  }

  private static StepFacts.Copy copy(
      List<String> findings, List<String> notChecked, Violations violations, boolean waited) {
    return new StepFacts.Copy(
        8_200_000,
        2_099,
        14,
        52_310,
        CheckReport.Grade.WHOLE,
        findings,
        notChecked,
        violations,
        violations,
        waited);
  }

  private static StepFacts ready(Optional<Long> free, boolean healed, int finished) {
    return new StepFacts.Place("/nas", Optional.of(new Readiness(free, healed, finished)));
  }

  @Test
  void aRunThatGoesWellIsToldDatabaseFirst() {
    ended(Step.PLACE_READY, HERE, ready(Optional.of(212_000_000_000L), false, 0));
    ended(Step.PLACE_READY, NAS, ready(Optional.empty(), false, 0));
    printer.started(Step.DATABASE, "");
    printer.started(Step.DATABASE, "");
    ended(
        Step.CHECKPOINT,
        "",
        new StepFacts.Checkpoint(new Checkpoint(Checkpoint.Result.COMPLETED, 9, 9)));
    ended(Step.DATABASE, "", copy(List.of(), List.of(), Violations.NONE, false));
    ended(Step.JSON, "", new StepFacts.Json(14, 52_310, 9_000, List.of(), List.of()));
    ended(Step.DATABASE_SAVED, HERE, new StepFacts.Saved(8_200_000, "/local/a.db"));
    ended(Step.JSON_SAVED, HERE, new StepFacts.Saved(9_000, "/local/a.json"));
    ended(Step.DATABASE_SAVED, NAS, new StepFacts.Saved(8_200_000, "/nas/a.db"));
    ended(Step.JSON_SAVED, NAS, new StepFacts.Saved(9_000, "/nas/a.json"));
    finish();

    assertPrinted(
        """
        ✓ This computer is accessible: /nas (212 GB free)
        ✓ NAS is accessible: /nas (free space unknown)
        Creating database backup...
          ✓ WAL checkpoint completed
          ✓ Database backup created: 8.20 MB, 2 099 pages, whole
          ✓ Database saved locally: /local/a.db
          ✓ Database saved to NAS: /nas/a.db (read back and compared)
        Creating JSON backup...
          ✓ JSON matches the database: 14 tables, 52 310 rows
          ✓ JSON saved locally: /local/a.json
          ✓ JSON saved to NAS: /nas/a.json (read back and compared)
        ✓ Backup process completed: 2 of 2 places
        """);
  }

  @Test
  void aPlaceThatMendedItselfSaysSo() {
    ended(Step.PLACE_READY, NAS, ready(Optional.of(1_000_000_000L), true, 2));

    assertPrinted(
        """
        ✓ NAS is accessible: /nas (1.00 GB free)
          ⚠ The folder's marker was gone; its own backups were there: written again
          ✓ An interrupted backup was whole and has been finished
        """);
  }

  @Test
  void aCheckpointThatMovedNotAllIsARemarkAndOneThatNeedsNothingIsNone() {
    for (Checkpoint.Result result : Checkpoint.Result.values()) {
      ended(Step.CHECKPOINT, "", new StepFacts.Checkpoint(new Checkpoint(result, 120, 118)));
    }

    assertPrinted(
        """
          ✓ WAL checkpoint completed
          ⚠ WAL checkpoint: 118 of 120 pages moved, a reader is open; the copy is complete all the same
          ⚠ WAL checkpoint not possible; the copy is complete all the same
        """);
  }

  @Test
  void aCopyWithRemarksHasThemBelowIt() {
    ended(
        Step.DATABASE,
        "",
        copy(
            List.of("row 3 missing from index by_name"),
            List.of("words"),
            new Violations(2, List.of("product.name")),
            true));

    assertPrinted(
        """
          ✓ Database backup created: 8.20 MB, 2 099 pages, every row in it
          ⚠ SQLite by itself can't check all of words; the copy has it as it is in the database
          ⚠ Part of the app's file must be rebuilt from its rows:
            ⚠ row 3 missing from index by_name
          ⚠ 2 values of the wrong type, or NULL where that isn't allowed (product.name), as in the app's own file
          ⚠ 2 rows refer to rows that don't exist (product.name), as in the app's own file
          ⚠ The app's changes waited while the file was copied
        """);
  }

  @Test
  void aDatabaseTooDamagedIsNoBackupAndWhatWasKeptOfItIsNamed() {
    failed(
        Step.DATABASE,
        "",
        new StepFacts.DamagedCopy(List.of("page 7 is torn"), List.of("/local/damaged/a.db")),
        Reason.DATABASE_MISSING,
        "/shop.db");
    finish();
    String all = printed.toString(StandardCharsets.UTF_8);

    assertTrue(all.startsWith("  ✗ "), all);
    assertTrue(
        all.endsWith(
            """
              ⚠ What was found:
                ⚠ page 7 is torn
              ⚠ Kept as evidence for a repair; it is not a backup: /local/damaged/a.db
            ✗ Backup failed; earlier backups are as they were
            """),
        all);
  }

  @Test
  void aBackupWithoutItsJsonIsNotCalledNone() {
    ended(Step.DATABASE, "", copy(List.of(), List.of(), Violations.NONE, false));
    failed(Step.JSON, "", StepFacts.NONE, Reason.JSON_DIFFERS, "/local/a.json", "table t");
    ended(Step.DATABASE_SAVED, HERE, new StepFacts.Saved(9_000, "/local/a.db"));
    finish();
    String all = printed.toString(StandardCharsets.UTF_8);
    String end = "\n✗ The database is saved, its JSON isn't; earlier backups are as they were\n";
    assertTrue(all.endsWith(end), all);
  }

  @Test
  void aDamagedCopyOfWhichNothingWasKeptNamesNothing() {
    failed(
        Step.DATABASE,
        "",
        new StepFacts.DamagedCopy(List.of("page 7 is torn"), List.of()),
        Reason.DATABASE_MISSING,
        "/shop.db");

    assertFalse(printed.toString(StandardCharsets.UTF_8).contains("page 7"));
  }

  @Test
  void aJsonWithGapsSaysWhichFileToRestore() {
    ended(Step.JSON, "", new StepFacts.Json(1, 2, 90, List.of("words"), List.of("index by_sound")));
    finish();

    assertPrinted(
        """
        Creating JSON backup...
          ✓ JSON matches the database: 1 table, 2 rows
          ⚠ The JSON lacks rows of words. The database copy has all of them: restore that one
          ⚠ From the JSON alone this could not be restored: index by_sound. The database copy has it: restore that one
        ✓ Backup process completed: 0 of 0 places
        """);
  }

  @Test
  void whatIsDoneLaterComesBehindTheJson() {
    ended(Step.JSON, "", new StepFacts.Json(1, 2, 90, List.of(), List.of()));
    ended(Step.CAUGHT_UP, NAS, new StepFacts.CaughtUp(5, 5, List.of()));
    ended(Step.PRUNED, HERE, new StepFacts.Pruned(3, 3, 24_600_000, 0));

    assertPrinted(
        """
        Creating JSON backup...
          ✓ JSON matches the database: 1 table, 2 rows
        ✓ NAS is up to date: 5 backups copied
        ✓ This computer: 3 backups deleted that needn't be kept, 24.6 MB freed
        """);
  }

  @Test
  void aPlaceThatLacksTheBackupMakesItPartial() {
    ended(Step.PLACE_READY, HERE, ready(Optional.empty(), false, 0));
    failed(Step.PLACE_READY, NAS, StepFacts.NONE, Reason.PLACE_UNREACHABLE, "NAS");
    ended(Step.DATABASE_SAVED, HERE, new StepFacts.Saved(8_200_000, "/local/a.db"));
    finish();
    String all = printed.toString(StandardCharsets.UTF_8);

    assertTrue(
        all.endsWith(
            "⚠ Backup process completed: 1 of 2 places; the missing copy will be made by a later"
                + " run\n"),
        all);
  }

  @Test
  void aPlaceThatGoesAwayInMidRunIsToldOnce() {
    failed(Step.DATABASE_SAVED, NAS, StepFacts.NONE, Reason.PLACE_NOT_CONNECTED, "NAS");
    failed(Step.CAUGHT_UP, NAS, StepFacts.NONE, Reason.PLACE_NOT_CONNECTED, "NAS");
    failed(Step.CAUGHT_UP, HERE, StepFacts.NONE, Reason.PLACE_NOT_CONNECTED, "NAS");
    failed(Step.CAUGHT_UP, HERE, StepFacts.NONE, Reason.PLACE_NOT_CONNECTED, "other");
    finish();
    String all = printed.toString(StandardCharsets.UTF_8);

    assertEquals(1, all.split("✗ NAS is there", -1).length - 1, all);
    assertEquals(1, all.split("✗ other is there", -1).length - 1, all);
  }

  /** A run that comes by itself is refused, too, until the folder is taken over or another. */
  @Test
  void aCopyThatNoLaterRunMakesByItselfIsNotPromised() {
    ended(Step.PLACE_READY, HERE, ready(Optional.empty(), false, 0));
    failed(
        Step.PLACE_READY, NAS, StepFacts.NONE, Reason.PLACE_OWNED_BY_OTHER, "NAS", "shop", "OLD");
    ended(Step.DATABASE_SAVED, HERE, new StepFacts.Saved(8_200_000, "/local/a.db"));
    finish();
    String all = printed.toString(StandardCharsets.UTF_8);

    assertTrue(
        all.endsWith(
            "⚠ Backup process completed: 1 of 2 places; the missing copy will be made once the"
                + " trouble above is settled\n"),
        all);
  }

  @Test
  void whereOnlyAnEarlierBackupIsOwedThatIsSaid() {
    ended(Step.PLACE_READY, HERE, ready(Optional.empty(), false, 0));
    ended(Step.DATABASE_SAVED, HERE, new StepFacts.Saved(8_200_000, "/local/a.db"));
    failed(Step.CAUGHT_UP, HERE, StepFacts.NONE, Reason.PLACE_FULL, HERE);
    finish();
    String all = printed.toString(StandardCharsets.UTF_8);

    assertTrue(
        all.endsWith(
            "⚠ Backup process completed: 1 of 1 places; an earlier backup will be copied by a"
                + " later run\n"),
        all);
  }

  @Test
  void aBackupThatIsWholeNowhereIsNotPromised() {
    ended(Step.PLACE_READY, HERE, ready(Optional.empty(), false, 0));
    ended(Step.DATABASE_SAVED, HERE, new StepFacts.Saved(8_200_000, "/local/a.db"));
    failed(Step.CAUGHT_UP, HERE, StepFacts.NONE, Reason.BACKUP_DAMAGED, "a", "a.db", "missing");
    finish();
    String all = printed.toString(StandardCharsets.UTF_8);

    assertTrue(
        all.endsWith(
            "⚠ Backup process completed: 1 of 1 places; an earlier backup is damaged, and no"
                + " place has it whole\n"),
        all);
  }

  @Test
  void aCancelledRunSaysThatEarlierBackupsAreAsTheyWere() {
    failed(Step.DATABASE, "", StepFacts.NONE, Reason.CANCELLED);
    finish();
    String all = printed.toString(StandardCharsets.UTF_8);

    assertTrue(all.endsWith("⚠ Backup cancelled; earlier backups are as they were\n"), all);
    assertFalse(all.contains("failed"), all);
  }

  @Test
  void itsObjectHasEachStepWithItsFactsAndItsFailure() {
    ended(Step.PLACE_READY, HERE, ready(Optional.of(7L), true, 2));
    ended(Step.DATABASE_SAVED, HERE, new StepFacts.Saved(8_200_000, "/local/a.db"));
    failed(Step.CAUGHT_UP, NAS, new StepFacts.CaughtUp(5, 2, List.of("a", "b")), Reason.PLACE_FULL);
    Map<String, Object> object = RunPrinter.object(run());

    assertEquals("partial", object.get("outcome"));
    assertEquals("shop", object.get("job"));
    assertEquals(1L, object.get("places"));
    assertEquals(1L, object.get("placesSaved"));
    List<?> steps = (List<?>) object.get("steps");
    Map<?, ?> ready = (Map<?, ?>) steps.get(0);
    assertEquals("place-ready", ready.get("name"));
    assertEquals(
        Map.of("location", "/nas", "freeBytes", 7L, "markerHealed", 1L, "finished", 2L),
        ready.get("facts"));
    assertFalse(ready.containsKey("error"));
    Map<?, ?> caughtUp = (Map<?, ?>) steps.get(2);
    assertEquals(Map.of("owed", 5L, "delivered", 2L, "healed", "a b"), caughtUp.get("facts"));
    assertEquals("place-full", ((Map<?, ?>) caughtUp.get("error")).get("reason"));
  }
}
