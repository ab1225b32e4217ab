package dev.nightjar.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import dev.nightjar.io.DiskTrouble.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trouble with a disk is told by what can be found out about it, and found out harmlessly. */
final class DiskTroubleTest {
  private static final IOException PLAIN = new IOException("any words");
  private static final long PLENTY = 1L << 40;

  @TempDir private Path folder;
  private final Faults faults = new Faults();
  private Path place;

  @BeforeEach
  void thereIsPlentyOfRoom() {
    place = new FaultyFileSystem(faults).path(folder);
    faults.freeBytes(PLENTY);
    faults.rule((operation, path) -> Optional.empty());
  }

  private void fail(String operation, IOException how) {
    faults.rule((done, path) -> done.equals(operation) ? Optional.of(how) : Optional.empty());
  }

  private DiskTrouble writing(IOException cause, String file, long needed) {
    return DiskTrouble.whenWriting(cause, place, place.resolve(file), needed);
  }

  private Kind kind(IOException cause) {
    return writing(cause, "a", DiskTrouble.UNKNOWN).kind();
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFolderThatIsGoneOrIsAFileIsUnreachableWhateverFailed() throws IOException {
    Path gone = place.resolve("gone");
    Path file = place.resolve("file");
    Files.writeString(folder.resolve("file"), "");
    for (Path each : List.of(gone, file)) {
      assertEquals(Kind.UNREACHABLE, DiskTrouble.whenReading(PLAIN, each).kind());
      DiskTrouble trouble =
          DiskTrouble.whenWriting(new AccessDeniedException("a"), each, each.resolve("a"), 1);
      assertEquals(new DiskTrouble(Kind.UNREACHABLE, -1, -1), trouble);
    }
  }

  /**
   * As a share under Wine, which can be read: no answer about the disk is none about its rights.
   */
  @Test
  void aDiskOfWhichTheSystemSaysNothingIsNotReadOnly() {
    AtomicInteger looks = new AtomicInteger();
    faults.rule(
        (done, path) -> {
          boolean refused =
              done.equals("ask for space") || (done.equals("look") && looks.getAndIncrement() == 0);
          return refused ? Optional.of(PLAIN) : Optional.empty();
        });
    assertEquals(Kind.OTHER, kind(PLAIN));
  }

  @Test
  void aFolderThatMayNotBeListedIsNotAway() {
    fail("list", new AccessDeniedException("a"));
    assertEquals(Kind.READ_ONLY, DiskTrouble.whenReading(PLAIN, place).kind());
  }

  @Test
  void aDenialIsAMatterOfRightsAndSoIsAFileSystemThatOnlyReads() {
    assertEquals(Kind.READ_ONLY, kind(new AccessDeniedException("a")));
    assertEquals(Kind.READ_ONLY, kind(new IOException(new ReadOnlyFileSystemException())));
    assertEquals(
        Kind.READ_ONLY, DiskTrouble.whenReading(new AccessDeniedException("a"), place).kind());
  }

  /** A bind mount has the device of the disk that it is of, which may be written to. */
  @Test
  void aReadOnlyMountThatItsDiskDoesNotTellIsFoundOutByAskingForIt() {
    int[] asked = {0};
    faults.rule(
        (operation, path) ->
            operation.equals("look") && asked[0]++ == 0
                ? Optional.of(new FileSystemException("a", null, "read-only file system"))
                : Optional.empty());
    assertEquals(Kind.READ_ONLY, kind(PLAIN));
  }

  @Test
  void aFolderThatMayNotBeWrittenToIsFoundOutByAskingForIt() {
    fail("look", new AccessDeniedException("a"));
    assertEquals(Kind.READ_ONLY, kind(PLAIN));
    fail("look", new IOException("it can't be asked"));
    assertEquals(Kind.OTHER, kind(PLAIN));
  }

  @Test
  void aFailureThatHasNothingToDoWithSpaceIsNeverCalledFull() {
    faults.freeBytes(0);
    for (IOException cause :
        List.of(new NoSuchFileException("a"), new FileAlreadyExistsException("a"))) {
      assertEquals(Kind.OTHER, writing(cause, "a", 100).kind());
    }
    assertEquals(Kind.FULL, writing(PLAIN, "a", 100).kind());
    assertEquals(Kind.FULL, writing(new FileSystemException("a"), "a", 100).kind());
  }

  @Test
  void itIsFullWhereTheRestOfTheFileHasNoRoom() throws IOException {
    Files.write(folder.resolve("a"), new byte[300]);
    faults.freeBytes(199);
    assertEquals(new DiskTrouble(Kind.FULL, 500, 499), writing(PLAIN, "a", 500));
    faults.freeBytes(200);
    assertEquals(new DiskTrouble(Kind.OTHER, -1, -1), writing(PLAIN, "a", 500));
    faults.freeBytes(0);
    assertEquals(new DiskTrouble(Kind.FULL, 1, 0), writing(PLAIN, "none", 1));
    assertEquals(Kind.OTHER, writing(PLAIN, "none", 0).kind());
  }

  /** Linux says so by an error of its own, and Windows that the disk is full. */
  @Test
  void aFileThatEndedAtTheLimitOfFat32MetThatLimit() throws IOException {
    long limit = (1L << 32) - 1;
    for (long size : List.of(limit, limit - (1 << 20))) {
      grow("a", size);
      assertEquals(new DiskTrouble(Kind.NO_LARGE_FILES, -1, -1), writing(PLAIN, "a", 5L << 30));
      assertEquals(Kind.NO_LARGE_FILES, writing(PLAIN, "a", DiskTrouble.UNKNOWN).kind());
    }
    faults.freeBytes(100);
    assertEquals(Kind.FULL, writing(PLAIN, "a", 5L << 30).kind());
    faults.freeBytes(1L << 40);
    for (long size : List.of(limit + 1, limit - (64 << 20))) {
      grow("a", size);
      assertEquals(Kind.OTHER, writing(PLAIN, "a", 5L << 30).kind());
    }
  }

  /** Without content: it takes no space. */
  private void grow(String name, long bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
      file.setLength(bytes);
    }
  }

