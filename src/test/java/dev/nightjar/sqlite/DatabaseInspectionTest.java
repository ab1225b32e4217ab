package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.ChildJava;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class DatabaseInspectionTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private Path database(String... statements) throws SQLException {
    Path file = folder.resolve("shop.db");
    try (Connection connection = Connections.creator(file)) {
      execute(connection, statements);
    }
    return file;
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  private static String rows(int count) {
    return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
        + count
        + ") INSERT INTO many SELECT i FROM n";
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void tablesAndRowsAreToldAndNothingIsChanged() throws Exception {
    Path file =
        database(
            "CREATE TABLE \"odd \"\"name\"(x)",
            "CREATE TABLE empty(id INTEGER PRIMARY KEY AUTOINCREMENT)",
            "CREATE VIEW v AS SELECT 1",
            "CREATE TABLE many(i)",
            rows(25_000),
            "INSERT INTO \"odd \"\"name\" VALUES (1), (2)");
    Instant changed = Instant.parse("2026-03-02T10:00:00Z");
    Files.setLastModifiedTime(file, FileTime.from(changed));
    byte[] before = Files.readAllBytes(file);

    DatabaseInspection look = DatabaseInspection.at(file, false, LIMIT);

    assertEquals(
        List.of(
            new TableRows("empty", 0),
            new TableRows("many", 25_000),
            new TableRows("odd \"name", 2)),
        look.tables());
    assertEquals(25_002, look.rows());
    assertTrue(look.allCounted());
    assertEquals("delete", look.journalMode());
    assertEquals(changed, look.changedAt());
    assertEquals(before.length, look.bytes());
    assertArrayEquals(before, Files.readAllBytes(file));
    assertEquals(List.of("shop.db"), files());
  }

  @Test
  void withNoTimeLeftThereAreMoreRowsThanAreTold() throws Exception {
    Path file = database("CREATE TABLE many(i)", rows(25_000));
    DatabaseInspection look = DatabaseInspection.at(file, false, Duration.ZERO);
    assertFalse(look.allCounted());
    assertEquals(List.of(new TableRows("many", 0)), look.tables());
  }

  @Test
  void whatTheAppHasOnlyInItsLogCounts() throws Exception {
    Path file = database("PRAGMA journal_mode=WAL", "CREATE TABLE many(i)");
    try (Connection app = Connections.recoverer(file, Duration.ZERO)) {
      execute(app, "PRAGMA wal_autocheckpoint=0", rows(100));
      DatabaseInspection look = DatabaseInspection.at(file, false, LIMIT);
      assertEquals(100, look.rows());
      assertEquals("wal", look.journalMode());
      assertTrue(look.bytes() > Files.size(file));
      execute(app, rows(100)); // No handle of ours is in the app's way.
    }
    assertEquals(200, DatabaseInspection.at(file, false, LIMIT).rows());
    assertEquals(List.of("shop.db"), files());
  }

  @Test
  void itRefusesAsARunDoes() throws Exception {
    Path missing = folder.resolve("missing.db");
    Path text = Files.writeString(folder.resolve("diary.txt"), "Dear diary, ".repeat(500));
    Path empty = Files.createFile(folder.resolve("empty.db"));
    Path wal = database("PRAGMA journal_mode=WAL", "CREATE TABLE many(i)");
    List<String> before = files();
    assertEquals(Reason.DATABASE_MISSING, refusal(missing, false));
    assertEquals(Reason.DATABASE_IS_FOLDER, refusal(folder, false));
    assertEquals(Reason.NOT_A_DATABASE, refusal(text, false));
    assertEquals(Reason.DATABASE_EMPTY, refusal(empty, false));
    assertEquals(Reason.DATABASE_WAL_ON_NETWORK, refusal(wal, true));
    assertEquals(before, files());
  }

  private static Reason refusal(Path file, boolean onNetwork) {
    return assertThrows(FailureException.class, () -> DatabaseInspection.at(file, onNetwork, LIMIT))
        .reason();
  }

  @Test
  void aTableOfAModuleThatIsNotHereHidesNoOther() throws Exception {
    Path file =
        database(
            "CREATE TABLE many(i)",
            rows(3),
            "PRAGMA writable_schema=ON",
            "INSERT INTO sqlite_schema VALUES"
                + " ('table', 'own', 'own', 0, 'CREATE VIRTUAL TABLE own USING nobodys')");
    assertEquals(
        List.of(new TableRows("many", 3)), DatabaseInspection.at(file, false, LIMIT).tables());
  }

  @Test
  void aFileIsTakenForADatabaseByItsFirstBytes() throws Exception {
    Path file = database("CREATE TABLE many(i)");
    assertTrue(DatabaseInspection.beginsAsOne(file));
    assertFalse(
        DatabaseInspection.beginsAsOne(Files.writeString(folder.resolve("a.db"), "SQLite")));
    assertFalse(DatabaseInspection.beginsAsOne(folder.resolve("missing.db")));
    assertFalse(DatabaseInspection.beginsAsOne(folder));
  }

  /** Closing any descriptor of a file drops all POSIX locks of the process on it. */
  @Test
  void noLookTakesTheLocksOfAConnectionOfOurs() throws Exception {
    Path file = database("CREATE TABLE many(i)");
    Path link = Files.createLink(folder.resolve("link.db"), file);
    CompletableFuture<Boolean> readable;
    try (FileUse use = FileUse.bySqlite(file);
        Connection reader = Connections.reader(file, Duration.ZERO)) {
      execute(reader, "BEGIN");
      Connections.number(reader, "SELECT count(*) FROM many");
      readable = CompletableFuture.supplyAsync(() -> LiveDatabase.readable(link));
      assertTrue(DatabaseInspection.beginsAsOne(link));
      assertEquals(0, DatabaseInspection.at(link, false, LIMIT).rows());
      assertEquals("BUSY", commitOfAnotherProcess(file));
      assertFalse(readable.isDone(), "Java must wait until the connection is closed");
    }
    assertTrue(readable.get());
  }

  static String commitOfAnotherProcess(Path file) throws Exception {
    Process process = ChildJava.start(OtherApp.class, file.toString());
    return new String(process.getInputStream().readAllBytes()).strip();
  }

  /** Writes one row, without patience. */
  static final class OtherApp {
    public static void main(String[] arguments) throws Exception {
      try (Connection app = Connections.recoverer(Path.of(arguments[0]), Duration.ZERO)) {
        execute(app, "INSERT INTO many VALUES (1)");
        System.out.println("WRITTEN");
      } catch (SQLException e) {
        System.out.println(
            Connections.primary(e) == ResultCodes.SQLITE_BUSY ? "BUSY" : e.toString());
      }
    }
  }

  @Test
  void aRunAndALookAtTheSameTimeDontHinderEachOther() throws Exception {
    Path file = database("CREATE TABLE many(i)", rows(50_000));
    LiveDatabase live = new LiveDatabase(file, LIMIT, false, Clock.systemUTC());
    CompletableFuture<Long> looked =
        CompletableFuture.supplyAsync(
            () -> {
              long rows = 0;
              for (int i = 0; i < 20; i++) {
                try {
                  rows += DatabaseInspection.at(file, false, LIMIT).rows();
                } catch (FailureException e) {
                  throw new IllegalStateException(e);
                }
              }
              return rows;
            });
    for (int i = 0; i < 5; i++) {
      live.snapshot(folder.resolve("copy-" + i + ".db"), Progress.NONE);
    }
    assertEquals(20 * 50_000, looked.get());
  }
}
