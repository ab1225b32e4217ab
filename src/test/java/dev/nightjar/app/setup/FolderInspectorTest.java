package dev.nightjar.app.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.app.App;
import dev.nightjar.app.setup.FolderInspection.State;
import dev.nightjar.backup.RunListener;
import dev.nightjar.demo.SampleShop;
import dev.nightjar.destination.FolderDestination;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.Place;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.Home;
import dev.nightjar.platform.Host;
import dev.nightjar.platform.SyncedFolders;
import dev.nightjar.sqlite.DatabaseLook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class FolderInspectorTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final JobIdentity OWNER =
      new JobIdentity(UUID.randomUUID(), "Inventory", Host.name());

  @TempDir private Path folder;
  private final FolderInspector looks =
      new FolderInspector(CLOCK, Duration.ofSeconds(30), SyncedFolders.here());

  private FolderInspection look(Path place) {
    return looks.look(place, Optional.of(OWNER.job()), Optional.empty());
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
    assertEquals(State.ANOTHERS, looks.look(folder, Optional.empty(), Optional.empty()).state());
    JobIdentity other = new JobIdentity(OWNER.job(), "Inventory", "OLD-PC");
    FolderDestination.takeOver(folder, "NAS", other, CLOCK);
    FolderInspection look = look(folder);
    assertEquals(State.ANOTHERS, look.state());
    assertEquals(Optional.of(other), look.owner());
    Files.writeString(folder.resolve(Place.FILE), "{}");
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
    DatabaseLook live = DatabaseLook.at(database, false, Duration.ofSeconds(30));
    assertEquals(live.rows(), kept.newestRows());
  }

  @Test
  void aTestLeavesNothingBehindAndALookWritesNothing() throws IOException {
    FolderInspection tested =
        looks.test(folder, Optional.empty(), Optional.of(folder.resolve("a.db")));
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
    assertTrue(looks.test(system, Optional.empty(), Optional.empty()).failure().isPresent());
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
