package dev.nightjar.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.nightjar.faults.Effort;
import dev.nightjar.faults.FastFolder;
import dev.nightjar.faults.Seed;
import dev.nightjar.io.SideFiles;
import dev.nightjar.json.Exported;
import dev.nightjar.sqlite.BackupDatabase;
import dev.nightjar.sqlite.PagedDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JSON from pages is, byte for byte, the one from SQLite's rows. */
final class PagesMatchSqliteTest {
  private static final int SQLITE_CORRUPT = 11;

  @TempDir(factory = FastFolder.class)
  private Path folder;

  private final List<String> bySqlite = new ArrayList<>();

  private interface Made {
    void make(Path file, long seed) throws Exception;
  }

  /** {@code -Dnightjar.seed=…} makes the first database that one again. */
  private void match(int count, Made made) throws Exception {
    long seed = Seed.of(PagesMatchSqliteTest.class);
    Random seeds = new Random(seed);
    for (int i = 0; i < count; i++) {
      long one = i == 0 ? seed : seeds.nextLong();
      try {
        match(made, one);
      } catch (Exception | AssertionError e) {
        fail("-Dnightjar.seed=" + one + ": " + e.getMessage(), e);
      }
    }
  }

  private void match(Made made, long seed) throws Exception {
    Path file = folder.resolve("made.db");
    try {
      made.make(file, seed);
      matches(file);
    } catch (SQLException e) {
      if ((e.getErrorCode() & 0xff) != SQLITE_CORRUPT) {
        throw e;
      }
      // A change after which SQLite can't go on.
    } finally {
      SideFiles.discardWith(file);
    }
  }

  private void matches(Path file) throws Exception {
    Path expected = folder.resolve("sqlite.json");
    Path json = folder.resolve("pages.json");
    try (BackupDatabase rows = BackupDatabase.open(file)) {
      Exported.to(expected, rows, file);
    }
    try (PagedDatabase rows = PagedDatabase.open(file)) {
      Exported.to(json, rows, file);
      bySqlite.addAll(rows.bySqlite());
    }
    long at = Files.mismatch(expected, json);
    if (at >= 0) {
      assertEquals(around(expected, at), around(json, at));
      fail("they differ at " + at);
    }
  }

  private static String around(Path file, long at) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    int from = (int) Math.max(0, at - 300);
    return new String(bytes, from, (int) Math.min(bytes.length, at + 100) - from, "ISO-8859-1");
  }

  @Test
  void ofAnyDatabase() throws Exception {
    match(Effort.of(25, 3000), GeneratedDatabase::create);
    assertEquals(List.of(), bySqlite, "read by SQLite");
  }

  @Test
  void ofColumnsThatWereAddedLater() throws Exception {
    Path file = folder.resolve("made.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql :
          List.of(
              "PRAGMA encoding='UTF-16le'",
              "CREATE TABLE large(a)",
              "INSERT INTO large VALUES (1), (2), (3)",
              "ALTER TABLE large ADD COLUMN b DEFAULT '" + "x".repeat(600_000) + "'",
              "UPDATE large SET b = 5 WHERE a = 1",
              "CREATE TABLE keyed(a, b, c, PRIMARY KEY(c, a)) WITHOUT ROWID",
              "INSERT INTO keyed VALUES (1, 2, 3), (4, 5, 6), (7, 8, 9)",
              "ALTER TABLE keyed ADD COLUMN d REAL DEFAULT 4",
              "UPDATE keyed SET d = 5 WHERE a = 1",
              "ALTER TABLE keyed ADD COLUMN e DEFAULT x'0102'",
              "CREATE TABLE taken(rowid, oid, _rowid_)",
              "INSERT INTO taken VALUES (1, 2, 3), (4, 5, 6)",
              "ALTER TABLE taken ADD COLUMN d INTEGER DEFAULT -9")) {
        statement.execute(sql);
      }
    }
    matches(file);
    assertEquals(List.of(), bySqlite, "read by SQLite");
  }

  @Test
  void ofAPageThatIsNotUnderstood() throws Exception {
    Path file = folder.resolve("made.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA page_size=512");
      statement.execute("CREATE TABLE t(a)");
      statement.execute("INSERT INTO t VALUES ('one'), ('two'), ('three'), ('four')");
    }
    byte[] bytes = Files.readAllBytes(file);
    // The pointers to the second and third row: to SQLite the order of a leaf's rows is no matter.
    for (int at = 512 + 10; at < 512 + 12; at++) {
      byte second = bytes[at];
      bytes[at] = bytes[at + 2];
      bytes[at + 2] = second;
    }
    Files.write(file, bytes);
    matches(file);
    assertEquals(List.of("t"), bySqlite, "read by SQLite");
  }

  @Test
  void ofChangedSchemas() throws Exception {
    int count = Effort.of(15, 2000);
    match(count, MutatedSchema::create);
    assertTrue(bySqlite.size() < count / 10, () -> "read by SQLite: " + bySqlite);
  }
}
