package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.Collation;
import org.sqlite.Function;

@Timeout(60)
class DatabaseCheckTest {
  @TempDir Path folder;

  private Path database(String... statements) throws Exception {
    Path file = folder.resolve("copy.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      Collation.create(
          connection,
          "APP",
          new Collation() {
            @Override
            protected int xCompare(String left, String right) {
              return right.compareTo(left);
            }
          });
      Function.create(
          connection,
          "app_key",
          new Function() {
            @Override
            protected void xFunc() throws java.sql.SQLException {
              result(value_text(0) + "!");
            }
          },
          1,
          Function.FLAG_DETERMINISTIC);
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return file;
  }

  private static CheckReport check(Path file) throws FailureException {
    return DatabaseCheck.of(file, Progress.NONE);
  }

  private static String numbers(String table) {
    return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT"
        + (" INTO " + table + " SELECT i, 'text ' || i FROM n");
  }

  @Test
  void ofVeryManyTablesAsManyAreCountedAsAManifestCanHold() {
    assertEquals(100_000, DatabaseCheck.counted(Collections.nCopies(100_001, "t")).size());
    assertEquals(List.of("t"), DatabaseCheck.counted(List.of("t")));
  }

  @Test
  void aWholeCopyIsWholeAndItsRowsAreCounted() throws Exception {
    Path file =
        database(
            "CREATE TABLE b(id INTEGER PRIMARY KEY, t)",
            "CREATE TABLE \"it's \"\"odd\"\"\"(x)",
            "CREATE TABLE without(k PRIMARY KEY, t) WITHOUT ROWID",
            "CREATE INDEX b_t ON b(t)",
            "CREATE VIEW v AS SELECT * FROM b",
            numbers("b"));
    CheckReport report = check(file);
    assertTrue(report.grade() == CheckReport.Grade.WHOLE);
    assertEquals(
        List.of(
            new TableRows("b", 2000),
            new TableRows("it's \"odd\"", 0),
            new TableRows("without", 0)),
        report.tables());
    assertEquals(2000, report.rows());
    assertEquals(List.of(), report.notChecked());
    assertEquals(0, report.foreignKeyViolations().count());
  }

  @Test
  void aVirtualTableIsCountedOnceAndItsShadowsNotAtAll() throws Exception {
    Path file =
        database(
            "CREATE VIRTUAL TABLE notes USING fts5(body)",
            "INSERT INTO notes VALUES ('one'), ('two')",
            "CREATE VIRTUAL TABLE places USING rtree(id, x0, x1)",
            "INSERT INTO places VALUES (1, 0, 1)");
    CheckReport report = check(file);
    assertEquals(List.of(new TableRows("notes", 2), new TableRows("places", 1)), report.tables());
    assertEquals(List.of(), report.findings());
  }

  @Test
  void aDamagedPageIsSeen() throws Exception {
    Path file = database("CREATE TABLE b(id INTEGER PRIMARY KEY, t)", numbers("b"));
    byte[] content = Files.readAllBytes(file);
    Arrays.fill(content, 4096 * 3, 4096 * 3 + 200, (byte) 0x5a);
    Files.write(file, content);
    CheckReport report = check(file);
    assertFalse(report.grade() == CheckReport.Grade.WHOLE);
    assertEquals(List.of(), report.tables());
  }

  @Test
  void anIndexThatLacksARowIsSeen() throws Exception {
    Path file =
        database(
            "CREATE TABLE b(id INTEGER PRIMARY KEY, t)",
            numbers("b"),
            "CREATE INDEX b_t ON b(t) WHERE id < 1000",
            "PRAGMA writable_schema=ON",
            "UPDATE sqlite_schema SET sql = 'CREATE INDEX b_t ON b(t)'" + " WHERE name = 'b_t'");
    assertFalse(check(file).grade() == CheckReport.Grade.WHOLE);
  }

