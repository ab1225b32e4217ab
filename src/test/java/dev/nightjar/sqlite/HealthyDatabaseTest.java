package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.CheckReport.Grade;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Declarations of a healthy app's database that this program's SQLite doesn't understand. */
@Timeout(60)
final class HealthyDatabaseTest {
  @TempDir private Path folder;

  /** Inspected and copied without a complaint, the copy's bytes the file's, nothing left behind. */
  private CheckReport copied(String... statements) throws Exception {
    Path live = AppFile.make(folder.resolve("app.db"), statements);
    return copied(live);
  }

  private CheckReport copied(Path live) throws Exception {
    assertEquals(
        Optional.empty(), LiveFileInspector.inspect(live, false, Optional.empty()).failure());
    DatabaseInspection.at(live, false, Duration.ofSeconds(10));
    LiveDatabase database = new LiveDatabase(live, Duration.ofSeconds(5), false, Clock.systemUTC());
    database.inspect();
    Path copy = folder.resolve("copy.db");
    database.snapshot(copy, Progress.NONE);
    CheckReport report = DatabaseCheck.of(copy, Progress.NONE);
    assertEquals(Files.size(live), Files.size(copy));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count(), "scratch copies are removed");
    }
    return report;
  }

  private static void assertWhole(CheckReport report) {
    assertEquals(List.of(), report.findings());
    assertEquals(Grade.WHOLE, report.grade());
  }

  @ParameterizedTest
  @ValueSource(strings = {"reverse(a)", "leftstr(a)", "mode(a)", "app_key(a)"})
  void aFunctionOfTheAppsInAnIndexIsNotTheDrivers(String expression) throws Exception {
    CheckReport report =
        copied(
            "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT)",
            "INSERT INTO t(a) VALUES ('abc'), ('def')",
            "CREATE INDEX i ON t(" + expression + ")",
            "CREATE TABLE plain(x)");
    assertWhole(report);
    assertEquals(List.of("t"), report.notChecked());
    assertEquals(List.of(new TableRows("t", 2), new TableRows("plain", 0)), report.tables());
  }

  @ParameterizedTest
  @ValueSource(strings = {"reverse(a)", "leftstr(a)", "mode(a)", "app_key(a)"})
  void aFunctionOfTheAppsInAGeneratedColumnIsNotTheDrivers(String expression) throws Exception {
    CheckReport report =
        copied(
            "CREATE TABLE t(a TEXT, b AS (" + expression + "), c AS (" + expression + ") STORED)",
            "INSERT INTO t(a) VALUES ('abc'), ('def')");
    assertWhole(report);
    assertEquals(List.of(new TableRows("t", 2)), report.tables());
  }

  @Test
  void theDriverAddsNothing() throws Exception {
    Path file = AppFile.make(folder.resolve("app.db"), "CREATE TABLE t(a)");
    try (Connection connection = Connections.checked(file);
        Statement statement = connection.createStatement()) {
      List<DriverFunctions.Signature> added = DriverFunctions.added(connection);
      assertFalse(added.isEmpty());
      for (DriverFunctions.Signature one : added) {
        int arguments = Math.max(1, one.arguments());
        String call =
            one.name() + "(" + String.join(", ", Collections.nCopies(arguments, "'1'")) + ")";
        assertThrows(SQLException.class, () -> statement.executeQuery("SELECT " + call), call);
      }
      assertEquals(3, Connections.number(connection, "SELECT max(1, 2, 3)"));
      assertEquals(8, Connections.number(connection, "SELECT power(2, 3)"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000_001, 1_100_000, 3_000_000})
  void aLongDeclarationIsRead(int length) throws Exception {
    CheckReport report =
        copied("CREATE TABLE t(a /* " + "x".repeat(length) + " */)", "INSERT INTO t VALUES (1)");
    assertWhole(report);
    assertEquals(List.of(), report.notChecked());
    assertEquals(List.of(new TableRows("t", 1)), report.tables());
  }

  private static String coalesce(int arguments) {
    return "coalesce(" + String.join(",", Collections.nCopies(arguments, "a")) + ")";
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 110, 127})
  void aFunctionOfManyArgumentsIsRead(int arguments) throws Exception {
    CheckReport report =
        copied(
            "CREATE TABLE t(a)",
            "INSERT INTO t VALUES (1)",
            "CREATE INDEX i ON t(" + coalesce(arguments) + ")");
    assertWhole(report);
    assertEquals(List.of(), report.notChecked());
  }

  @Test
  void aTableOfManyColumnsIsRead() throws Exception {
    StringBuilder columns = new StringBuilder("c0");
    for (int i = 1; i < 2000; i++) {
      columns.append(", c").append(i);
    }
    assertWhole(copied("CREATE TABLE t(" + columns + ")", "INSERT INTO t(c0) VALUES (1)"));
  }

  /** As an app's SQLite with higher limits writes it; its pages are all accounted for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE INDEX i ON t(coalesce(a ...))",
        "CREATE INDEX i ON t(a) WHERE likely(a, 1, 2)",
        "CREATE INDEX i ON t(a future syntax)"
      })
  void anIndexBeyondThisSqliteHidesNothingElse(String declaration) throws Exception {
    Path live =
        AppFile.make(
            folder.resolve("app.db"),
            "CREATE TABLE t(a)",
            "CREATE INDEX i ON t(a)",
            "INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                + " WHERE i < 3000) SELECT i FROM n",
            "CREATE TABLE dbstat(x)",
            "INSERT INTO dbstat VALUES (1)",
            "PRAGMA writable_schema=ON",
            "UPDATE sqlite_schema SET sql = "
                + Connections.quoted(declaration.replace("coalesce(a ...)", coalesce(200)))
                + " WHERE name = 'i'");
    CheckReport report = copied(live);
    assertWhole(report);
    assertEquals(List.of("t"), report.notChecked());
    assertEquals(List.of(new TableRows("t", 3000), new TableRows("dbstat", 1)), report.tables());
  }

  @Test
  void damageIsSeenBesideADeclarationBeyondThisSqlite() throws Exception {
    Path live =
        AppFile.make(
            folder.resolve("app.db"),
            "CREATE TABLE t(a)",
            "CREATE INDEX i ON t(a)",
            "CREATE TABLE other(x)",
            "INSERT INTO other WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                + " WHERE i < 3000) SELECT i FROM n",
            "PRAGMA writable_schema=ON",
            "UPDATE sqlite_schema SET sql = 'CREATE INDEX i ON t(a future)' WHERE name = 'i'");
    byte[] content = Files.readAllBytes(live);
    Arrays.fill(content, content.length - 4096, content.length - 3896, (byte) 0x5a);
    Files.write(live, content);
    assertEquals(Grade.DAMAGED, DatabaseCheck.of(live, Progress.NONE).grade());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE products RENAME COLUMN descr TO details",
        "DROP TABLE products",
        "ALTER TABLE products RENAME TO goods",
        "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql ="
            + " replace(sql, 'fts5(', 'fts5(tokenize=''the_apps'', ') WHERE name = 'search'",
        "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql ="
            + " replace(sql, 'fts5(', 'the_apps(') WHERE name = 'search'"
      })
  void aSearchTableThatCantBeAskedIsARemarkAndItsShadowsAreKept(String change) throws Exception {
    CheckReport report =
        copied(
            Stream.concat(
                    Stream.of(
                        "CREATE TABLE products(id INTEGER PRIMARY KEY, name TEXT, descr TEXT)",
                        "INSERT INTO products VALUES (1, 'bolt', 'steel')",
                        "CREATE VIRTUAL TABLE search USING"
                            + " fts5(name, descr, content='products', content_rowid='id')",
                        "INSERT INTO search(search) VALUES ('rebuild')",
                        "CREATE TABLE other(x)",
                        "INSERT INTO other VALUES (1), (2)"),
                    Arrays.stream(change.split("; ")))
                .toArray(String[]::new));
    assertWhole(report);
    // SQLite asks for a tokenizer only when something is searched.
    boolean asked = !change.contains("tokenize");
    assertEquals(asked ? List.of("search") : List.of(), report.notChecked());
    assertEquals(true, report.tables().contains(new TableRows("other", 2)));
    try (BackupDatabase copy = BackupDatabase.open(folder.resolve("copy.db"))) {
      assertEquals(
          List.of("search_config", "search_data", "search_docsize", "search_idx"),
          copy.schema().stream()
              .filter(entry -> entry.hasRows() && entry.name().startsWith("search_"))
              .map(SchemaEntry::name)
              .sorted()
              .toList());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE VIRTUAL TABLE f USING fts4(content='', a)",
        "CREATE VIRTUAL TABLE f USING fts4(a, tokenize=porter)",
        "CREATE VIRTUAL TABLE f USING fts5(a, content='')",
        "CREATE VIRTUAL TABLE f USING rtree(a, b, c)"
      })
  void everyKindOfVirtualTableLeavesTheCopyWhole(String declaration) throws Exception {
    String columns = declaration.contains("fts4") ? "docid, a" : "rowid, a";
    String row =
        declaration.contains("rtree")
            ? "INSERT INTO f VALUES (1, 2, 3)"
            : "INSERT INTO f(" + columns + ") VALUES (1, 'x y')";
    assertWhole(copied(declaration, row));
  }

  /** FTS4 says so in integrity_check itself, in the words that it has for damage. */
  @ParameterizedTest
  @ValueSource(strings = {"fts4(a, compress=app, uncompress=app2)", "fts4(content='gone', a)"})
  void aSearchTableThatOnlyTheAppCanCheckIsARemark(String module) throws Exception {
    CheckReport report = copied("CREATE TABLE t(x)", "CREATE VIRTUAL TABLE f USING " + module);
    assertWhole(report);
    assertEquals(List.of("f"), report.notChecked());
  }

  @Test
  void aTableSortedByTheAppsCollationIsCounted() throws Exception {
    CheckReport report =
        copied(
            "CREATE TABLE tags(tag TEXT NOT NULL PRIMARY KEY COLLATE unicase, n) WITHOUT ROWID",
            "INSERT INTO tags VALUES ('b', 1), ('A', 2), ('c', 3)");
    assertWhole(report);
    assertEquals(List.of(new TableRows("tags", 3)), report.tables());
    assertEquals(List.of("tags"), report.notChecked());
  }

  @Test
  void aTableWhoseNameIsNoTextIsCheckedAndCounted() throws Exception {
    Path live =
        AppFile.make(
            folder.resolve("app.db"),
            "CREATE TABLE xxyyzz(a)",
            "CREATE INDEX qqyyzz ON xxyyzz(a)",
            "INSERT INTO xxyyzz VALUES (1)",
            "CREATE TABLE keyed(ppyyzz PRIMARY KEY) WITHOUT ROWID",
            "CREATE TABLE \"line\nbreak\u001b[2J\"(a)");
    String bytes = new String(Files.readAllBytes(live), StandardCharsets.ISO_8859_1);
    bytes = bytes.replace("yyzz", "\u00e9zzz");
    Files.write(live, bytes.getBytes(StandardCharsets.ISO_8859_1));
    CheckReport report = copied(live);
    assertWhole(report);
    assertEquals(List.of(), report.notChecked());
    assertEquals(
        List.of(
            new TableRows("xx\\xe9zzz", 1),
            new TableRows("keyed", 0),
            new TableRows("line\nbreak\u001b[2J", 0)),
        report.tables());
  }

  @Test
  void damageIsToldOfATableWhoseNameIsNoText() throws Exception {
    Path live =
        AppFile.make(
            folder.resolve("app.db"),
            "CREATE TABLE xxyyzz(a)",
            "INSERT INTO xxyyzz VALUES (1)",
            "CREATE INDEX i ON xxyyzz(a)");
    AppFile.behind(live, "i", "INSERT INTO xxyyzz VALUES (2)");
    String bytes = new String(Files.readAllBytes(live), StandardCharsets.ISO_8859_1);
    bytes = bytes.replace("yyzz", "\u00e9zzz");
    Files.write(live, bytes.getBytes(StandardCharsets.ISO_8859_1));
    CheckReport report = DatabaseCheck.of(live, Progress.NONE);
    assertEquals(1, report.findings().size(), report::toString);
    assertTrue(report.findings().get(0).startsWith("Table xx\\xe9zzz"), report::toString);
  }

  /** Only what the system reports of a disk is the drive's. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 7, 9, 12, 17, 18, 19, 20, 21, 25, 26, 11, 10, 13, 14, 3, 8})
  void onlyInputAndOutputIsTheDrives(int code) {
    SQLException refused = new SQLiteException("refused", SQLiteErrorCode.getErrorCode(code));
    Path file = folder.resolve("backup.db");
    FailureException ofCopy = CopyFailures.of(refused, file);
    boolean drives = List.of(10, 13, 14, 3, 8).contains(code);
    assertEquals(drives, ofCopy.reason().name().startsWith("PLACE_"), ofCopy.reason()::name);
    if (!drives) {
      FailureException ofLive = Refusals.explain(refused, file, Duration.ZERO);
      assertFalse(ofLive.reason().name().endsWith("_IO") && code != 26 && code != 11);
    }
  }
}
