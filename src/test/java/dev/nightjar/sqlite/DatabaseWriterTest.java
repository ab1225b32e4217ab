package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.FastFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Declarations of which SQLite sees a part at a time are still those of one database. */
final class DatabaseWriterTest {
  private static final int TABLES = SchemaBatches.SIZE + 44;

  @TempDir(factory = FastFolder.class)
  private Path folder;

  private final List<SchemaEntry> schema = new ArrayList<>();

  private void declared(String type, String name, String table, String sql) {
    byte[] text = sql.getBytes(StandardCharsets.UTF_8);
    schema.add(new SchemaEntry(type, name, table, text, type.equals("table")));
  }

  private void tables(String definition) {
    for (int i = 0; i < TABLES; i++) {
      declared("table", "t" + i, "t" + i, "CREATE TABLE t" + i + definition);
    }
  }

  private DatabaseWriter writer() throws FailureException {
    return DatabaseWriter.create(folder.resolve("made.db"), "UTF-8", 4096, 0);
  }

  private static void refused(String name, FailureException e) {
    assertEquals(Reason.JSON_NOT_REBUILT, e.reason());
    List<Object> arguments = e.failure().arguments();
    assertEquals(List.of(name, "it is declared twice"), arguments.subList(1, 3));
  }

  private static void damaged(Executable work) {
    assertEquals(Reason.JSON_DAMAGED, assertThrows(FailureException.class, work).reason());
  }

  @Test
  void aTableThatIsDeclaredTwiceIsRefusedThoughTheFirstIsPutAside() throws Exception {
    tables("(a)");
    declared("table", "T0", "T0", "CREATE TABLE T0(a)");
    try (DatabaseWriter writer = writer()) {
      refused("T0", assertThrows(FailureException.class, () -> writer.declare(schema)));
    }
  }

  @Test
  void anIndexThatIsDeclaredTwiceIsRefusedThoughTheFirstIsPutAside() throws Exception {
    tables("(a)");
    for (int i = 0; i < TABLES; i++) {
      declared("index", "i" + i, "t" + i, "CREATE INDEX i" + i + " ON t" + i + "(a)");
    }
    String last = "t" + (TABLES - 1);
    declared("index", "I0", last, "CREATE INDEX I0 ON " + last + "(a)");
    try (DatabaseWriter writer = writer()) {
      writer.declare(schema);
      refused("I0", assertThrows(FailureException.class, () -> writer.finish(0, 0)));
    }
  }

  @Test
  void aDeclarationOfAnotherNameIsDamage() throws Exception {
    tables("(a)");
    declared("table", "other", "other", "CREATE TABLE IF NOT EXISTS another(a)");
    try (DatabaseWriter writer = writer()) {
      writer.declare(schema);
      damaged(() -> writer.fill("other"));
    }
  }

