package dev.nightjar.app.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.agent.Notification.Found;
import dev.nightjar.app.agent.Notification.Over;
import dev.nightjar.app.agent.Reporter.Seen;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.StateFile;
import dev.nightjar.app.verdict.StateStore;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.PlaceVerdict;
import dev.nightjar.app.verdict.Verdict.State;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepFacts;
import dev.nightjar.backup.StepResult;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.PlaceSettings;
import dev.nightjar.settings.ScheduleSettings;
import dev.nightjar.settings.Settings.Notifications;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each trouble is reported once when it comes and once when it is gone. */
final class ReporterTest {
  private static final UUID JOB = UUID.randomUUID();
  private static final Instant NOW = Instant.parse("2026-03-02T16:00:00Z");
  private static final Seen ALL = new Seen(true, true, true, true);

  private static final PlaceVerdict HERE =
      new PlaceVerdict(
          "this computer",
          "/backups",
          true,
          Optional.empty(),
          Optional.empty(),
          0,
          Optional.empty(),
          false,
          0,
          0,
          Optional.empty(),
          Optional.empty());

  @TempDir private Path folder;
  private final List<Notification> told = new ArrayList<>();
  private Reporter reporter;

  @BeforeEach
  void aProgramStarts() {
    reporter = new Reporter(new StateStore(StateFile.at(folder.resolve("state.json"))), told::add);
  }

  private void judged(Seen seen, Finding... findings) {
    judged(seen, NOW, findings);
  }

  private boolean judged(Seen seen, Instant now, Finding... findings) {
    return judged(List.of(HERE), seen, now, findings);
  }

  private boolean judged(List<PlaceVerdict> places, Seen seen, Instant now, Finding... findings) {
    JobVerdict verdict =
        new JobVerdict(
            JOB,
            "Shop",
            State.ATTENTION,
            places,
            Optional.empty(),
            Optional.empty(),
            List.of(findings));
    return reporter.judged(verdict, false, seen, now, Duration.ZERO);
  }

  @Test
  void aLockedFileIsNotCalledFineBeforeTheNextStartHasInspectedIt() {
    judged(ALL, new Finding.DatabaseTrouble(Failure.of(Reason.DATABASE_LOCKED, "shop.db", 30L)));
    aProgramStarts();
    judged(new Seen(false, true, true, true));
    assertEquals(1, told.size(), told::toString);
    assertEquals(Found.class, told.get(0).getClass());
    judged(ALL);
    assertEquals(Over.class, told.get(1).getClass());
  }

  @Test
  void aMissedDateThatItsCauseStoodForIsReportedAsSoonAsTheCauseIsGone() {
    Finding missed = new Finding.DueMissed(NOW.minusSeconds(3600), NOW.minusSeconds(90_000));
    judged(ALL, new Finding.DatabaseTrouble(Failure.of(Reason.DATABASE_LOCKED, "shop.db", 30L)));
    judged(ALL, missed);
    assertEquals(List.of(Found.class, Over.class, Found.class), kinds());
  }

  @Test
  void aPlaceThatNobodyHasReadForHoursIsReadBeforeItIsCalledFine() {
    Failure off = Failure.of(Reason.PLACE_UNREACHABLE, "/backups");
    judged(
        ALL,
        new Finding.PlaceBehind(
            "this computer", Optional.empty(), Optional.empty(), 0, Optional.of(off)));
    assertTrue(judged(new Seen(true, true, false, true), NOW), "to be read");
    assertEquals(List.of(Found.class), kinds());
    assertFalse(judged(ALL, NOW));
    assertEquals(List.of(Found.class, Over.class), kinds());
  }

  private static List<Finding> thatComeAndGo() {
    return List.of(
        new Finding.OftenOff(LocalTime.of(17, 0), LocalTime.of(16, 30)),
        new Finding.DataUnchanged(NOW.minus(Duration.ofDays(4))));
  }

  @ParameterizedTest
  @MethodSource("thatComeAndGo")
  void aHintThatComesAndGoesIsGivenOnceInTwoWeeks(Finding hint) {
    judged(ALL, hint);
    judged(ALL, NOW.plus(Duration.ofDays(1)));
    judged(ALL, NOW.plus(Duration.ofDays(2)), hint);
    assertEquals(1, told.size(), told::toString);
    judged(ALL, NOW.plus(Duration.ofDays(14)));
    judged(ALL, NOW.plus(Duration.ofDays(15)), hint);
    assertEquals(2, told.size(), told::toString);
  }

