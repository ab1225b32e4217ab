package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.OrdinaryUser;
import dev.nightjar.sqlite.LiveFileState.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class LiveFileInspectorTest {
  @TempDir private Path folder;
  private Path live;
  private Optional<LiveFileState> previous = Optional.empty();

  @BeforeEach
  void name() {
    live = folder.resolve("live.db");
  }

  private LiveFileState inspect() {
    LiveFileState state = LiveFileInspector.inspect(live, false, previous);
    previous = Optional.of(state);
    return state;
  }

  private Optional<Reason> reason() {
    return inspect().failure().map(Failure::reason);
  }

  private Change change() {
    LiveFileState state = inspect();
    assertEquals(Optional.empty(), state.failure());
    return state.change();
  }

  private static void run(Path file, String... statements) throws SQLException {
    try (Connection app = Connections.creator(file);
        Statement statement = app.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wal", "delete"})
  void aFineFileIsToldWithItsFactsAndLeftAlone(String mode) throws Exception {
    run(
        live,
        "PRAGMA journal_mode=" + mode,
        "CREATE TABLE t(a)",
        "PRAGMA application_id=77",
        "PRAGMA user_version=3");
    Instant written = Instant.parse("2026-03-02T10:00:00Z");
    Files.setLastModifiedTime(live, FileTime.from(written));
    LiveFileState state = inspect();
    assertTrue(state.isFine());
    assertEquals(Change.FIRST, state.change());
    LiveFileState.Facts facts = state.facts().orElseThrow();
    assertEquals(
        List.of(Files.size(live), written, 77L, 3L),
        List.of(facts.bytes(), facts.changedAt(), facts.applicationId(), facts.userVersion()));
    assertEquals(Change.NONE, change());
    assertEquals(List.of("live.db"), files());
  }

  @ParameterizedTest
  @ValueSource(strings = {"wal", "delete"})
  void aWriteAndAnUpdateOfTheAppAreToldApart(String mode) throws Exception {
    run(live, "PRAGMA journal_mode=" + mode, "CREATE TABLE t(a)");
    inspect();
    run(live, "INSERT INTO t VALUES (1)");
    assertEquals(Change.WRITTEN, change());
    run(live, "ALTER TABLE t ADD COLUMN b");
    assertEquals(Change.SCHEMA, change());
    assertEquals(Change.NONE, change());
  }

  /** Damage that only SQLite sees: it is not met, so SQLite wasn't asked. */
  @Test
  void anUnchangedFileIsNotOpened() throws Exception {
    run(live, "CREATE TABLE t(a)");
    inspect();
    FileTime written = Files.getLastModifiedTime(live);
    byte[] content = Files.readAllBytes(live);
    content[100] = 0x77;
    Files.write(live, content);
    Files.setLastModifiedTime(live, written);
    assertEquals(Optional.empty(), reason());
    content[27]++; // The change counter, within the first 100 bytes.
    Files.write(live, content);
    Files.setLastModifiedTime(live, written);
    assertEquals(Optional.of(Reason.DATABASE_DAMAGED), reason());
  }

  @Test
  void whatIsNotFineIsAskedAgainAndWhatIsBackIsKnownAgain() throws Exception {
    run(live, "CREATE TABLE t(a)");
    inspect();
    Path aside = folder.resolve("aside.db");
    Files.move(live, aside);
    assertEquals(Optional.of(Reason.DATABASE_MISSING), reason());
    Files.move(aside, live);
    assertEquals(Change.NONE, change());
  }

  @Test
  void anotherFileUnderTheSameNameIsTold() throws Exception {
    run(live, "CREATE TABLE t(a)");
    Path other = folder.resolve("other.db");
    run(other, "CREATE TABLE t(a)");
    assertEquals(Change.FIRST, change());
    Files.move(live, folder.resolve("moved.db"));
    assertEquals(Optional.of(Reason.DATABASE_MISSING), reason());
    Files.move(other, live);
    assertEquals(Change.REPLACED, change());
    assertEquals(Change.NONE, change());
  }

  @Test
  void aFileThatIsJustBeingReplacedIsNotMissing() throws Exception {
    run(live, "CREATE TABLE t(a)");
    assertEquals(Change.FIRST, change());
    Files.move(live, folder.resolve("moved.db"));
    FutureTask<Path> app = replacing();
    assertEquals(Change.REPLACED, change());
    assertEquals(live, app.get());
    assertEquals(Optional.empty(), reason());
  }

  @Test
  void theFirstLookAtAFileThatIsBeingReplacedWaitsForItToo() throws Exception {
    FutureTask<Path> app = replacing();
    assertEquals(Change.FIRST, change());
    assertEquals(live, app.get());
    assertEquals(Optional.empty(), reason());
  }

  /** As the settings are checked and saved. */
  @Test
  void aDatabaseThatIsToBeSetUpIsWaitedForWhileItIsBeingReplaced() throws Exception {
    FutureTask<Path> app = replacing();
    new LiveDatabase(live, Duration.ofSeconds(5), false, Clock.systemUTC()).inspect();
    assertEquals(live, app.get());
  }

  /** An app that moves its new file to the live one's name once that is waited for. */
  private FutureTask<Path> replacing() throws SQLException {
    Path other = folder.resolve("other.db");
    run(other, "CREATE TABLE t(a)");
    Thread inspecting = Thread.currentThread();
    FutureTask<Path> app =
        new FutureTask<>(
            () -> {
              while (inspecting.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
              }
              return Files.move(other, live);
            });
    Thread thread = new Thread(app);
    thread.setDaemon(true);
    thread.start();
    return app;
  }

  @Test
  void aFileMovedOverItIsAnother() throws Exception {
    run(live, "CREATE TABLE t(a)");
    Path other = Files.copy(live, folder.resolve("other.db"));
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(live));
    assertEquals(Change.FIRST, change());
    Files.move(other, live, StandardCopyOption.REPLACE_EXISTING);
    assertEquals(Change.REPLACED, change());
  }

  @Test
  void anotherApplicationsDataInTheSameFileIsTold() throws Exception {
    run(live, "CREATE TABLE t(a)", "PRAGMA application_id=1");
    assertEquals(Change.FIRST, change());
    run(live, "PRAGMA application_id=2");
    assertEquals(Change.REPLACED, change());
  }

  @Test
  void whatIsNoDatabaseIsToldAsARunWould() throws Exception {
    byte[] cipher = new byte[8192];
    new Random(42).nextBytes(cipher);
    assertEquals(Optional.of(Reason.DATABASE_MISSING), reason());
    Files.createFile(live);
    assertEquals(Optional.of(Reason.DATABASE_EMPTY), reason());
    Files.writeString(live, "Dear diary. ".repeat(500));
    assertEquals(Optional.of(Reason.NOT_A_DATABASE), reason());
    Files.write(live, cipher);
    assertEquals(Optional.of(Reason.DATABASE_ENCRYPTED), reason());
    Files.delete(live);
    Files.createDirectory(live);
    assertEquals(Optional.of(Reason.DATABASE_IS_FOLDER), reason());
    Files.delete(live);
    run(live, "CREATE TABLE t(a)");
    assertEquals(Optional.empty(), reason());
    Files.write(live, new byte[0]);
    LiveFileState state = inspect();
    assertEquals(Optional.of(Reason.DATABASE_EMPTY), state.failure().map(Failure::reason));
    assertTrue(state.facts().isPresent(), "what it was is still known");
  }

  @Test
  void belowAFileThereIsNone() throws Exception {
    run(live, "CREATE TABLE t(a)");
    LiveFileState state =
        LiveFileInspector.inspect(live.resolve("shop.db"), false, Optional.empty());
    assertEquals(Optional.of(Reason.DATABASE_MISSING), state.failure().map(Failure::reason));
  }

  @Test
  void aLockIsToldAndGoneWithoutTheFileBeingWritten() throws Exception {
    run(live, "CREATE TABLE t(a)");
    try (Connection app = Connections.recoverer(live, Duration.ZERO);
        Statement statement = app.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      assertEquals(Optional.of(Reason.DATABASE_LOCKED), reason());
      statement.execute("ROLLBACK");
      assertEquals(Optional.empty(), reason());
    }
  }

  @Test
  void aFileThatWeMayNotReadIsTold() throws Exception {
    OrdinaryUser.assume(folder);
    run(live, "CREATE TABLE t(a)");
    Files.setPosixFilePermissions(live, PosixFilePermissions.fromString("---------"));
    assertEquals(Optional.of(Reason.DATABASE_NO_PERMISSION), reason());
  }

  @Test
  void walOnANetworkIsTold() throws Exception {
    run(live, "PRAGMA journal_mode=wal", "CREATE TABLE t(a)");
    LiveFileState state = LiveFileInspector.inspect(live, true, Optional.empty());
    assertEquals(Optional.of(Reason.DATABASE_WAL_ON_NETWORK), state.failure().map(Failure::reason));
  }

  /** Closing any descriptor of a file drops all POSIX locks of the process on it. */
  @Test
  void anInspectionLeavesTheLocksOfARunOfOurs() throws Exception {
    run(live, "CREATE TABLE many(i)");
    assertEquals(Change.FIRST, change());
    try (FileUse use = FileUse.bySqlite(live);
        Connection reader = Connections.reader(live, Duration.ZERO);
        Statement statement = reader.createStatement()) {
      statement.execute("BEGIN");
      Connections.number(reader, "SELECT count(*) FROM many");
      assertEquals(Change.NONE, change());
      assertEquals("BUSY", DatabaseInspectionTest.commitOfAnotherProcess(live));
      previous = Optional.empty();
      assertEquals(Change.FIRST, change());
      assertEquals("BUSY", DatabaseInspectionTest.commitOfAnotherProcess(live));
    }
    assertEquals("WRITTEN", DatabaseInspectionTest.commitOfAnotherProcess(live));
    assertEquals(Change.WRITTEN, change());
  }
}
