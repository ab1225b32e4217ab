package dev.nightjar.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.proof.DatabaseContents;
import dev.nightjar.sqlite.DatabaseCheck;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.Collation;

/** Rows that its own declarations refuse, or would change, come back from the JSON as they were. */
final class PutBackTest {
  private static final JsonSource SOURCE =
      new JsonSource(OffsetDateTime.parse("2025-12-12T17:00:00+08:00"), "shop.db", "wal");

  @TempDir private Path folder;

  private Path database(String... statements) throws SQLException {
    Path file = folder.resolve("made.db");
    run(file, statements);
    return file;
  }

  private static void run(Path file, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      Collation.create(
          connection,
          "unicase",
          new Collation() {
            @Override
            protected int xCompare(String left, String right) {
              return left.toLowerCase(Locale.ROOT).compareTo(right.toLowerCase(Locale.ROOT));
            }
          });
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /**
   * Changes a table's declaration as SQLite's ALTER TABLE page describes: rows stay as they are.
   */
  private static String edit(String table, String sql) {
    return "UPDATE sqlite_schema SET sql = '"
        + sql.replace("'", "''")
        + "' WHERE name = '"
        + table
        + "'";
  }

  private Path export(Path database, String name) throws FailureException {
    Path json = folder.resolve(name);
    JsonSummary summary = JsonExporter.export(database, SOURCE, json, Progress.NONE);
    assertEquals(List.of(), summary.lacks());
    JsonProof.prove(json, database, Progress.NONE);
    return json;
  }

  private Path rebuilt(Path database) throws Exception {
    Path json = export(database, "made.json");
    Path rebuilt = folder.resolve("rebuilt.db");
    JsonImporter.rebuild(json, rebuilt, Progress.NONE);
    assertEquals(
        Files.readString(json),
        Files.readString(export(rebuilt, "rebuilt.json")),
        "the JSON of what was rebuilt from it");
    return rebuilt;
  }

  private void comesBack(String... statements) throws Exception {
    Path database = database(statements);
    List<String> expected = DatabaseContents.of(database);
    Path rebuilt = rebuilt(database);
    assertEquals(expected, DatabaseContents.of(rebuilt));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + rebuilt)) {
      assertEquals(List.of(), damage(connection));
    }
  }

  /** Returns the findings of integrity_check, without those about single values. */
  private static List<String> damage(Connection connection) throws SQLException {
    List<String> lines = new java.util.ArrayList<>();
    try (Statement statement = connection.createStatement();
        var row = statement.executeQuery("PRAGMA integrity_check")) {
      while (row.next()) {
        if (!row.getString(1).equals("ok") && !row.getString(1).contains(" value in ")) {
          lines.add(row.getString(1));
        }
      }
    }
    return lines;
  }

  @Test
  void aCounterThatAnUpdateLeftBehind() throws Exception {
    comesBack(
        "CREATE TABLE a(id INTEGER PRIMARY KEY AUTOINCREMENT, t TEXT)",
        "CREATE TABLE b(id INTEGER PRIMARY KEY AUTOINCREMENT, t TEXT)",
        "INSERT INTO a(t) VALUES ('x')",
        "INSERT INTO b(t) VALUES ('x'), ('y')",
        "UPDATE b SET id = 500 WHERE id = 2",
        "UPDATE sqlite_sequence SET seq = 'odd' WHERE name = 'a'",
        "INSERT INTO sqlite_sequence(rowid, name, seq) VALUES (77, 'gone', NULL)");
  }

  @Test
  void aTriggerThatNamesAnAttachedDatabase() throws Exception {
    comesBack(
        "ATTACH '" + folder.resolve("made.db") + "' AS n",
        "CREATE TABLE n.notes(id INTEGER PRIMARY KEY, t TEXT)",
        "CREATE TABLE n.log(t TEXT)",
        "CREATE TRIGGER n.notes_ins AFTER INSERT ON n.notes BEGIN"
            + " INSERT INTO log VALUES (CASE WHEN new.t = ';' THEN 1 ELSE new.t END); END",
        "CREATE VIEW n.v AS SELECT * FROM notes",
        "CREATE INDEX n.i ON notes(t)",
        "INSERT INTO n.notes(t) VALUES ('one')");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE art(id INTEGER PRIMARY KEY, ean INTEGER, qty REAL)",
        "create table art(id integer primary key, ean int, qty real) -- by hand",
        "CREATE TABLE \"art\" (id INTEGER PRIMARY KEY, ean NUMERIC NOT NULL, qty CHECK (qty > 99));",
        "CREATE TABLE art(id INTEGER PRIMARY KEY, ean INT, qty INT REFERENCES nowhere) STRICT",
        "CREATE TABLE IF NOT EXISTS art(id INTEGER PRIMARY KEY, ean DATE, qty COLLATE NOCASE)",
        "CREATE TABLE art(id INTEGER PRIMARY KEY, ean REAL, qty INT, k AS (typeof(ean) || qty))",
        "CREATE TABLE art(id INTEGER PRIMARY KEY AUTOINCREMENT, ean REAL, qty DEFAULT (1 + 1))"
      })
  void aDeclarationThatSomebodyEdited(String declaration) throws Exception {
    comesBack(
        "CREATE TABLE seq(id INTEGER PRIMARY KEY AUTOINCREMENT)",
        "CREATE TABLE art(id INTEGER PRIMARY KEY, ean, qty TEXT)",
        "CREATE INDEX i ON art(ean, qty)",
        "INSERT INTO art VALUES (1, '0400123', '12'), (2, '77', '007'), (9, NULL, '1.0')",
        "PRAGMA writable_schema=ON",
        edit("art", declaration));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " WITHOUT ROWID"})
  void tablesOfEveryKindOfKeyWhoseTypesSomebodyEdited(String kind) throws Exception {
    comesBack(
        "CREATE TABLE art(ean, qty TEXT, price, UNIQUE(price, qty), PRIMARY KEY(qty DESC, ean))"
            + kind,
        "CREATE UNIQUE INDEX part ON art(upper(qty), ean) WHERE price > 1",
        "INSERT INTO art VALUES ('0400123', '12', 1), ('77', '007', 2), ('8', '7', '3'),"
            + " ('08', '7', 3), (8, '7', 3.5)",
        "PRAGMA writable_schema=ON",
        edit(
            "art",
            "CREATE TABLE art(ean INTEGER, qty REAL, price INT NOT NULL, UNIQUE(price, qty),"
                + " PRIMARY KEY(qty DESC, ean))"
                + kind));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " WITHOUT ROWID"})
  void storedColumnsWhoseTableSomebodyEdited(String kind) throws Exception {
    comesBack(
        "CREATE TABLE art(id TEXT PRIMARY KEY, twice AS (qty * 2) STORED, ean,"
            + " v AS (twice + 1), kind TEXT AS (typeof(ean) || id || (ean = 77)) STORED UNIQUE,"
            + " qty NUMERIC(10, 2))"
            + kind,
        "CREATE INDEX i ON art(v)",
        "INSERT INTO art(id, ean, qty) VALUES ('01', '0400123', '12'), ('1', '77', 7)",
        "PRAGMA writable_schema=ON",
        edit(
            "art",
            "CREATE TABLE art(id INT PRIMARY KEY, twice AS (qty * 2) STORED, ean BLOB,"
                + " v AS (twice + 1), kind TEXT AS (typeof(ean) || id || (ean = 77)) STORED"
                + " UNIQUE, qty TEXT NOT NULL)"
                + kind));
  }

  /** Values of all kinds are in the key: those that are no text stay where SQLite puts them. */
  @ParameterizedTest
  @ValueSource(strings = {"", " DESC"})
  void aTableStoredByTheAppsOwnCollation(String direction) throws Exception {
    Path database =
        database(
            "CREATE TABLE tags(tag TEXT NOT NULL COLLATE unicase, usn INTEGER, PRIMARY KEY(tag"
                + direction
                + ")) WITHOUT ROWID",
            "CREATE TABLE notes(id INTEGER PRIMARY KEY, flds TEXT)",
            "INSERT INTO notes VALUES (1, 'q')",
            "INSERT INTO tags VALUES ('b', 0), ('A', 1), ('c', 2), ('D', 3), (5, 4), ('é', 5),"
                + " (x'41', 6)");
    Path rebuilt = rebuilt(database);
    run(rebuilt, "INSERT INTO tags VALUES ('CC', 9)");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + rebuilt);
        Statement statement = connection.createStatement()) {
      Collation.create(
          connection,
          "unicase",
          new Collation() {
            @Override
            protected int xCompare(String left, String right) {
              return left.toLowerCase(Locale.ROOT).compareTo(right.toLowerCase(Locale.ROOT));
            }
          });
      assertEquals(List.of(), damage(connection));
      try (var row = statement.executeQuery("SELECT usn FROM tags WHERE tag = 'd'")) {
        assertTrue(row.next());
        assertEquals(3, row.getInt(1));
      }
    }
  }

  private List<String> lacks(Path database) throws Exception {
    Path scratch = folder.resolve("scratch.db");
    return JsonRebuild.lacks(export(database, "lacks.json"), database, scratch, Progress.NONE);
  }

  @Test
  void storedValuesThatOnlyTheAppCanComputeAreNotCalledOthers() throws Exception {
    Path database =
        database(
            "CREATE TABLE count(day TEXT, sku TEXT COLLATE unicase, n INT, hash TEXT AS (hex(sku))"
                + " STORED, PRIMARY KEY (sku, day DESC)) WITHOUT ROWID",
            "INSERT INTO count VALUES ('b', '1', 1), ('A', '1', 2), ('A', '2', 3)");
    assertEquals(
        List.of(
            "table count: to compute its stored columns it needs the app's own collation unicase"),
        lacks(database));
  }

  @Test
  void soundStoredValuesBesideAColumnThatNamesTheAppsCollationLackNothing() throws Exception {
    comesBack(
        "CREATE TABLE count(day TEXT, sku TEXT, n INT, hash TEXT AS (hex(sku || day))"
            + " STORED UNIQUE,"
            + " PRIMARY KEY (sku COLLATE NOCASE, day DESC)) WITHOUT ROWID",
        "INSERT INTO count VALUES ('b', '1', 1), ('A', '1', 2), ('A', '2', 3)",
        "CREATE TRIGGER fired AFTER INSERT ON count BEGIN SELECT 1; END",
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_schema SET sql = replace(sql, ' ON ', ' ON away.') WHERE name = 'fired'",
        "PRAGMA writable_schema=RESET",
        "ALTER TABLE count ADD COLUMN computed INT AS (sku COLLATE unicase)");
    assertEquals(List.of(), lacks(folder.resolve("made.db")));
  }

  /** Such a table's rows are an index's entries to SQLite, which so looks for the collation. */
  @Test
  void storedColumnsBesideAValueInTheAppsOwnCollation() throws Exception {
    Path database =
        database(
            "CREATE TABLE count(sku TEXT PRIMARY KEY, hash TEXT AS (hex(sku)) STORED,"
                + " name TEXT COLLATE unicase) WITHOUT ROWID",
            "INSERT INTO count VALUES ('b', 'x'), ('A', 'X'), ('c', NULL)");
    assertEquals(List.of(), lacks(database));
    rebuilt(database);
  }

  @Test
  void whatLacksForOneReasonIsOneLine() throws Exception {
    Path database =
        database(
            "CREATE TABLE t(a, b)",
            "CREATE INDEX first ON t(a COLLATE unicase)",
            "CREATE INDEX plain ON t(b)",
            "CREATE INDEX second ON t(b COLLATE unicase)");
    assertEquals(
        List.of("index first, index second: it needs the app's own collation unicase"),
        lacks(database));
  }

  /** Another order than the app's would give other values. */
  @Test
  void storedValuesThatTheAppsCollationDecidesNeedTheApp() throws Exception {
    Path database =
        database(
            "CREATE TABLE found(sku TEXT PRIMARY KEY, is_x AS (name = 'x') STORED,"
                + " name TEXT COLLATE unicase) WITHOUT ROWID",
            "INSERT INTO found VALUES ('A', 'X')",
            "CREATE TABLE count(sku TEXT PRIMARY KEY, hash TEXT AS (hex(sku)) STORED,"
                + " name TEXT COLLATE unicase) WITHOUT ROWID",
            "INSERT INTO count VALUES ('b', 'x')");
    Path json = export(database, "made.json");
    FailureException refused =
        assertThrows(
            FailureException.class,
            () -> JsonImporter.rebuild(json, folder.resolve("rebuilt.db"), Progress.NONE));
    assertEquals(Reason.JSON_NEEDS_APP, refused.reason());
    assertEquals(
        List.of("table found: to compute its stored columns it needs the app's own collation"),
        lacks(database));
  }

  /** SQLite puts an added column 14 letters too early then: another column is STORED. */
  @Test
  void storedValuesThatAnAddedColumnTookOverAreCalledOthers() throws Exception {
    Path database =
        database(
            "CREATE TABLE art(id INTEGER PRIMARY KEY, sku TEXT, hash TEXT AS (hex(sku)) STORED UNIQUE)",
            "INSERT INTO art(sku) VALUES ('x')",
            "PRAGMA writable_schema=ON",
            "UPDATE sqlite_schema SET sql = replace(sql, 'TABLE', 'TABLE IF NOT EXISTS')"
                + " WHERE name = 'art'",
            "PRAGMA writable_schema=RESET",
            "ALTER TABLE art ADD COLUMN added TEXT AS (sku)");
    assertEquals(
        List.of("table art: its stored values are others than its declaration computes"),
        lacks(database));
  }

  @Test
  void namesThatAreNoText() throws Exception {
    Path database =
        database(
            "CREATE TABLE xxyyzz(a, qqrrss TEXT UNIQUE, v AS (qqrrss || a) STORED)",
            "INSERT INTO xxyyzz(a, qqrrss) VALUES (1, 'x'), (2, 'y')",
            "CREATE INDEX iijjkk ON xxyyzz(a)",
            "CREATE TABLE wwuuvv(qqrrss PRIMARY KEY, b) WITHOUT ROWID",
            "INSERT INTO wwuuvv VALUES ('k', 1)",
            "CREATE TABLE fine(a)");
    String bytes = new String(Files.readAllBytes(database), StandardCharsets.ISO_8859_1);
    for (String name : List.of("xxyyzz", "qqrrss", "iijjkk", "wwuuvv")) {
      bytes = bytes.replace(name, name.substring(0, 3) + "\u00e9" + name.substring(4));
    }
    Files.write(database, bytes.getBytes(StandardCharsets.ISO_8859_1));
    String json = Files.readString(export(database, "first.json"));
    assertTrue(json.contains("\"$text:eHh56Xp6\": [\n   {\"$rowid\": 1, \"a\": 1, "), json);
    Path rebuilt = rebuilt(database);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + rebuilt)) {
      assertEquals(List.of(), damage(connection));
    }
  }

  @Test
  void aComputedColumnThatCannotBeComputed() throws Exception {
    Path database =
        database(
            "CREATE TABLE ev(id INTEGER PRIMARY KEY, doc TEXT)",
            "INSERT INTO ev VALUES (1, '{\"k\":1}'), (2, 'not json'), (3, '')",
            "ALTER TABLE ev ADD COLUMN k AS (json_extract(doc, '$.k'))",
            "CREATE TABLE other(a)",
            "INSERT INTO other VALUES (1)");
    rebuilt(database);
  }

  @Test
  void aLongDeclaration() throws Exception {
    comesBack(
        "CREATE TABLE t(id INTEGER PRIMARY KEY, a /* " + "x".repeat(900_000) + " */)",
        "INSERT INTO t VALUES (1, 'x')",
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'a /*', 'a INT NOT NULL /*')",
        "PRAGMA writable_schema=RESET",
        "CREATE TABLE u(b)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a TEXT)", "(a TEXT, b TEXT, c TEXT, PRIMARY KEY(a)) WITHOUT ROWID"})
  void anIndexThatNeedsTheAppIsNamedAndTheRestIsThere(String columns) throws Exception {
    Path json =
        export(
            database(
                "CREATE TABLE t" + columns,
                "INSERT INTO t(a) VALUES ('x'), ('y')",
                "CREATE INDEX \"the index\" ON t(a COLLATE unicase)"),
            "made.json");
    Path rebuilt = folder.resolve("rebuilt.db");
    RebuildReport report = JsonImporter.rebuildWhatCanBe(json, rebuilt, Progress.NONE);
    assertEquals(
        "[index the index: it needs the app's own collation unicase]", report.lines().toString());
    Files.delete(rebuilt);
    assertEquals(report.lines(), JsonImporter.rebuild(json, rebuilt, Progress.NONE));
    assertTrue(DatabaseCheck.of(rebuilt, Progress.NONE).usable());
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + rebuilt);
        Statement statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT (SELECT count(*) FROM t),"
                    + " (SELECT count(*) FROM sqlite_schema WHERE name = 'the index')")) {
      assertEquals("2 0", row.getLong(1) + " " + row.getLong(2));
    }
  }
}
