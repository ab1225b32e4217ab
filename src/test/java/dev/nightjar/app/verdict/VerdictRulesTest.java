package dev.nightjar.app.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.State;
import dev.nightjar.backup.BackupJob;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Runs;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepFacts;
import dev.nightjar.backup.StepResult;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.Marker;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.FileHash;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.JobPlace;
import dev.nightjar.settings.PlaceSettings;
import dev.nightjar.settings.ScheduleSettings;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.TableRows;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The verdict by what lies at the places, whatever the program thinks that it did. */
final class VerdictRulesTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  private final Path root = Path.of("").toAbsolutePath();
  private final Job job =
      new Job(
          new UUID(0, 1),
          "Shop",
          root.resolve("shop.db"),
          new PlaceSettings(root.resolve("a"), new UUID(0, 2)),
          Optional.of(new PlaceSettings(root.resolve("b"), new UUID(0, 3))),
          ScheduleSettings.daily(LocalTime.of(17, 0)));
  private final Map<Long, Manifest> made = new HashMap<>();
  private long sequence;

  private Manifest backup(String at, String content, long rows) {
    return backup(at, content, rows, new Manifest.Checks("ok", List.of(), 0, 0, true));
  }

  private Manifest backup(String at, String content, long rows, Manifest.Checks checks) {
    return backup(new JobIdentity(job.id(), "Shop", "PC"), at, content, rows, checks);
  }

  private Manifest backup(JobIdentity owner, String at) {
    return backup(owner, at, "f", 10, new Manifest.Checks("ok", List.of(), 0, 0, true));
  }

  private Manifest backup(
      JobIdentity owner, String at, String content, long rows, Manifest.Checks checks) {
    Manifest manifest =
        new Manifest(
            "1",
            at.substring(0, 19).replace(':', '-'),
            ++sequence,
            Manifest.Kind.SCHEDULED,
            owner,
            OffsetDateTime.parse(at),
            OffsetDateTime.parse(at),
            new Manifest.Database("shop.db", 4096, 2, "wal", 0, "3"),
            Map.of(
                BackupFile.DATABASE,
                new FileHash(1, content.repeat(64)),
                BackupFile.JSON,
                new FileHash(2, content.repeat(64))),
            List.of(new TableRows("products", rows)),
            checks);
    made.put(sequence, manifest);
    return manifest;
  }

  private PlaceReport place(boolean local, List<Manifest> there, Optional<Failure> failure) {
    Destination destination =
        new FolderDestination(
            root, "", FolderDestination.Reach.LOCAL, Optional.empty(), Clock.systemUTC());
    PlaceReport.Sign sign =
        new PlaceReport.Sign(
            Optional.of(new UUID(0, 2)), Optional.empty(), failure, Optional.empty());
    return new PlaceReport(
        new BackupJob.Target(
            local ? JobPlace.HERE.label() : JobPlace.NAS.label(), local, destination),
        Inventory.of(there.stream().map(Manifest::summary).toList()),
        sign,
        failure.map(why -> LONG_AGO));
  }

  private JobVerdict judge(
      String now, Instant onSince, AppState state, PlaceReport here, PlaceReport there) {
    return judge(now, onSince, state, Checks.NONE, here, there);
  }

  private JobVerdict judge(
      String now,
      Instant onSince,
      AppState state,
      Checks checks,
      PlaceReport here,
      PlaceReport there) {
    Instant instant = Instant.parse(now);
    List<Manifest> recent =
        Stream.of(here, there)
            .flatMap(place -> place.inventory().backups().stream())
            .map(BackupSummary::sequence)
            .distinct()
            .map(made::get)
            .sorted(Comparator.comparingLong(Manifest::sequence).reversed())
            .toList();
    JobFacts facts =
        JobFacts.of(
            job,
            Survey.of(List.of(here, there)),
            Optional.empty(),
            TableDrop.among(recent),
            Runs.of(List.of()),
            checks,
            instant,
            ZONE);
    return new VerdictRules(instant, ZONE, state).of(facts, onSince);
  }

  private JobVerdict judge(String now, Instant onSince, List<Manifest> here, List<Manifest> there) {
    return judge(
        now,
        onSince,
        AppState.EMPTY,
        place(true, here, Optional.empty()),
        place(false, there, Optional.empty()));
  }

  /** With the NAS switched off, which held {@code seen} when it last answered. */
  private JobVerdict judgeSilent(String now, List<Manifest> here, List<Manifest> seen) {
    return judge(
        now,
        LONG_AGO,
        AppState.EMPTY,
        place(true, here, Optional.empty()),
        place(false, seen, Optional.of(Failure.of(Reason.PLACE_UNREACHABLE, "nas"))));
  }

  private static long upToDate(JobVerdict verdict) {
    return verdict.places().stream().filter(place -> !place.behind()).count();
  }

  @Test
  void aNasThatSleepsBetweenDueDatesHasLostNothing() {
    Manifest monday = backup("2026-03-02T17:00:04+01:00", "a", 10);
    JobVerdict verdict = judgeSilent("2026-03-03T10:00:00Z", List.of(monday), List.of(monday));
    assertEquals(State.OK, verdict.state());
    assertEquals(Optional.of(monday.summary()), verdict.places().get(1).newest());
  }

  @Test
  void aNasThatSleepsThroughADueDateIsMissingSinceThen() {
    Manifest monday = backup("2026-03-02T17:00:04+01:00", "a", 10);
    Manifest tuesday = backup("2026-03-03T17:00:04+01:00", "b", 10);
    JobVerdict verdict =
        judgeSilent("2026-03-03T18:00:00Z", List.of(monday, tuesday), List.of(monday));
    assertEquals(State.ATTENTION, verdict.state());
    assertEquals(
        Optional.of(Instant.parse("2026-03-03T16:00:00Z")), verdict.places().get(1).behindSince());
    assertEquals(1, verdict.places().get(1).lacks());
  }

  @Test
  void aNasThatSleepsAndLacksABackupMadeByHandIsWorthAttention() {
    Manifest monday = backup("2026-03-02T17:00:04+01:00", "a", 10);
    Manifest byHand = backup("2026-03-03T09:00:04+01:00", "b", 10);
    JobVerdict verdict =
        judgeSilent("2026-03-03T10:00:00Z", List.of(monday, byHand), List.of(monday));
    assertEquals(State.ATTENTION, verdict.state());
  }

  private PlaceReport marked(PlaceReport place, UUID... continues) {
    Marker marker =
        new Marker(
            Marker.FORMAT,
            new UUID(0, 3),
            OffsetDateTime.parse("2026-03-02T12:00:00Z"),
            JobPlace.NAS.label(),
            new JobIdentity(job.id(), "Shop", "PC"),
            List.of(continues));
    return new PlaceReport(
        place.target(),
        place.inventory().withMarker(Optional.of(marker)),
        place.sign(),
        place.rememberedFrom());
  }

  @Test
  void whatWasTakenOverIsOnesOwnButNeverTheNewest() {
    JobIdentity before = new JobIdentity(new UUID(0, 9), "Shop", "OLD-PC");
    Manifest own = backup("2026-03-02T17:00:04+01:00", "a", 10);
    Manifest old = backup(before, "2026-03-01T17:00:04+01:00");
    PlaceReport here = place(true, List.of(own), Optional.empty());
    PlaceReport nas = place(false, List.of(own, old), Optional.empty());
    String now = "2026-03-03T10:00:00Z";
    JobVerdict foreign = judge(now, LONG_AGO, AppState.EMPTY, here, marked(nas));
    assertEquals(0, foreign.places().get(0).lacks());
    JobVerdict taken = judge(now, LONG_AGO, AppState.EMPTY, here, marked(nas, before.job()));
    assertEquals(1, taken.places().get(0).lacks());
    assertEquals(Optional.of(own.summary()), taken.newest());
    assertEquals(State.OK, taken.state());
    PlaceReport silent =
        place(true, List.of(own, old), Optional.of(Failure.of(Reason.PLACE_UNREACHABLE, "a")));
    JobVerdict remembered = judge(now, LONG_AGO, AppState.EMPTY, silent, marked(nas, before.job()));
    assertEquals(0, remembered.places().get(0).lacks());
    assertEquals(Optional.of(own.summary()), remembered.places().get(0).newest());
  }

  @Test
  void aBackupAtEachPlaceSinceTheLastDueDateIsOk() {
    List<Manifest> both = List.of(backup("2026-03-02T17:00:04+01:00", "a", 10));
    assertEquals(State.OK, judge("2026-03-03T10:00:00Z", LONG_AGO, both, both).state());
  }

  @Test
  void aDueDateIsMissedAQuarterOfAnHourAfterIt() {
    List<Manifest> both = List.of(backup("2026-03-02T17:00:04+01:00", "a", 10));
    assertEquals(State.OK, judge("2026-03-03T16:14:59Z", LONG_AGO, both, both).state());
    assertEquals(State.FAILED, judge("2026-03-03T16:15:00Z", LONG_AGO, both, both).state());
  }

  @Test
  void aWeekendWithTheComputerOffIsNotMissedUntilItHasBeenOnForAQuarterOfAnHour() {
    List<Manifest> both = List.of(backup("2026-03-06T17:00:04+01:00", "a", 10));
    Instant on = Instant.parse("2026-03-09T07:00:00Z");
    assertEquals(State.OK, judge("2026-03-09T07:14:00Z", on, both, both).state());
    assertEquals(State.FAILED, judge("2026-03-09T07:15:00Z", on, both, both).state());
  }

  @Test
  void onePlaceBehindIsWorthAttentionAndCountsItsMissedDueDates() {
    Manifest old = backup("2026-03-02T17:00:04+01:00", "a", 10);
    Manifest recent = backup("2026-03-05T17:00:04+01:00", "b", 10);
    JobVerdict verdict =
        judge("2026-03-05T18:00:00Z", LONG_AGO, List.of(old, recent), List.of(old));
    assertEquals(State.ATTENTION, verdict.state());
    assertEquals(3, verdict.places().get(1).missed());
    assertEquals(
        Optional.of(Instant.parse("2026-03-03T16:00:00Z")), verdict.places().get(1).behindSince());
    assertEquals(1, verdict.places().get(1).lacks());
    assertEquals(1, upToDate(verdict));
  }

  /**
   * Nothing fails there until the next backup: what the system says of the disk tells it before.
   */
  @Test
  void aPlaceThatCanOnlyBeReadIsTroubleAndKeepsItsBackups() {
    List<Manifest> both = List.of(backup("2026-03-04T17:00:04+01:00", "a", 10));
    PlaceReport usable = place(false, both, Optional.empty());
    Failure refusal = Failure.of(Reason.PLACE_DISK_READ_ONLY, root);
    PlaceReport readable =
        new PlaceReport(
            usable.target(),
            usable.inventory(),
            new PlaceReport.Sign(
                usable.sign().marker(), Optional.empty(), Optional.empty(), Optional.of(refusal)),
            Optional.empty());

    JobVerdict whole =
        judge(
            "2026-03-04T18:00:00Z",
            LONG_AGO,
            AppState.EMPTY,
            place(true, both, Optional.empty()),
            readable);
    assertEquals(
        List.of(new Finding.PlaceTrouble(JobPlace.NAS.label(), refusal)), whole.findings());
    assertEquals(State.ATTENTION, whole.state());

    List<Manifest> more = List.of(both.get(0), backup("2026-03-05T17:00:04+01:00", "b", 10));
    JobVerdict behind =
        judge(
            "2026-03-05T18:00:00Z",
            LONG_AGO,
            AppState.EMPTY,
            place(true, more, Optional.empty()),
            readable);
    assertEquals(
        Optional.of(refusal),
        ((Finding.PlaceBehind) behind.findings().get(0)).failure(),
        () -> behind.findings().toString());
  }

  @Test
  void noBackupAtAllIsAFailure() {
    assertEquals(
        State.FAILED, judge("2026-03-05T10:00:00Z", LONG_AGO, List.of(), List.of()).state());
  }

  @Test
  void aTableThatLostMoreThanHalfIsAConcernUntilItIsAnswered() {
    Manifest full = backup("2026-03-02T17:00:00+01:00", "a", 1204);
    Manifest shrunk = backup("2026-03-03T17:00:00+01:00", "b", 310);
    List<Manifest> both = List.of(full, shrunk);
    JobVerdict verdict = judge("2026-03-03T17:00:00Z", LONG_AGO, both, both);
    assertEquals(List.of(new Finding.Shrunk("products", 1204, 310)), verdict.findings());
    assertEquals(State.ATTENTION, verdict.state());
    Instant then = Instant.parse("2026-03-03T16:30:00Z");
    PlaceReport place = place(true, both, Optional.empty());
    AppState answered =
        AppState.EMPTY.with(
            job.id(), of -> of.withAnswer(new Finding.Shrunk("products", 1204, 310), then));
    assertEquals(State.OK, judge("2026-03-03T17:00:00Z", LONG_AGO, answered, place, place).state());
    AppState another =
        AppState.EMPTY.with(job.id(), of -> of.withAnswer(new Finding.DataUnchanged(then), then));
    assertEquals(
        State.ATTENTION, judge("2026-03-03T17:00:00Z", LONG_AGO, another, place, place).state());
  }

  @Test
  void theSameContentForThreeDaysAfterItUsedToChangeIsAConcern() {
    List<Manifest> both = new ArrayList<>();
    both.add(backup("2026-03-01T17:00:00+01:00", "a", 10));
    for (int day = 2; day <= 5; day++) {
      both.add(backup("2026-03-0" + day + "T17:00:00+01:00", "b", 10));
    }
    JobVerdict verdict = judge("2026-03-05T17:00:00Z", LONG_AGO, both, both);
    assertEquals(
        List.of(new Finding.DataUnchanged(Instant.parse("2026-03-02T16:00:00Z"))),
        verdict.findings());
    List<Manifest> never = both.subList(1, both.size());
    assertEquals(List.of(), judge("2026-03-05T17:00:00Z", LONG_AGO, never, never).findings());
  }

  @Test
  void theNextDueDateIsTheFirstThatThePauseDoesNotWaive() {
    Instant now = Instant.parse("2026-03-03T10:00:00Z");
    AppState.Pause pause = new AppState.Pause(now, Instant.parse("2026-03-05T16:00:00Z"));
    AppState paused = AppState.EMPTY.withPause(Optional.of(pause));
    PlaceReport here =
        place(true, List.of(backup("2026-03-02T17:00:04+01:00", "a", 10)), Optional.empty());

    JobVerdict verdict = judge(now.toString(), LONG_AGO, paused, here, here);

    assertEquals(
        Optional.of(Instant.parse("2026-03-05T16:00:00Z")),
        verdict.next().map(ZonedDateTime::toInstant),
        "a pause ends at that date, and keeps it");
  }

  @Test
  void pausedIsShownOnlyWhereAllIsWell() {
    Instant now = Instant.parse("2026-03-03T10:00:00Z");
    AppState.Pause pause = new AppState.Pause(now, Instant.parse("2026-03-04T00:00:00Z"));
    AppState paused = AppState.EMPTY.withPause(Optional.of(pause));
    VerdictRules rules = new VerdictRules(now, ZONE, paused);
    List<Manifest> both = List.of(backup("2026-03-02T17:00:04+01:00", "a", 10));
    JobVerdict good = judge("2026-03-03T10:00:00Z", LONG_AGO, both, both);
    JobVerdict bad = judge("2026-03-09T10:00:00Z", LONG_AGO, both, both);
    assertEquals(State.PAUSED, rules.of(List.of(good), false, Optional.empty()).state());
    assertEquals(State.FAILED, rules.of(List.of(good, bad), false, Optional.empty()).state());
    assertEquals(List.of(bad, good), rules.of(List.of(good, bad), false, Optional.empty()).jobs());
    assertEquals(State.RUNNING, rules.of(List.of(good), true, Optional.empty()).state());
    assertEquals(State.NOT_SET_UP, rules.of(List.of(), false, Optional.empty()).state());
  }

  @Test
  void aNasThatLacksTheNewestBackupIsNeverCalledSafe() {
    Manifest first = backup("2026-03-02T17:00:04+01:00", "a", 10);
    Manifest byHand = backup("2026-03-02T22:11:04+01:00", "b", 10);
    JobVerdict verdict =
        judge("2026-03-02T21:20:00Z", LONG_AGO, List.of(first, byHand), List.of(first));
    assertEquals(State.ATTENTION, verdict.state());
    assertEquals(1, upToDate(verdict));
  }

  @Test
  void aBackupDatedAYearAheadKeepsNoDueDate() {
    Manifest old = backup("2026-03-02T17:00:04+01:00", "a", 10);
    Manifest ahead = backup("2027-03-02T17:00:04+01:00", "b", 10);
    List<Manifest> both = List.of(old, ahead);
    JobVerdict verdict = judge("2026-03-03T16:20:00Z", LONG_AGO, both, both);
    assertEquals(State.FAILED, verdict.state());
    assertEquals(Optional.of(old.summary()), verdict.newest());
  }

  @Test
  void aCopyThatACheckFoundDamagedIsNotThere() {
    Manifest old = backup("2026-03-02T17:00:04+01:00", "a", 10);
    Manifest newest = backup("2026-03-03T17:00:04+01:00", "b", 10);
    List<Manifest> both = List.of(old, newest);
    PlaceReport place = place(true, both, Optional.empty());
    Instant at = Instant.parse("2026-03-03T17:00:00Z");
    Checks checks =
        Checks.NONE.with(List.of(new Checks.Checked(place.location(), newest.id(), at, false)));
    PlaceReport there = place(false, both, Optional.empty());
    JobVerdict verdict =
        judge("2026-03-03T17:10:00Z", LONG_AGO, AppState.EMPTY, checks, place, there);
    // Both samples are one folder: neither place has it any more, and none can heal the other.
    assertEquals(
        List.of(
            new Finding.DueMissed(
                Instant.parse("2026-03-03T16:00:00Z"), Instant.parse("2026-03-02T16:00:04Z")),
            new Finding.DamagedCopies(
                JobPlace.HERE.label(), List.of(newest.id()), List.of(), List.of()),
            new Finding.DamagedCopies(
                JobPlace.NAS.label(), List.of(newest.id()), List.of(), List.of())),
        verdict.findings().stream()
            .filter(finding -> !(finding instanceof Finding.PlaceBehind))
            .toList());
  }

  private static PlaceReport withLost(PlaceReport place, Manifest... gone) {
    List<Inventory.Lost> lost =
        Stream.of(gone)
            .map(one -> new Inventory.Lost(one.summary(), Set.of(BackupFile.DATABASE), Set.of()))
            .toList();
    Inventory inventory = new Inventory(place.inventory().backups(), lost, List.of(), List.of());
    return new PlaceReport(place.target(), inventory, place.sign(), place.rememberedFrom());
  }

  @Test
  void damagedCopiesAreToldApartByTheirFate() {
    Manifest spare = backup("2026-03-01T10:00:04+01:00", "a", 10);
    Manifest sameDay = backup("2026-03-01T17:00:04+01:00", "b", 10);
    Manifest healing = backup("2026-03-02T17:00:04+01:00", "c", 10);
    Manifest lost = backup("2026-03-03T17:00:04+01:00", "d", 10);
    Manifest newest = backup("2026-03-05T17:00:04+01:00", "e", 10);
    PlaceReport here = place(true, List.of(sameDay, newest), Optional.empty());
    PlaceReport nas = place(false, List.of(spare, sameDay, healing, newest), Optional.empty());
    List<Finding> found =
        judge(
                "2026-03-05T17:10:00Z",
                LONG_AGO,
                AppState.EMPTY,
                withLost(here, spare, healing, lost),
                withLost(nas, lost))
            .findings();
    List<String> ids = List.of(lost.id());
    assertEquals(
        List.of(
            new Finding.DamagedCopies(
                JobPlace.HERE.label(), ids, List.of(healing.id()), List.of(spare.id())),
            new Finding.DamagedCopies(JobPlace.NAS.label(), ids, List.of(), List.of())),
        found.stream().filter(Finding.DamagedCopies.class::isInstance).toList());
  }

  @Test
  void aRebuildableBackupKeepsItsDueDateAndIsWorthAttention() {
    Manifest.Checks checks =
        new Manifest.Checks(
            "row 1 missing from index i",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            0,
            0,
            true,
            List.of("photos: no such function: f"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            CheckReport.Grade.REBUILDABLE,
            List.of("row 1 missing from index i"));
    Manifest backup = backup("2026-03-02T17:00:04+01:00", "a", 10, checks);
    PlaceReport place = place(true, List.of(backup), Optional.empty());
    JobVerdict verdict = judge("2026-03-03T10:00:00Z", LONG_AGO, AppState.EMPTY, place, place);
    Finding.JsonLacks lacks = new Finding.JsonLacks(backup.id(), "0/1");
    assertEquals(List.of(new Finding.Rebuildable(backup.id()), lacks), verdict.findings());
    assertEquals(State.ATTENTION, verdict.state());
    AppState answered =
        AppState.EMPTY.with(
            job.id(), of -> of.withAnswer(lacks, Instant.parse("2026-03-03T09:00:00Z")));
    assertEquals(
        List.of(new Finding.Rebuildable(backup.id())),
        judge("2026-03-03T10:00:00Z", LONG_AGO, answered, place, place).findings());
  }

  private Manifest scheduled(String at) {
    return backup(at, Character.toString("0123456789abcdef".charAt((int) (sequence % 16))), 10);
  }

  private JobVerdict offAtFive(int late) {
    List<Manifest> all = new ArrayList<>();
    for (int day = 1; day <= 9; day++) {
      all.add(scheduled("2026-03-0" + day + (day <= late ? "T08:12:00+01:00" : "T17:00:04+01:00")));
    }
    all.add(scheduled("2026-03-09T17:00:05+01:00"));
    return judge("2026-03-10T07:00:00Z", LONG_AGO, all, all);
  }

  @Test
  void aComputerThatIsOftenOffWhenItIsDueGetsAdviceAndStaysOk() {
    JobVerdict verdict = offAtFive(5);
    assertEquals(State.OK, verdict.state());
    assertEquals(
        List.of(new Finding.OftenOff(LocalTime.of(17, 0), LocalTime.of(16, 30))),
        verdict.findings());
    assertEquals(List.of(), offAtFive(4).findings());
  }

  @Test
  void aComputerThatHasTravelledWasNotOftenOff() {
    List<Manifest> all = new ArrayList<>();
    for (int day = 1; day <= 9; day++) {
      all.add(scheduled("2026-03-0" + day + "T17:00:04+09:00"));
    }
    all.add(scheduled("2026-03-09T17:00:05+01:00"));
    assertEquals(List.of(), judge("2026-03-10T07:00:00Z", LONG_AGO, all, all).findings());
  }

  @Test
  void ofTwoBackupsWithOneNumberTheLaterIsTheNewest() {
    Manifest here = backup("2026-03-04T17:00:04+01:00", "a", 10);
    sequence--; // The NAS alone was there, and knew nothing of it.
    Manifest there = backup("2026-03-05T17:00:04+01:00", "b", 10);
    JobVerdict verdict =
        judge("2026-03-05T18:00:00Z", LONG_AGO, List.of(here), List.of(there, here));
    assertEquals(State.ATTENTION, verdict.state());
    assertEquals(Optional.of(there.summary()), verdict.newest());
    assertEquals(
        List.of(true, false), verdict.places().stream().map(place -> place.behind()).toList());
  }

  @Test
  void whatShrankIsUnknownWhileTheNewestBackupCannotBeRead() {
    PlaceReport empty = place(true, List.of(), Optional.empty());
    Manifest unreadable = backup("2026-03-04T17:00:04+01:00", "a", 10);
    PlaceReport there = place(false, List.of(unreadable), Optional.empty());
    assertEquals(Optional.empty(), Survey.of(List.of(empty, there)).drops(job));
    assertEquals(Optional.of(List.of()), Survey.of(List.of(empty)).drops(job));
  }

  @Test
  void whatIsOnlyAtAPlaceThatIsAwayCannotBeCompared() {
    List<Manifest> both = List.of(backup("2026-03-04T17:00:04+01:00", "a", 10));
    PlaceReport away = place(false, both, Optional.of(Failure.of(Reason.PLACE_UNREACHABLE, "nas")));
    PlaceReport empty = place(true, List.of(), Optional.empty());
    assertEquals(false, Survey.of(List.of(empty, away)).isCompared(job));
    PlaceReport here = place(true, both, Optional.empty());
    assertEquals(true, Survey.of(List.of(here, away)).isCompared(job));
  }

  /** Facts of a job that has one run, which brought its backup to the NAS. */
  private JobFacts factsAfterARunThatSavedThere(
      Manifest.Kind kind, Instant at, long number, List<PlaceReport> places) {
    StepResult saved =
        new StepResult(
            Step.DATABASE_SAVED, JobPlace.NAS.label(), 1, StepFacts.NONE, Optional.empty());
    BackupRun run =
        new BackupRun(job.id(), "Shop", kind, at, at, List.of(saved), Optional.of("1"), number);
    return JobFacts.of(
        job,
        Survey.of(places),
        Optional.empty(),
        List.of(),
        Runs.of(List.of(run)),
        Checks.NONE,
        at,
        ZONE);
  }

  /** The history counts for a place that can't be read, and nobody remembers. */
  @Test
  void aRunFromBeforeARestoreKeepsNoDueDateInTheHistoryEither() {
    Failure away = Failure.of(Reason.PLACE_UNREACHABLE, "b");
    PlaceReport unknown =
        PlaceReport.recalled(place(false, List.of(), Optional.empty()).target(), away);
    Instant at = Instant.parse("2026-03-02T17:00:00Z");
    List<Integer> proved = new ArrayList<>();
    for (Manifest.Kind kind : List.of(Manifest.Kind.MANUAL, Manifest.Kind.BEFORE_RESTORE)) {
      JobFacts facts = factsAfterARunThatSavedThere(kind, at, 7, List.of(unknown));
      proved.add(facts.provedAt(JobPlace.NAS.label()).size());
    }
    assertEquals(List.of(1, 0), proved);
  }

  @Test
  void aPlaceOfWhichNobodyKnowsWhatItHoldsIsNotOwedWhatRunsBroughtThere() {
    Manifest brought = backup("2026-03-02T17:00:00+01:00", "a", 10);
    JobIdentity earlier = new JobIdentity(new UUID(0, 9), "Shop", "PC");
    sequence = 0; // Another job's of the same number was brought there by nobody.
    Manifest takenOver = backup(earlier, "2026-03-01T17:00:00+01:00");
    sequence = 1;
    Manifest late = backup("2026-03-03T17:00:00+01:00", "b", 10);
    PlaceReport here = place(true, List.of(brought, takenOver, late), Optional.empty());
    PlaceReport nas = place(false, List.of(), Optional.empty());
    PlaceReport unknown =
        PlaceReport.recalled(nas.target(), Failure.of(Reason.PLACE_UNREACHABLE, "b"));
    Instant at = Instant.parse("2026-03-03T17:00:00Z");
    for (PlaceReport there : List.of(unknown, nas)) {
      JobFacts facts =
          factsAfterARunThatSavedThere(
              Manifest.Kind.SCHEDULED, at, 1, List.of(marked(here, earlier.job()), there));
      assertEquals(
          Stream.concat(Stream.of(takenOver, late), there == nas ? Stream.of(brought) : Stream.of())
              .map(Manifest::summary)
              .collect(Collectors.toSet()),
          Set.copyOf(facts.owed().getOrDefault(JobPlace.NAS.label(), List.of())));
    }
  }
}
