package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.verdict.AppState;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.PlaceVerdict;
import dev.nightjar.app.verdict.Verdict.State;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Runs;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepFacts;
import dev.nightjar.backup.StepResult;
import dev.nightjar.destination.Backups;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@code status} says why the newest run made no backup, as that run said. */
final class StatusOfFailedTryTest {
  private static final UUID JOB = new UUID(0, 1);
  private static final Instant DUE = Instant.parse("2026-11-30T14:00:00Z");
  private static final Finding MISSED = new Finding.DueMissed(DUE, DUE.minusSeconds(86_400));
  private static final Failure DAMAGED =
      Failure.of(Reason.COPY_DAMAGED, "copy.db", "malformed", 1L);

  private static BackupRun run(Failure... failures) {
    Optional<Failure> failure = List.of(failures).stream().findFirst();
    StepResult result = new StepResult(Step.DATABASE, "", 200, StepFacts.NONE, failure);
    Instant ended = DUE.plusSeconds(5);
    return new BackupRun(
        JOB, "shop", Manifest.Kind.SCHEDULED, DUE, ended, List.of(result), Optional.empty(), 7);
  }

  private static ShownStatus status(List<Finding> findings, BackupRun... runs) {
    return status(State.FAILED, List.of(), findings, runs);
  }

  /** The status while no due date is missed. */
  private static ShownStatus safe(String newestBackup, BackupRun... runs) {
    PlaceVerdict here =
        new PlaceVerdict(
            "this computer",
            "local",
            true,
            Optional.empty(),
            Optional.of(Backups.summary(6, newestBackup)),
            0,
            Optional.empty(),
            false,
            0,
            0,
            Optional.empty(),
            Optional.empty());
    return status(State.OK, List.of(here), List.of(), runs);
  }

  private static ShownStatus status(
      State state, List<PlaceVerdict> places, List<Finding> findings, BackupRun... runs) {
    JobVerdict job =
        new JobVerdict(JOB, "shop", state, places, Optional.empty(), Optional.empty(), findings);
    return ShownStatus.of(
        StatusAnswer.of(
            Map.of(),
            List.of(job),
            AppState.EMPTY,
            Optional.of(true),
            List.of(),
            Runs.of(List.of(runs)),
            ZonedDateTime.parse("2026-11-30T17:20:00+03:00[Europe/Istanbul]")));
  }

  private static boolean saysWhy(ShownStatus status) {
    assertEquals(
        status.json().contains("\"failedTry\""),
        status.lines().stream().anyMatch(line -> line.contains("The last try, ")));
    return status.json().contains("\"failedTry\"");
  }

  @Test
  void theNewestRunSaysWhyItsBackupIsMissing() {
    ShownStatus status = status(List.of(MISSED), run(DAMAGED), run());
    assertTrue(saysWhy(status));
    assertTrue(
        status.lines().stream()
            .anyMatch(line -> line.startsWith("  ✗ The last try, today 17:00: ")),
        status.lines()::toString);
    assertTrue(status.json().contains("\"endedAt\": \"2026-11-30T14:00:05Z\""), status::json);
    assertTrue(status.json().contains("copy-damaged"), status::json);
  }

  @Test
  void aRunThatFailedIsSaidWhileNoDueDateIsMissed() {
    ShownStatus status = safe("2026-11-30T13:00:00Z", run(DAMAGED), run());
    assertTrue(saysWhy(status));
    assertTrue(
        status.lines().stream()
            .anyMatch(line -> line.startsWith("  ⚠ The last try, today 17:00: ")),
        status.lines()::toString);
    assertEquals(0, status.exitCode(), "the verdict is of what is proved on disk");
    assertFalse(saysWhy(safe("2026-11-30T13:00:00Z", run(), run(DAMAGED))));
    assertFalse(saysWhy(safe("2026-11-30T14:10:00Z", run(DAMAGED))), "a newer backup is there");
  }

  @Test
  void aRunThatOnlyCopiedHidesNothing() {
    StepResult copied =
        new StepResult(Step.CAUGHT_UP, "nas", 200, StepFacts.NONE, Optional.empty());
    Instant ended = DUE.plusSeconds(60);
    BackupRun delivery =
        new BackupRun(
            JOB, "shop", Manifest.Kind.SCHEDULED, DUE, ended, List.of(copied), Optional.empty(), 7);
    assertTrue(saysWhy(safe("2026-11-30T13:00:00Z", delivery, run(DAMAGED))));
    assertTrue(saysWhy(status(List.of(MISSED), delivery, run(DAMAGED))));
    assertFalse(saysWhy(safe("2026-11-30T13:00:00Z", delivery, run(), run(DAMAGED))));
  }

  /** As long as it is missing the look at it says so. */
  @Test
  void aFileThatIsBackIsNotSaidToBeMissing() {
    Failure missing = Failure.of(Reason.DATABASE_MISSING, "shop.db");
    assertFalse(saysWhy(safe("2026-11-30T13:00:00Z", run(missing))));
    assertTrue(saysWhy(status(List.of(MISSED), run(missing))), "the reason of what is missed");
  }

  @Test
  void nothingIsSaidTwiceOrOfWhatIsOver() {
    assertFalse(saysWhy(status(List.of(MISSED), run(), run(DAMAGED))));
    assertFalse(saysWhy(status(List.of(MISSED))));
    Finding known = new Finding.DatabaseTrouble(Failure.of(Reason.DATABASE_DAMAGED, "shop.db"));
    assertFalse(saysWhy(status(List.of(MISSED, known), run(DAMAGED))));
    assertFalse(saysWhy(status(List.of(MISSED), run(Failure.of(Reason.CANCELLED)))));
  }
}
