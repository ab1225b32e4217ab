package dev.nightjar.app.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.app.HandClock;
import dev.nightjar.app.agent.Engine.RunEnd;
import dev.nightjar.app.agent.RunQueue.Request;
import dev.nightjar.app.agent.RunQueue.Trigger;
import dev.nightjar.app.verdict.CheckStore;
import dev.nightjar.app.verdict.Checks;
import dev.nightjar.app.verdict.JobFacts;
import dev.nightjar.app.verdict.PlaceReport;
import dev.nightjar.app.verdict.StateFile;
import dev.nightjar.app.verdict.StateStore;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.backup.BackupJob;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Runs;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepFacts;
import dev.nightjar.backup.StepResult;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Backups;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.JobPlace;
import dev.nightjar.settings.PlaceSettings;
import dev.nightjar.settings.ScheduleSettings;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a delivery that ended is begun again. */
final class RunResultsTest {
  private static final Instant NOW = Instant.parse("2026-03-03T16:30:00Z");
  private static final String NAS = JobPlace.NAS.label();

  @TempDir private Path folder;
  private final HandTimeline timeline = new HandTimeline(new HandClock(NOW, ZoneOffset.UTC));
  private final CatchUpKeeper catchUp =
      new CatchUpKeeper(silent(Engine.class), timeline, (job, place, sign) -> {});

  @AfterEach
  void end() {
    timeline.close();
  }

  private static <T> T silent(Class<T> kind) {
    Object proxy =
        Proxy.newProxyInstance(
            kind.getClassLoader(), new Class<?>[] {kind}, (self, method, arguments) -> null);
    return kind.cast(proxy);
  }

  /** The NAS lacks the only backup. */
  private JobFacts facts() {
    BackupSummary made = Backups.summary(Manifest.Kind.SCHEDULED, 1, "2026-03-02T17:00:00+01:00");
    Job job =
        new Job(
            Backups.OWNER.job(),
            "Shop",
            folder.resolve("shop.db"),
            new PlaceSettings(folder.resolve("a"), new UUID(0, 2)),
            Optional.of(new PlaceSettings(folder.resolve("b"), new UUID(0, 3))),
            ScheduleSettings.daily(LocalTime.of(17, 0)));
    Survey survey =
        Survey.of(
            List.of(
                place(JobPlace.HERE, Inventory.of(List.of(made))),
                place(JobPlace.NAS, Inventory.EMPTY)));
    return JobFacts.of(
        job,
        survey,
        Optional.empty(),
        List.of(),
        Runs.of(List.of()),
        Checks.NONE,
        NOW,
        ZoneOffset.UTC);
  }

  private PlaceReport place(JobPlace which, Inventory inventory) {
    FolderDestination destination =
        new FolderDestination(
            folder.resolve(which.label()),
            which.label(),
            FolderDestination.Reach.LOCAL,
            Optional.empty(),
            new HandClock(NOW, ZoneOffset.UTC));
    PlaceReport.Sign sign =
        new PlaceReport.Sign(
            Optional.of(new UUID(0, 2)), Optional.empty(), Optional.empty(), Optional.empty());
    return new PlaceReport(
        new BackupJob.Target(which.label(), which == JobPlace.HERE, destination),
        inventory,
        sign,
        Optional.empty());
  }

  /** The places to deliver to after a delivery to the NAS ended so. */
  private Set<String> readyAfter(Reason reason, boolean byUser) {
    return readyAfter(List.of(reason), byUser);
  }

  private Set<String> readyAfter(List<Reason> reasons, boolean byUser) {
    JobFacts facts = facts();
    UUID job = facts.job().id();
    assertEquals(Set.of(NAS), catchUp.keep(facts, false));
    catchUp.begun(facts, Set.of(NAS));
    CheckStore checks = CheckStore.inMemory();
    RunResults results =
        new RunResults(
            timeline,
            new Observer(silent(Engine.class), timeline, checks, silent(Observer.Listener.class)),
            new DueKeeper(),
            catchUp,
            new StateStore(StateFile.at(folder.resolve("state.json"))),
            checks);
    List<StepResult> steps =
        reasons.stream()
            .map(
                reason ->
                    new StepResult(
                        Step.CAUGHT_UP,
                        NAS,
                        1,
                        new StepFacts.CaughtUp(1, 0, List.of()),
                        Optional.of(Failure.of(reason, "b"))))
            .toList();
    BackupRun run =
        new BackupRun(job, "Shop", Manifest.Kind.SCHEDULED, NOW, NOW, steps, Optional.empty(), 0);
    results.ended(
        new Request(job, Trigger.CATCH_UP, Optional.empty()),
        new RunEnd(Optional.of(run), Optional.empty()),
        byUser,
        NOW,
        Optional.empty());
    results.learn(facts, timeline.now());
    return catchUp.keep(facts, false);
  }

  @Test
  void aDeliveryThatGaveWayToABackupGoesOnAtOnce() {
    assertEquals(Set.of(NAS), readyAfter(Reason.CANCELLED, false));
  }

  @Test
  void aPlaceThatRefusedBeforeTheDeliveryGaveWayWaits() {
    assertEquals(Set.of(), readyAfter(List.of(Reason.PLACE_IO, Reason.CANCELLED), false));
  }

  @Test
  void aDeliveryThatTheUserEndedWaits() {
    assertEquals(Set.of(), readyAfter(Reason.CANCELLED, true));
  }

  @Test
  void aDeliveryThatThePlaceRefusedWaits() {
    assertEquals(Set.of(), readyAfter(Reason.PLACE_IO, false));
  }
}
