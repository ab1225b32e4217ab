package dev.nightjar.app.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.backup.BackupJob.Target;
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
import dev.nightjar.destination.folder.FolderDestination.Reach;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.JobPlace;
import dev.nightjar.settings.Keep;
import dev.nightjar.settings.PlaceSettings;
import dev.nightjar.settings.ScheduleSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A place that is too full says what would make room, and only then. */
final class ShortageTest {
  private static final Path ROOT = Path.of("x").toAbsolutePath();
  private static final Instant NOW = Instant.parse("2026-03-02T18:00:00Z");
  private static final long GIB = 1L << 30;
  private static final long EACH = 100L << 20;

  /** Sixty days, one a day. */
  private static final List<BackupSummary> MADE =
      LongStream.rangeClosed(1, 60).mapToObj(ShortageTest::backup).toList();

  private Optional<Keep> here = Optional.empty();
  private Optional<Long> free = Optional.empty();
  private Optional<Failure> onNas = Optional.empty();
  private Optional<Failure> onNasLater = Optional.empty();
  private Optional<Failure> nasNow = Optional.empty();
  private int newestOnNas = 60;

  private static BackupSummary backup(long number) {
    return Backups.summary(
        Backups.OWNER,
        Manifest.Kind.SCHEDULED,
        number,
        LocalDate.of(2026, 1, 1).plusDays(number) + "T17:00:00Z",
        12,
        EACH);
  }

  private static PlaceReport report(
      String label,
      List<BackupSummary> backups,
      Optional<Long> measured,
      Optional<Failure> failure) {
    Path folder = ROOT.resolve(label);
    return new PlaceReport(
        new Target(
            label,
            label.equals(JobPlace.HERE.label()),
            new FolderDestination(
                folder, label, Reach.REMOTE, Optional.empty(), Clock.systemUTC())),
        Inventory.of(backups),
        new PlaceReport.Sign(Optional.empty(), Optional.empty(), failure, Optional.empty()),
        Optional.empty(),
        measured);
  }

  private List<BackupRun> runs(Job job) {
    BackupRun first = run(job, NOW.minusSeconds(60), Step.DATABASE_SAVED, onNas);
    return onNasLater
        .map(why -> List.of(run(job, NOW, Step.PLACE_READY, Optional.of(why)), first))
        .orElse(List.of(first));
  }

  private static BackupRun run(Job job, Instant at, Step step, Optional<Failure> onNas) {
    return new BackupRun(
        job.id(),
        job.name(),
        Manifest.Kind.SCHEDULED,
        at,
        at,
        List.of(new StepResult(step, JobPlace.NAS.label(), 1, StepFacts.NONE, onNas)),
        Optional.empty(),
        60);
  }

  private List<Optional<Shortage>> find() {
    Job job =
        new Job(
            Backups.OWNER.job(),
            "Inventory",
            ROOT.resolve("shop.db"),
            new PlaceSettings(ROOT.resolve("here"), UUID.randomUUID(), here),
            Optional.of(new PlaceSettings(ROOT.resolve("nas"), UUID.randomUUID())),
            ScheduleSettings.standard());
    JobFacts facts =
        JobFacts.of(
            job,
            Survey.of(
                List.of(
                    report(JobPlace.HERE.label(), MADE, free, Optional.empty()),
                    report(
                        JobPlace.NAS.label(),
                        MADE.subList(0, newestOnNas),
                        Optional.empty(),
                        nasNow))),
            Optional.empty(),
            List.of(),
            Runs.of(runs(job)),
            Checks.NONE,
            NOW,
            ZoneOffset.UTC);
    return new VerdictRules(NOW, ZoneOffset.UTC, AppState.EMPTY)
        .of(facts, NOW).places().stream().map(Verdict.PlaceVerdict::shortage).toList();
  }

  private static List<Optional<Shortage>> none() {
    return List.of(Optional.empty(), Optional.empty());
  }

  @Test
  void aPlaceThatRefusedTheNewestBackupNamesTheMildestRuleThatMakesRoom() {
    onNas = Optional.of(Failure.of(Reason.PLACE_FULL, "nas", 2L, 1L));
    newestOnNas = 59;
    Shortage found = find().get(1).orElseThrow();
    assertEquals(new Shortage(true, -1, Keep.SMART, false, found.bytes()), found);
    assertEquals(25 * EACH, found.bytes());
  }

  @Test
  void whereThereIsRoomAgainNothingIsSaid() {
    onNas = Optional.of(Failure.of(Reason.PLACE_FULL, "nas", 2L, 1L));
    assertEquals(none(), find());
    onNas = Optional.empty();
    newestOnNas = 59;
    assertEquals(none(), find());
  }

  @Test
  void aPlaceThatWasFullAndDoesNotAnswerNowIsNotCalledFull() {
    onNas = Optional.of(Failure.of(Reason.PLACE_FULL, "nas", 2L, 1L));
    newestOnNas = 59;
    nasNow = Optional.of(Failure.of(Reason.PLACE_UNREACHABLE, "nas"));
    assertEquals(none(), find());
  }

  @Test
  void aLaterFailureOfAnotherKindReplacesFull() {
    onNas = Optional.of(Failure.of(Reason.PLACE_FULL, "nas", 2L, 1L));
    onNasLater = Optional.of(Failure.of(Reason.PLACE_READ_ONLY, "nas"));
    newestOnNas = 59;
    assertEquals(none(), find());
  }

  @Test
  void theUserIsAskedForRoomBesideADatabaseWhereNoRuleIsChosen() {
    free = Optional.of(3 * GIB);
    assertEquals(
        Optional.of(new Shortage(false, 3 * GIB, Keep.SMART, false, 25 * EACH)), find().get(0));
    free = Optional.of(GIB);
    assertEquals(
        Optional.of(new Shortage(false, GIB, Keep.last(10), false, 50 * EACH)), find().get(0));
    free = Optional.of(5 * GIB);
    assertEquals(none(), find());
  }

  @Test
  void whatTheRuleFreesByItselfNeedsNoQuestionAndWhatOnlyThisPlaceHasDoesntGoByItself() {
    free = Optional.of(GIB);
    here = Optional.of(Keep.SMART);
    assertEquals(none(), find());
    newestOnNas = 1;
    assertEquals(
        Optional.of(new Shortage(false, GIB, Keep.last(10), false, 50 * EACH)), find().get(0));
  }

  @Test
  void aDiskThatOtherThingsFillIsNotTheBackupsMatter() {
    free = Optional.of(-1000 * GIB);
    assertEquals(none(), find());
  }
}
