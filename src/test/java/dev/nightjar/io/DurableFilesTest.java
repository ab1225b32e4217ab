package dev.nightjar.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is the old one or the new one, whatever fails, and nothing else is left beside it. */
final class DurableFilesTest {
  private static final byte[] OLD = "old".getBytes(UTF_8);
  private static final byte[] NEW = "new and longer".getBytes(UTF_8);

  @TempDir private Path folder;
  private final Faults faults = new Faults();
  private final FaultyFileSystem system = new FaultyFileSystem(faults);

  private Path file(String name) {
    return folder.resolve(name);
  }

  /** The same file on a disk that fails by the rules of {@link #faults}. */
  private Path faulty(String name) {
    return system.path(file(name));
  }

  private void failAt(String operation) {
    faults.rule(
        (done, path) ->
            done.equals(operation)
                ? Optional.of(new FileSystemException(path.toString(), null, "broken"))
                : Optional.empty());
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(found -> found.getFileName().toString()).sorted().toList();
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void aPartialNameIsHiddenBesideItsFileAndNeverTheSame() {
    Path target = file("a.db");
    assertEquals(file(".a.db.0123abcd.partial"), DurableFiles.partialOf(target, "0123abcd"));
    assertTrue(
        DurableFiles.partialOf(target)
            .getFileName()
            .toString()
            .matches("\\.a\\.db\\.[0-9a-f]{8}\\.partial"));
    assertNotEquals(DurableFiles.partialOf(target), DurableFiles.partialOf(target));
  }

  @Test
  void replacingMakesAFileOrPutsTheNewContentInItsPlaceAlone() throws IOException {
    DurableFiles.replace(file("a"), OLD);
    assertEquals("old", Files.readString(file("a")));
    DurableFiles.replace(file("a"), NEW);
    assertEquals("new and longer", Files.readString(file("a")));
    DurableFiles.replace(file("a"), new byte[0]);
    assertEquals(0, Files.size(file("a")));
    assertEquals(List.of("a"), names());
  }

  @Test
  void replacingFlushesTheContentBeforeTheNameAndTheFolderAfterIt() throws IOException {
    faults.rule((operation, path) -> Optional.empty());
    DurableFiles.replace(faulty("a"), NEW, "0123abcd");
    List<String> order =
        faults.done().stream().filter(done -> done.matches("(write|flush|close|move) .*")).toList();
    String partial = ".a.0123abcd.partial";
    String parent = folder.getFileName().toString();
    assertEquals(
        List.of(
            "write " + partial,
            "flush " + partial,
            "close " + partial,
            "move a",
            "flush " + parent,
            "close " + parent),
        order);
  }

  @Test
  void eachNewFolderIsFlushedInItsOwn() throws IOException {
    faults.rule((operation, path) -> Optional.empty());
    DurableFiles.makeFolders(faulty("a").resolve("b/c"));
    assertTrue(Files.isDirectory(folder.resolve("a/b/c")));
    assertEquals(
        Set.of("flush b", "flush a", "flush " + folder.getFileName()),
        faults.done().stream().filter(done -> done.startsWith("flush")).collect(toSet()));
    faults.rule((operation, path) -> Optional.empty());
    DurableFiles.makeFolders(faulty("a").resolve("b/c"));
    assertFalse(faults.done().stream().anyMatch(done -> done.startsWith("flush")));
  }

  @Test
  void replacingWithoutAFlushIsOneMove() throws IOException {
    Files.write(file("a"), OLD);
    for (String operation : List.of("open", "write", "close", "move")) {
      failAt(operation);
      assertThrows(
          IOException.class, () -> DurableFiles.replaceUnflushed(faulty("a"), NEW), operation);
      assertEquals("old", Files.readString(file("a")), operation);
      assertEquals(List.of("a"), names(), operation);
    }
    failAt("flush");
    DurableFiles.replaceUnflushed(faulty("a"), NEW);
    assertEquals("new and longer", Files.readString(file("a")));
    assertEquals(List.of("a"), names());
  }

  @Test
  void aReplacementThatFailsLeavesTheOldFileAndNothingElse() throws IOException {
    for (String operation : List.of("open", "write", "flush", "close", "move")) {
      Files.write(file("a"), OLD);
      failAt(operation);
      assertThrows(IOException.class, () -> DurableFiles.replace(faulty("a"), NEW), operation);
      assertEquals("old", Files.readString(file("a")), operation);
      assertEquals(List.of("a"), names(), operation);
    }
  }

  @Test
  void aReplacementThatCantCleanUpSaysWhyItFailedAndNamesTheOther() throws IOException {
    faults.rule(
        (operation, path) ->
            Set.of("move", "delete").contains(operation)
                ? Optional.of(new FileSystemException(operation))
                : Optional.empty());
    FileSystemException failed =
        assertThrows(FileSystemException.class, () -> DurableFiles.replace(faulty("a"), NEW));
    assertEquals("move", failed.getFile());
    assertEquals("delete", ((FileSystemException) failed.getSuppressed()[0]).getFile());
  }

  @Test
  void aLinkIsReplacedAndItsTargetStaysAsItIs() throws IOException {
    Files.write(file("target"), OLD);
    Files.createSymbolicLink(file("link"), file("target"));
    DurableFiles.replace(file("link"), NEW);
    assertEquals("old", Files.readString(file("target")));
    assertFalse(Files.isSymbolicLink(file("link")));
  }

  @Test
  void aPrivateFileIsItsOwnersAloneAlsoWhereOthersCouldReadTheOldOne() throws IOException {
    assumeTrue(PlainFiles.isPosix(folder));
    Files.write(file("a"), OLD);
    Files.setPosixFilePermissions(file("a"), PosixFilePermissions.fromString("rw-r--r--"));
    DurableFiles.replacePrivately(file("a"), NEW);
    assertEquals("rw-------", permissions(file("a")));
    assertEquals("new and longer", Files.readString(file("a")));
  }

  @Test
  void whereThereAreNoPosixPermissionsAPrivateFileIsWrittenAllTheSame() throws IOException {
    Path windows = FaultyFileSystem.likeWindows(faults).path(file("a"));
    DurableFiles.replacePrivately(windows, NEW);
    assertEquals("new and longer", Files.readString(file("a")));
  }

  @Test
  void aNewFileNeverTakesThePlaceOfAnother() throws IOException {
    Files.write(file("a"), OLD);
    assertThrows(
        FileAlreadyExistsException.class, () -> DurableFiles.createFlushed(file("a"), NEW));
    assertThrows(FileAlreadyExistsException.class, () -> DurableFiles.create(file("a"), file("a")));
    assertEquals("old", Files.readString(file("a")));
  }

  @Test
  void aNewFileThatCantBeWrittenWholeIsNotThere() throws IOException {
    for (String operation : List.of("write", "flush", "close")) {
      failAt(operation);
      assertThrows(IOException.class, () -> DurableFiles.createFlushed(faulty("a"), NEW));
      assertEquals(List.of(), names(), operation);
    }
  }

  @Test
  void aCopyGivesNobodyWhatItsModelDoesntAndIsNoProgram() throws IOException {
    assumeTrue(PlainFiles.isPosix(folder));
    Files.write(file("model"), OLD);
    for (String[] each :
        new String[][] {
          {"rw-------", "rw-------"},
          {"r--------", "rw-------"},
          {"rwxr-x---", "rw-r-----"},
          {"---------", "rw-------"},
        }) {
      Files.setPosixFilePermissions(file("model"), PosixFilePermissions.fromString(each[0]));
      DurableFiles.create(file("copy"), file("model")).close();
      assertEquals(each[1], permissions(file("copy")), each[0]);
      Files.delete(file("copy"));
    }
  }

  @Test
  void overwritingMakesAFileAndFollowsNoLink() throws IOException {
    DurableFiles.overwrite(file("a"), OLD);
    DurableFiles.overwrite(file("a"), OLD);
    assertEquals("old", Files.readString(file("a")));
    Files.createSymbolicLink(file("link"), file("a"));
    assertThrows(IOException.class, () -> DurableFiles.overwrite(file("link"), NEW));
    assertEquals("old", Files.readString(file("a")));
  }

  @Test
  void changedBytesStandAtTheirPositionAndTheRestStaysAsItWas() throws IOException {
    Files.writeString(file("a"), "0123456789");
    DurableFiles.change(file("a"), 3, "xy".getBytes(UTF_8));
    assertEquals("012xy56789", Files.readString(file("a")));
    DurableFiles.change(file("a"), 9, "end".getBytes(UTF_8));
    assertEquals("012xy5678end", Files.readString(file("a")));
    assertThrows(
        NoSuchFileException.class, () -> DurableFiles.change(file("missing"), 0, new byte[1]));
    assertEquals(List.of("a"), names());
  }

  @Test
  void aNameThatIsTakenIsNotGivenAndBothFilesStay() throws IOException {
    Files.write(file("from"), NEW);
    Files.write(file("to"), OLD);
    assertThrows(
        FileAlreadyExistsException.class,
        () -> DurableFiles.moveWithoutReplacing(file("from"), file("to")));
    assertEquals("old", Files.readString(file("to")));
    assertEquals("new and longer", Files.readString(file("from")));
    Files.delete(file("to"));
    Files.createSymbolicLink(file("to"), file("nowhere"));
    assertThrows(
        FileAlreadyExistsException.class,
        () -> DurableFiles.moveWithoutReplacing(file("from"), file("to")));
    assertThrows(
        NoSuchFileException.class,
        () -> DurableFiles.moveWithoutReplacing(file("none"), file("other")));
    assertEquals(List.of("from", "to"), names());
  }

  @Test
  void whereThereAreNoHardLinksTheFileIsMoved() throws IOException {
    for (Exception refusal :
        List.of(new FileSystemException("no links"), new UnsupportedOperationException())) {
      Files.write(file("from"), NEW);
      faults.rule(
          (operation, path) -> {
            if (operation.equals("link") && refusal instanceof RuntimeException unsupported) {
              throw unsupported;
            }
            return operation.equals("link") ? Optional.of((IOException) refusal) : Optional.empty();
          });
      DurableFiles.moveWithoutReplacing(faulty("from"), faulty("to"));
      assertEquals(List.of("to"), names());
      Files.delete(file("to"));
    }
  }

  @Test
  void eachMoveFlushesTheFolderThatGetsTheName() throws IOException {
    Files.createDirectory(file("other"));
    for (boolean replacing : new boolean[] {false, true}) {
      Files.write(file("from"), NEW);
      faults.rule((operation, path) -> Optional.empty());
      Path to = faulty("other/to" + replacing);
      if (replacing) {
        DurableFiles.moveReplacing(faulty("from"), to);
      } else {
        DurableFiles.moveWithoutReplacing(faulty("from"), to);
      }
      List<String> done = faults.done();
      assertEquals(
          List.of("flush other", "close other"), done.subList(done.size() - 2, done.size()));
      assertFalse(Files.exists(file("from")));
    }
  }

  @Test
  void aReplacingMoveTakesThePlaceOfAFile() throws IOException {
    Files.write(file("from"), NEW);
    Files.write(file("to"), OLD);
    DurableFiles.moveReplacing(file("from"), file("to"));
    assertEquals("new and longer", Files.readString(file("to")));
    assertEquals(List.of("to"), names());
  }

  @Test
  void deletingSaysWhetherThereWasAFile() throws IOException {
    Files.write(file("a"), OLD);
    assertTrue(DurableFiles.deleteIfExists(file("a")));
    assertFalse(DurableFiles.deleteIfExists(file("a")));
    assertThrows(NoSuchFileException.class, () -> DurableFiles.delete(file("a")));
    Files.write(file("a"), OLD);
    DurableFiles.delete(file("a"));
    assertEquals(List.of(), names());
  }

  @Test
  void aFileThatOthersWroteIsFlushedAndNotChanged() throws IOException {
    Files.write(file("a"), OLD);
    faults.rule((operation, path) -> Optional.empty());
    DurableFiles.force(faulty("a"));
    assertTrue(faults.done().contains("flush a"), () -> "" + faults.done());
    assertEquals("old", Files.readString(file("a")));
    assertThrows(NoSuchFileException.class, () -> DurableFiles.force(file("missing")));
  }

  @Test
  void everyChannelIsClosedAlsoWhereWritingFails() throws IOException {
    Files.write(file("a"), OLD);
    List<Path> open = new ArrayList<>();
    faults.rule(
        (operation, path) -> {
          if (operation.equals("open")) {
            open.add(path);
          } else if (operation.equals("close")) {
            open.remove(path);
          }
          return operation.equals("flush")
              ? Optional.of(new IOException("broken"))
              : Optional.empty();
        });
    assertThrows(IOException.class, () -> DurableFiles.createFlushed(faulty("b"), NEW));
    assertThrows(IOException.class, () -> DurableFiles.overwrite(faulty("a"), NEW));
    assertThrows(IOException.class, () -> DurableFiles.force(faulty("a")));
    assertThrows(
        IOException.class, () -> DurableFiles.copy(faulty("a"), faulty("c"), Progress.NONE));
    assertEquals(List.of(), open);
  }

  @Test
  void portionsAreWrittenAfterEachOther() throws IOException {
    try (FileChannel channel = DurableFiles.create(file("b"), folder)) {
      DurableFiles.writeFully(channel, ByteBuffer.wrap(OLD));
      DurableFiles.writeFully(channel, ByteBuffer.wrap(NEW, 3, 4));
      DurableFiles.writeFully(channel, ByteBuffer.allocate(0));
    }
    assertEquals("old and", Files.readString(file("b")));
  }
}