  @Test
  void aFileThatIsNoDatabaseIsNotWhole() throws Exception {
    Path file = Files.writeString(folder.resolve("copy.db"), "text".repeat(3000));
    assertFalse(check(file).grade() == CheckReport.Grade.WHOLE);
  }

  @Test
  void aMissingFileIsNotCreated() {
    Path file = folder.resolve("copy.db");
    FailureException failed = assertThrows(FailureException.class, () -> check(file));
    assertEquals(Reason.PLACE_IO, failed.reason());
    assertFalse(Files.exists(file));
  }

  @Test
  void anIndexThatNeedsTheAppIsNotCheckedAndNotAFailure() throws Exception {
    Path file =
        database(
            "CREATE TABLE plain(id INTEGER PRIMARY KEY, t)",
            "CREATE TABLE sorted(id INTEGER PRIMARY KEY, t TEXT)",
            "CREATE INDEX sorted_t ON sorted(t COLLATE APP)",
            "CREATE TABLE keyed(id INTEGER PRIMARY KEY, t TEXT)",
            "CREATE INDEX keyed_t ON keyed(app_key(t))",
            numbers("plain"),
            numbers("sorted"),
            numbers("keyed"));
    CheckReport report = check(file);
    assertEquals(List.of(), report.findings());
    assertEquals(List.of("sorted", "keyed"), report.notChecked());
    assertEquals(6000, report.rows());
  }

  @Test
  void aDamagedTableIsSeenBesideOneThatNeedsTheApp() throws Exception {
    Path file =
        database(
            "CREATE TABLE sorted(id INTEGER PRIMARY KEY, t TEXT)",
            "CREATE INDEX sorted_t ON sorted(t COLLATE APP)",
            "CREATE TABLE plain(id INTEGER PRIMARY KEY, t)",
            numbers("plain"));
    byte[] content = Files.readAllBytes(file);
    Arrays.fill(content, content.length - 4096, content.length - 3896, (byte) 0x5a);
    Files.write(file, content);
    CheckReport report = check(file);
    assertFalse(report.grade() == CheckReport.Grade.WHOLE);
    assertEquals(List.of("sorted"), report.notChecked(), report::toString);
  }

  /** Within a statement SQLite tells an error of the drive as damage. */
  @ParameterizedTest
  @ValueSource(ints = {0, 4096})
  void aDriveThatCannotReadIsNoDamage(int at) throws Exception {
    Path file = database("CREATE TABLE t(a)", "INSERT INTO t VALUES (1)");
    byte[] content = Files.readAllBytes(file);
    Arrays.fill(content, at, at + 4096, (byte) 0x5a);
    Files.write(file, content);
    assertEquals(CheckReport.Grade.DAMAGED, check(file).grade());
    Faults faults = new Faults();
    Path onBadDrive = new FaultyFileSystem(faults).path(file);
    faults.rule(
        (operation, path) ->
            operation.equals("read") ? Optional.of(new IOException("EIO")) : Optional.empty());
    assertEquals(
        Reason.PLACE_IO,
        assertThrows(FailureException.class, () -> check(onBadDrive)).failure().reason());
  }

  @Test
  void brokenForeignKeysAreCountedAndNotAFailure() throws Exception {
    Path file =
        database(
            "CREATE TABLE parent(id INTEGER PRIMARY KEY)",
            "CREATE TABLE child(parent REFERENCES parent(id))",
            "INSERT INTO parent VALUES (1)",
            "INSERT INTO child VALUES (1), (2), (3), (NULL)");
    CheckReport report = check(file);
    assertTrue(report.grade() == CheckReport.Grade.WHOLE);
    assertEquals(new Violations(2, List.of("child")), report.foreignKeyViolations());
  }

