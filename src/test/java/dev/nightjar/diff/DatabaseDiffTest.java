package dev.nightjar.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.Row;
import dev.nightjar.sqlite.RowSource;
import dev.nightjar.sqlite.Sql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The differences of two databases. */
final class DatabaseDiffTest {
  @TempDir private Path folder;

  private Path database(String name, String... statements) throws Exception {
    return Sql.run(folder.resolve(name), statements);
  }

  /** The rows that differ: + added, - removed, ~ changed, by their first column. */
  private final List<String> rows = new ArrayList<>();

  private final DiffListener listing =
      new DiffListener() {
        @Override
        public void added(RowSource after) throws FailureException {
          rows.add("+" + first(after));
        }

        @Override
        public void removed(RowSource before) throws FailureException {
          rows.add("-" + first(before));
        }

        @Override
        public void changed(RowSource before, RowSource after, BitSet cells)
            throws FailureException {
          rows.add("~" + first(after) + cells);
        }
      };

  private static String first(Row row) throws FailureException {
    return switch (row.type(0)) {
      case NULL -> "NULL";
      case INTEGER -> Long.toString(row.integer(0));
      case REAL -> Double.toString(row.real(0));
      case TEXT, BLOB -> new String(row.bytes(0));
    };
  }

  private DatabaseDiff between(Path from, Path to) throws FailureException {
    rows.clear();
    return DatabaseDiff.between(from, to, any -> true, listing, Progress.NONE);
  }

  private DatabaseDiff table(String declaration, String older, String newer) throws Exception {
    return between(
        database("a.db", declaration, "INSERT INTO t VALUES " + older),
        database("b.db", declaration, "INSERT INTO t VALUES " + newer));
  }

