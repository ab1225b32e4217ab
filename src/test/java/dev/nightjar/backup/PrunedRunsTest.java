package dev.nightjar.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.destination.folder.FolderDestination.Reach;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.history.History;
import dev.nightjar.retention.Pruning.Limits;
import dev.nightjar.retention.RetentionPolicy;
import dev.nightjar.sqlite.LiveDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run deletes old backups only once a newer one is proved, and only so many. */
final class PrunedRunsTest {
  private static final JobIdentity OWNER = new JobIdentity(new UUID(0, 1), "Shop", "PC");
  private static final String HERE = "this computer";
  private static final String NAS = "NAS";

  @TempDir private Path folder;
  private final ExecutorService workers = Executors.newFixedThreadPool(3);
  private Instant now = Instant.parse("2026-03-02T16:00:00Z");
  private boolean shrunk;
  private long deletedLately;
  private String noRecordAt = "";
  private final List<String> reserved = new ArrayList<>();

  @BeforeEach
  void aShop() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT)");
    }
    for (String place : List.of(HERE, NAS)) {
      FolderDestination.create(folder.resolve(place), place, OWNER, clock());
    }
  }

  @AfterEach
  void end() {
    workers.shutdown();
  }

  private Clock clock() {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private Target target(String label) {
    return new Target(
        label,
        label.equals(HERE),
        new FolderDestination(
            folder.resolve(label),
            label,
            label.equals(HERE) ? Reach.LOCAL : Reach.REMOTE,
            Optional.empty(),
            clock()));
  }

  private BackupJob job(RetentionPolicy keep) {
    return new BackupJob(
        OWNER,
        new LiveDatabase(folder.resolve("shop.db"), Duration.ofSeconds(5), false, clock()),
        List.of(target(HERE).keeping(keep), target(NAS).keeping(keep)),
        folder.resolve("staging"),
        new FromOne(),
        Duration.ZERO);
  }

  private BackupRun run(RetentionPolicy keep) {
    return run(keep, Manifest.Kind.SCHEDULED);
  }

  private BackupRun run(RetentionPolicy keep, Clock clock) {
    BackupRun run =
        new BackupRunner(clock, workers, "1")
            .pruning(guard())
            .runAndDeliverOwed(job(keep), Manifest.Kind.SCHEDULED, Map.of(), RunListener.NONE);
    now = now.plus(Duration.ofDays(1));
    return run;
  }

  private PruneGuard guard() {
    return new PruneGuard() {
      @Override
      public boolean isShrunk(Map<String, Inventory> read) {
        return shrunk;
      }

      @Override
      public int reserve(String place, int there, int wanted) throws FailureException {
        if (place.equals(noRecordAt)) {
          throw new FailureException(Reason.HOME_READ_ONLY, place);
        }
        reserved.add(place + " " + there + " " + wanted);
        return Math.min(wanted, Limits.unattended(there, deletedLately));
      }
    };
  }

  private BackupRun run(RetentionPolicy keep, Manifest.Kind kind) {
    BackupRun run =
        new BackupRunner(clock(), workers, "1")
            .pruning(guard())
            .runAndDeliverOwed(job(keep), kind, Map.of(), RunListener.NONE);
    now = now.plus(Duration.ofDays(1));
    return run;
  }

  private List<Long> at(String place) throws Exception {
    return target(place).destination().inventory().backups().stream()
        .map(backup -> backup.sequence())
        .sorted()
        .toList();
  }

  private void make(int backups) {
    for (int i = 0; i < backups; i++) {
      run(new RetentionPolicy.Everything());
    }
  }

  private static List<StepResult> pruned(BackupRun run) {
    return run.results().stream().filter(result -> result.step() == Step.PRUNED).toList();
  }

  @Test
  void theOldestGoAfterTheNewOneIsProvedAtEachPlace() throws Exception {
    make(3);
    BackupRun run = run(new RetentionPolicy.Last(3));
    assertEquals(Outcome.SUCCEEDED, run.outcome());
    assertEquals(List.of(2L, 3L, 4L), at(HERE));
    assertEquals(List.of(2L, 3L, 4L), at(NAS));
    assertEquals(2, pruned(run).size());
    StepFacts.Pruned facts = pruned(run).get(0).facts(StepFacts.Pruned.class).orElseThrow();
    assertEquals(1, facts.deleted());
  }

  @Test
  void theLogOfRunsKnowsHowManyWent() throws Exception {
    make(2);
    BackupRun run = run(new RetentionPolicy.Last(2));
    History history = new History(folder.resolve("history.jsonl"));
    history.append(run);
    assertEquals(List.of(run), history.since(Instant.EPOCH));
  }

  @Test
  void aRunThatMakesNothingDeletesNothing() throws Exception {
    make(3);
    Files.move(folder.resolve("shop.db"), folder.resolve("moved.db"));
    BackupRun run = run(new RetentionPolicy.Last(1));
    assertEquals(Outcome.FAILED, run.outcome());
    assertEquals(List.of(1L, 2L, 3L), at(HERE));
  }

  @Test
  void aPlaceWithoutTheNewBackupKeepsAll() throws Exception {
    make(3);
    Files.move(folder.resolve(NAS), folder.resolve("away"));
    run(new RetentionPolicy.Last(2));
    assertEquals(List.of(3L, 4L), at(HERE));
    Files.move(folder.resolve("away"), folder.resolve(NAS));
    assertEquals(List.of(1L, 2L, 3L), at(NAS));
  }

  @Test
  void whatAPlaceThatIsAwayStillNeedsFromHereStays() throws Exception {
    make(1);
    Files.move(folder.resolve(NAS), folder.resolve("away"));
    make(3);
    // Here 1, 2, 3, 4 and 5; at the NAS, which would keep three, 1 alone.
    run(new RetentionPolicy.Last(2));
    assertEquals(List.of(4L, 5L), at(HERE).subList(at(HERE).size() - 2, at(HERE).size()));
    Files.move(folder.resolve("away"), folder.resolve(NAS));
    run(new RetentionPolicy.Last(2));
    assertTrue(at(NAS).containsAll(List.of(5L, 6L)), () -> "NAS");
  }

  @Test
  void unattendedAtMostHalfGoesWithinAWeek() throws Exception {
    make(7);
    run(new RetentionPolicy.Last(1));
    assertEquals(List.of(5L, 6L, 7L, 8L), at(HERE));
    deletedLately = 4;
    run(new RetentionPolicy.Last(1));
    assertEquals(List.of(5L, 6L, 7L, 8L, 9L), at(HERE));
  }

  @Test
  void nothingGoesWhileAShrunkenTableIsUnanswered() throws Exception {
    make(3);
    shrunk = true;
    assertEquals(List.of(), pruned(run(new RetentionPolicy.Last(1))));
    assertEquals(List.of(1L, 2L, 3L, 4L), at(HERE));
  }

  @Test
  void whatGoesIsWrittenDownBeforeItGoes() throws Exception {
    make(3);
    assertEquals(List.of(), reserved); // To keep everything needs no record.
    run(new RetentionPolicy.Last(3));
    assertEquals(List.of(HERE + " 4 1", NAS + " 4 1"), reserved);
  }

  @Test
  void withoutARecordNothingGoesThereWhichIsNoTroubleOfTheBackupNorOfTheOtherPlace()
      throws Exception {
    make(3);
    noRecordAt = HERE;
    BackupRun run = run(new RetentionPolicy.Last(3));
    assertEquals(Outcome.SUCCEEDED, run.outcome());
    assertEquals(List.of(1L, 2L, 3L, 4L), at(HERE));
    assertEquals(List.of(2L, 3L, 4L), at(NAS));
    assertEquals(
        List.of(HERE),
        pruned(run).stream().filter(r -> !r.succeeded()).map(r -> r.place()).toList());
  }

  @Test
  void aClockThatWasAheadDeletesNothingForAWeekAfterItIsRight() throws Exception {
    make(3);
    now = now.plus(Duration.ofDays(3_000));
    assertEquals(List.of(), pruned(run(new RetentionPolicy.Last(3))));
    assertEquals(List.of(1L, 2L, 3L, 4L), at(HERE));
    now = now.minus(Duration.ofDays(3_000));
    for (int day = 0; day < 7; day++) {
      assertEquals(List.of(), pruned(run(new RetentionPolicy.Last(3))), "day " + day);
    }
    run(new RetentionPolicy.Everything());
    assertEquals(2, pruned(run(new RetentionPolicy.Last(3))).size());
  }

  @Test
  void aClockThatIsSetDuringTheRunDeletesNothing() throws Exception {
    make(3);
    Clock jumping =
        new Clock() {
          private int asked;

          @Override
          public Instant instant() {
            return asked++ < 2 ? now : now.plus(Duration.ofMinutes(30));
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    assertEquals(List.of(), pruned(run(new RetentionPolicy.Last(3), jumping)));
    assertEquals(2, pruned(run(new RetentionPolicy.Last(3))).size());
  }

  @Test
  void aPlaceForWhichNobodyChoseKeepsAllBesideOneThatPrunes() throws Exception {
    make(3);
    BackupJob both = job(new RetentionPolicy.Last(3));
    BackupJob one =
        new BackupJob(
            OWNER,
            both.database(),
            List.of(both.targets().get(0), target(NAS)),
            both.stagingFolder(),
            new FromOne(),
            Duration.ZERO);
    new BackupRunner(clock(), workers, "1")
        .pruning(guard())
        .runAndDeliverOwed(one, Manifest.Kind.SCHEDULED, Map.of(), RunListener.NONE);
    assertEquals(List.of(2L, 3L, 4L), at(HERE));
    assertEquals(List.of(1L, 2L, 3L, 4L), at(NAS));
  }

  private void runKnowingOfADamagedCopy(String here, RetentionPolicy keep) {
    Map<String, Set<String>> damaged = Map.of(HERE, Set.of(here));
    new BackupRunner(clock(), workers, "1")
        .pruning(guard())
        .run(job(keep), Manifest.Kind.SCHEDULED, damaged, RunListener.NONE);
  }

  @Test
  void aDamagedCopyIsNoReasonToDeleteTheGoodOneBeforeIt() throws Exception {
    make(3);
    runKnowingOfADamagedCopy("2026-03-03T16-00-00", new RetentionPolicy.Last(3));
    assertEquals(List.of(1L, 2L, 3L, 4L), at(HERE));
    assertEquals(List.of(2L, 3L, 4L), at(NAS));
  }

  @Test
  void aDamagedCopyGoesWithItsTwinWhenTheRuleKeepsNeither() throws Exception {
    make(1);
    runKnowingOfADamagedCopy("2026-03-02T16-00-00", new RetentionPolicy.Last(1));
    assertEquals(List.of(2L), at(HERE));
    assertEquals(List.of(2L), at(NAS));
    assertEquals(Set.of(HERE + " 2 1", NAS + " 2 1"), Set.copyOf(reserved));
  }

  @Test
  void aBackupWhoseFilesAreGoneGoesWhenTheRuleDoesntKeepIt() throws Exception {
    make(1);
    Path file = folder.resolve(HERE).resolve(BackupFile.DATABASE.pathFor("2026-03-02T16-00-00"));
    Files.delete(file);
    run(new RetentionPolicy.Last(1));
    Inventory here = target(HERE).destination().inventory();
    assertEquals(List.of(), here.lost());
    assertEquals(Set.of(BackupFile.DATABASE.pathFor("2026-03-03T16-00-00")), databasesAt(HERE));
  }

  private void overwriteManifest(String place, String id) throws Exception {
    Files.writeString(folder.resolve(place).resolve("manifest/backup-" + id + ".json"), "{");
  }

  @Test
  void aManifestThatCantBeReadIsWrittenAgainAndItsBackupGoesByTheRule() throws Exception {
    make(1);
    overwriteManifest(HERE, "2026-03-02T16-00-00");
    run(new RetentionPolicy.Last(1));
    for (String place : List.of(HERE, NAS)) {
      assertEquals(List.of(2L), at(place));
      assertEquals(List.of(), target(place).destination().inventory().damaged());
      assertEquals(Set.of(BackupFile.DATABASE.pathFor("2026-03-03T16-00-00")), databasesAt(place));
    }
  }

  @Test
  void aManifestThatCantBeReadIsLeftWhereTheDatabaseIsAnotherOne() throws Exception {
    make(1);
    overwriteManifest(HERE, "2026-03-02T16-00-00");
    String file = BackupFile.DATABASE.pathFor("2026-03-02T16-00-00");
    Files.writeString(folder.resolve(HERE).resolve(file), "another job's, perhaps");
    run(new RetentionPolicy.Last(1));
    runKnowingOfADamagedCopy("2026-03-02T16-00-00", new RetentionPolicy.Last(1));
    assertEquals(List.of(3L), at(HERE));
    assertEquals(List.of(2L, 3L), at(NAS), "half in a week, and the oldest no longer held");
    assertEquals(1, target(HERE).destination().inventory().damaged().size());
    assertEquals(
        Set.of(file, BackupFile.DATABASE.pathFor("2026-03-04T16-00-00")), databasesAt(HERE));
  }

  @Test
  void filesThatNobodyCanTellAreSaidOnceAndBroughtByNoRuleThatWantsThemNot() throws Exception {
    make(1);
    String id = "2026-03-02T16-00-00";
    overwriteManifest(HERE, id);
    Files.delete(folder.resolve(HERE).resolve(BackupFile.DATABASE.pathFor(id)));
    BackupJob both = job(new RetentionPolicy.Last(1));
    BackupJob uneven =
        new BackupJob(
            OWNER,
            both.database(),
            List.of(both.targets().get(0), target(NAS).keeping(new RetentionPolicy.Everything())),
            both.stagingFolder(),
            new FromOne(),
            Duration.ZERO);
    BackupRunner runner = new BackupRunner(clock(), workers, "1").pruning(guard());
    BackupRun first =
        runner.runAndDeliverOwed(uneven, Manifest.Kind.SCHEDULED, Map.of(), RunListener.NONE);
    List<StepFacts.CaughtUp> facts =
        first.results().stream()
            .flatMap(result -> result.facts(StepFacts.CaughtUp.class).stream())
            .toList();
    assertEquals(
        List.of(
            new StepFacts.CaughtUp(
                1, 0, List.of(), List.of(new StepFacts.CaughtUp.Copy(HERE, id)))),
        facts);
    assertEquals(List.of(2L), at(HERE));
    assertEquals(List.of(1L, 2L), at(NAS));
    BackupRun second =
        runner.deliverOwed(uneven, Set.of(HERE), Map.of(HERE, Set.of(id)), RunListener.NONE);
    assertTrue(second.results().stream().noneMatch(one -> one.step() == Step.CAUGHT_UP));
  }

  @Test
  void damagedCopiesThatStayAreNoReasonToDeleteMore() throws Exception {
    make(3);
    Map<String, Set<String>> damaged =
        Map.of(HERE, Set.of("2026-03-03T16-00-00", "2026-03-04T16-00-00"));
    BackupJob wanted = job(new RetentionPolicy.Last(3));
    BackupJob alone =
        new BackupJob(
            OWNER,
            wanted.database(),
            wanted.targets().subList(0, 1),
            wanted.stagingFolder(),
            new FromOne(),
            Duration.ZERO);
    new BackupRunner(clock(), workers, "1")
        .pruning(guard())
        .run(alone, Manifest.Kind.SCHEDULED, damaged, RunListener.NONE);
    assertEquals(List.of(HERE + " 2 0"), reserved);
  }

  @Test
  void filesThatWereGoneAreNotFreed() throws Exception {
    make(1);
    Inventory before = target(HERE).destination().inventory();
    String id = "2026-03-02T16-00-00";
    Files.delete(folder.resolve(HERE).resolve(BackupFile.DATABASE.pathFor(id)));
    long json = before.find(id).orElseThrow().jsonFile().orElseThrow().bytes();
    BackupRun run = run(new RetentionPolicy.Last(1));
    List<Long> freed =
        pruned(run).stream()
            .filter(result -> result.place().equals(HERE))
            .map(result -> result.facts(StepFacts.Pruned.class).orElseThrow().bytes())
            .toList();
    assertEquals(List.of(json), freed);
  }

  private Set<String> databasesAt(String place) throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve(place).resolve("database"))) {
      return files.map(file -> "database/" + file.getFileName()).collect(Collectors.toSet());
    }
  }

  @Test
  void theBackupBeforeARestoreDeletesNothing() throws Exception {
    make(3);
    assertEquals(List.of(), pruned(run(new RetentionPolicy.Last(1), Manifest.Kind.BEFORE_RESTORE)));
    assertEquals(List.of(1L, 2L, 3L, 4L), at(HERE));
  }

  @Test
  void anotherToolsFileIsNeverDeleted() throws Exception {
    make(3);
    Path other = folder.resolve(HERE).resolve("database/backup-2020-01-01T17-00-00.db");
    Files.write(other, new byte[100]);
    run(new RetentionPolicy.Last(1));
    byHand(new RetentionPolicy.Last(1));
    assertEquals(List.of(4L), at(HERE));
    assertTrue(Files.exists(other));
  }

  private BackupRun byHand(RetentionPolicy keep) {
    return new BackupRunner(clock(), workers, "1")
        .prune(job(keep), Set.of(HERE, NAS), shrunk, Map.of(), RunListener.NONE);
  }

  @Test
  void byHandNothingGoesWhereTheNewestIsNoLongerGood() throws Exception {
    make(3);
    Files.write(
        folder.resolve(HERE).resolve(BackupFile.DATABASE.pathFor("2026-03-04T16-00-00")),
        new byte[4096 * 2]);
    BackupRun run = byHand(new RetentionPolicy.Last(1));
    assertEquals(
        Set.of(Reason.BACKUP_DAMAGED),
        Set.copyOf(
            pruned(run).stream()
                .flatMap(one -> one.failure().stream())
                .map(Failure::reason)
                .toList()));
    assertEquals(List.of(1L, 2L, 3L), at(HERE));
    assertEquals(List.of(3L), at(NAS));
  }
}