  /** SQLite takes an entry of the schema for its declaration's, if only the capitals differ. */
  @Test
  void anEntryWithOtherCapitalsThanItsDeclarationIsReadAsSqliteDoes() throws Exception {
    Path file =
        database(
            "CREATE TABLE parent(id INTEGER PRIMARY KEY)",
            "CREATE TABLE child(parent REFERENCES parent)",
            "CREATE INDEX of_parent ON child(parent)",
            "INSERT INTO child VALUES (3)",
            "PRAGMA writable_schema=ON",
            "UPDATE sqlite_schema SET name = 'Child', tbl_name = 'Child' WHERE name = 'child'",
            "UPDATE sqlite_schema SET name = 'Of_Parent' WHERE name = 'of_parent'");
    CheckReport byPages = DatabaseCheck.ofKnown(file, schemaHash(file), Progress.NONE);
    assertEquals(CheckReport.Judge.PAGES, byPages.judge());
    assertEquals(new Violations(1, List.of("Child")), byPages.foreignKeyViolations());
    Sql.run(file, "CREATE VIRTUAL TABLE search USING fts5(text)");
    CheckReport bySqlite = check(file);
    assertEquals(new Violations(1, List.of("Child")), bySqlite.foreignKeyViolations());
    assertEquals(List.of(), bySqlite.notChecked());
    try (Connection connection = Connections.strict(file)) {
      assertEquals(List.of(), TableList.of(connection, false).unread());
    }
  }

  private static Optional<String> schemaHash(Path file) throws Exception {
    try (Connection connection = Connections.strict(file)) {
      return PageJudge.schemaHash(connection);
    }
  }

  @Test
  void valuesThatBreakTheirColumnAreCountedAndNotAFailure() throws Exception {
    Path file =
        database(
            "CREATE TABLE t(id INTEGER PRIMARY KEY, n, s, i)",
            "INSERT INTO t VALUES (1, NULL, 5, '7'), (2, 1, 'x', 7)",
            "PRAGMA writable_schema=ON",
            "UPDATE sqlite_schema SET sql = 'CREATE TABLE t(id INTEGER PRIMARY KEY, n NOT NULL,"
                + " s TEXT, i INT)'");
    CheckReport report = check(file);
    assertEquals(List.of(), report.findings());
    assertEquals(new Violations(3, List.of("t.n", "t.s", "t.i")), report.valueViolations());
    assertEquals(2, report.rows());
  }