  private Path numbers(String name, Object key, Object value) throws Exception {
    Path file = database(name, "CREATE TABLE t(k PRIMARY KEY, v)");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
      insert.setObject(1, key);
      insert.setObject(2, value);
      insert.execute();
    }
    return file;
  }

  @Test
  void negativeZeroIsAnotherValueOfTheSameKey() throws Exception {
    between(numbers("a.db", 1, -0.0), numbers("b.db", 1, 0.0));
    assertEquals(List.of("~1{1}"), rows);
    between(numbers("c.db", -0.0, 1), numbers("d.db", 0.0, 1));
    assertEquals(List.of("~0.0{0}"), rows);
  }

  @Test
  void largeIntegersAreNotRoundedToReals() throws Exception {
    long exact = (1L << 53) + 1;
    between(numbers("a.db", exact, 1), numbers("b.db", (double) (1L << 53), 1));
    assertEquals(List.of("+9.007199254740992E15", "-" + exact), rows);
    between(numbers("c.db", (double) (1L << 53), 1), numbers("d.db", exact, 1));
    assertEquals(List.of("-9.007199254740992E15", "+" + exact), rows);
    between(numbers("e.db", 1L << 53, 1), numbers("f.db", (double) (1L << 53), 1));
    assertEquals(List.of("~9.007199254740992E15{0}"), rows);
    between(numbers("g.db", Long.MAX_VALUE, 1), numbers("h.db", 0x1p63, 1));
    assertEquals(List.of("-" + Long.MAX_VALUE, "+9.223372036854776E18"), rows);
    between(numbers("i.db", 1, exact), numbers("j.db", 1, exact - 1));
    assertEquals(List.of("~1{1}"), rows);
  }

  /** A text of more than 1 MiB can't be recoded as a whole; the other tables are compared. */
  @Test
  void aLargeTextInAnotherEncodingEndsItsTableAlone() throws Exception {
    String[] tables = {
      "CREATE TABLE a(id INTEGER PRIMARY KEY, v)",
      "CREATE TABLE b(id INTEGER PRIMARY KEY, v)",
      "INSERT INTO a VALUES (1, CAST(zeroblob(2000000) AS TEXT))",
      "INSERT INTO b VALUES (1, 'x')"
    };
    Path one = database("a.db", tables);
    List<String> wide = new ArrayList<>(List.of("PRAGMA encoding='UTF-16le'"));
    wide.addAll(List.of(tables));
    wide.add("UPDATE b SET v = 'y'");
    DatabaseDiff diff = between(one, database("b.db", wide.toArray(String[]::new)));
    assertEquals(Reason.TABLE_UNREADABLE, diff.tables().get(0).failure().orElseThrow().reason());
    assertEquals(1, diff.tables().get(1).changed());
  }

  @Test
  void rowsAreMatchedByTheirKey() throws Exception {
    DatabaseDiff diff =
        table(
            "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b)",
            "(1, 'x', 1), (2, 'y', 2), (3, 'z', 3), (5, 5, NULL)",
            "(2, 'y', 2), (3, 'Z', 3.0), (4, 'n', 4), (5, 5, 0)");
    assertEquals(List.of("-1", "~3{1, 2}", "+4", "~5{2}"), rows);
    TableDiff t = diff.tables().get(0);
    assertEquals(
        List.of(1L, 1L, 2L, 1L), List.of(t.added(), t.removed(), t.changed(), t.unchanged()));
    assertEquals(List.of("id"), t.table().key());
    assertTrue(diff.differs());
    assertEquals(List.of(), diff.schema());
  }

  @ParameterizedTest
  @CsvSource({"'PRIMARY KEY(k DESC, id)'", "'PRIMARY KEY(k COLLATE NOCASE DESC, id)'"})
  void aTableThatIsStoredByItsKeyIsReadInItsOrder(String key) throws Exception {
    table(
        "CREATE TABLE t(id, k TEXT, v, " + key + ") WITHOUT ROWID",
        "(1, 'a', 0), (2, 'a', 0), (1, 'b', 0), (9, 'z', 1)",
        "(1, 'a', 0), (2, 'a', 5), (1, 'c', 0), (9, 'z', 1)");
    assertEquals(List.of("+1", "-1", "~2{2}"), rows);
  }

  @Test
  void aKeyIsComparedByItsOwnCollation() throws Exception {
    table(
        "CREATE TABLE t(k TEXT COLLATE NOCASE PRIMARY KEY, v)",
        "('a', 0), ('B', 0), ('c', 0)",
        "('A', 0), ('b', 0), ('D', 0)");
    assertEquals(List.of("~A{0}", "~b{0}", "-c", "+D"), rows);
    rows.clear();
    Files.delete(folder.resolve("a.db"));
    Files.delete(folder.resolve("b.db"));
    table(
        "CREATE TABLE t(k TEXT COLLATE RTRIM PRIMARY KEY, v)",
        "('a  ', 0), ('a b', 0), ('c', 1)",
        "('a', 0), ('a b', 0), ('c ', 1)");
    assertEquals(List.of("~a{0}", "~c {0}"), rows);
  }

  /** SQLite allows NULL in a key, any number of times. */
  @Test
  void aRowWithNullInItsKeyIsComparedAsAWhole() throws Exception {
    table(
        "CREATE TABLE t(k TEXT PRIMARY KEY, v)",
        "(NULL, 1), (NULL, 1), (NULL, 2), ('a', 1)",
        "(NULL, 1), (NULL, 2), (NULL, 3), ('a', 2)");
    assertEquals(List.of("-NULL", "+NULL", "~a{1}"), rows);
  }

  /** VACUUM gives new rowids if no column shows them. */
  @Test
  void withoutAKeyWholeRowsAreComparedAsOftenAsTheyAreThere() throws Exception {
    Path a =
        database(
            "a.db", "CREATE TABLE t(v, w)", "INSERT INTO t VALUES ('x', 1), ('x', 1), ('y', 2)");
    Path b =
        database(
            "b.db",
            "CREATE TABLE t(v, w)",
            "INSERT INTO t(rowid, v, w) VALUES (90, 'y', 2), (80, 'x', 1), (70, 'x', 1)");
    assertFalse(between(a, b).differs());
    database("b.db", "DELETE FROM t WHERE rowid = 80", "INSERT INTO t VALUES (1, 2), (1.0, 2)");
    database("a.db", "INSERT INTO t VALUES (1, 2), (1, 2)");
    between(a, b);
    assertEquals(List.of("-1", "+1.0", "-x"), rows);
  }

  @Test
  void numbersAreOrderedExactly() throws Exception {
    String big = "9007199254740993";
    table(
        "CREATE TABLE t(k PRIMARY KEY, v) WITHOUT ROWID",
        "(" + big + ", 0), (9007199254740992.0, 0), (-9223372036854775808, 0), (9e18, 0), (1, 0)",
        "(" + big + ", 1), (9007199254740992, 0), (-9223372036854775808, 0), (9e18, 0), (1.5, 0)");
    assertEquals(List.of("-1", "+1.5", "~9007199254740992{0}", "~" + big + "{1}"), rows);
  }

  @Test
  void schemasAreCompared() throws Exception {
    Path a =
        database(
            "a.db",
            "CREATE TABLE t(id INTEGER PRIMARY KEY, a)",
            "CREATE TABLE gone(x)",
            "INSERT INTO gone VALUES (1), (2)",
            "CREATE INDEX i ON t(a)",
            "CREATE VIEW same AS SELECT 1");
    Path b =
        database(
            "b.db",
            "CREATE TABLE T(id INTEGER PRIMARY KEY, a, b)",
            "CREATE TABLE fresh(x)",
            "INSERT INTO fresh VALUES (1)",
            "CREATE VIEW same AS SELECT 1",
            "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END");
    DatabaseDiff diff = between(a, b);
    List<String> changes = new ArrayList<>();
    for (SchemaChange one : diff.schema()) {
      changes.add(
          (one.before().isPresent() ? "-" : "")
              + (one.after().isPresent() ? "+" : "")
              + one.type()
              + " "
              + one.name());
    }
    assertEquals(
        List.of("-+table t", "-table gone", "-index i", "+table fresh", "+trigger r"), changes);
    assertEquals(List.of("-1", "-2", "+1"), rows);
    assertEquals(
        List.of("T true true", "gone true false", "fresh false true"),
        diff.tables().stream()
            .map(TableDiff::table)
            .map(t -> t.name() + " " + t.inFrom() + " " + t.inTo())
            .toList());
  }

  /** A column that one of them lacks counts as NULL there. */
  @Test
  void aNewColumnChangesTheRowsThatHaveAValueInIt() throws Exception {
    Path a =
        database(
            "a.db",
            "CREATE TABLE t(id INTEGER PRIMARY KEY, old, v)",
            "INSERT INTO t VALUES (1, NULL, 'a'), (2, NULL, 'b'), (3, 3, 'c')");
    Path b =
        database(
            "b.db",
            "CREATE TABLE t(v, id INTEGER PRIMARY KEY, \"NEW\")",
            "INSERT INTO t VALUES ('a', 1, NULL), ('b', 2, 7), ('c', 3, NULL)");
    DatabaseDiff diff = between(a, b);
    assertEquals(List.of("id", "old", "v", "NEW"), diff.tables().get(0).table().columns());
    assertEquals(List.of("~2{3}", "~3{1}"), rows);
  }

  @Test
  void anotherKeyMeansThatWholeRowsAreCompared() throws Exception {
    Path a =
        database("a.db", "CREATE TABLE t(a PRIMARY KEY, b)", "INSERT INTO t VALUES (1, 1), (2, 2)");
    Path b =
        database("b.db", "CREATE TABLE t(a, b PRIMARY KEY)", "INSERT INTO t VALUES (1, 1), (3, 2)");
    DatabaseDiff diff = between(a, b);
    assertEquals(List.of("-2", "+3"), rows);
    assertEquals(List.of(), diff.tables().get(0).table().key());
  }

  @ParameterizedTest
  @CsvSource({"UTF-8, UTF-16le", "UTF-16be, UTF-16le", "UTF-16le, UTF-16le"})
  void textIsTheSameInEachEncoding(String one, String other) throws Exception {
    String[] content = {
      "CREATE TABLE t(k TEXT PRIMARY KEY, v) WITHOUT ROWID",
      "INSERT INTO t VALUES ('a', 'ä'), ('z', 1), ('ﬀ', 2), ('😀', 'x'), ('ğ', 3)",
      "CREATE TABLE u(v)",
      "INSERT INTO u VALUES ('ﬀ'), ('😀'), ('a'), (x'00')"
    };
    Path a = database("a.db", "PRAGMA encoding='" + one + "'");
    database("a.db", content);
    Path b = database("b.db", "PRAGMA encoding='" + other + "'");
    database("b.db", content);
    assertFalse(between(a, b).differs(), rows::toString);
    database("b.db", "UPDATE t SET v = 'y' WHERE k = '😀'", "DELETE FROM u WHERE v = 'ﬀ'");
    between(a, b);
    assertEquals(2, rows.size(), rows::toString);
  }

  @Test
  void largeValuesAreComparedToTheirEnd() throws Exception {
    String rows4 =
        "(1, zeroblob(3000000)), (2, zeroblob(3000000)), (3, 'small'),"
            + " (4, hex(zeroblob(3000000)))";
    table("CREATE TABLE t(id INTEGER PRIMARY KEY, v)", rows4, rows4);
    assertEquals(List.of(), rows);
    database("b.db", "UPDATE t SET v = CAST(zeroblob(2999999) || 'x' AS BLOB) WHERE id = 2");
    database("b.db", "UPDATE t SET v = v || '1' WHERE id = 4");
    between(folder.resolve("a.db"), folder.resolve("b.db"));
    assertEquals(List.of("~2{1}", "~4{1}"), rows);
    Path a =
        database("c.db", "CREATE TABLE t(v, w)", "INSERT INTO t SELECT v, 1 FROM (SELECT 1 AS v)");
    database("c.db", "INSERT INTO t VALUES (zeroblob(2000000), 'c'), (zeroblob(2000001), 'd')");
    Path b = database("d.db", "CREATE TABLE t(v, w)", "INSERT INTO t VALUES (1, 1)");
    database("d.db", "INSERT INTO t VALUES (zeroblob(2000001), 'd'), (zeroblob(2000000), 'e')");
    TableDiff diff =
        DatabaseDiff.between(a, b, any -> true, DiffListener.NONE, Progress.NONE).tables().get(0);
    assertEquals(List.of(1L, 1L, 2L), List.of(diff.added(), diff.removed(), diff.unchanged()));
  }

  @Test
  void aTableThatCantBeReadFailsAlone() throws Exception {
    Path a =
        database(
            "a.db",
            "CREATE TABLE bad(x)",
            "CREATE TABLE good(id INTEGER PRIMARY KEY)",
            "INSERT INTO good VALUES (1)",
            "PRAGMA writable_schema=ON",
            "UPDATE sqlite_schema SET sql = 'CREATE TABLE bad(x' WHERE name = 'bad'");
    Path b = database("b.db", "CREATE TABLE bad(x)", "CREATE TABLE good(id INTEGER PRIMARY KEY)");
    DatabaseDiff diff = between(a, b);
    assertTrue(diff.isIncomplete());
    assertEquals(Reason.TABLE_UNREADABLE, diff.tables().get(0).failure().orElseThrow().reason());
    assertEquals(List.of("-1"), rows);
  }
}
