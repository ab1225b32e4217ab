package dev.nightjar.app.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.app.verdict.Verdict.Concern;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.State;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.FolderDestination;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.FileHash;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Keep;
import dev.nightjar.settings.PlaceSettings;
import dev.nightjar.settings.ScheduleSettings;
import dev.nightjar.sqlite.TableRows;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
          ScheduleSettings.daily(LocalTime.of(17, 0)),
          Keep.thinning());
  private long sequence;

  private Manifest backup(String at, String content, long rows) {
    return new Manifest(
        "1",
        at.substring(0, 19).replace(':', '-'),
        ++sequence,
        Manifest.Kind.SCHEDULED,
        new JobIdentity(job.id(), "Shop", "PC"),
        OffsetDateTime.parse(at),
        OffsetDateTime.parse(at),
        new Manifest.Database("shop.db", 4096, 2, "wal", 0, "3"),
        Map.of(BackupFile.DATABASE, new FileHash(1, content.repeat(64))),
        List.of(new TableRows("products", rows)),
        new Manifest.Checks("ok", List.of(), 0, 0, true));
  }

  private Survey survey(List<Manifest> here, List<Manifest> there) {
    Map<BackupSummary, List<KeptBackup.Copy>> all = new LinkedHashMap<>();
    List<Survey.PlaceReport> places = new ArrayList<>();
    for (List<Manifest> each : List.of(here, there)) {
      boolean local = places.isEmpty();
      String label = local ? "this computer" : "NAS";
      Destination destination =
          new FolderDestination(
              root, "", FolderDestination.Reach.LOCAL, Optional.empty(), Clock.systemUTC());
      Inventory inventory = Inventory.of(each.stream().map(Manifest::summary).toList());
      for (BackupSummary backup : inventory.backups()) {
        all.computeIfAbsent(backup, key -> new ArrayList<>())
            .add(new KeptBackup.Copy(label, destination, backup));
      }
      places.add(
          new Survey.PlaceReport(
              label, root.toString(), local, Optional.of(root), inventory, Optional.empty()));
    }
    List<Manifest> recent =
        Stream.concat(here.stream(), there.stream())
            .distinct()
            .sorted(Comparator.comparingLong(Manifest::sequence).reversed())
            .toList();
    return new Survey(all.values().stream().map(KeptBackup::new).toList(), places, recent);
  }

  private JobVerdict judge(String now, Instant onSince, List<Manifest> here, List<Manifest> there) {
    return new VerdictRules(Instant.parse(now), ZONE, onSince)
        .of(job, survey(here, there), AppState.OfJob.of(job.id()));
  }

  /** With the NAS switched off, whose newest backup was seen to be of {@code seen}. */
  private JobVerdict judgeSilent(String now, List<Manifest> here, String seen) {
    Survey answered = survey(here, List.of());
    Survey.PlaceReport nas = answered.places().get(1);
    Survey.PlaceReport silent =
        new Survey.PlaceReport(
            nas.label(),
            "\\\\nas\\backups",
            false,
            nas.folder(),
            nas.inventory(),
            Optional.of(Failure.of(Reason.PLACE_UNREACHABLE, "nas")));
    AppState.OfJob remembered =
        AppState.OfJob.of(job.id())
            .withSeen(List.of(new AppState.Seen("\\\\nas\\backups", Instant.parse(seen))));
    return new VerdictRules(Instant.parse(now), ZONE, LONG_AGO)
        .of(
            job,
            new Survey(
                answered.backups(), List.of(answered.places().get(0), silent), answered.recent()),
            remembered);
  }

  @Test
  void aNasThatSleepsBetweenDueDatesHasLostNothing() {
    Manifest monday = backup("2026-03-02T17:00:04+01:00", "a", 10);
    JobVerdict verdict =
        judgeSilent("2026-03-03T10:00:00Z", List.of(monday), "2026-03-02T16:00:04Z");
    assertEquals(State.OK, verdict.state());
    assertEquals(Optional.of(monday.summary()), verdict.places().get(1).newest());
  }

  @Test
  void aNasThatSleepsThroughADueDateIsMissingSinceThen() {
    Manifest monday = backup("2026-03-02T17:00:04+01:00", "a", 10);
    Manifest tuesday = backup("2026-03-03T17:00:04+01:00", "b", 10);
    JobVerdict verdict =
        judgeSilent("2026-03-03T18:00:00Z", List.of(monday, tuesday), "2026-03-02T16:00:04Z");
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
        judgeSilent("2026-03-03T10:00:00Z", List.of(monday, byHand), "2026-03-02T16:00:04Z");
    assertEquals(State.ATTENTION, verdict.state());
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
    assertEquals(1, verdict.placesUpToDate());
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
    assertEquals(List.of(new Concern.Shrunk("products", 1204, 310)), verdict.concerns());
    assertEquals(State.ATTENTION, verdict.state());
    JobVerdict answered =
        new VerdictRules(Instant.parse("2026-03-03T17:00:00Z"), ZONE, LONG_AGO)
            .of(
                job,
                survey(both, both),
                AppState.OfJob.of(job.id())
                    .withAcknowledged(Instant.parse("2026-03-03T16:30:00Z")));
    assertEquals(State.OK, answered.state());
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
        List.of(new Concern.DataUnchanged(Instant.parse("2026-03-02T16:00:00Z"))),
        verdict.concerns());
    List<Manifest> never = both.subList(1, both.size());
    assertEquals(List.of(), judge("2026-03-05T17:00:00Z", LONG_AGO, never, never).concerns());
  }

  @Test
  void pausedIsShownOnlyWhereAllIsWell() {
    VerdictRules rules = new VerdictRules(Instant.parse("2026-03-03T10:00:00Z"), ZONE, LONG_AGO);
    Optional<Instant> until = Optional.of(Instant.parse("2026-03-04T00:00:00Z"));
    List<Manifest> both = List.of(backup("2026-03-02T17:00:04+01:00", "a", 10));
    JobVerdict good = judge("2026-03-03T10:00:00Z", LONG_AGO, both, both);
    JobVerdict bad = judge("2026-03-09T10:00:00Z", LONG_AGO, both, both);
    assertEquals(State.PAUSED, rules.of(List.of(good), until, false).state());
    assertEquals(State.FAILED, rules.of(List.of(good, bad), until, false).state());
    assertEquals(State.RUNNING, rules.of(List.of(good), until, true).state());
    assertEquals(State.NOT_SET_UP, rules.of(List.of(), until, false).state());
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
        List.of(new Concern.OftenOff(LocalTime.of(17, 0), LocalTime.of(16, 30))),
        verdict.concerns());
    assertEquals(List.of(), offAtFive(4).concerns());
  }
}
