package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.CheckReport.Grade;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tells damage that is derived, so that every row is safe, from damage that is not. */
@Timeout(60)
final class GradeTest {
  private static final String ROWS =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
          + " INSERT INTO t SELECT i, 'text ' || i, i / 2.0 FROM n";

  @TempDir private Path folder;
  private Path file;

  private CheckReport check() throws Exception {
    return DatabaseCheck.of(file, Progress.NONE);
  }

  @AfterEach
  void noScratchCopyStays() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  /** With indexes of every kind beside the one in question: none of them is to be blamed. */
  private void table(String index) throws Exception {
    file =
        AppFile.make(
            folder.resolve("app.db"),
            "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT COLLATE NOCASE, b REAL)",
            ROWS,
            "INSERT INTO t VALUES (1000, NULL, NULL), (1001, x'00', 5), (1002, 7, 'x')",
            "CREATE INDEX descending ON t(a DESC, b)",
            "CREATE INDEX partial ON t(b) WHERE a > 'text 3'",
            "CREATE INDEX expression ON t(lower(a), b + 1)",
            "CREATE UNIQUE INDEX only ON t(id, a)",
            "CREATE INDEX twice ON t(a, a, b)",
            "CREATE TABLE nightjar_entries(x)",
            index);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE INDEX i ON t(a)",
        "CREATE INDEX i ON t(b DESC)",
        "CREATE INDEX i ON t(b, a COLLATE BINARY)",
        "CREATE INDEX i ON t(a) WHERE id > 100",
        "CREATE INDEX i ON t(upper(a))"
      })
  void entriesThatAnIndexLacksAreMadeAgain(String index) throws Exception {
    table(index);
    AppFile.behind(file, "i", "INSERT INTO t VALUES (2000, 'new', 1), (2001, 'newer', 2)");
    CheckReport report = check();
    assertEquals(
        List.of(
            "Table t: an index lacks entries; every row is there."
                + " To mend it, run in the app's database: REINDEX \"t\""),
        report.findings());
    assertEquals(Grade.REBUILDABLE, report.grade());
    assertEquals(
        List.of(new TableRows("t", 505), new TableRows("nightjar_entries", 0)), report.tables());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE INDEX i ON t(a)|UPDATE t SET a = 'old' WHERE id = 7|7",
        "CREATE INDEX i ON t(a)|DELETE FROM t WHERE id IN (7, 9)|7, 9",
        "CREATE INDEX i ON t(b DESC)|UPDATE t SET b = 1e9 WHERE id = 8|8",
        "CREATE INDEX i ON t(b)|UPDATE t SET b = NULL WHERE id = 8|8",
        "CREATE INDEX i ON t(a)|UPDATE t SET a = upper(a) WHERE id = 7|7",
        "CREATE INDEX i ON t(a) WHERE id < 100|UPDATE t SET a = 'old' WHERE id = 7|7",
        "CREATE INDEX i ON t(upper(a))|DELETE FROM t WHERE id = 7|7",
        "CREATE INDEX i ON t(upper(a), b)|UPDATE t SET b = -1 WHERE id = 7|7"
      })
  void anEntryThatMatchesNoRowIsDamage(String index, String change, String rows) throws Exception {
    table(index);
    AppFile.behind(file, "i", change);
    CheckReport report = check();
    assertEquals(
        List.of("Table t and its index i disagree about the rows " + rows), report.findings());
    assertEquals(Grade.DAMAGED, report.grade());
    assertEquals(List.of(), report.tables());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INSERT INTO t VALUES (2000, 'x', 1)|REBUILDABLE",
        "UPDATE t SET b = -1 WHERE id = 7|DAMAGED",
        "DELETE FROM t WHERE id = 7|DAMAGED"
      })
  void aTableThatIsItsOwnKeyIsComparedByKey(String change, Grade grade) throws Exception {
    file =
        AppFile.make(
            folder.resolve("app.db"),
            "CREATE TABLE t(id, a TEXT, b REAL, PRIMARY KEY(a, id)) WITHOUT ROWID",
            ROWS,
            "CREATE INDEX fine ON t(b, a)",
            "CREATE INDEX i ON t(b)");
    AppFile.behind(file, "i", change);
    CheckReport report = check();
    assertEquals(grade, report.grade(), report::toString);
    if (grade == Grade.DAMAGED) {
      assertTrue(
          report.findings().contains("Table t and its index i disagree about the keys 'text 7', 7"),
          report::toString);
    }
  }

  /** The app's own rule may be broken, or call a function that only the app has. */
  @Test
  void aConditionOfTheTableSaysNothingOfItsIndex() throws Exception {
    file =
        AppFile.make(
            folder.resolve("app.db"),
            "CREATE TABLE t(a, CHECK(a < 5))",
            "CREATE INDEX i ON t(a)",
            "PRAGMA ignore_check_constraints=ON",
            "INSERT INTO t VALUES (1), (9)");
    AppFile.behind(file, "i", "INSERT INTO t VALUES (2)");
    CheckReport report = check();
    assertEquals(Grade.REBUILDABLE, report.grade(), report::toString);
  }

  @Test
  void anEntryThatAPartialIndexLacksIsMadeAgain() throws Exception {
    table("CREATE INDEX i ON t(b) WHERE a > 'text 4'");
    AppFile.behind(file, "i", "UPDATE t SET a = 'text 5' WHERE id = 1");
    assertEquals(Grade.REBUILDABLE, check().grade());
  }

  @Test
  void entriesThatAnIndexLacksOfATableWhoseNameIsNoTextAreMadeAgain() throws Exception {
    table("CREATE TABLE xxyyzz(qqrrss, b)");
    AppFile.make(
        file, "INSERT INTO xxyyzz VALUES (1, 2), (3, 4)", "CREATE INDEX iijjkk ON xxyyzz(qqrrss)");
    AppFile.behind(file, "iijjkk", "INSERT INTO xxyyzz VALUES (5, 6)");
    String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    for (String name : List.of("xxyyzz", "qqrrss", "iijjkk")) {
      bytes = bytes.replace(name, name.substring(0, 3) + "\u00e9" + name.substring(4));
    }
    Files.write(file, bytes.getBytes(StandardCharsets.ISO_8859_1));
    CheckReport report = check();
    assertEquals(Grade.REBUILDABLE, report.grade(), report::toString);
    assertTrue(report.findings().get(0).endsWith("in the app's database: REINDEX"));
  }

  @Test
  void twoRowsOfOneKeyCannotBeIndexedAgain() throws Exception {
    table("CREATE UNIQUE INDEX i ON t(a)");
    AppFile.behind(file, "i", "INSERT INTO t VALUES (2000, 'text 7', 1)");
    CheckReport report = check();
    assertEquals(
        List.of("Table t: its rows contradict an index, which can't be made again"),
        report.findings());
    assertEquals(Grade.DAMAGED, report.grade());
  }

  @Test
  void manyDisagreementsAreNamedInOneLine() throws Exception {
    table("CREATE INDEX i ON t(a)");
    AppFile.behind(file, "i", "UPDATE t SET a = a || '!'");
    CheckReport report = check();
    assertEquals(1, report.findings().size());
    assertTrue(report.findings().get(0).endsWith(", 114, 115 and more"), report::toString);
  }

  /** SQLite says no more than 100 things of one table. */
  @ParameterizedTest
  @CsvSource({
    "REBUILDABLE, INSERT INTO t(a) VALUES ('new')",
    "DAMAGED, DELETE FROM t WHERE id = 7"
  })
  void whatIsHiddenBehindManyBrokenValuesIsFound(Grade grade, String change) throws Exception {
    table("CREATE INDEX i ON t(a)");
    AppFile.behind(file, "i", change);
    AppFile.make(
        file,
        "CREATE TABLE u(x)",
        "INSERT INTO u SELECT NULL FROM t",
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE t(id INTEGER PRIMARY KEY,"
            + " a INT COLLATE NOCASE, b REAL)' WHERE name = 't'",
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE u(x NOT NULL)' WHERE name = 'u'");
    CheckReport report = check();
    assertEquals(grade, report.grade(), report::toString);
    assertEquals(1, report.findings().size());
    assertTrue(report.findings().get(0).startsWith("Table t"), report::toString);
  }

  private static String searchable(String module) {
    return "CREATE VIRTUAL TABLE f USING " + module;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fts4(content='doc', t)|INSERT INTO doc VALUES (3, 'three')",
        "fts4(content='doc', t)|DELETE FROM doc",
        "fts3(t)|UPDATE f_content SET c0t = 'changed' WHERE docid = 1",
        "fts5(t)|UPDATE f_content SET c0 = 'changed' WHERE id = 1",
        "fts5(t, tokenize='trigram')|UPDATE f_content SET c0 = 'changed' WHERE id = 1"
      })
  void aSearchIndexIsMadeAgainFromItsText(String module, String change) throws Exception {
    boolean external = module.contains("content=");
    file =
        AppFile.make(
            folder.resolve("app.db"),
            "CREATE TABLE doc(id INTEGER PRIMARY KEY, t TEXT)",
            "INSERT INTO doc VALUES (1, 'one'), (2, 'two')",
            searchable(module),
            external
                ? "INSERT INTO f(f) VALUES ('rebuild')"
                : "INSERT INTO f(rowid, t) VALUES (1, 'one'), (2, 'two')",
            change);
    CheckReport report = check();
    assertEquals(
        List.of(
            "Search table f: its index doesn't match its text; every row is there. To mend it, run"
                + " in the app's database: INSERT INTO \"f\"(\"f\") VALUES ('rebuild')"),
        report.findings());
    assertEquals(Grade.REBUILDABLE, report.grade());
    assertEquals(List.of(), report.notChecked());
  }

  @Test
  void anIndexThatIsTheOnlyPlaceOfItsDataIsNotMadeAgain() throws Exception {
    file =
        AppFile.make(
            folder.resolve("app.db"),
            "CREATE VIRTUAL TABLE r USING rtree(id, x0, x1)",
            "INSERT INTO r VALUES (1, 0, 1), (2, 3, 4)",
            "DELETE FROM r_rowid WHERE rowid = 1");
    CheckReport report = check();
    assertEquals(
        List.of("Table r: its own index is damaged and can't be made again"), report.findings());
    assertEquals(Grade.DAMAGED, report.grade());
  }

  @Test
  void derivedDamageOfTwoKindsIsToldOfBoth() throws Exception {
    table("CREATE INDEX i ON t(a)");
    AppFile.make(
        file,
        "CREATE VIRTUAL TABLE f USING fts5(t)",
        "INSERT INTO f VALUES ('one')",
        "UPDATE f_content SET c0 = 'changed'");
    AppFile.behind(file, "i", "INSERT INTO t VALUES (2000, 'new', 1)");
    CheckReport report = check();
    assertEquals(2, report.findings().size(), report::toString);
    assertEquals(Grade.REBUILDABLE, report.grade());
  }

  @Test
  void damagedPagesAreDamageWhateverElseIsRebuildable() throws Exception {
    table("CREATE INDEX i ON t(a)");
    AppFile.make(
        file,
        "CREATE TABLE last(x)",
        "INSERT INTO last SELECT a FROM t",
        "CREATE VIRTUAL TABLE f USING fts4(content='nightjar_entries', x)",
        "INSERT INTO nightjar_entries VALUES ('stale')");
    byte[] content = Files.readAllBytes(file);
    int page = (int) rootOf("last") * 4096;
    Arrays.fill(content, page - 4096, page - 4000, (byte) 0x5a);
    Files.write(file, content);
    CheckReport report = check();
    assertEquals(Grade.DAMAGED, report.grade());
    assertTrue(report.findings().get(0).startsWith("Table last: "), report::toString);
  }

  private long rootOf(String table) throws Exception {
    try (var connection = Connections.checked(file)) {
      return Connections.number(
          connection, "SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'");
    }
  }

  /** A page that is used twice belongs to no one table. */
  @Test
  void aFreePageThatIsStillInUseIsDamage() throws Exception {
    file =
        AppFile.make(
            folder.resolve("app.db"), "CREATE TABLE t(id, a, b)", ROWS, "CREATE TABLE u(x)");
    byte[] content = Files.readAllBytes(file);
    content[35] = (byte) rootOf("u"); // The first free page.
    content[39] = 1;
    Files.write(file, content);
    CheckReport report = check();
    assertEquals(Grade.DAMAGED, report.grade());
    assertTrue(report.findings().get(0).startsWith("The file's pages: "), report::toString);
  }
}
