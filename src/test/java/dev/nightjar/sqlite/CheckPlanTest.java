package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.nightjar.pages.Collation;
import dev.nightjar.pages.DeclaredField;
import dev.nightjar.pages.DeclaredTable;
import dev.nightjar.pages.KeyColumn;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages are checked for all that SQLite says of a schema; the rest is left to SQLite. */
final class CheckPlanTest {
  @TempDir private Path folder;
  private int files;

  private CheckPlan plan(String... statements) throws SQLException {
    Path file = Sql.run(folder.resolve("plan" + files++ + ".db"), statements);
    try (Connection connection = Connections.strict(file)) {
      return CheckPlan.of(connection).orElseThrow();
    }
  }

  private static KeyColumn column(int field, Collation collation, boolean descending) {
    return new KeyColumn(field, collation, descending);
  }

  @Test
  void whatIsNotUnderstoodIsLeftToSqlite() throws SQLException {
    assertEquals(List.of(), plan("CREATE TABLE t(a, b)", "CREATE INDEX i ON t(b)").bySqlite());
    for (String other :
        List.of(
            "CREATE INDEX i ON t(b) WHERE b > 1",
            "CREATE INDEX i ON t(abs(b))",
            "CREATE INDEX i ON t(b, a + 1)",
            "ALTER TABLE t ADD COLUMN c AS (a)")) {
      assertEquals(List.of("t"), plan("CREATE TABLE t(a, b)", other).bySqlite(), other);
    }
    assertEquals(
        List.of("f"), plan("CREATE VIRTUAL TABLE f USING fts5(a)", "CREATE TABLE t(a)").bySqlite());
  }

  @Test
  void inUtf16OnlyBytesAreCompared() throws SQLException {
    String utf16 = "PRAGMA encoding='UTF-16le'";
    String table = "CREATE TABLE t(a COLLATE NOCASE, b)";
    assertEquals(List.of(), plan(table, "CREATE INDEX i ON t(a)").bySqlite());
    assertEquals(List.of("t"), plan(utf16, table, "CREATE INDEX i ON t(a)").bySqlite());
    assertEquals(List.of(), plan(utf16, table, "CREATE INDEX i ON t(b)").bySqlite());
    assertEquals(
        List.of("t"),
        plan(utf16, "CREATE TABLE t(a COLLATE RTRIM PRIMARY KEY) WITHOUT ROWID").bySqlite());
  }

  @Test
  void anIndexIsSortedAsItIsDeclared() throws SQLException {
    DeclaredTable table =
        plan(
                "CREATE TABLE t(a, id INTEGER PRIMARY KEY, b COLLATE RTRIM)",
                "CREATE UNIQUE INDEX i ON t(b DESC, a COLLATE NOCASE, id)")
            .tables()
            .get(1);
    assertEquals(1, table.rowidField());
    assertEquals(true, table.indexes().get(0).unique());
    assertEquals(3, table.indexes().get(0).keyColumns());
    assertEquals(
        List.of(
            column(2, Collation.RTRIM, true),
            column(0, Collation.NOCASE, false),
            column(KeyColumn.ROWID, Collation.BINARY, false),
            column(KeyColumn.ROWID, Collation.BINARY, false)),
        table.indexes().get(0).columns());
  }

  @Test
  void aTableThatIsStoredByItsKeyHasTheKeysColumnsFirst() throws SQLException {
    DeclaredTable table =
        plan(
                "CREATE TABLE t(a TEXT, b INT, c REAL, PRIMARY KEY(c DESC, b)) WITHOUT ROWID",
                "CREATE INDEX i ON t(a)")
            .tables()
            .get(1);
    assertEquals(
        List.of(column(0, Collation.BINARY, true), column(1, Collation.BINARY, false)),
        table.key());
    assertEquals(
        List.of(true, false, false), table.fields().stream().map(DeclaredField::isReal).toList());
    assertEquals(
        List.of(false, false, true), table.fields().stream().map(DeclaredField::nulls).toList());
    assertEquals(
        List.of(2, 0, 1), table.indexes().get(0).columns().stream().map(KeyColumn::field).toList());
    assertEquals(1, table.indexes().get(0).keyColumns());
  }

  @Test
  void aColumnMayHaveWhatIntegrityCheckAllows() throws SQLException {
    DeclaredTable table =
        plan("CREATE TABLE t(a VARCHAR(9) NOT NULL, b, c DATETIME, d FLOATING, e CHARINT, f)")
            .tables()
            .get(1);
    DeclaredField number = new DeclaredField(true, true, true, true, true, false, false);
    DeclaredField any = new DeclaredField(true, true, true, true, true, true, false);
    assertEquals(
        List.of(
            new DeclaredField(false, false, false, true, true, true, false),
            any,
            number,
            new DeclaredField(true, true, true, true, true, false, true),
            number,
            any),
        table.fields());
  }

  @Test
  void aStrictColumnMayHaveItsOwnTypeOnly() throws SQLException {
    DeclaredTable table =
        plan("CREATE TABLE t(a TEXT, b INT, c REAL, d BLOB, e ANY NOT NULL) STRICT")
            .tables()
            .get(1);
    assertEquals(
        List.of(
            new DeclaredField(true, false, false, true, false, true, false),
            new DeclaredField(true, true, false, false, false, true, false),
            new DeclaredField(true, true, true, false, false, true, true),
            new DeclaredField(true, false, false, false, true, true, false),
            new DeclaredField(false, true, true, true, true, true, false)),
        table.fields());
  }

  @Test
  void aKeyThatLeadsToRowidsIsCheckedAndAnyOtherIsLeftToSqlite() throws SQLException {
    String parent = "CREATE TABLE p(id INTEGER PRIMARY KEY, u UNIQUE)";
    for (String known : List.of("REFERENCES p", "REFERENCES P(ID)")) {
      CheckPlan plan = plan(parent, "CREATE TABLE t(x, a " + known + ")");
      assertEquals(List.of(), plan.keysBySqlite(), known);
      assertEquals(
          List.of(new DeclaredTable.Reference(1, 1)), plan.tables().get(2).references(), known);
    }
    for (String other :
        List.of(
            "a REFERENCES p(u)",
            "a REFERENCES gone",
            "a, b, FOREIGN KEY(a, b) REFERENCES p(id, u)",
            "a REFERENCES p, g AS (a)",
            "a REFERENCES t",
            "a REFERENCES p, b REFERENCES p(u)")) {
      CheckPlan plan = plan(parent, "CREATE TABLE t(" + other + ")");
      assertEquals(List.of("t"), plan.keysBySqlite(), other);
      assertEquals(List.of(), plan.tables().get(2).references(), other);
    }
  }

  @Test
  void anIntegerKeyThatHasAnIndexIsNoRowid() throws SQLException {
    DeclaredTable table = plan("CREATE TABLE t(id INTEGER PRIMARY KEY DESC)").tables().get(1);
    assertEquals(-1, table.rowidField());
    assertEquals(
        List.of(0, -1), table.indexes().get(0).columns().stream().map(KeyColumn::field).toList());
    assertFalse(table.byKey());
  }
}
