package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.Effort;
import dev.nightjar.faults.FastFolder;
import dev.nightjar.faults.OrdinaryUser;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class LiveDatabaseTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(200);

  @TempDir(factory = FastFolder.class)
  Path folder;

  private Path live;
  private Path target;

  @BeforeEach
  void names() throws IOException {
    live = Files.createDirectory(folder.resolve("app")).resolve("live.db");
    target = Files.createDirectory(folder.resolve("staged")).resolve("copy.db");
  }

  private Snapshot snapshot() throws FailureException {
    return new LiveDatabase(live, PATIENCE, false, Clock.systemUTC())
        .snapshot(target, Progress.NONE);
  }

  private void refusedAs(Reason reason) throws IOException {
    refusedAs(reason, false);
  }

  /** By a look and by a snapshot alike; and neither leaves anything behind. */
  private void refusedAs(Reason reason, boolean onNetwork) throws IOException {
    LiveDatabase database = new LiveDatabase(live, SHORT, onNetwork, Clock.systemUTC());
    FailureException looked = assertThrows(FailureException.class, database::inspect);
    FailureException copied =
        assertThrows(FailureException.class, () -> database.snapshot(target, Progress.NONE));
    assertEquals(List.of(reason, reason), List.of(looked.reason(), copied.reason()));
    assertEquals(live.toString(), copied.failure().arguments().get(0));
    assertEquals(List.of(), filesIn(target));
  }

  private static List<String> filesIn(Path file) throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private void overwrite(int offset, int... bytes) throws IOException {
    byte[] content = Files.readAllBytes(live);
    for (int i = 0; i < bytes.length; i++) {
      content[offset + i] = (byte) bytes[i];
    }
    Files.write(live, content);
  }

  @Test
  void aMissingFileIsRefusedAndNotCreated() throws IOException {
    refusedAs(Reason.DATABASE_MISSING);
    assertEquals(List.of(), filesIn(live));
  }

  @Test
  void aFolderIsRefused() throws IOException {
    Files.createDirectory(live);
    refusedAs(Reason.DATABASE_IS_FOLDER);
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    Files.createFile(live);
    refusedAs(Reason.DATABASE_EMPTY);
  }

  @Test
  void aTextFileIsNoDatabase() throws IOException {
    Files.writeString(live, "Dear diary, today nothing was backed up.\n".repeat(300));
    refusedAs(Reason.NOT_A_DATABASE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 99, 511, 513})
  void aShortTextFileIsNoDatabase(int bytes) throws IOException {
    Files.writeString(live, "x".repeat(bytes));
    refusedAs(Reason.NOT_A_DATABASE);
  }

  @Test
  void randomBytesAreTakenForAnEncryptedDatabase() throws IOException {
    byte[] bytes = new byte[8192];
    new Random(42).nextBytes(bytes);
    Files.write(live, bytes);
    refusedAs(Reason.DATABASE_ENCRYPTED);
  }

  /** SQLite finds a newer format, no SQL, or damage in it: that depends on the bytes behind. */
  @ParameterizedTest
  @ValueSource(ints = {32, 100})
  void anEncryptedDatabaseMayBeginAsAnyOther(int plain) throws Exception {
    TransferWriter.fill(live, "delete", 100);
    byte[] whole = Files.readAllBytes(live);
    for (int seed = 0; seed < 8; seed++) {
      byte[] bytes = new byte[whole.length];
      new Random(seed).nextBytes(bytes);
      System.arraycopy(whole, 0, bytes, 0, plain);
      Files.write(live, bytes);
      // A whole header is never encrypted: what is behind it is damaged.
      refusedAs(plain == 32 ? Reason.DATABASE_ENCRYPTED : Reason.DATABASE_DAMAGED);
    }
  }

  @Test
  void aHeaderWithAnImpossiblePageSizeIsDamaged() throws Exception {
    TransferWriter.fill(live, "delete", 100);
    overwrite(16, 0, 3);
    refusedAs(Reason.DATABASE_DAMAGED);
  }

  @Test
  void aDamagedSchemaPageIsDamaged() throws Exception {
    TransferWriter.fill(live, "delete", 100);
    overwrite(100, 0x77, 0x77, 0x77, 0x77);
    refusedAs(Reason.DATABASE_DAMAGED);
  }

  @Test
  void aFileThatWasCutShortIsDamaged() throws Exception {
    TransferWriter.fill(live, "delete", 100);
    byte[] content = Files.readAllBytes(live);
    Files.write(live, java.util.Arrays.copyOf(content, content.length / 2));
    refusedAs(Reason.DATABASE_DAMAGED);
  }

  @Test
  void damageThatOnlyMakingTheCopyOneFileMeetsIsDamageAndLeavesNothing() throws Exception {
    try (Connection connection = TransferWriter.connect(live);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA auto_vacuum=1");
      statement.execute("CREATE TABLE first(a)");
    }
    TransferWriter.fill(live, "wal", 100);
    overwrite(36, 0x7f, 0xff, 0xff, 0xff); // More free pages than pages.
    try (Connection connection = TransferWriter.connect(live)) {
      assertEquals(1, Connections.number(connection, "PRAGMA auto_vacuum"));
    }
    FailureException refused = assertThrows(FailureException.class, this::snapshot);
    assertEquals(Reason.DATABASE_DAMAGED, refused.reason());
    assertEquals(List.of(), filesIn(target));
  }

  @Test
  void aReadVersionOfTheFutureIsTooNew() throws Exception {
    TransferWriter.fill(live, "delete", 100);
    overwrite(18, 3, 3);
    refusedAs(Reason.DATABASE_TOO_NEW);
  }

  @Test
  void aFileThatWeMayNotReadIsRefused() throws Exception {
    OrdinaryUser.assume(folder);
    TransferWriter.fill(live, "delete", 100);
    Files.setPosixFilePermissions(live, PosixFilePermissions.fromString("---------"));
    refusedAs(Reason.DATABASE_NO_PERMISSION);
  }

  @Test
  void aLogThatWeMayNotReadIsNamed() throws Exception {
    OrdinaryUser.assume(folder);
    TransferWriter.fill(live, "wal", 100);
    Path log = Files.write(live.resolveSibling(live.getFileName() + "-wal"), new byte[32]);
    Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("---------"));
    FailureException refused = assertThrows(FailureException.class, this::snapshot);
    assertEquals(Reason.DATABASE_NO_PERMISSION, refused.reason());
    assertEquals(List.of(log.toString()), refused.failure().arguments());
  }

  @Test
  void aWalDatabaseInAFolderThatWeMayNotWriteToIsRefused() throws Exception {
    OrdinaryUser.assume(folder);
    TransferWriter.fill(live, "wal", 100);
    Files.setPosixFilePermissions(live.getParent(), PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      refusedAs(Reason.DATABASE_FOLDER_READ_ONLY);
    } finally {
      Files.setPosixFilePermissions(live.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /** Another user's would be refused: installer/test.sh has two users. */
  @Test
  void aWalDatabaseOfOursThatNobodyMayWriteToIsCopied() throws Exception {
    onlyReadable("wal");
    snapshot();
    assertEquals(TransferWriter.sum(live), TransferWriter.sum(target));
  }

  @Test
  void aWalDatabaseThatWeMayOnlyReadIsCopiedWhileItsAppIsThere() throws Exception {
    TransferWriter.fill(live, "wal", 100);
    try (Connection app = TransferWriter.connect(live);
        Statement statement = app.createStatement()) {
      statement.execute("UPDATE account SET balance = balance");
      readOnly();
      snapshot();
      assertEquals(List.of("live.db", "live.db-shm", "live.db-wal"), filesIn(live));
    }
    assertEquals(TransferWriter.sum(live), TransferWriter.sum(target));
  }

  @Test
  void aDatabaseWithoutALogThatWeMayOnlyReadIsCopied() throws Exception {
    onlyReadable("delete");
    snapshot();
    assertEquals(List.of("live.db"), filesIn(live));
  }

  private void onlyReadable(String mode) throws Exception {
    TransferWriter.fill(live, mode, 100);
    readOnly();
  }

  private void readOnly() throws Exception {
    OrdinaryUser.assume(folder);
    Files.setPosixFilePermissions(live, PosixFilePermissions.fromString("r--r--r--"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wal", "delete"})
  void aLockThatOutlastsOurPatienceIsToldAsSuch(String mode) throws Exception {
    TransferWriter.fill(live, mode, 100);
    try (Connection app = TransferWriter.connect(live);
        Statement statement = app.createStatement()) {
      statement.execute("PRAGMA locking_mode=EXCLUSIVE");
      statement.execute("BEGIN EXCLUSIVE");
      statement.execute("UPDATE account SET balance = 0");
      refusedAs(Reason.DATABASE_LOCKED);
    }
  }

  @Test
  void walOnANetworkIsRefusedAndRollbackModeThereIsNot() throws Exception {
    TransferWriter.fill(live, "wal", 100);
    refusedAs(Reason.DATABASE_WAL_ON_NETWORK, true);
    Files.delete(live);
    TransferWriter.fill(live, "delete", 100);
    new LiveDatabase(live, SHORT, true, Clock.systemUTC()).snapshot(target, Progress.NONE);
    assertEquals(TransferWriter.TOTAL, TransferWriter.sum(target));
  }

  @Test
  void aTargetThatIsThereAlreadyIsLeftAsItIs() throws Exception {
    TransferWriter.fill(live, "wal", 100);
    Files.writeString(target, "somebody else's");
    FailureException refused = assertThrows(FailureException.class, this::snapshot);
    assertEquals(Reason.PLACE_IO, refused.reason());
    assertEquals("somebody else's", Files.readString(target));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wal", "delete"})
  void theCopyIsOneFileInRollbackMode(String mode) throws Exception {
    TransferWriter.fill(live, mode, 3000);
    Snapshot snapshot = snapshot();
    assertEquals(List.of("copy.db"), filesIn(target));
    assertEquals(List.of("live.db"), filesIn(live));
    assertEquals(mode, snapshot.journalMode());
    assertEquals(Files.size(target), snapshot.bytes());
    // Format versions 1: readable by whoever opens it, with no -shm.
    byte[] head = Files.readAllBytes(target);
    assertArrayEquals(new byte[] {1, 1}, new byte[] {head[18], head[19]});
    assertEquals(TransferWriter.TOTAL, TransferWriter.sum(target));
    assertEquals(
        mode.equals("wal") ? Checkpoint.Result.COMPLETED : Checkpoint.Result.NOT_NEEDED,
        snapshot.checkpoint().result());
  }

  @Test
  void theLogOfALinkedFileIsBesideTheFileAndNotBesideTheLink() throws Exception {
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "POSIX only");
    TransferWriter.fill(live, "wal", 100);
    Path link = Files.createSymbolicLink(folder.resolve("link.db"), live);
    Snapshot snapshot =
        new LiveDatabase(link, PATIENCE, false, Clock.systemUTC()).snapshot(target, Progress.NONE);
    assertEquals("wal", snapshot.journalMode());
    assertEquals(Checkpoint.Result.COMPLETED, snapshot.checkpoint().result());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-r-----", "rw-rw-rw-"})
  void nobodyMayReadTheCopyWhoMayNotReadTheLiveFile(String permissions) throws Exception {
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "POSIX only");
    TransferWriter.fill(live, "wal", 100);
    Files.setPosixFilePermissions(live, PosixFilePermissions.fromString(permissions));
    snapshot();
    assertTrue(
        PosixFilePermissions.fromString(permissions)
            .containsAll(Files.getPosixFilePermissions(target)));
  }

  @Test
  void whatIsOnlyInTheLogIsInTheCopy() throws Exception {
    TransferWriter.fill(live, "wal", 100);
    try (Connection app = TransferWriter.connect(live);
        Statement statement = app.createStatement()) {
      statement.execute("PRAGMA wal_autocheckpoint=0");
      statement.execute("UPDATE account SET balance = 5");
      assertTrue(TransferWriter.exists(live, "-wal") && TransferWriter.exists(live, "-shm"));
      snapshot();
      assertEquals(TransferWriter.ACCOUNTS * 5L, TransferWriter.sum(target));
    }
  }

  @Test
  void aLongReaderMakesTheCheckpointPartialAndTheCopyCompleteAllTheSame() throws Exception {
    TransferWriter.fill(live, "wal", 100);
    try (Connection app = TransferWriter.connect(live);
        Connection report = TransferWriter.connect(live);
        Statement reading = report.createStatement();
        Statement writing = app.createStatement()) {
      writing.execute("PRAGMA wal_autocheckpoint=0");
      writing.execute("UPDATE account SET balance = 4");
      reading.execute("BEGIN");
      Connections.number(report, "SELECT sum(balance) FROM account");
      writing.execute("UPDATE account SET balance = 5");
      Snapshot snapshot = snapshot();
      assertEquals(Checkpoint.Result.PARTIAL, snapshot.checkpoint().result());
      assertEquals(TransferWriter.ACCOUNTS * 5L, TransferWriter.sum(target));
    }
  }

  /** TRUNCATE would cut it, and wait for the app's readers before. */
  @Test
  void theCheckpointCutsNoLogOfTheApps() throws Exception {
    TransferWriter.fill(live, "wal", 100);
    try (Connection app = TransferWriter.connect(live);
        Statement statement = app.createStatement()) {
      statement.execute("PRAGMA wal_autocheckpoint=0");
      statement.execute("UPDATE account SET balance = 5");
      Path log = live.resolveSibling("live.db-wal");
      long bytes = Files.size(log);
      assertTrue(bytes > 0);
      Snapshot snapshot = snapshot();
      assertEquals(Checkpoint.Result.COMPLETED, snapshot.checkpoint().result());
      assertEquals(bytes, Files.size(log));
    }
  }

  /** Puts another database under the live one's name at the first step of each copy. */
  private Progress replacing(int times) throws Exception {
    assumeFalse(
        System.getProperty("os.name").startsWith("Windows"),
        "an open file's name can't be given to another on Windows");
    for (int i = 0; i < times; i++) {
      Path other = folder.resolve("other" + i);
      TransferWriter.fill(other, "delete", 100);
      try (Connection connection = TransferWriter.connect(other);
          Statement statement = connection.createStatement()) {
        statement.execute("UPDATE account SET balance = " + (i + 2));
      }
    }
    AtomicLong replaced = new AtomicLong();
    return (done, total) -> {
      try {
        Path other = folder.resolve("other" + replaced.getAndIncrement());
        if (Files.exists(other)) {
          Files.move(other, live, StandardCopyOption.REPLACE_EXISTING);
        }
      } catch (IOException e) {
        throw FailureException.because(e, Reason.UNEXPECTED, e.toString());
      }
    };
  }

  @Test
  void aFileThatTookTheLiveOnesPlaceWhileItWasCopiedIsCopiedInstead() throws Exception {
    TransferWriter.fill(live, "delete", 100);
    Progress once = replacing(1);
    new LiveDatabase(live, PATIENCE, false, Clock.systemUTC()).snapshot(target, once);
    assertEquals(TransferWriter.ACCOUNTS * 2L, TransferWriter.sum(target));
    assertEquals(List.of("copy.db"), filesIn(target));
  }

  @Test
  void aFileThatIsReplacedAgainAndAgainIsRefusedAndNothingIsLeft() throws Exception {
    TransferWriter.fill(live, "delete", 100);
    Progress twice = replacing(2);
    LiveDatabase database = new LiveDatabase(live, PATIENCE, false, Clock.systemUTC());
    FailureException refused =
        assertThrows(FailureException.class, () -> database.snapshot(target, twice));
    assertEquals(Reason.DATABASE_REPLACED, refused.reason());
    assertEquals(List.of(), filesIn(target));
  }

  @Test
  void aFailureIsNoneIfTheFileWasReplacedMeanwhile() throws Exception {
    TransferWriter.fill(live, "delete", 100);
    Progress once = replacing(1);
    AtomicLong copies = new AtomicLong();
    Progress damaged =
        (done, total) -> {
          once.advanced(done, total);
          if (copies.getAndIncrement() == 0) {
            throw new FailureException(Reason.DATABASE_DAMAGED, live);
          }
        };
    LiveDatabase database = new LiveDatabase(live, PATIENCE, false, Clock.systemUTC());
    database.snapshot(target, damaged);
    assertEquals(TransferWriter.ACCOUNTS * 2L, TransferWriter.sum(target));
    Files.delete(target);
    copies.set(0);
    FailureException refused =
        assertThrows(FailureException.class, () -> database.snapshot(target, damaged));
    assertEquals(Reason.DATABASE_DAMAGED, refused.reason());
    assertEquals(1, copies.get());
    assertEquals(List.of(), filesIn(target));
  }

  /** To roll it back is to take it from the app that is about to write. */
  @Test
  void theJournalOfAFileThatTookTheLiveOnesPlaceIsLeftAlone() throws Exception {
    TransferWriter.fill(live, "delete", 100);
    Path other = folder.resolve("other0");
    Path journal = live.resolveSibling("live.db-journal");
    Progress once = replacing(1);
    try (Connection app = TransferWriter.connect(other);
        Statement statement = app.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      statement.execute("UPDATE account SET balance = 5");
      Progress withJournal =
          (done, total) -> {
            once.advanced(done, total);
            try {
              if (!Files.exists(journal)) {
                Files.move(folder.resolve("other0-journal"), journal);
              }
            } catch (IOException e) {
              throw FailureException.because(e, Reason.UNEXPECTED, e.toString());
            }
          };
      new LiveDatabase(live, PATIENCE, false, Clock.systemUTC()).snapshot(target, withJournal);
      assertTrue(Files.exists(journal));
      assertEquals(TransferWriter.ACCOUNTS * 2L, TransferWriter.sum(target));
      statement.execute("ROLLBACK");
    }
  }

  @Test
  void aHotJournalIsRolledBack() throws Exception {
    TransferWriter.fill(live, "delete", 3000);
    TransferWriter.dieInTransaction(live);
    assertTrue(TransferWriter.exists(live, "-journal"));
    snapshot();
    assertEquals(TransferWriter.TOTAL, TransferWriter.sum(target));
    assertEquals(List.of("live.db"), filesIn(live));
  }

  @Test
  void inRollbackModeTheLiveFilesBytesStayAsTheyAre() throws Exception {
    TransferWriter.fill(live, "delete", 3000);
    byte[] before = Files.readAllBytes(live);
    snapshot();
    assertArrayEquals(before, Files.readAllBytes(live));
    assertEquals(List.of("live.db"), filesIn(live));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wal", "delete"})
  void aCancelLeavesNoFile(String mode) throws Exception {
    TransferWriter.fill(live, mode, 9000);
    Progress cancel =
        (done, total) -> {
          throw new FailureException(Reason.CANCELLED);
        };
    FailureException cancelled =
        assertThrows(
            FailureException.class,
            () ->
                new LiveDatabase(live, PATIENCE, false, Clock.systemUTC())
                    .snapshot(target, cancel));
    assertEquals(Reason.CANCELLED, cancelled.reason());
    assertEquals(List.of(), filesIn(target));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with spaces",
        "what?mode=rwc",
        "a#b",
        "100%",
        "%41",
        "it's \"quoted\"",
        "😀 ü",
        "a&b=c;d+e"
      })
  void everyCharacterOfAPathIsTakenAsItIs(String name) throws Exception {
    Path strange;
    try {
      strange = Files.createDirectory(folder.resolve(name));
    } catch (InvalidPathException | IOException e) {
      assumeTrue(false, "this system has no such names: " + e);
      return;
    }
    // Filled under a plain name, so that the test doesn't rest on how it connects.
    TransferWriter.fill(live, "wal", 100);
    live = Files.move(live, strange.resolve(name + ".db"));
    target = Files.createDirectory(folder.resolve("to " + name)).resolve(name + " copy.db");
    snapshot();
    assertEquals(List.of(name + ".db"), filesIn(live));
    assertEquals(List.of(name + " copy.db"), filesIn(target));
    assertEquals(TransferWriter.TOTAL, TransferWriter.sum(target));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wal", "delete"})
  void aWriterInThisProcessNeverTearsACopy(String mode) throws Exception {
    TransferWriter.fill(live, mode, 6000);
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong commits = new AtomicLong();
    CompletableFuture<Void> writer = write(stop, commits);
    try {
      consistent(Effort.of(8, 20));
    } finally {
      stop.set(true);
      writer.get(30, TimeUnit.SECONDS);
    }
    assertTrue(commits.get() > 8, "commits: " + commits);
  }

  private CompletableFuture<Void> write(AtomicBoolean stop, AtomicLong commits) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            TransferWriter.run(live, stop, commits);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"wal", "delete"})
  void aWriterInAnotherProcessNeverTearsACopy(String mode) throws Exception {
    withAWriterInAnotherProcess(mode, 5);
  }

  @Tag("proof")
  @Timeout(600)
  @ParameterizedTest
  @ValueSource(strings = {"wal", "delete"})
  void aWriterInAnotherProcessNeverTearsOneOfAHundredCopies(String mode) throws Exception {
    withAWriterInAnotherProcess(mode, 100);
  }

  private void withAWriterInAnotherProcess(String mode, int times) throws Exception {
    TransferWriter.fill(live, mode, 6000);
    Process writer = TransferWriter.spawn(live);
    try {
      consistent(times);
      assertTrue(writer.isAlive(), "the writer failed");
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  private void consistent(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      Snapshot snapshot = snapshot();
      assertEquals(TransferWriter.TOTAL, TransferWriter.sum(target), "snapshot " + i);
      CheckReport report = DatabaseCheck.of(snapshot.file(), Progress.NONE);
      assertTrue(report.grade() == CheckReport.Grade.WHOLE, report::toString);
      Files.delete(target);
    }
  }

  @Tag("proof")
  @Test
  void inRollbackModeAWriterInAnotherProcessGetsThroughWhileWeCopy() throws Exception {
    TransferWriter.fill(live, "delete", 9000);
    List<Long> done = new ArrayList<>();
    AtomicLong committedInBetween = new AtomicLong();
    byte[][] counter = {changeCounter()};
    Process writer = TransferWriter.spawn(live);
    try {
      Progress slow =
          (bytes, total) -> {
            done.add(bytes);
            byte[] now = changeCounter();
            if (!java.util.Arrays.equals(counter[0], now)) {
              committedInBetween.incrementAndGet();
              counter[0] = now;
            }
            try {
              // Longer than the longest pause of SQLite's busy handler: the writer is waiting then.
              Thread.sleep(250);
            } catch (InterruptedException e) {
              throw new FailureException(Reason.CANCELLED);
            }
          };
      Snapshot snapshot =
          new LiveDatabase(live, PATIENCE, false, Clock.systemUTC()).snapshot(target, slow);
      assertTrue(committedInBetween.get() >= 3, "gave way " + committedInBetween);
      assertTrue(snapshot.commitsWaited());
      assertEquals(done.stream().sorted().toList(), done);
      assertEquals(TransferWriter.TOTAL, TransferWriter.sum(target));
      assertTrue(writer.isAlive(), "the writer failed");
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  /** By another process: reading it here would drop our own locks. */
  private byte[] changeCounter() {
    try {
      Process head = new ProcessBuilder("head", "-c", "28", live.toString()).start();
      byte[] bytes = head.getInputStream().readAllBytes();
      return java.util.Arrays.copyOfRange(bytes, 24, 28);
    } catch (IOException e) {
      assumeTrue(false, "needs head: " + e);
      return new byte[0];
    }
  }

  @Test
  void withNobodyWritingNoCommitHasWaitedAndTheCopyNeverStartsAgain() throws Exception {
    TransferWriter.fill(live, "delete", 9000);
    AtomicLong steps = new AtomicLong();
    Snapshot snapshot =
        new LiveDatabase(live, PATIENCE, false, Clock.systemUTC())
            .snapshot(target, (done, total) -> steps.incrementAndGet());
    assertFalse(snapshot.commitsWaited());
    assertEquals(((snapshot.bytes() - 1) >> 20) + 1, steps.get());
  }
}
