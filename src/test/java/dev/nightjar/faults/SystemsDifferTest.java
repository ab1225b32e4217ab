package dev.nightjar.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.demo.SampleShop;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.JsonRecords;
import dev.nightjar.io.PlainFiles;
import dev.nightjar.io.Progress;
import dev.nightjar.io.ReadBack;
import dev.nightjar.sqlite.LiveDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations that a system refuses for a moment, can't do at all, or fails at. */
final class SystemsDifferTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;
  private final Faults faults = new Faults();
  private final FaultyFileSystem windows = FaultyFileSystem.likeWindows(faults);
  private final FaultyFileSystem posix = new FaultyFileSystem(faults);

  /** ERROR_SHARING_VIOLATION (32), in the words of a Turkish Windows. */
  private static IOException inUse(Path path) {
    return new FileSystemException(
        path.toString(), null, "İşlem, başka bir işlem tarafından kullanılan dosyaya erişemiyor");
  }

  private static IOException denied(Path path) {
    return new AccessDeniedException(path.toString());
  }

  private AtomicInteger refuse(String wanted, int times, Function<Path, IOException> how) {
    AtomicInteger refused = new AtomicInteger();
    faults.rule(
        (operation, path) ->
            operation.equals(wanted) && refused.getAndIncrement() < times
                ? Optional.of(how.apply(path))
                : Optional.empty());
    return refused;
  }

  private long tries(String operation) {
    return faults.done().stream().filter(line -> line.startsWith(operation + " ")).count();
  }

  @Test
  void aFileThatAScannerHoldsForAMomentIsRenamedReplacedAndDeletedAllTheSame() throws Exception {
    List<Function<Path, IOException>> refusals =
        List.of(SystemsDifferTest::inUse, SystemsDifferTest::denied);
    for (Function<Path, IOException> refusal : refusals) {
      Path file = windows.path(folder.resolve("a.txt"));
      Path moved = windows.path(folder.resolve("b.txt"));
      refuse("move", 2, refusal);
      DurableFiles.replace(file, TEXT);
      assertEquals(3, tries("move"));
      refuse("move", 2, refusal);
      DurableFiles.moveWithoutReplacing(file, moved);
      assertEquals(3, tries("move"));
      refuse("delete", 2, refusal);
      DurableFiles.delete(moved);
      assertEquals(3, tries("delete"));
      Files.write(moved, TEXT);
      refuse("delete", 2, refusal);
      assertTrue(DurableFiles.deleteIfExists(moved));
      assertFalse(DurableFiles.deleteIfExists(moved));
    }
  }

  @Test
  void aRecordThatIsHeldForAMomentIsReadAndNotTakenForDamaged() throws Exception {
    Path file = windows.path(Files.writeString(folder.resolve("a.json"), "{\"name\": \"x\"}"));
    refuse("open", 2, SystemsDifferTest::inUse);
    assertEquals(new Named("x"), JsonRecords.read(file, Named.class, 100));
  }

  private record Named(String name) {}

  @Test
  void whatIsNoRefusalIsNotTriedAgain() throws Exception {
    Path file = windows.path(Files.write(folder.resolve("a.txt"), TEXT));
    Path taken = windows.path(Files.write(folder.resolve("b.txt"), TEXT));
    faults.rule((operation, path) -> Optional.empty());
    assertThrows(
        FileAlreadyExistsException.class, () -> DurableFiles.moveWithoutReplacing(file, taken));
    assertEquals(1, tries("move"));
    assertThrows(
        NoSuchFileException.class,
        () -> DurableFiles.delete(windows.path(folder.resolve("missing"))));
    assertEquals(1, tries("delete"));
  }

  @Test
  void aNetworkThatIsGoneIsAskedOnce() throws Exception {
    Path file = windows.path(Files.write(folder.resolve("a.txt"), TEXT));
    faults.rule((operation, path) -> Optional.of(inUse(path)));
    assertThrows(FileSystemException.class, () -> DurableFiles.delete(file));
    assertEquals(1, tries("delete"));
  }

  @Test
  void onPosixADenialIsReportedAtOnce() throws Exception {
    Path file = posix.path(Files.write(folder.resolve("a.txt"), TEXT));
    refuse("delete", 1, SystemsDifferTest::denied);
    assertThrows(AccessDeniedException.class, () -> DurableFiles.delete(file));
    assertEquals(1, tries("delete"));
  }

  @Test
  void onWindowsNoFolderIsOpened() throws Exception {
    faults.rule((operation, path) -> Optional.empty());
    DurableFiles.replace(windows.path(folder.resolve("a.txt")), TEXT);
    assertFalse(faults.done().contains("open " + folder.getFileName()));
    DurableFiles.replace(posix.path(folder.resolve("a.txt")), TEXT);
    assertTrue(faults.done().contains("open " + folder.getFileName()), "that is how it is noticed");
  }

  @Test
  void onWindowsNothingIsSaidToBeReadPastTheCache() throws Exception {
    Files.write(folder.resolve("a.txt"), TEXT);
    faults.rule((operation, path) -> Optional.empty());
    ReadBack back = DurableFiles.readBack(windows.path(folder.resolve("a.txt")), Progress.NONE);
    assertFalse(back.pastCache());
    assertEquals(4, back.hash().bytes());
    assertEquals(1, tries("open"));
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(FaultyPath.real(path));
  }

  /** EINVAL, in any words. */
  private static Optional<IOException> unknown(Path path) {
    return Optional.of(
        new FileSystemException(path.toString(), null, "Geçersiz bağımsız değişken"));
  }

  @Test
  void whereNoFolderCanBeFlushedFilesAreSavedAllTheSameAndThatIsFoundOutOnce() throws Exception {
    Faults.Rule noFolders =
        (operation, path) ->
            operation.equals("flush") && isFolder(path) ? unknown(path) : Optional.empty();
    faults.rule(noFolders);
    DurableFiles.replace(posix.path(folder.resolve("a.txt")), TEXT);
    assertEquals("text", Files.readString(folder.resolve("a.txt")));
    faults.rule(noFolders);
    DurableFiles.replace(posix.path(folder.resolve("b.txt")), TEXT);
    assertEquals(1, tries("flush"), "only the file: " + faults.done());
    assertEquals(List.of("a.txt", "b.txt"), names());
  }

  @Test
  void aFolderWhoseFlushFailsOnADiskThatCanDoItIsAFailure() throws Exception {
    AtomicInteger flushes = new AtomicInteger();
    faults.rule(
        (operation, path) ->
            operation.equals("flush") && isFolder(path) && flushes.getAndIncrement() == 0
                ? unknown(path)
                : Optional.empty());
    assertThrows(
        FileSystemException.class,
        () -> DurableFiles.replace(posix.path(folder.resolve("a.txt")), TEXT));
    assertEquals(List.of("a.txt"), names());
  }

  @Test
  void aDiskThatCanFlushNothingIsAFailure() throws Exception {
    Path file = posix.path(Files.write(folder.resolve("a.txt"), TEXT));
    faults.rule((operation, path) -> operation.equals("flush") ? unknown(path) : Optional.empty());
    assertThrows(FileSystemException.class, () -> DurableFiles.forceFolder(file));
    assertEquals(List.of("a.txt"), names());
  }

  @Test
  void aCopySaysWhichOfTheTwoFilesFailed() throws Exception {
    Path source = posix.path(Files.write(folder.resolve("a.txt"), TEXT));
    Path target = posix.path(folder.resolve("b.txt"));
    faults.rule(
        (operation, path) ->
            operation.equals("write")
                ? Optional.of(new IOException("Disk dolu"))
                : Optional.empty());
    FileSystemException failed =
        assertThrows(
            FileSystemException.class, () -> DurableFiles.copy(source, target, Progress.NONE));
    assertEquals(target.toString(), failed.getFile());
  }

  @Test
  void aBackupWhoseFilesWindowsKeepsElsewhereIsListedAndRead() throws Exception {
    UUID marker =
        FolderDestination.create(folder.resolve("nas"), "NAS", SmallBackup.OWNER, CLOCK).id();
    SmallBackup.deliver(nas(folder, marker), folder, "2026-03-02T16-00-00", "rows", 1);
    faults.placeholders();
    FolderDestination seen = nas(windows.path(folder), marker);
    List<BackupSummary> listed = seen.inventory().backups();
    assertEquals(1, listed.size(), () -> "" + faults.done());
    for (BackupFile file : BackupFile.values()) {
      seen.verify(listed.get(0), file, Progress.NONE);
    }
  }

  @Test
  void aDatabaseThatIsBeingReplacedAtThatMomentIsCopiedAllTheSame() throws Exception {
    SampleShop.create(folder.resolve("shop.db"), 100_000);
    assertIsLookedForAgain(windows, SystemsDifferTest::denied);
    assertIsLookedForAgain(windows, SystemsDifferTest::inUse);
    assertIsLookedForAgain(windows, path -> new NoSuchFileException(path.toString()));
    assertIsLookedForAgain(posix, path -> new NoSuchFileException(path.toString()));
  }

  /** Its size, and the file itself before and after the copy. */
  private void assertIsLookedForAgain(FaultyFileSystem system, Function<Path, IOException> how)
      throws Exception {
    LiveDatabase live =
        new LiveDatabase(system.path(folder.resolve("shop.db")), Duration.ZERO, false, CLOCK);
    Path copy = system.path(folder.resolve("copy.db"));
    for (int looks = 0; looks < 2; looks++) {
      AtomicInteger refused = refuseAfter(looks, 5, how);
      assertTrue(live.bytes() > 0);
      assertTrue(live.snapshot(copy, Progress.NONE).bytes() > 0);
      assertTrue(refused.get() > looks + 5, "it was refused five times");
      Files.delete(copy);
    }
    // The look that follows the copy.
    AtomicInteger refused = new AtomicInteger();
    faults.rule(
        (operation, path) ->
            operation.equals("look")
                    && path.endsWith("shop.db")
                    && Files.exists(folder.resolve("copy.db"))
                    && isLookedFor("identity")
                    && refused.getAndIncrement() < 5
                ? Optional.of(how.apply(path))
                : Optional.empty());
    assertTrue(live.snapshot(copy, Progress.NONE).bytes() > 0);
    assertTrue(refused.get() > 5, "it was refused five times");
    Files.delete(copy);
  }

  private AtomicInteger refuseAfter(int looks, int times, Function<Path, IOException> how) {
    AtomicInteger asked = new AtomicInteger();
    faults.rule(
        (operation, path) -> {
          boolean counts =
              operation.equals("look") && path.endsWith("shop.db") && isLookedFor("ofWhatIsNoFile");
          int before = counts ? asked.getAndIncrement() : 0;
          return counts && before >= looks && before < looks + times
              ? Optional.of(how.apply(path))
              : Optional.empty();
        });
    return asked;
  }

  private static boolean isLookedFor(String method) {
    return StackWalker.getInstance()
        .walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals(method)));
  }

  @Test
  void aDatabaseThatIsBeingReplacedWhenItsPermissionsAreAskedForIsNoTroubleOfThePlace()
      throws Exception {
    SampleShop.create(folder.resolve("shop.db"), 100_000);
    AtomicInteger asked = new AtomicInteger();
    faults.rule(
        (operation, path) ->
            path.endsWith("shop.db") && isLookedFor("narrow") && asked.incrementAndGet() > 0
                ? Optional.of(new NoSuchFileException(path.toString()))
                : Optional.empty());
    LiveDatabase live =
        new LiveDatabase(posix.path(folder.resolve("shop.db")), Duration.ZERO, false, CLOCK);
    live.snapshot(posix.path(folder.resolve("copy.db")), Progress.NONE);
    assertTrue(asked.get() > 0);
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("copy.db"))));
  }

  @Test
  void aLogThatGoesWhileItIsLookedAtIsNoTrouble() throws Exception {
    SampleShop.create(folder.resolve("shop.db"), 100_000);
    Files.write(folder.resolve("shop.db-wal"), TEXT);
    AtomicInteger looks = new AtomicInteger();
    faults.rule(
        (operation, path) ->
            path.endsWith("shop.db-wal") && looks.getAndIncrement() > 0
                ? Optional.of(new NoSuchFileException(path.toString()))
                : Optional.empty());
    LiveDatabase live =
        new LiveDatabase(posix.path(folder.resolve("shop.db")), Duration.ZERO, false, CLOCK);
    long whole = Files.size(folder.resolve("shop.db"));
    assertEquals(whole + TEXT.length, live.bytes());
    assertEquals(whole, live.bytes());
  }

  @Test
  void aDenialIsToldAtOnceOnPosix() throws Exception {
    SampleShop.create(folder.resolve("shop.db"), 100_000);
    AtomicInteger asked = refuseAfter(0, 5, SystemsDifferTest::denied);
    LiveDatabase live =
        new LiveDatabase(posix.path(folder.resolve("shop.db")), Duration.ZERO, false, CLOCK);
    assertThrows(FailureException.class, live::bytes);
    assertEquals(1, asked.get());
  }

  @Test
  void aLinkIsNoPlaceholder() throws Exception {
    Files.write(folder.resolve("a.txt"), TEXT);
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a.txt"));
    assertFalse(PlainFiles.isFile(windows.path(link)));
    assertThrows(IOException.class, () -> PlainFiles.open(windows.path(link)).close());
  }

  private static FolderDestination nas(Path where, UUID marker) {
    return new FolderDestination(
        where.resolve("nas"), "NAS", FolderDestination.Reach.LOCAL, Optional.of(marker), CLOCK);
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