  @Test
  void aQuestionWhoseAnswerNobodyCanSeeIsNotAskedAgain() {
    Finding shrunk = new Finding.Shrunk("orders", 40, 5);
    judged(ALL, shrunk);
    judged(new Seen(true, false, true, true));
    judged(List.of(), ALL, NOW);
    judged(ALL, shrunk);
    assertEquals(List.of(Found.class), kinds());
    judged(ALL);
    judged(ALL, shrunk);
    assertEquals(List.of(Found.class, Found.class), kinds());
  }

  @Test
  void aJsonThatIsMissingIsNotCalledMadeBeforeARunHasMadeOne() {
    judged(ALL, new Finding.JsonMissing("2026-03-01T17-00-00"));
    judged(ALL);
    assertEquals(List.of(Found.class), kinds());
    reporter.stepEnded(
        job(),
        false,
        at(Step.JSON, Optional.empty()),
        Notifications.PROBLEMS_ONLY,
        NOW,
        Duration.ZERO);
    assertEquals(List.of(Found.class, Over.class), kinds());
  }

  @Test
  void aQuestionDoesNotStandForAFailure() {
    judged(ALL, new Finding.OftenOff(LocalTime.of(17, 0), LocalTime.of(16, 30)));
    judged(ALL, new Finding.DueMissed(NOW.minusSeconds(3600), NOW.minusSeconds(90_000)));
    assertEquals(List.of(Found.class, Found.class), kinds());
  }

  @Test
  void aTableWhoseNameHasAColonIsAskedAboutOnce() {
    Finding shrunk = new Finding.Shrunk("a:b", 40, 5);
    for (int day = 0; day < 3; day++) {
      judged(ALL, NOW.plus(Duration.ofDays(day)), shrunk);
    }
    assertEquals(List.of(Found.class), kinds());
  }

  /** As the first version wrote it, with entries that only another version, or nobody, has made. */
  @Test
  void whatAnEarlierVersionReportedIsNotReportedAgain() throws Exception {
    Finding off =
        new Finding.PlaceBehind(
            "this computer",
            Optional.empty(),
            Optional.empty(),
            0,
            Optional.of(Failure.of(Reason.PLACE_UNREACHABLE, "/backups")));
    Finding damaged = lost("NAS", List.of("a", "b"));
    Finding unchanged = new Finding.DataUnchanged(NOW.minus(Duration.ofDays(4)));
    String told =
        Stream.of(
                "place/this computer:place-unreachable",
                "copies/NAS:damaged-copies/2",
                "question/unchanged/:unchanged",
                "weather:rain",
                "nothing")
            .map(key -> "{\"key\": \"" + key + "\", \"at\": \"" + NOW + "\"}")
            .collect(Collectors.joining(", ", "[", "]"));
    Files.writeString(
        folder.resolve("state.json"),
        "{\"format\": \"nightjar-state/1\", \"jobs\": [{\"job\": \""
            + JOB
            + "\", \"told\": "
            + told
            + "}]}");
    aProgramStarts();
    judged(ALL, off, damaged, unchanged);
    assertEquals(List.of(), kinds());
    judged(ALL);
    assertEquals(
        Set.of(Notification.Trouble.PLACE, Notification.Trouble.COPIES),
        told().map(Over::trouble).collect(Collectors.toSet()));
    assertEquals(
        Set.of("this computer", "NAS"), told().map(Over::place).collect(Collectors.toSet()));
  }

  private Stream<Over> told() {
    return told.stream().map(Over.class::cast);
  }

  private StepResult at(Step step, Optional<Failure> failure) {
    return new StepResult(step, "NAS", 900, StepFacts.NONE, failure);
  }

  @Test
  void oldBackupsThatCantBeDeletedAreReportedOnceWhileNewOnesArrive() {
    Optional<Failure> broken = Optional.of(Failure.of(Reason.PLACE_IO, "/nas"));
    Duration elapsed = Duration.ZERO;
    for (int day = 0; day < 3; day++) {
      for (StepResult step :
          List.of(at(Step.DATABASE_SAVED, Optional.empty()), at(Step.PRUNED, broken))) {
        reporter.stepEnded(job(), false, step, Notifications.PROBLEMS_ONLY, NOW, elapsed);
      }
      elapsed = elapsed.plusDays(1);
      reporter.flushIfDue(elapsed);
      judged(ALL);
    }
    assertEquals(1, told.size(), told::toString);
    reporter.stepEnded(
        job(), false, at(Step.PRUNED, Optional.empty()), Notifications.PROBLEMS_ONLY, NOW, elapsed);
    reporter.stepEnded(
        job(), false, at(Step.PRUNED, broken), Notifications.PROBLEMS_ONLY, NOW, elapsed);
    reporter.flushIfDue(elapsed.plusDays(1));
    assertEquals(2, told.size(), told::toString);
  }

