package dev.nightjar.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Delivery;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.ManifestFormat;
import dev.nightjar.destination.Share;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.destination.folder.FolderDestination.Reach;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.retention.RetentionPolicy;
import dev.nightjar.sqlite.LiveDatabase;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A place gets what it lacks, and what it can't give back any more, from another that can. */
final class CatchUpTest {
  private static final JobIdentity OWNER = new JobIdentity(new UUID(0, 1), "Shop", "PC");
  private static final String HERE = "this computer";
  private static final String NAS = "NAS";

  @TempDir private Path folder;
  private final ExecutorService workers = Executors.newFixedThreadPool(3);
  private Instant now = Instant.parse("2026-03-02T16:00:00Z");
  private BackupJob job;

  @BeforeEach
  void aShopWithABackupAtTwoPlaces() throws Exception {
    Path database = folder.resolve("shop.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT)");
    }
    job =
        new BackupJob(
            OWNER,
            new LiveDatabase(database, Duration.ofSeconds(5), false, clock()),
            List.of(target(HERE, true), target(NAS, false)),
            folder.resolve("staging"),
            new FromOne(),
            Duration.ZERO);
    assertEquals(Outcome.SUCCEEDED, run().outcome());
  }

  @AfterEach
  void nothingIsLeftInStaging() throws Exception {
    workers.shutdown();
    if (Files.exists(folder.resolve("staging"))) {
      try (Stream<Path> files = Files.list(folder.resolve("staging"))) {
        assertEquals(List.of(), files.toList());
      }
    }
  }

  private Clock clock() {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private Target target(String label, boolean local) throws Exception {
    Path place = folder.resolve(label);
    FolderDestination.create(place, label, OWNER, clock());
    return new Target(
            label,
            local,
            new FolderDestination(
                place, label, local ? Reach.LOCAL : Reach.REMOTE, Optional.empty(), clock()))
        .keeping(new RetentionPolicy.Everything());
  }

  private BackupRunner runner() {
    return new BackupRunner(clock(), workers, "1");
  }

  /** As the tray program runs it. */
  private BackupRun run() {
    BackupRun run = runner().run(job, Manifest.Kind.SCHEDULED, RunListener.NONE);
    now = now.plus(Duration.ofDays(1));
    return run;
  }

  private BackupRun deliver(Set<String> places, Map<String, Set<String>> damaged) {
    return runner().deliverOwed(job, places, damaged, RunListener.NONE);
  }

  /** As a folder on this computer in which this user may no longer write. */
  private static Destination readOnly(Destination place) {
    return (Destination)
        Proxy.newProxyInstance(
            Destination.class.getClassLoader(),
            new Class<?>[] {Destination.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("prepare") && arguments.length == 2) {
                throw new FailureException(Reason.PLACE_READ_ONLY, place.location());
              }
              if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
              }
              return method.invoke(place, arguments);
            });
  }

  private void targets(Target... targets) {
    job =
        new BackupJob(
            OWNER,
            job.database(),
            List.of(targets),
            job.stagingFolder(),
            new FromOne(),
            Duration.ZERO);
  }

  @Test
  void aShareFeedsALateFolderAndIsNamedWhereItsFilesAre() throws Exception {
    targets(job.targets().get(0), new Target(NAS, false, new Share("smb://nas/backups", at(NAS))));
    Files.move(folder.resolve(HERE), folder.resolve("off"));
    BackupRun alone = run();
    assertEquals(Outcome.PARTIAL, alone.outcome());
    assertEquals(
        List.of("smb://nas/backups/" + BackupFile.DATABASE.pathFor(idAt(NAS))),
        saved(alone, Step.DATABASE_SAVED));
    Files.move(folder.resolve("off"), folder.resolve(HERE));

    assertEquals(1, caughtUp(deliver(Set.of(HERE), Map.of())).get(0).delivered());

    assertEquals(backupsAt(NAS), backupsAt(HERE));
    assertWhole(HERE);
  }

  private static List<String> saved(BackupRun run, Step step) {
    return run.results().stream()
        .filter(result -> result.step() == step && result.failure().isEmpty())
        .map(result -> result.facts(StepFacts.Saved.class).orElseThrow().path())
        .toList();
  }

  private static List<String> healed(StepResult result) {
    return result.facts(StepFacts.CaughtUp.class).orElseThrow().healed();
  }

  @Test
  void aPlaceThatMayOnlyBeReadStillGivesWhatAnotherLacks() throws Exception {
    String id = idAt(HERE);
    for (BackupFile file : BackupFile.values()) {
      Files.delete(file(NAS, file));
    }
    Files.delete(folder.resolve(NAS).resolve("manifest/backup-" + id + ".json"));
    assertEquals(List.of(), backupsAt(NAS));
    Target here = job.targets().get(0);
    targets(new Target(here.label(), true, readOnly(here.destination())), job.targets().get(1));

    BackupRun run = deliver(Set.of(HERE, NAS), Map.of());

    assertEquals(1, backupsAt(NAS).size());
    assertWhole(NAS);
    assertTrue(run.lacks(HERE));
    assertEquals(
        List.of(Reason.PLACE_READ_ONLY),
        run.results().stream().flatMap(r -> r.failure().stream()).map(Failure::reason).toList());
  }

  private static List<StepResult> caughtUp(BackupRun run) {
    return run.results().stream().filter(result -> result.step() == Step.CAUGHT_UP).toList();
  }

  private Destination at(String place) {
    return job.targets().get(place.equals(HERE) ? 0 : 1).destination();
  }

  private List<BackupSummary> backupsAt(String place) throws FailureException {
    return at(place).inventory().backups();
  }

  private Path file(String place, BackupFile file) throws FailureException {
    return folder.resolve(place).resolve(file.pathFor(idAt(HERE)));
  }

  private String idAt(String place) throws FailureException {
    return backupsAt(place).get(0).id();
  }

  /** The same size, another byte. */
  private static void rot(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);
  }

  private void assertWhole(String place) throws FailureException {
    for (BackupSummary backup : backupsAt(place)) {
      for (BackupFile file : backup.files().keySet()) {
        at(place).verify(backup, file, Progress.NONE);
      }
    }
  }

  @Test
  void aLostFileComesBackUnderTheSameId() throws Exception {
    List<BackupSummary> before = backupsAt(NAS);
    Files.delete(file(NAS, BackupFile.JSON));
    assertEquals(1, at(NAS).inventory().lost().size());
    StepResult result = caughtUp(deliver(Set.of(NAS), Map.of())).get(0);
    assertEquals(Optional.empty(), result.failure());
    assertEquals(List.of(before.get(0).id()), healed(result));
    assertEquals(1, result.delivered());
    assertEquals(before, backupsAt(NAS));
    assertEquals(List.of(), at(NAS).inventory().lost());
    assertWhole(NAS);
  }

  @Test
  void aDamagedFileThatACheckFoundIsReplacedUnderTheSameId() throws Exception {
    String id = idAt(HERE);
    rot(file(HERE, BackupFile.DATABASE));
    assertEquals(List.of(), caughtUp(deliver(Set.of(HERE), Map.of())));
    StepResult result = caughtUp(deliver(Set.of(HERE), Map.of(HERE, Set.of(id)))).get(0);
    assertEquals(Optional.empty(), result.failure());
    assertEquals(List.of(id), healed(result));
    assertEquals(1, backupsAt(HERE).size());
    assertWhole(HERE);
  }

  private Path manifest(String place) throws FailureException {
    return folder.resolve(place).resolve("manifest/backup-" + idAt(HERE) + ".json");
  }

  private List<String> leftIn(String place, String kind) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(place).resolve(kind))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aDamagedManifestIsReplacedByTheOneOfTheOtherPlace() throws Exception {
    String id = idAt(HERE);
    byte[] good = Files.readAllBytes(manifest(HERE));
    List<BackupSummary> listed = backupsAt(HERE);
    for (int at : List.of(0, good.length / 3, good.length / 2, good.length - 2)) {
      byte[] bad = Files.readAllBytes(manifest(NAS));
      bad[at] ^= 4;
      Files.write(manifest(NAS), bad);
      // As it is known by a check, or as nobody can read it.
      Map<String, Set<String>> known =
          at == 0 || at == good.length - 2 ? Map.of() : Map.of(NAS, Set.of(id));
      StepResult result = caughtUp(deliver(Set.of(NAS), known)).get(0);
      assertEquals(List.of(id), healed(result), "at " + at);
      assertEquals(listed, backupsAt(NAS));
      assertEquals(Files.readString(manifest(HERE)), Files.readString(manifest(NAS)));
      assertEquals(List.of("backup-" + id + ".json"), leftIn(NAS, "manifest"));
      assertWhole(NAS);
    }
  }

  @Test
  void aBackupWithADamagedManifestWhoseFilesAreOthersIsLeftAndCopiedUnderAnotherName()
      throws Exception {
    String id = idAt(HERE);
    rot(file(NAS, BackupFile.DATABASE));
    byte[] others = Files.readAllBytes(file(NAS, BackupFile.DATABASE));
    Files.writeString(manifest(NAS), "{");
    StepResult result = caughtUp(deliver(Set.of(NAS), Map.of())).get(0);
    assertEquals(List.of(), healed(result));
    assertEquals(id + "-2", idAt(NAS));
    assertArrayEquals(others, Files.readAllBytes(file(NAS, BackupFile.DATABASE)));
    assertWhole(NAS);
  }

  /** Of two runs in one second the second has a number, and that may be taken at another place. */
  @Test
  void aNumberedNameThatIsTakenThereGetsAnotherNumber() throws Exception {
    Files.move(folder.resolve(NAS), folder.resolve("off"));
    for (int i = 0; i < 2; i++) {
      runner().run(job, Manifest.Kind.SCHEDULED, RunListener.NONE);
    }
    Files.move(folder.resolve("off"), folder.resolve(NAS));
    List<String> here = ids(HERE);
    assertTrue(here.get(0).endsWith("-2"), here::toString);
    String second = ManifestFormat.withoutNumber(here.get(0));
    for (String taken : List.of(second, here.get(0))) {
      Files.writeString(
          folder.resolve(NAS).resolve(BackupFile.DATABASE.pathFor(taken)), "another's");
    }
    assertEquals(Outcome.SUCCEEDED, deliver(Set.of(NAS), Map.of()).outcome());
    assertEquals(List.of(second + "-3", second + "-4", here.get(2)), ids(NAS));
  }

  private List<String> ids(String place) throws FailureException {
    return backupsAt(place).stream().map(BackupSummary::id).toList();
  }

  @Test
  void aHealingThatWasKilledIsFinishedByTheNextAndListsNothingHalfMeanwhile() throws Exception {
    String id = idAt(HERE);
    byte[] database = Files.readAllBytes(file(HERE, BackupFile.DATABASE));
    for (String kind : List.of("database", "manifest")) {
      Path file = kind.equals("manifest") ? manifest(NAS) : file(NAS, BackupFile.DATABASE);
      rot(file);
      // Killed after the bad file was moved aside, and before the good one got its name.
      Path bad = file.resolveSibling("." + file.getFileName() + ".bad");
      Files.move(file, bad);
      assertEquals(List.of(), backupsAt(NAS));
      deliver(Set.of(NAS), Map.of());
      assertWhole(NAS);
      assertEquals(1, backupsAt(NAS).size());
      assertArrayEquals(
          database,
          Files.readAllBytes(folder.resolve(NAS).resolve(BackupFile.DATABASE.pathFor(idAt(NAS)))));
      assertEquals(kind.equals("database") ? id : id + "-2", idAt(NAS));
    }
  }

  @Test
  void aRottenCopyThatNoOtherPlaceHasWholeIsKeptAsItIs() throws Exception {
    String id = idAt(HERE);
    rot(file(HERE, BackupFile.DATABASE));
    rot(file(NAS, BackupFile.DATABASE));
    byte[] before = Files.readAllBytes(file(NAS, BackupFile.DATABASE));
    Map<String, Set<String>> both = Map.of(HERE, Set.of(id), NAS, Set.of(id));
    assertEquals(List.of(), caughtUp(deliver(Set.of(HERE, NAS), both)));
    // The other one's rot isn't known yet: it is no source all the same.
    deliver(Set.of(NAS), Map.of(NAS, Set.of(id)));
    assertArrayEquals(before, Files.readAllBytes(file(NAS, BackupFile.DATABASE)));
    assertEquals(1, backupsAt(NAS).size());
  }

  @Test
  void aDamagedCopyIsNoSource() throws Exception {
    String id = idAt(NAS);
    rot(file(HERE, BackupFile.DATABASE));
    Files.delete(folder.resolve(NAS).resolve("manifest/backup-" + id + ".json"));
    BackupRun run = deliver(Set.of(NAS), Map.of(HERE, Set.of(id)));
    assertEquals(List.of(), caughtUp(run));
    assertEquals(List.of(), backupsAt(NAS));
  }

  @Test
  void aSourceThatTurnsOutToBeDamagedIsToldAndNothingIsDelivered() throws Exception {
    rot(file(HERE, BackupFile.DATABASE));
    for (BackupFile file : BackupFile.values()) {
      Files.delete(file(NAS, file));
    }
    BackupRun run = deliver(Set.of(NAS), Map.of());
    StepResult result = caughtUp(run).get(0);
    assertEquals(Reason.BACKUP_DAMAGED, result.failure().orElseThrow().reason());
    assertEquals(List.of(), healed(result));
    String id = backupsAt(HERE).get(0).id();
    assertEquals(
        List.of(new StepFacts.CaughtUp.Copy(HERE, id)),
        result.facts(StepFacts.CaughtUp.class).orElseThrow().rotten());
    assertEquals(Outcome.PARTIAL, run.outcome());
    assertEquals(List.of(), backupsAt(NAS));
  }

  /** Counts the files that are fetched from a place, and lets another fail as it is said. */
  private static Destination watched(
      Destination place, List<String> fetched, Map<String, Reason> failing) {
    return (Destination)
        Proxy.newProxyInstance(
            Destination.class.getClassLoader(),
            new Class<?>[] {Destination.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("fetch")) {
                fetched.add(arguments[1].toString());
              }
              Reason reason = failing.get(method.getName());
              if (reason != null) {
                throw new FailureException(reason, "2026-03-02T16-00-00", "x", "missing");
              }
              try {
                Object answer = method.invoke(place, arguments);
                return answer instanceof Delivery delivery ? full(delivery, failing) : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** With so little space when it is read. */
  private static Destination withoutRoom(Destination place) {
    return (Destination)
        Proxy.newProxyInstance(
            Destination.class.getClassLoader(),
            new Class<?>[] {Destination.class},
            (proxy, method, arguments) -> {
              Object answer = method.invoke(place, arguments);
              return answer instanceof Destination.Prepared prepared
                  ? new Destination.Prepared(
                      new Destination.Readiness(Optional.of(100L), false, 0), prepared.inventory())
                  : answer;
            });
  }

  private static Delivery full(Delivery delivery, Map<String, Reason> failing) {
    return (Delivery)
        Proxy.newProxyInstance(
            Delivery.class.getClassLoader(),
            new Class<?>[] {Delivery.class},
            (proxy, method, arguments) -> {
              Reason reason = failing.get(method.getName());
              if (reason != null) {
                throw new FailureException(reason, "x", -1L, -1L);
              }
              return method.invoke(delivery, arguments);
            });
  }

  private StepResult deliverWatched(List<String> fetched, Map<String, Reason> failingAtTheNas)
      throws Exception {
    Target here = job.targets().get(0);
    Target nas = job.targets().get(1);
    targets(
        with(here, watched(here.destination(), fetched, Map.of())),
        with(nas, watched(nas.destination(), fetched, failingAtTheNas)));
    return caughtUp(deliver(Set.of(NAS), Map.of())).get(0);
  }

  private static Target with(Target target, Destination destination) {
    return new Target(target.label(), target.local(), destination)
        .keeping(new RetentionPolicy.Everything());
  }

  @ParameterizedTest
  @EnumSource(names = {"PLACE_FULL", "PLACE_NO_LARGE_FILES"})
  void aPlaceThatIsFullCostsTheReadingOfOneBackupHoweverManyItIsOwed(Reason full) throws Exception {
    Files.move(folder.resolve(NAS), folder.resolve("off"));
    run();
    run();
    run();
    Files.move(folder.resolve("off"), folder.resolve(NAS));
    List<String> fetched = new ArrayList<>();
    StepResult result = deliverWatched(fetched, Map.of("add", full));
    assertEquals(full, result.failure().orElseThrow().reason());
    assertEquals(1, fetched.size(), fetched::toString);
  }

  @Test
  void aPlaceWithoutRoomCostsTheReadingOfNone() throws Exception {
    Files.move(folder.resolve(NAS), folder.resolve("off"));
    run();
    run();
    Files.move(folder.resolve("off"), folder.resolve(NAS));
    List<String> fetched = new ArrayList<>();
    deliverWatched(fetched, Map.of("add", Reason.PLACE_FULL));
    fetched.clear();
    Target nas = job.targets().get(1);
    targets(job.targets().get(0), with(nas, withoutRoom(at(NAS))));
    StepResult full = caughtUp(deliver(Set.of(NAS), Map.of())).get(0);
    assertEquals(Reason.PLACE_FULL, full.failure().orElseThrow().reason());
    assertEquals(List.of(), fetched);
  }

  @Test
  void aPlaceThatFailsSpoilsNoCopyAtTheOther() throws Exception {
    Files.delete(file(NAS, BackupFile.JSON));
    StepResult result = deliverWatched(new ArrayList<>(), Map.of("heal", Reason.BACKUP_DAMAGED));
    assertEquals(Reason.BACKUP_DAMAGED, result.failure().orElseThrow().reason());
    assertEquals(List.of(), result.facts(StepFacts.CaughtUp.class).orElseThrow().rotten());
  }

  @Test
  void onlyThePlacesThatAreMeantGetWhatTheyLack() throws Exception {
    Files.delete(file(NAS, BackupFile.JSON));
    assertEquals(List.of(), caughtUp(deliver(Set.of(HERE), Map.of())));
    assertEquals(1, at(NAS).inventory().lost().size());
  }

  @Test
  void aDueRunWaitsForNoOlderBackups() throws Exception {
    Files.move(folder.resolve(NAS), folder.resolve("off"));
    assertEquals(Outcome.PARTIAL, run().outcome());
    Files.move(folder.resolve("off"), folder.resolve(NAS));
    BackupRun third = run();
    assertEquals(Outcome.SUCCEEDED, third.outcome());
    assertEquals(List.of(), caughtUp(third));
    assertEquals(List.of(3L, 1L), backupsAt(NAS).stream().map(BackupSummary::sequence).toList());
    assertEquals(1, caughtUp(deliver(Set.of(NAS), Map.of())).get(0).delivered());
    assertEquals(
        List.of(3L, 2L, 1L), backupsAt(NAS).stream().map(BackupSummary::sequence).toList());
  }

  @Test
  void onACommandAllThatIsOwedComesWithTheBackup() throws Exception {
    String id = idAt(HERE);
    rot(file(NAS, BackupFile.DATABASE));
    BackupRun run =
        runner()
            .runAndDeliverOwed(
                job, Manifest.Kind.MANUAL, Map.of(NAS, Set.of(id)), RunListener.NONE);
    assertEquals(List.of(id), healed(caughtUp(run).get(0)));
    assertEquals(2, backupsAt(NAS).size());
    assertWhole(NAS);
    assertFalse(run.lacks(NAS));
    assertTrue(run.backup().isPresent());
  }
}
