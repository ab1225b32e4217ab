package dev.nightjar.app.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.nightjar.app.agent.Notification.RunEnded;
import dev.nightjar.app.agent.Notification.StepsEnded;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepResult;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.Settings.Notifications;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is told, and what isn't told again. */
final class NotificationPolicyTest {
  private static final Instant START = Instant.parse("2026-03-02T16:00:00Z");

  private final NotificationPolicy policy = new NotificationPolicy();
  private final List<Notification> told = new ArrayList<>();

  private static StepResult good(Step step, String place) {
    return new StepResult(step, place, 5, Map.of(), Optional.empty());
  }

  private static StepResult bad(Step step, String place) {
    Failure failure = Failure.of(Reason.PLACE_UNREACHABLE, "/nas");
    return new StepResult(step, place, 5, Map.of(), Optional.of(failure));
  }

  private void ended(StepResult step, Notifications choice, int second) {
    told.addAll(policy.ended("Shop", step, choice, START.plusSeconds(second)));
  }

  private void ended(Notifications choice, List<StepResult> steps, boolean missed) {
    BackupRun run =
        new BackupRun(
            UUID.randomUUID(),
            "Shop",
            Manifest.Kind.SCHEDULED,
            START,
            START,
            steps,
            Optional.of("2026-03-02T16-00-00"),
            1);
    told.addAll(
        policy.ended(
            run, choice, missed ? Optional.of(START.atZone(ZoneOffset.UTC)) : Optional.empty()));
  }

  @Test
  void quickStepsShareOneNotice() {
    ended(good(Step.PLACE_READY, "NAS"), Notifications.EVERY_STEP, 0);
    ended(good(Step.DATABASE, ""), Notifications.EVERY_STEP, 1);
    ended(good(Step.JSON, ""), Notifications.EVERY_STEP, 2);
    ended(Notifications.EVERY_STEP, List.of(good(Step.DATABASE_SAVED, "NAS")), false);
    assertEquals(1, told.size());
    assertEquals(3, assertInstanceOf(StepsEnded.class, told.get(0)).steps().size());
  }

  @Test
  void aSlowStepHasItsOwn() {
    ended(good(Step.DATABASE, ""), Notifications.EVERY_STEP, 0);
    assertEquals(List.of(), policy.due("Shop", START.plusSeconds(2)));
    told.addAll(policy.due("Shop", START.plusSeconds(3)));
    ended(good(Step.JSON, ""), Notifications.EVERY_STEP, 60);
    told.addAll(policy.due("Shop", START.plusSeconds(63)));
    assertEquals(2, told.size());
  }

  @Test
  void theCheckpointIsNotWorthANotice() {
    ended(good(Step.CHECKPOINT, ""), Notifications.EVERY_STEP, 0);
    assertEquals(List.of(), policy.due("Shop", START.plusSeconds(9)));
  }

  @Test
  void aProblemIsToldOnceWhateverTheNumberOfAttempts() {
    for (int attempt = 0; attempt < 5; attempt++) {
      ended(bad(Step.PLACE_READY, "NAS"), Notifications.PROBLEMS_ONLY, attempt * 600);
      told.addAll(policy.due("Shop", START.plusSeconds(attempt * 600L + 5)));
    }
    assertEquals(1, told.size());
    ended(good(Step.PLACE_READY, "NAS"), Notifications.PROBLEMS_ONLY, 4000);
    ended(bad(Step.PLACE_READY, "NAS"), Notifications.PROBLEMS_ONLY, 5000);
    told.addAll(policy.due("Shop", START.plusSeconds(5005)));
    assertEquals(2, told.size());
  }

  @Test
  void oneForEachBackupTellsItsEndOnly() {
    ended(good(Step.DATABASE, ""), Notifications.EACH_BACKUP, 0);
    ended(
        Notifications.EACH_BACKUP,
        List.of(good(Step.DATABASE, ""), good(Step.DATABASE_SAVED, "NAS")),
        false);
    assertEquals(1, told.size());
    assertInstanceOf(RunEnded.class, told.get(0));
  }

  @Test
  void problemsOnlyAreSilentAboutSuccess() {
    ended(good(Step.DATABASE, ""), Notifications.PROBLEMS_ONLY, 0);
    ended(Notifications.PROBLEMS_ONLY, List.of(good(Step.DATABASE_SAVED, "NAS")), false);
    assertEquals(List.of(), told);
  }

  @Test
  void whatWasMadeUpForIsSaid() {
    ended(Notifications.EVERY_STEP, List.of(good(Step.DATABASE_SAVED, "NAS")), true);
    assertInstanceOf(RunEnded.class, told.get(0));
  }
}
