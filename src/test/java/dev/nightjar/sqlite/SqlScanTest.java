package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.faults.FastFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of SQL from outside only that is run which is one declaration, and of the kind that it says. */
final class SqlScanTest {
  @TempDir(factory = FastFolder.class)
  private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "table   | CREATE TABLE t(a)",
        "table   | create table t(a)",
        "table   | CREATE TABLE t(a);",
        "table   | CREATE TABLE t(a) ; ",
        "table   | CREATE TABLE IF NOT EXISTS t(a)",
        "table   | CREATE TABLE \"t;\"(a)",
        "table   | CREATE TABLE 't''(;'(a)",
        "table   | CREATE TABLE `t``;`(a)",
        "table   | CREATE TABLE [t;(](a)",
        "table   | CREATE/* ; */TABLE t(a DEFAULT ';')",
        "table   | CREATE TABLE t(a) /* never ended ;",
        "table   | CREATE TABLE t(a) -- the end; DROP TABLE t",
        "table   | CREATE VIRTUAL TABLE t USING fts5(a)",
        "table   | CREATE TABLE t(a) WITHOUT ROWID, STRICT",
        "index   | CREATE INDEX i ON t(a)",
        "index   | CREATE UNIQUE INDEX i ON t(a) WHERE a > 0",
        "view    | CREATE VIEW v AS SELECT ';' AS a",
        "trigger | CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END",
        "trigger | CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; SELECT 2; END;",
        "trigger | CREATE TRIGGER g INSERT ON t BEGIN SELECT CASE WHEN 1 THEN 2 END; END",
        "trigger | CREATE TRIGGER g INSERT ON t WHEN CASE new.a WHEN 1 THEN 0 END BEGIN SELECT 1; END",
        "trigger | CREATE TRIGGER g INSERT ON t BEGIN SELECT 'END; DROP TABLE t'; END",
      })
  void oneDeclarationIsOne(String type, String sql) {
    assertTrue(SqlScan.isOne(type, sql));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "table   | ~~",
        "table   | ;",
        "table   | CREATE",
        "table   | CREATE TABLE",
        "table   | CREATE TABLE t",
        "table   | CREATE TABLE t AS SELECT 1 AS a",
        "table   | CREATE TABLE \"t\" AS SELECT 1 AS a",
        "table   | CREATE TEMP TABLE t(a)",
        "table   | CREATE VIEW t AS SELECT 1",
        "table   | DROP TABLE t",
        "table   | ATTACH 'x' AS y",
        "table   | CREATE TABLE t(a); DROP TABLE t",
        "table   | CREATE TABLE t(a); ;",
        "table   | CREATE TABLE t(a) /* */ ; SELECT 1",
        "table   | ; CREATE TABLE t(a)",
        "table   | EXPLAIN CREATE TABLE t(a)",
        "index   | CREATE TABLE t(a)",
        "index   | CREATE INDEX i ON t(a); DROP TABLE t",
        "index   | UNIQUE CREATE INDEX i ON t(a)",
        "view    | CREATE VIEW v AS SELECT 1; DELETE FROM t",
        "trigger | CREATE TRIGGER g AFTER INSERT ON t",
        "trigger | CREATE TRIGGER g AFTER INSERT ON t; BEGIN SELECT 1; END",
        "trigger | CREATE TRIGGER g INSERT ON t BEGIN SELECT 1; END; DROP TABLE t",
        "trigger | CREATE TRIGGER g INSERT ON t BEGIN SELECT 1; END DROP TABLE t",
        "trigger | CREATE TRIGGER g INSERT ON t BEGIN SELECT 1;",
        "trigger | CREATE TRIGGER g INSERT ON t BEGIN SELECT CASE WHEN 1 THEN 2 END;",
        "trigger | CREATE TRIGGER g INSERT ON t BEGIN SELECT 1; END; END",
      })
  void anythingElseIsNot(String type, String sql) {
    assertFalse(SqlScan.isOne(type, sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE VIRTUAL TABLE t USING fts5(a)",
        "create\nvirtual -- of a module\ntable t using x"
      })
  void aVirtualTableIsKnownByItsWord(String sql) {
    assertTrue(SqlScan.isVirtual(sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CREATE TABLE virtual(a)", "CREATE /* VIRTUAL */ TABLE t(a)", "VIRTUAL", ""})
  void theWordElsewhereMakesNoVirtualTable(String sql) {
    assertFalse(SqlScan.isVirtual(sql));
  }

  /** Rows that stand in the stored columns of one declaration are read by another as they are. */
  @Test
  void aStoredColumnBecomesAPlainOneInItsPlaceAndOneThatIsComputed() throws Exception {
    String sql =
        "CREATE TABLE t(a CHECK (a IN (1, 2)), s AS (a * 2) STORED, b DEFAULT 'x STORED,',"
            + " \"u (\" INT GENERATED ALWAYS AS (max(a, b)) STORED, v AS (a) VIRTUAL)";
    String computed = SqlScan.computed(sql, List.of("one", "tw\"o"));
    assertEquals(
        "CREATE TABLE t(a CHECK (a IN (1, 2)), \"one\" ANY, s AS (a * 2) VIRTUAL,"
            + " b DEFAULT 'x STORED,', \"tw\"\"o\" ANY,"
            + " \"u (\" INT GENERATED ALWAYS AS (max(a, b)) VIRTUAL, v AS (a) VIRTUAL)",
        computed);
    // SQLite understands it.
    Sql.run(folder.resolve("made.db"), computed);
  }

  @Test
  void aFirstColumnMayBeAStoredOne() {
    assertEquals(
        "CREATE TABLE t( \"one\" ANY,s AS (b) VIRTUAL, b)",
        SqlScan.computed("CREATE TABLE t(s AS (b) STORED, b)", List.of("one")));
  }

  @Test
  void aTableWithoutStoredColumnsStaysAsItIs() {
    for (String sql :
        List.of("CREATE TABLE t(a)", "CREATE TABLE stored(stored, b CHECK (stored > (1)))")) {
      assertEquals(sql, SqlScan.computed(sql, List.of("one")));
    }
  }
}
