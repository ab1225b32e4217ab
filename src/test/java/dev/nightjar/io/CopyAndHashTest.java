package dev.nightjar.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large files go in portions: each byte is copied, counted and hashed once. */
final class CopyAndHashTest {
  private static final int PORTION = 1 << 20;

  @TempDir private Path folder;
  private final Faults faults = new Faults();

  private Path file(int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return Files.write(folder.resolve("source"), content);
  }

  private static FileHash expected(Path file) throws Exception {
    byte[] content = Files.readAllBytes(file);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
    return new FileHash(content.length, HexFormat.of().formatHex(digest));
  }

  private static void write(Path file, byte[] more, OpenOption... options) {
    try {
      Files.write(file, more, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 511, 512, 513, PORTION - 1, PORTION, PORTION + 1, 2 * PORTION, 2 * PORTION + 7})
  void allWaysToReadAFileGiveTheSameHashAndACopyIsTheSame(int bytes) throws Exception {
    Path source = file(bytes);
    Path target = folder.resolve("target");
    assertEquals(expected(source), DurableFiles.hash(source, Progress.NONE));
    assertEquals(expected(source), DurableFiles.readBack(source, Progress.NONE).hash());
    assertEquals(expected(source), DurableFiles.copy(source, target, Progress.NONE));
    assertArrayEquals(Files.readAllBytes(source), Files.readAllBytes(target));
  }

  @Test
  void progressIsToldAfterEachPortionAndEndsWithTheWhole() throws Exception {
    Path source = file(2 * PORTION + 7);
    List<String> read = new ArrayList<>();
    List<String> copied = new ArrayList<>();
    DurableFiles.hash(source, (done, total) -> read.add(done + " of " + total));
    DurableFiles.copy(
        source, folder.resolve("target"), (done, total) -> copied.add(done + " of " + total));
    List<String> expected =
        List.of("1048576 of 2097159", "2097152 of 2097159", "2097159 of 2097159");
    assertEquals(expected, read);
    assertEquals(expected, copied);
  }

  @Test
  void aLongCopyIsFlushedAgainAndAgainAndWholeAtItsEnd() throws Exception {
    Path source = file(9 * PORTION);
    faults.rule((operation, path) -> Optional.empty());
    DurableFiles.copy(
        source, new FaultyFileSystem(faults).path(folder.resolve("target")), Progress.NONE);
    List<String> done =
        faults.done().stream().filter(line -> line.matches("(write|flush) .*")).toList();
    assertEquals(3, done.stream().filter("flush target"::equals).count(), done::toString);
    assertEquals(
        List.of(4, 9), List.of(done.indexOf("flush target"), done.lastIndexOf("flush target") - 2));
    assertEquals("flush target", done.get(done.size() - 1));
  }

  @Test
  void whoCancelsIsObeyedAfterTheNextPortion() throws Exception {
    Path source = file(2 * PORTION);
    List<Long> told = new ArrayList<>();
    Progress cancelling =
        (done, total) -> {
          told.add(done);
          throw new FailureException(Reason.CANCELLED);
        };
    assertEquals(
        Reason.CANCELLED,
        assertThrows(FailureException.class, () -> DurableFiles.hash(source, cancelling)).reason());
    assertThrows(
        FailureException.class,
        () -> DurableFiles.copy(source, folder.resolve("target"), cancelling));
    assertEquals(List.of((long) PORTION, (long) PORTION), told);
  }

  @Test
  void aFileThatShrinksOrGrowsWhileItIsReadHasNoHash() throws Exception {
    Path source = file(2 * PORTION);
    assertThrows(
        EOFException.class,
        () -> DurableFiles.hash(source, (done, total) -> write(source, new byte[PORTION])));
    Path growing = file(PORTION + 1);
    assertThrows(
        EOFException.class,
        () ->
            DurableFiles.hash(
                growing, (done, total) -> write(growing, new byte[1], StandardOpenOption.APPEND)));
  }

  @Test
  void aCopyNeverReplacesAFileAndReadsNoLink() throws Exception {
    Path source = file(10);
    Path taken = Files.writeString(folder.resolve("taken"), "mine");
    assertThrows(
        FileAlreadyExistsException.class, () -> DurableFiles.copy(source, taken, Progress.NONE));
    assertEquals("mine", Files.readString(taken));
    Path link = Files.createSymbolicLink(folder.resolve("link"), source);
    Path target = folder.resolve("target");
    assertThrows(IOException.class, () -> DurableFiles.copy(link, target, Progress.NONE));
    assertThrows(IOException.class, () -> DurableFiles.hash(link, Progress.NONE));
    assertThrows(IOException.class, () -> DurableFiles.readBack(link, Progress.NONE));
    assertFalse(Files.exists(target));
  }

  @Test
  void aMissingSourceIsSaidToBeMissingAndNoTargetIsBegun() {
    Path missing = folder.resolve("missing");
    Path target = folder.resolve("target");
    assertThrows(
        NoSuchFileException.class, () -> DurableFiles.copy(missing, target, Progress.NONE));
    assertThrows(NoSuchFileException.class, () -> DurableFiles.readBack(missing, Progress.NONE));
    assertFalse(Files.exists(target));
  }

  private IOException copyIn(FaultyFileSystem system, Path target, String failing, IOException why)
      throws Exception {
    Path source = system.path(file(10));
    faults.rule(
        (operation, path) -> operation.equals(failing) ? Optional.of(why) : Optional.empty());
    return assertThrows(IOException.class, () -> DurableFiles.copy(source, target, Progress.NONE));
  }

  @Test
  void aSourceThatCantBeReadIsNotBlamedOnTheTarget() throws Exception {
    FaultyFileSystem system = new FaultyFileSystem(faults);
    Path target = system.path(folder.resolve("target"));
    IOException broken = new IOException("broken");
    IOException failed = copyIn(system, target, "read", broken);
    assertEquals(broken, failed);
    assertFalse(DiskFailures.isAbout(failed, target));
  }

  @Test
  void aFlushThatFailsAtTheEndOfACopyIsToldAboutTheTarget() throws Exception {
    FaultyFileSystem system = new FaultyFileSystem(faults);
    Path target = system.path(folder.resolve("target"));
    IOException broken = new IOException("broken");
    IOException failed = copyIn(system, target, "flush", broken);
    assertTrue(DiskFailures.isAbout(failed, target));
    assertEquals(broken, failed.getCause());
  }

  @Test
  void whereTheCacheCantBePassedTheFileIsReadThroughItAndThatIsSaid() throws Exception {
    Path source = file(600);
    faults.rule(
        (operation, path) ->
            operation.equals("ask for space")
                ? Optional.of(new IOException("no such call"))
                : Optional.empty());
    ReadBack back = DurableFiles.readBack(new FaultyFileSystem(faults).path(source), Progress.NONE);
    assertFalse(back.pastCache());
    assertEquals(expected(source), back.hash());
  }
}