  private Job job() {
    return new Job(
        JOB,
        "Shop",
        folder.resolve("shop.db"),
        new PlaceSettings(folder.resolve("a"), UUID.randomUUID()),
        Optional.empty(),
        ScheduleSettings.standard());
  }

  /** A run that finds both places ready, and the database damaged. */
  private List<Boolean> runThatFails(boolean asked, Instant now) {
    told.clear();
    Duration elapsed = Duration.between(NOW, now);
    Optional<Failure> damaged = Optional.of(Failure.of(Reason.COPY_DAMAGED, "shop.db", 1L, "x"));
    for (StepResult step :
        List.of(at(Step.PLACE_READY, Optional.empty()), at(Step.DATABASE, damaged))) {
      reporter.stepEnded(job(), asked, step, Notifications.EVERY_STEP, now, elapsed);
    }
    reporter.flushIfDue(elapsed.plusMinutes(1));
    return told.stream()
        .map(Notification.StepsEnded.class::cast)
        .flatMap(notice -> notice.steps().stream())
        .map(StepResult::succeeded)
        .toList();
  }

  @Test
  void whoAsksForABackupIsToldThatItFailsAgainAndARetrySaysNothing() {
    List<Boolean> all = List.of(true, false);

    assertEquals(all, runThatFails(false, NOW));
    assertEquals(List.of(), runThatFails(false, NOW.plus(Duration.ofMinutes(5))));
    assertEquals(all, runThatFails(true, NOW.plus(Duration.ofMinutes(10))));
    assertEquals(List.of(), runThatFails(false, NOW.plus(Duration.ofMinutes(20))));
  }

  @Test
  void aFailureThatTheUserWasToldOfJustNowIsNotToldAsAMissedDateToo() {
    runThatFails(false, NOW);
    Instant later = NOW.plus(Duration.ofDays(2));
    runThatFails(true, later);
    told.clear();
    judged(
        ALL,
        later.plus(Duration.ofMinutes(10)),
        new Finding.DueMissed(later.minus(Duration.ofMinutes(5)), NOW));
    assertEquals(List.of(), told);
  }

  @Test
  void aCopyThatCannotBeDeliveredSinceItsSourceIsDamagedIsNoTroubleOfThePlaceThatLacksIt() {
    StepResult step =
        new StepResult(
            Step.CAUGHT_UP,
            "NAS",
            900,
            StepFacts.NONE,
            Optional.of(Failure.of(Reason.BACKUP_DAMAGED, "2026-03-01T17-00-00", "sizes", "")));
    Job job =
        new Job(
            JOB,
            "Shop",
            folder.resolve("shop.db"),
            new PlaceSettings(folder.resolve("a"), UUID.randomUUID()),
            Optional.of(new PlaceSettings(folder.resolve("b"), UUID.randomUUID())),
            ScheduleSettings.daily(LocalTime.of(17, 0)));
    reporter.stepEnded(job, false, step, Notifications.PROBLEMS_ONLY, NOW, Duration.ZERO);
    reporter.flushIfDue(Duration.ofMinutes(1));
    judged(ALL, lost("this computer", List.of("2026-03-01T17-00-00")));
    assertEquals(List.of(Found.class), kinds());
  }

  @Test
  void damagedCopiesAreReportedOnceAgainWhenThereAreMoreAndTheirEndOnce() {
    Finding one = lost("NAS", List.of("a"));
    Finding two = lost("NAS", List.of("a", "b"));
    Instant now = NOW;
    for (Finding finding : List.of(one, one, two, two, one, one, two)) {
      now = now.plus(Duration.ofDays(2));
      judged(ALL, now, finding);
    }
    assertEquals(
        List.of(one, two, two), told.stream().map(notice -> ((Found) notice).finding()).toList());
    judged(new Seen(true, true, true, false));
    assertEquals(3, told.size(), "nobody knows which are damaged");
    judged(ALL);
    judged(ALL);
    assertEquals(4, told.size());
  }

  private List<Class<?>> kinds() {
    return told.stream().<Class<?>>map(Object::getClass).toList();
  }

  private static Finding lost(String place, List<String> ids) {
    return new Finding.DamagedCopies(place, ids, List.of(), List.of());
  }
}
