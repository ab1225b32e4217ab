package dev.nightjar.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plain file is one under a name that is no link; side files and disks are found beside it. */
final class PlainFilesTest {
  @TempDir private Path folder;

  private Path file(String name) throws IOException {
    return Files.writeString(folder.resolve(name), "text");
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(found -> found.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFileIsOneAndAFolderALinkAndNothingAreNone() throws IOException {
    Path file = file("a");
    assertTrue(PlainFiles.isFile(file));
    assertFalse(PlainFiles.isFile(folder));
    assertFalse(PlainFiles.isFile(folder.resolve("none")));
    assertFalse(PlainFiles.isFile(Files.createSymbolicLink(folder.resolve("link"), file)));
    assertFalse(
        PlainFiles.isFile(
            Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("none"))));
  }

  @Test
  void theAttributesOfALinkAreItsOwn() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), file("a"));
    assertTrue(PlainFiles.attributes(link).isSymbolicLink());
    assertEquals(4, PlainFiles.attributes(folder.resolve("a")).size());
    assertThrows(NoSuchFileException.class, () -> PlainFiles.attributes(folder.resolve("none")));
  }

  @Test
  void aFileIsOpenedToReadOnBothKindsOfSystemAndALinkOnNone() throws IOException {
    Path file = file("a");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    FaultyFileSystem windows = FaultyFileSystem.likeWindows(new Faults());
    FaultyFileSystem posix = new FaultyFileSystem(new Faults());
    for (FaultyFileSystem system : List.of(windows, posix)) {
      try (FileChannel channel = PlainFiles.open(system.path(file))) {
        assertEquals(4, channel.size());
      }
      assertThrows(IOException.class, () -> PlainFiles.open(system.path(link)).close());
    }
    assertTrue(PlainFiles.isPosix(posix.path(file)));
    assertFalse(PlainFiles.isPosix(windows.path(file)));
  }

  @Test
  void aDatabaseIsDiscardedWithItsSideFilesAndNothingElse() throws IOException {
    for (String name :
        List.of("a.db", "a.db-journal", "a.db-wal", "a.db-shm", "a.db-old", "b.db")) {
      file(name);
    }
    SideFiles.discardWith(folder.resolve("a.db"));
    assertEquals(List.of("a.db-old", "b.db"), names());
    SideFiles.discardWith(folder.resolve("a.db"));
    assertEquals(List.of("a.db-old", "b.db"), names());
  }

  @Test
  void aFileThatResistsDoesntKeepTheOthersFromGoing() throws IOException {
    Files.createDirectory(folder.resolve("a.db"));
    Files.createDirectory(folder.resolve("a.db-journal"));
    file("a.db/in use");
    file("a.db-journal/in use");
    file("a.db-wal");
    file("a.db-shm");
    SideFiles.discardWith(folder.resolve("a.db"));
    assertEquals(List.of("a.db", "a.db-journal"), names());
  }

  @Test
  void twoFilesOfOneDiskShareItsRoomAlsoWhereOneIsMissingJustNow() throws IOException {
    long room = 12;
    Faults faults = new Faults();
    faults.freeBytes(room);
    Path place = new FaultyFileSystem(faults).path(folder);
    assertEquals(room, SharedDisk.freeBytes(file("a"), place).orElseThrow());
    assertEquals(room, SharedDisk.freeBytes(folder.resolve("none"), place).orElseThrow());
  }

  @Test
  void whereAFolderIsGoneNoRoomIsShared() throws IOException {
    assertTrue(SharedDisk.freeBytes(file("a"), folder.resolve("none")).isEmpty());
    assertTrue(SharedDisk.freeBytes(folder.resolve("none/a.db"), folder).isEmpty());
  }

  @Test
  void onAnotherDiskNoRoomIsShared() throws IOException {
    Path other = Path.of("/proc");
    if (Files.isDirectory(other)) {
      assertTrue(SharedDisk.freeBytes(file("a"), other).isEmpty());
      assertTrue(SharedDisk.freeBytes(other.resolve("version"), folder).isEmpty());
    }
  }
}