  @Test
  void twoTablesOfOneBatchThatChangeNamesAreDamage() throws Exception {
    tables("(a)");
    declared("table", "one", "one", "CREATE TABLE other(a)");
    declared("table", "other", "other", "CREATE TABLE one(a)");
    try (DatabaseWriter writer = writer()) {
      writer.declare(schema);
      damaged(() -> writer.fill("other"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "index, CREATE INDEX IF NOT EXISTS another ON t0(a)",
    "view, CREATE VIEW another AS SELECT 1",
  })
  void whatIsDeclaredLaterHasItsOwnName(String type, String sql) throws Exception {
    tables("(a)");
    declared(type, "other", "t0", sql);
    try (DatabaseWriter writer = writer()) {
      writer.declare(schema);
      damaged(() -> writer.finish(0, 0));
    }
  }

  @Test
  void aVirtualTableStandsBetweenOtherDeclarations() throws Exception {
    tables("(a)");
    declared("view", "before", "before", "CREATE VIEW before AS SELECT 1");
    declared("table", "search", "search", "CREATE VIRTUAL TABLE search USING fts5(a)");
    declared("view", "behind", "behind", "CREATE VIEW behind AS SELECT 1");
    try (DatabaseWriter writer = writer()) {
      writer.declare(schema);
      assertEquals(List.of(), writer.finish(0, 0));
    }
  }

  /**
   * Its first batch makes the table in which SQLite keeps the highest rowids, its last has rows.
   */
  @Test
  void thereIsOneSequenceForAllBatches() throws Exception {
    tables("(id INTEGER PRIMARY KEY AUTOINCREMENT)");
    declared(
        "table", "sqlite_sequence", "sqlite_sequence", "CREATE TABLE sqlite_sequence(name,seq)");
    String last = "t" + (TABLES - 1);
    try (DatabaseWriter writer = writer()) {
      writer.declare(schema);
      for (String table : List.of("t0", last)) {
        writer.fill(table);
        writer.insert(OptionalLong.empty(), List.of(false), new Object[] {7L});
      }
      writer.fill("sqlite_sequence");
      writer.insert(OptionalLong.of(1), List.of(false, false), new Object[] {"t0", 70L});
      writer.insert(OptionalLong.of(2), List.of(false, false), new Object[] {last, 80L});
      writer.finish(0, 0);
    }
    assertEquals("ok", one("PRAGMA integrity_check"));
    assertEquals("1", one("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_sequence'"));
    assertEquals(
        "t0 70," + last + " 80",
        one("SELECT group_concat(name || ' ' || seq, ',') FROM sqlite_sequence"));
    assertEquals("71", one("INSERT INTO t0 DEFAULT VALUES RETURNING id"));
    assertEquals("81", one("INSERT INTO " + last + " DEFAULT VALUES RETURNING id"));
  }

  /** A JSON's keys may be sorted: SQLite then knows now this part of the tables, now that. */
  @Test
  void tablesAreFilledInAnyOrder() throws Exception {
    tables("(a, b UNIQUE)");
    for (int i = 0; i < TABLES; i += 7) {
      declared("index", "i" + i, "t" + i, "CREATE INDEX i" + i + " ON t" + i + "(a)");
    }
    declared("table", "k", "k", "CREATE TABLE k(a PRIMARY KEY, b) WITHOUT ROWID");
    try (DatabaseWriter writer = writer()) {
      writer.declare(schema);
      for (int i = 0; i < TABLES; i++) {
        int mixed = i % 2 == 0 ? i : TABLES - 1 - i / 2 * 2;
        if (i == 3) {
          writer.fill("k");
          writer.insert(OptionalLong.empty(), List.of(false, false), new Object[] {3L, 4L});
        }
        writer.fill("t" + mixed);
        writer.insert(OptionalLong.of(mixed), List.of(false, false), new Object[] {1L, 2L});
      }
      writer.fill("k");
      writer.insert(OptionalLong.empty(), List.of(false, false), new Object[] {1L, 2L});
      writer.finish(0, 0);
    }
    assertEquals("ok", one("PRAGMA integrity_check"));
    assertEquals(
        Integer.toString(schema.size()), one("SELECT count(*) FROM sqlite_schema WHERE sql <> ''"));
    for (int i = 0; i < TABLES; i += 7) {
      assertEquals(i + " 1 2", one("SELECT rowid || ' ' || a || ' ' || b FROM t" + i));
    }
  }

  /** With many tables, large values and counters ours are there, too, and none is mistaken. */
  @Test
  void theAppsTablesMayBeNamedAsOurTemporaryOnes() throws Exception {
    List<String> names = List.of("nightjar_aside", "nightjar_piece", "nightjar_sequence");
    tables("(id INTEGER PRIMARY KEY AUTOINCREMENT)");
    for (String name : names) {
      declared("table", name, name, "CREATE TABLE " + name + "(a, b AS (a) STORED)");
      declared("index", "i" + name, name, "CREATE INDEX i" + name + " ON " + name + "(a)");
      declared(
          "trigger",
          "on" + name,
          name,
          "CREATE TRIGGER on" + name + " AFTER DELETE ON " + name + " BEGIN SELECT 1; END");
    }
    declared(
        "table", "sqlite_sequence", "sqlite_sequence", "CREATE TABLE sqlite_sequence(name,seq)");
    try (DatabaseWriter writer = writer()) {
      writer.declare(schema);
      for (String name : names) {
        writer.fill(name);
        Pieces large = Pieces.of(new byte[] {1, 2, 3});
        writer.insert(OptionalLong.of(9), List.of(false), new Object[] {large});
      }
      writer.fill("sqlite_sequence");
      writer.insert(OptionalLong.of(1), List.of(false, false), new Object[] {"t0", 70L});
      writer.finish(0, 0);
    }
    assertEquals("ok", one("PRAGMA integrity_check"));
    assertEquals(
        Integer.toString(schema.size()), one("SELECT count(*) FROM sqlite_schema WHERE sql <> ''"));
    for (String name : names) {
      assertEquals("9 010203", one("SELECT rowid || ' ' || hex(b) FROM " + name));
    }
  }

  private String one(String query) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("made.db"))) {
      return Connections.text(connection, query);
    }
  }
}
