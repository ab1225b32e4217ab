package dev.nightjar.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each trouble becomes the failure that names the folder or the file that the user knows. */
final class DiskFailuresTest {
  private static final IOException CAUSE = new IOException("what the system says");

  @TempDir private Path folder;
  private final Faults faults = new Faults();
  private final FaultyFileSystem system = new FaultyFileSystem(faults);

  private Path file() {
    return system.path(folder).resolve("a.db");
  }

  private void assertTold(FailureException thrown, Reason reason, Object... arguments) {
    Failure failure = thrown.failure();
    assertEquals(Failure.of(reason, arguments).withDetail(failure.detail()), failure);
    assertTrue(failure.detail().endsWith(String.valueOf(thrown.getCause().getMessage())));
  }

  @Test
  void aFailureToReadIsAboutTheFilesFolderAndHasItsCause() {
    assertTold(DiskFailures.of(CAUSE, file()), Reason.PLACE_IO, folder);
    Path gone = system.path(folder.resolve("gone")).resolve("a.db");
    assertTold(DiskFailures.of(CAUSE, gone), Reason.PLACE_UNREACHABLE, folder.resolve("gone"));
    assertTold(
        DiskFailures.of(new AccessDeniedException("a"), file()), Reason.PLACE_UNREADABLE, "a");
    assertEquals(CAUSE, DiskFailures.of(CAUSE, file()).getCause());
  }

  @Test
  void aFileWhereAFolderShouldBeIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("letter.txt"), "");
    for (Path place : List.of(file, file.resolve("a/b"))) {
      assertTold(DiskFailures.unreachable(CAUSE, place), Reason.PLACE_IS_FILE, file);
      assertTold(DiskFailures.of(CAUSE, place.resolve("a.db")), Reason.PLACE_IS_FILE, file);
      assertTold(DiskFailures.making(CAUSE, place), Reason.PLACE_IS_FILE, file);
    }
    Path gone = folder.resolve("gone");
    assertTold(DiskFailures.unreachable(CAUSE, gone), Reason.PLACE_UNREACHABLE, gone);
  }

  @Test
  void aTargetWhoseFolderIsNotThereSaysSo() throws IOException {
    Path file = Files.writeString(folder.resolve("letter.txt"), "");
    for (Path none : List.of(file, file.resolve("a"), folder.resolve("gone"))) {
      Path target = none.resolve("a.db");
      assertTold(DiskFailures.ofTarget(CAUSE, target, 40), Reason.TARGET_NO_FOLDER, target, none);
    }
  }

  @Test
  void aPlaceThatIsFullSaysWhatIsNeededAndWhatIsThere() {
    faults.freeBytes(40);
    assertTold(DiskFailures.writing(CAUSE, file(), 100), Reason.PLACE_FULL, folder, 100L, 40L);
  }

  @Test
  void aTargetIsFullOrCantBeWrittenAndIsNeverAPlace() {
    faults.freeBytes(40);
    Path file = folder.resolve("a.db");
    assertTold(DiskFailures.ofTarget(CAUSE, file(), 100), Reason.TARGET_FULL, file, 100L, 40L);
    assertTold(DiskFailures.ofTarget(CAUSE, file(), 40), Reason.TARGET_IO, file);
    assertTold(
        DiskFailures.ofTarget(new AccessDeniedException("a"), file(), 100), Reason.TARGET_IO, file);
  }

  @Test
  void theProgramsOwnFolderIsReadOnlyOrTheFileIsAtFault() {
    Path file = folder.resolve("a.db");
    assertTold(DiskFailures.ofHome(CAUSE, file()), Reason.SETTINGS_IO, file);
    faults.readOnly();
    assertTold(DiskFailures.ofHome(CAUSE, file()), Reason.HOME_DISK_READ_ONLY, folder);
  }

  @Test
  void aHomeThatTakesNamesButNoContentIsFull() {
    faults.rule(
        (operation, path) -> operation.equals("write") ? Optional.of(CAUSE) : Optional.empty());
    assertTold(DiskFailures.ofHome(CAUSE, file()), Reason.HOME_FULL, folder);
  }

  @Test
  void aFolderWhereAFileOfTheProgramsOwnShouldBeIsInTheWay() {
    assertTold(DiskFailures.ofHome(CAUSE, folder), Reason.HOME_BLOCKED, folder);
    assertTold(DiskFailures.readingHome(CAUSE, folder), Reason.HOME_BLOCKED, folder);
  }

  @Test
  void aHomeThatMayNotBeWrittenToOnADiskThatTakesWritesLacksARight() {
    assertTold(
        DiskFailures.ofHome(new AccessDeniedException("a"), folder.resolve("a")),
        Reason.HOME_READ_ONLY,
        folder);
  }

  @Test
  void aFileWhereAFolderOfTheProgramsOwnShouldBeIsNamed() throws IOException {
    Path locks = Files.writeString(folder.resolve("locks"), "");
    for (Path file : List.of(locks.resolve("a.lock"), locks.resolve("deep").resolve("a.lock"))) {
      assertTold(DiskFailures.ofHome(CAUSE, file), Reason.HOME_BLOCKED, locks);
      assertTold(DiskFailures.readingHome(CAUSE, file), Reason.HOME_BLOCKED, locks);
    }
    assertTold(DiskFailures.readingHome(CAUSE, locks), Reason.SETTINGS_IO, locks);
  }

  @Test
  void aHomeThatCouldNotBeMadeIsJudgedByTheFolderAboveIt() {
    faults.readOnly();
    Path file = system.path(folder.resolve("home")).resolve("settings.json");
    assertTold(
        DiskFailures.ofHome(CAUSE, file), Reason.HOME_DISK_READ_ONLY, folder.resolve("home"));
  }

  @Test
  void anExceptionIsAboutTheVeryFileThatItNames() {
    Path file = Path.of("a", "b.db");
    assertTrue(DiskFailures.isAbout(new FileSystemException(file.toString()), file));
    assertFalse(DiskFailures.isAbout(new FileSystemException("b.db"), file));
    assertFalse(DiskFailures.isAbout(new FileSystemException(null), file));
    assertFalse(DiskFailures.isAbout(new IOException(file.toString()), file));
  }

  @Test
  void theFolderOfAFileIsWholeAndThatOfARootIsTheRoot() {
    Path root = folder.getRoot();
    assertEquals(root, DiskFailures.folderOf(root));
    assertEquals(folder, DiskFailures.folderOf(folder.resolve("a")));
    assertEquals(Path.of("").toAbsolutePath(), DiskFailures.folderOf(Path.of("a.db")));
  }

  @Test
  void aFolderThatCouldNotBeMadeIsNamedAsItWasChosen() {
    Path chosen = system.path(folder.resolve("a").resolve("b"));
    faults.rule(
        (operation, path) ->
            List.of("write", "flush").contains(operation) ? Optional.of(CAUSE) : Optional.empty());
    assertTold(
        DiskFailures.making(new AccessDeniedException("a"), chosen),
        Reason.PLACE_READ_ONLY,
        folder.resolve("a").resolve("b"));
    assertTold(
        DiskFailures.making(CAUSE, chosen), Reason.PLACE_IO, folder.resolve("a").resolve("b"));
  }
}
