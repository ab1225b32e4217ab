package dev.nightjar.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.PagedDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything that goes into the JSON comes out of it: compared by code that shares nothing with
 * either.
 */
final class JsonRoundTripTest {
  private static final JsonSource SOURCE =
      new JsonSource(OffsetDateTime.parse("2025-12-12T17:00:00+08:00"), "shop.db", "wal");

  private static final String VALUE =
      " || '|' || typeof(%1$s) || CASE typeof(%1$s) WHEN 'real'"
          + " THEN printf('%%!.26g', %1$s) ELSE hex(%1$s) END";

  @TempDir private Path folder;

  private Path database(String encoding, String... statements) throws SQLException {
    Path file = folder.resolve("made.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA encoding='" + encoding + "'");
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return file;
  }

  /** Schema, rowids, storage classes and the bytes of every value, by SQL alone. */
  private static List<String> contents(Path file) throws SQLException {
    List<String> all = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String pragma : List.of("user_version", "application_id", "encoding", "page_size")) {
        all.add(pragma + one(statement, "PRAGMA " + pragma));
      }
      List<String> tables = new ArrayList<>();
      try (ResultSet row =
          statement.executeQuery(
              "SELECT type, name, tbl_name, sql, rootpage > 0 FROM sqlite_schema"
                  + " WHERE sql IS NOT NULL ORDER BY type, name")) {
        while (row.next()) {
          all.add(row.getString(1) + row.getString(2) + row.getString(3) + row.getString(4));
          if (row.getString(1).equals("table") && row.getBoolean(5)) {
            tables.add(row.getString(2));
          }
        }
      }
      for (String table : tables) {
        String quoted = "\"" + table.replace("\"", "\"\"") + "\"";
        List<String> columns = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("PRAGMA table_info(" + quoted + ")")) {
          while (row.next()) {
            columns.add("\"" + row.getString(2).replace("\"", "\"\"") + "\"");
          }
        }
        List<String> rows = new ArrayList<>();
        for (int from = 0; from < columns.size(); from += 300) {
          // In portions: SQLite's expressions are at most 1000 deep.
          StringBuilder select = new StringBuilder("SELECT ''");
          for (String column : columns.subList(from, Math.min(from + 300, columns.size()))) {
            select.append(VALUE.formatted(column));
          }
          try (ResultSet row = statement.executeQuery(select + " FROM " + quoted)) {
            while (row.next()) {
              rows.add(table + from + row.getString(1));
            }
          }
        }
        rows.sort(null);
        all.addAll(rows);
      }
    }
    return all;
  }

  private static String one(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      return row.getString(1);
    }
  }

  private Path export(Path database) throws FailureException {
    Path json = folder.resolve("made.json");
    JsonExporter.export(database, SOURCE, json, Progress.NONE);
    return json;
  }

  private void roundTrip(Path database) throws Exception {
    Path json = export(database);
    JsonProof.prove(json, database, Progress.NONE);
    ProofByTwo.of(database, folder.resolve("by-two.json"), Integer.MAX_VALUE);
    Path rebuilt = folder.resolve("rebuilt.db");
    JsonImporter.rebuild(json, rebuilt, Progress.NONE);
    assertEquals(contents(database), contents(rebuilt));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + rebuilt);
        Statement statement = connection.createStatement()) {
      assertEquals("ok", one(statement, "PRAGMA integrity_check"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16le", "UTF-16be"})
  void everyStorageClassComesBack(String encoding) throws Exception {
    roundTrip(
        database(
            encoding,
            "PRAGMA user_version=12",
            "PRAGMA application_id=77",
            "CREATE TABLE v(x)",
            "INSERT INTO v VALUES (NULL), (0), (9007199254740991), (9007199254740992),"
                + " (-9007199254740992), (9223372036854775807), (-9223372036854775807 - 1),"
                + " (0.1), (-0.0), (5e-324), (1e308), (9e999), (-9e999), (1.0), (1),"
                + " ('text'), ('🔔 \"\\ é'), (''), (x''), (x'00ff10'),"
                + " (CAST(x'610062' AS TEXT)), (CAST(x'ff00fed8' AS TEXT)), (char(0) || 'x'),"
                + " (randomblob(70000)), (hex(randomblob(50000)))"));
  }

  /** SQLite reads such a text without its mark if it is long; in the file it has one. */
  @ParameterizedTest
  @ValueSource(strings = {"UTF-16le", "UTF-16be"})
  void aLongTextKeepsItsMarkOfByteOrder(String encoding) throws Exception {
    Path database =
        database(
            encoding,
            "CREATE TABLE t(a, b)",
            "INSERT INTO t SELECT char(65279) || format('%.*c', value, 'x'), value FROM"
                + " (SELECT 5 AS value UNION ALL SELECT 1990 UNION ALL SELECT 2000 UNION ALL"
                + " SELECT 5000 UNION ALL SELECT 600000)");
    Path json = byPages(database, "with-mark.json");
    Path rebuilt = folder.resolve("rebuilt.db");
    JsonImporter.rebuild(json, rebuilt, Progress.NONE);
    assertEquals(5, marks(json));
    assertEquals(5, marks(byPages(rebuilt, "again.json")));
  }

  private Path byPages(Path database, String name) throws Exception {
    Path json = folder.resolve(name);
    try (PagedDatabase rows = PagedDatabase.open(database)) {
      Exported.to(json, rows, database);
    }
    JsonProof.prove(json, database, Progress.NONE);
    return json;
  }

  private static long marks(Path json) throws Exception {
    return Files.readString(json).chars().filter(c -> c == '\ufeff').count();
  }

  @Test
  void everyKindOfTableComesBack() throws Exception {
    roundTrip(
        database(
            "UTF-8",
            "CREATE TABLE a(id INTEGER PRIMARY KEY AUTOINCREMENT, n TEXT COLLATE NOCASE)",
            "INSERT INTO a VALUES (7, 'x'), (900, 'Y')",
            "DELETE FROM a WHERE id = 900",
            "CREATE TABLE w(a TEXT, b INT, PRIMARY KEY(b, a)) WITHOUT ROWID",
            "INSERT INTO w VALUES ('z', 1), ('a', 2)",
            "CREATE TABLE s(i INTEGER, r REAL, t TEXT, b BLOB, x ANY) STRICT",
            "INSERT INTO s VALUES (1, 2, '3', x'04', '5')",
            "CREATE TABLE g(a INT, b INT AS (a * 2), c INT AS (a + 1) STORED, d TEXT)",
            "INSERT INTO g(a, d) VALUES (3, 'd')",
            "CREATE TABLE d(k INTEGER PRIMARY KEY DESC, v)",
            "INSERT INTO d VALUES (5, 'five'), (3, 'three')",
            "CREATE TABLE n(rowid TEXT, oid INT)",
            "INSERT INTO n VALUES ('r', 1)",
            "CREATE TABLE all3(rowid, _rowid_, oid)",
            "INSERT INTO all3 VALUES (1, 2, 3)",
            "CREATE TABLE dotless(\"row\u0131d\" INTEGER PRIMARY KEY, v)",
            "INSERT INTO dotless VALUES (5, 'five')",
            "CREATE TABLE dotless3(\"row\u0131d\", \"_row\u0131d_\", \"o\u0131d\")",
            "INSERT INTO dotless3(rowid) VALUES (5)",
            "CREATE TABLE \"odd \"\" ] ' 🔔\"(\"\" INT, \"$rowid\" INT, \"$x\" INT, \"a b\" INT)",
            "INSERT INTO \"odd \"\" ] ' 🔔\" VALUES (1, 2, 3, 4)",
            "CREATE TABLE \"$t\"(a)",
            "CREATE TABLE child(p INTEGER REFERENCES a(id), self INTEGER REFERENCES child(p))",
            "INSERT INTO child VALUES (12345, 1)",
            "CREATE VIRTUAL TABLE f USING fts5(title, body)",
            "INSERT INTO f VALUES ('hello', 'world of stock')",
            "CREATE VIRTUAL TABLE r USING rtree(id, x0, x1)",
            "INSERT INTO r VALUES (1, 0.5, 1.5)",
            "CREATE INDEX part ON s(i) WHERE i > 0",
            "CREATE UNIQUE INDEX expr ON s(lower(t))",
            "CREATE VIEW vw AS SELECT a.n FROM a",
            "CREATE TRIGGER tr AFTER INSERT ON w BEGIN INSERT INTO g(a) VALUES (99); END",
            "ANALYZE"));
    assertEquals(1, count("f WHERE f MATCH 'stock'"));
    assertEquals(1, count("r WHERE x0 < 1"));
  }

  private long count(String from) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("rebuilt.db"));
        Statement statement = connection.createStatement()) {
      return Long.parseLong(one(statement, "SELECT count(*) FROM " + from));
    }
  }

  @Test
  void twoThousandColumnsComeBack() throws Exception {
    StringBuilder columns = new StringBuilder("c0");
    StringBuilder values = new StringBuilder("0");
    for (int i = 1; i < 2000; i++) {
      columns.append(", c").append(i);
      values.append(", ").append(i);
    }
    roundTrip(
        database(
            "UTF-8",
            "CREATE TABLE wide(" + columns + ")",
            "INSERT INTO wide VALUES (" + values + ")"));
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 65536})
  void pageSizeAndVacuumComeBack(int pageSize) throws Exception {
    roundTrip(
        database(
            "UTF-8",
            "PRAGMA page_size=" + pageSize,
            "PRAGMA auto_vacuum=2",
            "CREATE TABLE t(a)",
            "INSERT INTO t VALUES ('a')"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"n\": 1.0|\"n\": 1",
        "\"n\": 1.0|\"n\": 1.5",
        "\"two\"|\"twO\"",
        "{\"$blob\": \"AQI=\"}|{\"$blob\": \"AQM=\"}",
        "\"$rowid\": 2|\"$rowid\": 3",
        "null|0",
        "CREATE TABLE t|CREATE TABLE  t",
        "\"user_version\": 0|\"user_version\": 1"
      })
  void theProofSeesEveryKindOfChange(String change) throws Exception {
    Path database = damageable();
    Path json = export(database);
    String text = Files.readString(json);
    String[] parts = change.split("\\|");
    assertTrue(text.contains(parts[0]), text);
    Files.writeString(json, text.replace(parts[0], parts[1]));
    FailureException failure =
        assertThrows(FailureException.class, () -> JsonProof.prove(json, database, Progress.NONE));
    assertEquals(Reason.JSON_DIFFERS, failure.reason());
  }

  private Path damageable() throws SQLException {
    return database(
        "UTF-8",
        "CREATE TABLE t(n, s, b, z)",
        "INSERT INTO t VALUES (1.0, 'one', x'0102', NULL), (2, 'two', x'', NULL)");
  }

  @Test
  void theProofSeesMissingAndAddedRowsAndTables() throws Exception {
    Path database = damageable();
    Path json = export(database);
    String text = Files.readString(json);
    String second = text.substring(text.indexOf(",\n   {\"$rowid\": 2"), text.indexOf("]}}"));
    for (String changed :
        List.of(
            text.replace(second, ""),
            text.replace(second, second + second),
            text.replaceAll("(?s)\"tables\": \\{.*", "\"tables\": {}}\n"))) {
      Files.writeString(json, changed);
      FailureException failure =
          assertThrows(
              FailureException.class, () -> JsonProof.prove(json, database, Progress.NONE));
      assertEquals(Reason.JSON_DIFFERS, failure.reason());
    }
  }

  @Test
  void anotherStatementIsNotRun() throws Exception {
    Path json = export(damageable());
    String text = Files.readString(json);
    Path rebuilt = folder.resolve("rebuilt.db");
    for (String evil :
        List.of(
            "CREATE TABLE t AS SELECT 1 AS n",
            "CREATE TABLE t(n, s, b, z); CREATE TABLE evil(x)",
            "ATTACH 'x.db' AS x",
            "CREATE VIRTUAL TABLE t USING evil",
            "PRAGMA user_version=5")) {
      Files.writeString(json, text.replace("CREATE TABLE t(n, s, b, z)", evil));
      assertThrows(
          FailureException.class, () -> JsonImporter.rebuild(json, rebuilt, Progress.NONE), evil);
      assertFalse(Files.exists(rebuilt), evil);
    }
  }

  @Test
  void jqReadsItPlainly() throws Exception {
    Path json =
        export(
            database(
                "UTF-8",
                "CREATE TABLE p(id INTEGER PRIMARY KEY, n TEXT)",
                "INSERT INTO p VALUES (1, 'Widget')"));
    assertTrue(
        Files.readString(json, StandardCharsets.UTF_8).contains("{\"id\": 1, \"n\": \"Widget\"}"));
  }
}