  @Test
  void whereNeitherSizeNorRoomIsKnownAProbeTells() throws IOException {
    assertEquals(Kind.OTHER, kind(PLAIN));
    fail("ask for space", new IOException("it doesn't say"));
    assertEquals(Kind.OTHER, writing(PLAIN, "a", 500).kind());
    fail("write", new IOException("quota"));
    assertEquals(new DiskTrouble(Kind.FULL, -1, -1), writing(PLAIN, "a", 500));
    assertEquals(List.of(), names());
  }

  @Test
  void aDiskThatTakesAMegabyteButDoesntKeepItIsFullToo() {
    faults.rule(
        (operation, path) -> {
          boolean withContent = operation.equals("flush") && size(path) > 0;
          return withContent ? Optional.of(new IOException("quota")) : Optional.empty();
        });
    assertEquals(Kind.FULL, kind(PLAIN));
  }

  @Test
  void aDiskThatTakesNoNameEitherIsBroken() throws IOException {
    fail("open", new IOException("broken"));
    assertEquals(Kind.OTHER, kind(PLAIN));
    fail("flush", new IOException("broken"));
    assertEquals(Kind.OTHER, kind(PLAIN));
    assertEquals(List.of(), names());
  }

  @Test
  void aFolderThatCantBeMadeIsJudgedByTheNearestOneThatIsThere() {
    Path missing = place.resolve("a").resolve("b");
    assertEquals(Kind.OTHER, DiskTrouble.whenMaking(PLAIN, missing).kind());
    assertEquals(
        Kind.READ_ONLY, DiskTrouble.whenMaking(new AccessDeniedException("a"), missing).kind());
    fail("write", new IOException("quota"));
    assertEquals(Kind.FULL, DiskTrouble.whenMaking(PLAIN, missing).kind());
    fail("look", new IOException("no disk at all"));
    assertEquals(Kind.UNREACHABLE, DiskTrouble.whenMaking(PLAIN, missing).kind());
  }

  @Test
  void readingWritesNothingToFindOut() {
    faults.freeBytes(0);
    DiskTrouble.whenReading(PLAIN, place);
    assertEquals(
        List.of(), faults.done().stream().filter(done -> !done.startsWith("list")).toList());
  }

  @Test
  void theRoomOfADiskThatDoesntSayIsUnknown() {
    faults.freeBytes(12);
    assertEquals(12, DiskTrouble.freeBytes(place));
    fail("ask for space", new IOException("it doesn't say"));
    assertEquals(-1, DiskTrouble.freeBytes(place));
  }

  private long size(Path path) {
    return folder.resolve(path.getFileName().toString()).toFile().length();
  }
}
