package dev.nightjar.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup's file that was fetched to be read leaves nothing behind, however that ends. */
final class OpenedFileTest {
  @TempDir private Path folder;
  private Destination place;
  private Path scratch;

  @BeforeEach
  void aPlaceWithABackup() throws Exception {
    Path nas = folder.resolve("nas");
    FolderDestination.create(nas, "NAS", Backups.OWNER, Clock.systemUTC());
    Destination behind =
        new FolderDestination(
            nas, "NAS", FolderDestination.Reach.REMOTE, Optional.empty(), Clock.systemUTC());
    place = new Share("smb://nas", behind);
    scratch = folder.resolve("home").resolve("scratch");
    DestinationContract.store(place, folder);
  }

  private OpenedFile open(BackupFile file) throws FailureException {
    return place.open(DestinationContract.SUMMARY, file, scratch, Progress.NONE);
  }

  private List<String> left() throws IOException {
    try (var files = Files.list(scratch)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void itIsFetchedIntoAFolderThatIsMadeForIt() throws Exception {
    try (OpenedFile opened = open(BackupFile.DATABASE)) {
      assertEquals(scratch, opened.path().getParent());
      assertEquals("a database", Files.readString(opened.path()));
    }
    assertEquals(List.of(), left());
  }

  @Test
  void whatSqliteLeftBesideItGoesWithIt() throws Exception {
    try (OpenedFile opened = open(BackupFile.DATABASE)) {
      for (String suffix : List.of("-wal", "-shm", "-journal")) {
        Files.writeString(Path.of(opened.path() + suffix), "");
      }
    }
    assertEquals(List.of(), left());
  }

  @Test
  void twoReadersOfOneFileDontTakeItFromEachOther() throws Exception {
    try (OpenedFile one = open(BackupFile.JSON)) {
      open(BackupFile.JSON).close();
      assertTrue(Files.exists(one.path()));
    }
    assertEquals(List.of(), left());
  }

  @Test
  void aDamagedFileIsNotOpenedAndLeavesNoCopy() throws Exception {
    Files.writeString(
        folder.resolve("nas").resolve(BackupFile.DATABASE.pathFor(Backups.ID)), "b database");
    DestinationContract.assertFails(Reason.BACKUP_DAMAGED, () -> open(BackupFile.DATABASE));
    assertEquals(List.of(), left());
  }

  @Test
  void aReaderThatCancelsLeavesNoCopy() throws Exception {
    Progress cancelling =
        (done, total) -> {
          throw new FailureException(Reason.CANCELLED);
        };
    DestinationContract.assertFails(
        Reason.CANCELLED,
        () -> place.open(DestinationContract.SUMMARY, BackupFile.DATABASE, scratch, cancelling));
    assertEquals(List.of(), left());
  }

  /** Told as the place's, nothing more would be asked of that. */
  @Test
  void aScratchFolderThatCantBeMadeIsNamedAndNotThePlaces() throws Exception {
    for (Path inTheWay : List.of(scratch, scratch.getParent())) {
      Files.createDirectories(inTheWay.getParent());
      Files.writeString(inTheWay, "a file");
      FailureException thrown =
          assertThrows(FailureException.class, () -> open(BackupFile.DATABASE));
      assertEquals(Reason.HOME_BLOCKED, thrown.reason());
      assertEquals(List.of(inTheWay.toString()), thrown.failure().arguments());
      Files.delete(inTheWay);
      Files.deleteIfExists(scratch.getParent());
    }
  }

  @Test
  void aFileThatIsReadWhereItIsStaysThere() throws IOException {
    Path file = Files.writeString(folder.resolve("a.db"), "mine");
    OpenedFile.inPlace(file).close();
    assertEquals("mine", Files.readString(file));
  }
}