  /** A table whose column {@code c} has got NOT NULL by hand. */
  private CheckReport withNotNull(String columns, String... rows) throws Exception {
    List<String> statements = new ArrayList<>();
    statements.add("CREATE TABLE t(" + columns.replace("NOT NULL", "") + ")");
    statements.addAll(List.of(rows));
    statements.add("PRAGMA writable_schema=ON");
    statements.add(
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE t(" + columns + ")' WHERE type = 'table'");
    return check(database(statements.toArray(String[]::new)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c TEXT NOT NULL UNIQUE, d",
        "c TEXT NOT NULL PRIMARY KEY, d",
        "c NOT NULL, d, UNIQUE(d COLLATE NOCASE DESC, c)",
        "c NOT NULL COLLATE NOCASE UNIQUE, d UNIQUE"
      })
  void nullsInAKeyThatBecameNotNullAreNoDamage(String columns) throws Exception {
    CheckReport report =
        withNotNull(
            columns,
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)"
                + " INSERT INTO t SELECT NULL, CASE WHEN i > 2 THEN i END FROM n",
            "INSERT INTO t VALUES ('a', 'x'), ('b', 'y')");
    assertEquals(CheckReport.Grade.WHOLE, report.grade(), report::toString);
    assertEquals(new Violations(300, List.of("t.c")), report.valueViolations());
    assertEquals(302, report.rows());
  }

  @ParameterizedTest
  @ValueSource(strings = {"('a'), ('a')", "('a'), ('A')", "(NULL), (1), (1)"})
  void equalKeysBesideNullsAreDamage(String equal) throws Exception {
    CheckReport report =
        withNotNull(
            "c COLLATE NOCASE NOT NULL",
            "CREATE INDEX i ON t(c)",
            "INSERT INTO t VALUES (NULL), (NULL), " + equal,
            "PRAGMA writable_schema=ON",
            "UPDATE sqlite_schema SET sql = 'CREATE UNIQUE INDEX i ON t(c)' WHERE name = 'i'");
    assertEquals(CheckReport.Grade.DAMAGED, report.grade(), report::toString);
  }

  @Test
  void anEntryThatIsMissingBesideNullsIsFound() throws Exception {
    CheckReport report =
        withNotNull(
            "id INTEGER PRIMARY KEY, c NOT NULL",
            "CREATE UNIQUE INDEX i ON t(c) WHERE id < 4",
            "INSERT INTO t VALUES (1, NULL), (2, NULL), (3, 'a'), (4, 'b')",
            "PRAGMA writable_schema=ON",
            "UPDATE sqlite_schema SET sql = 'CREATE UNIQUE INDEX i ON t(c)' WHERE name = 'i'");
    assertFalse(report.grade() == CheckReport.Grade.WHOLE, report::toString);
  }

  @Test
  void onlyTheFirstFewOfManyAreNamed() {
    Violations all = Violations.NONE;
    for (int table = 1; table < 9; table++) {
      all = all.plus(2, "t" + table).plus(1, "t" + table);
    }
    assertEquals(new Violations(24, List.of("t1", "t2", "t3", "t4", "t5", "…")), all);
    assertEquals(List.of("a\\nb"), Violations.NONE.plus(1, "a\nb").where());
  }

  /** SQLite 3.54's false alarm: the column's default is taken for its value. */
  @Test
  void aNumberBehindAGeneratedColumnIsNoFailure() throws Exception {
    Path file =
        database(
            "CREATE TABLE t(g AS (typeof(i)), i INTEGER PRIMARY KEY, a INT DEFAULT 'x')",
            "INSERT INTO t(a) VALUES (1)");
    assertTrue(check(file).grade() == CheckReport.Grade.WHOLE);
  }

  @Test
  void damageIsFoundBehindManyBrokenValues() throws Exception {
    Path file =
        database(
            "CREATE TABLE a(id INTEGER PRIMARY KEY, t)",
            numbers("a"),
            "UPDATE a SET t = NULL",
            "CREATE TABLE b(id INTEGER PRIMARY KEY, t)",
            "CREATE INDEX b_t ON b(t) WHERE id < 1000",
            numbers("b"),
            "PRAGMA writable_schema=ON",
            "UPDATE sqlite_schema SET sql = 'CREATE TABLE a(id INTEGER PRIMARY KEY, t NOT NULL)'"
                + " WHERE name = 'a'",
            "UPDATE sqlite_schema SET sql = 'CREATE INDEX b_t ON b(t)' WHERE name = 'b_t'");
    assertFalse(check(file).grade() == CheckReport.Grade.WHOLE);
  }

  @Test
  void aWronglyDeclaredForeignKeyIsNoFailure() throws Exception {
    Path file =
        database(
            "CREATE TABLE parent(id INTEGER PRIMARY KEY, name)",
            "CREATE TABLE child(name REFERENCES parent(name))",
            "INSERT INTO child VALUES ('x')");
    CheckReport report = check(file);
    assertTrue(report.grade() == CheckReport.Grade.WHOLE);
    assertEquals(1, report.rows());
    assertEquals(List.of("child"), report.notChecked());
  }

  @Test
  void aCheckCanBeCancelled() throws Exception {
    Path file =
        database(
            "CREATE TABLE b(id INTEGER PRIMARY KEY, t)",
            numbers("b"),
            "CREATE INDEX b_t ON b(t)",
            "INSERT INTO b(t) SELECT x.t FROM b x, b y LIMIT 100000");
    Progress cancel =
        (done, total) -> {
          throw new FailureException(Reason.CANCELLED);
        };
    FailureException cancelled =
        assertThrows(FailureException.class, () -> DatabaseCheck.of(file, cancel));
    assertEquals(Reason.CANCELLED, cancelled.reason());
  }
}
