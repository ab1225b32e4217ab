package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.diff.DatabaseDiff;
import dev.nightjar.diff.DiffListener;
import dev.nightjar.faults.FastFolder;
import dev.nightjar.io.Progress;
import dev.nightjar.json.JsonExporter;
import dev.nightjar.json.JsonImporter;
import dev.nightjar.json.JsonProof;
import dev.nightjar.json.JsonSource;
import dev.nightjar.json.JsonSummary;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part of a declaration may be larger than the values that are held. */
final class LargeDeclarationsTest {
  private static final String LARGE = "x".repeat(RowQuery.MAX_WHOLE + 1);
  private static final JsonSource SOURCE =
      new JsonSource(OffsetDateTime.parse("2025-12-12T17:00:00+08:00"), "shop.db", "wal");

  @TempDir(factory = FastFolder.class)
  private Path folder;

  private void comesBack(String... statements) throws Exception {
    Path live = AppFile.make(folder.resolve("app.db"), statements);
    CheckReport report = DatabaseCheck.of(live, Progress.NONE);
    assertEquals(CheckReport.Grade.WHOLE, report.grade());
    Path json = folder.resolve("app.json");
    JsonSummary summary = JsonExporter.export(live, SOURCE, json, Progress.NONE);
    assertEquals(List.of(), summary.lacks());
    JsonProof.prove(json, live, Progress.NONE);
    Path rebuilt = folder.resolve("rebuilt.db");
    assertEquals(List.of(), JsonImporter.rebuild(json, rebuilt, Progress.NONE));
    DatabaseDiff diff =
        DatabaseDiff.between(live, rebuilt, table -> true, DiffListener.NONE, Progress.NONE);
    assertFalse(diff.differs() || diff.isIncomplete());
  }

  @Test
  void aDefaultMayBeLarge() throws Exception {
    comesBack(
        "CREATE TABLE t(id INTEGER PRIMARY KEY, a DEFAULT '" + LARGE + "', b)",
        "INSERT INTO t(b) VALUES (1)",
        "INSERT INTO t VALUES (2, 'small', 3)");
    String query = "SELECT a, id FROM t ORDER BY id DESC";
    try (ReadOnlyQuery rows = ReadOnlyQuery.open(folder.resolve("app.db"), query, Progress.NONE)) {
      assertTrue(rows.next());
      assertFalse(rows.isLarge(0));
      assertTrue(rows.next());
      assertTrue(rows.isLarge(0));
    }
  }

  /** Rows that were there before have it in no page. */
  @Test
  @Tag("proof")
  void theDefaultOfAnAddedColumnMayBeLarge() throws Exception {
    comesBack(
        "CREATE TABLE t(a)",
        "INSERT INTO t VALUES (1)",
        "ALTER TABLE t ADD COLUMN b DEFAULT '" + LARGE + "'",
        "ALTER TABLE t ADD COLUMN c DEFAULT x'" + "00ff".repeat(RowQuery.MAX_WHOLE / 2 + 1) + "'",
        "INSERT INTO t VALUES (2, 'small', 3)",
        "CREATE TABLE keyed(a PRIMARY KEY) WITHOUT ROWID",
        "INSERT INTO keyed VALUES (1)",
        "ALTER TABLE keyed ADD COLUMN b DEFAULT '" + LARGE + "'");
  }

  @Test
  @Tag("proof")
  void anExpressionMayBeLarge() throws Exception {
    comesBack(
        "CREATE TABLE t(a CHECK (a <> '" + LARGE + "'), b AS (a || '" + LARGE + "'))",
        "INSERT INTO t VALUES (1)",
        "CREATE INDEX i ON t(a) WHERE a <> '" + LARGE + "'",
        "CREATE VIEW v AS SELECT '" + LARGE + "' AS c FROM t");
  }

  @Test
  @Tag("proof")
  void aNameMayBeLarge() throws Exception {
    comesBack(
        "CREATE TABLE \"" + LARGE + "\"(\"" + LARGE + "c\", b)",
        "INSERT INTO \"" + LARGE + "\" VALUES (1, 2)",
        "CREATE INDEX \"" + LARGE + "i\" ON \"" + LARGE + "\"(b)");
    String shown = "x".repeat(1000) + "… (" + LARGE.length() + ")";
    assertEquals(
        List.of(new TableRows(shown, 1)),
        DatabaseCheck.of(folder.resolve("app.db"), Progress.NONE).tables());
  }
}
