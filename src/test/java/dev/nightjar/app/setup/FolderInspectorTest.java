package dev.nightjar.app.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.app.App;
import dev.nightjar.app.setup.FolderInspection.State;
import dev.nightjar.app.setup.FolderInspector.Question;
import dev.nightjar.backup.RunListener;
import dev.nightjar.demo.SampleShop;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.destination.folder.MarkerFile;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.Home;
import dev.nightjar.platform.Host;
import dev.nightjar.platform.SyncedFolders;
import dev.nightjar.sqlite.DatabaseInspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class FolderInspectorTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final JobIdentity OWNER =
      new JobIdentity(UUID.randomUUID(), "Inventory", Host.name());

  @TempDir private Path folder;
  private final FolderInspector inspector =
      new FolderInspector(CLOCK, Duration.ofSeconds(30), SyncedFolders.here());

  private FolderInspection look(Path place) {
    return inspector.inspect(
        new Question(
            place,
            Optional.of(OWNER.job()),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Set.of()));
  }

  private FolderInspection test(Path place) {
    return inspector.test(
        new Question(
            place, Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Set.of()));
  }

  private FolderInspection anyones(Path place) {
    return inspector.inspect(
        new Question(
            place, Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Set.of()));
  }

  private static Optional<Reason> reason(FolderInspection look) {
    return look.failure().map(Failure::reason);
  }

  private static List<String> filesIn(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFolderThatIsNotThereYetHasRoom() {
    FolderInspection look = look(folder.resolve("new/place"));
    assertEquals(State.MISSING, look.state());
    assertTrue(look.freeBytes().orElse(0L) > 0);
    assertEquals(Optional.empty(), look.failure());
    assertFalse(Files.exists(folder.resolve("new")));
  }

  @Test
  void aFolderThatIsNotThereIsMadeForItsTestAndRemovedAgain() {
    FolderInspection tested = test(folder.resolve("new/place"));

    assertEquals(State.MISSING, tested.state());
    assertTrue(tested.tested());
    assertEquals(Optional.empty(), tested.failure());
    assertFalse(Files.exists(folder.resolve("new")));
  }

  @Test
  void belowAFileIsNoFolder() throws IOException {
    Path below = Files.writeString(folder.resolve("letter.txt"), "").resolve("a/place");

    assertEquals(Optional.of(Reason.PLACE_IS_FILE), reason(look(below)));
    assertEquals(Optional.of(Reason.PLACE_IS_FILE), reason(test(below)));
    assertFalse(test(below).tested());
  }

  @Test
  void aNameThatNoSystemTakesIsNoFolder() {
    assertEquals(
        Optional.of(Reason.PLACE_IMPOSSIBLE), reason(look(folder.resolve("ä".repeat(200)))));
    assertEquals(
        Optional.of(Reason.PLACE_IMPOSSIBLE), reason(look(folder.resolve("\\\\NAS\\Backups"))));
  }

  @ParameterizedTest
  @CsvSource({
    "C/backups, true",
    "C/con/backups, false",
    "C/NUL.txt, false",
    "C/com1, false",
    "C/LPT9.old/x, false",
    "C/console, true",
    "C/ends., false"
  })
  void whatWindowsKeepsForItselfIsNoFolderThere(Path path, boolean possible) {
    assertEquals(possible, FolderNames.arePossible(path, true));
    assertTrue(FolderNames.arePossible(path, false));
  }

  @Test
  void aFolderThatTheSystemRefusesToMakeFailsItsTest() {
    Path system = Path.of("/proc/nightjar/backups");
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs a folder that takes none");

    FolderInspection tested = test(system);
    assertTrue(
        Set.of(Reason.PLACE_IMPOSSIBLE, Reason.PLACE_READ_ONLY)
            .contains(reason(tested).orElseThrow()));
    assertEquals(Optional.empty(), tested.freeBytes());
  }

  @Test
  void aLinkThatLeadsNowhereIsADriveThatIsNotConnected() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("drive"));

    assertEquals(State.UNREACHABLE, look(link).state());
    assertEquals(Optional.of(Reason.PLACE_UNREACHABLE), reason(look(link.resolve("place"))));
  }

  @Test
  void oneFolderUnderTwoNamesIsRecognisedWhetherItIsThereOrNot() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    Path other = Files.createDirectory(folder.resolve("other"));

    assertEquals(Optional.of(real), sameAs(link, other, real));
    assertEquals(
        Optional.of(real.resolve("new")), sameAs(link.resolve("new"), real.resolve("new")));
    assertEquals(Optional.empty(), sameAs(other, real, link));
    assertEquals(Optional.empty(), sameAs(link.resolve("new"), real.resolve("old"), real));
  }

  private Optional<Path> sameAs(Path place, Path... others) {
    Question question =
        new Question(
            place, Optional.empty(), Optional.empty(), List.of(others), Optional.empty(), Set.of());
    assertEquals(inspector.inspect(question).sameAs(), inspector.test(question).sameAs());
    return inspector.inspect(question).sameAs();
  }

  @Test
  void aFolderInTheJobsOtherOneIsRefusedWhateverItsName() throws IOException {
    Path real = Files.createDirectories(folder.resolve("real/inner"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    Path outer = folder.resolve("real");

    assertEquals(Optional.of(Reason.PLACE_NESTED), beside(real, outer));
    assertEquals(Optional.of(Reason.PLACE_NESTED), beside(outer, real));
    assertEquals(Optional.of(Reason.PLACE_NESTED), beside(link.resolve("new"), outer));
    assertEquals(
        Optional.of(Reason.PLACE_NESTED), beside(outer.resolve("a/b"), outer.resolve("a")));
    assertEquals(Optional.empty(), beside(folder.resolve("real2"), outer));
    assertEquals(Optional.empty(), beside(link, folder.resolve("new")));
  }

  private Optional<Reason> beside(Path place, Path own) {
    Question question =
        new Question(
            place, Optional.empty(), Optional.empty(), List.of(), Optional.of(own), Set.of());
    assertEquals(reason(inspector.inspect(question)), reason(inspector.test(question)));
    return reason(inspector.inspect(question));
  }

  @Test
  void whatSystemsLeaveInAFolderDoesntFillIt() throws IOException {
    assertEquals(State.EMPTY, look(folder).state());
    Files.writeString(folder.resolve(".DS_Store"), "");
    assertEquals(State.EMPTY, look(folder).state());
    Files.writeString(folder.resolve("letter.txt"), "");
    assertEquals(State.OTHER_FILES, look(folder).state());
    assertEquals(State.NOT_A_FOLDER, look(folder.resolve("letter.txt")).state());
  }

  @Test
  void freshFilesOfTheAppsOwnBackupAreSeen() throws IOException {
    LocalDateTime yesterday = LocalDateTime.now(CLOCK).minusDays(1).withHour(17).withMinute(0);
    String name = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss").format(yesterday);
    Files.createDirectory(folder.resolve("database"));
    Files.writeString(folder.resolve("database").resolve("backup-" + name + ".db"), "");
    LegacyBackups old = look(folder).old().orElseThrow();
    assertEquals("17:05", old.proposedTime().toString());
    assertEquals(Optional.empty(), look(folder.resolve("Nightjar")).old());
  }

  @Test
  void itSaysWhoseMarkerAFolderHas() throws Exception {
    FolderDestination.create(folder, "NAS", OWNER, CLOCK);
    assertEquals(State.OURS, look(folder).state());
    assertEquals(State.ANOTHERS, anyones(folder).state());
    JobIdentity other = new JobIdentity(OWNER.job(), "Inventory", "OLD-PC");
    FolderDestination.takeOver(folder, "NAS", other, CLOCK);
    FolderInspection look = look(folder);
    assertEquals(State.ANOTHERS, look.state());
    assertEquals(Optional.of(other), look.owner());
    Question fromAnotherJob =
        new Question(
            folder,
            Optional.of(UUID.randomUUID()),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Set.of(OWNER.job()));
    assertEquals(State.OF_JOB_HERE, inspector.inspect(fromAnotherJob).state());
    Files.writeString(folder.resolve(MarkerFile.NAME), "{}");
    assertEquals(State.MARKER_DAMAGED, look(folder).state());
    assertEquals(
        Optional.of(Reason.PLACE_MARKER_DAMAGED), look(folder).failure().map(Failure::reason));
  }

  @Test
  void theBackupsInsideAreCounted() throws Exception {
    Path database = folder.resolve("shop.db");
    SampleShop.create(database, 100_000);
    Path place = folder.resolve("place");
    try (App app = new App(Home.at(folder.resolve("home")), CLOCK, "1")) {
      for (int i = 0; i < 2; i++) {
        app.backUp(
            app.jobs().once(database, place, Optional.empty(), true, Duration.ofSeconds(5)),
            Manifest.Kind.MANUAL,
            false,
            RunListener.NONE);
      }
    }
    FolderInspection.Kept kept = look(place).kept().orElseThrow();
    assertEquals(2, kept.backups());
    DatabaseInspection live = DatabaseInspection.at(database, false, Duration.ofSeconds(30));
    assertEquals(live.rows(), kept.newestRows());
  }

  @Test
  void aTestLeavesNothingBehindAndALookWritesNothing() throws IOException {
    FolderInspection tested =
        inspector.test(
            new Question(
                folder,
                Optional.empty(),
                Optional.of(folder.resolve("a.db")),
                List.of(),
                Optional.empty(),
                Set.of()));
    assertEquals(Optional.empty(), tested.failure());
    assertTrue(tested.onDatabasesDisk());
    assertFalse(tested.onNetwork());
    assertEquals(List.of(), filesIn(folder));
  }

  @Test
  void aFolderThatCantBeWrittenToFailsItsTest() {
    Path system = Path.of("/proc/self/fdinfo");
    assumeTrue(Files.isDirectory(system), "needs a folder in which nobody may write");
    assertEquals(Optional.empty(), look(system).failure());
    assertTrue(test(system).failure().isPresent());
  }

  @Test
  void whatHangsIsLeftBehindAndNotAskedAgainUntilItEnds() throws Exception {
    Deadline deadline = new Deadline(Duration.ofMillis(50));
    CountDownLatch nas = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    assertEquals(
        Optional.empty(),
        deadline.call(
            "nas",
            () -> {
              nas.await();
              answered.countDown();
              return 1;
            }));
    assertEquals(
        Optional.empty(),
        deadline.call(
            "nas",
            () -> {
              throw new AssertionError("asked while it hangs");
            }));
    assertEquals(Optional.of(3), new Deadline(Duration.ofSeconds(30)).call("disk", () -> 3));
    nas.countDown();
    answered.await();
    Optional<Integer> again = Optional.empty();
    while (again.isEmpty()) {
      again = deadline.call("nas", () -> 2);
    }
    assertEquals(Optional.of(2), again);
  }
}
