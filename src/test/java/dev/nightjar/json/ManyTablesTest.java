package dev.nightjar.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.faults.FastFolder;
import dev.nightjar.io.Progress;
import dev.nightjar.proof.DatabaseContents;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More tables than are declared in one batch come back, whichever way they are rebuilt. */
final class ManyTablesTest {
  private static final JsonSource SOURCE =
      new JsonSource(OffsetDateTime.parse("2025-12-12T17:00:00+08:00"), "shop.db", "wal");
  private static final int TABLES = 700;

  @TempDir(factory = FastFolder.class)
  private Path folder;

  private Path database(int autoVacuum, boolean attachedTrigger) throws SQLException {
    Path file = folder.resolve("many.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA auto_vacuum=" + autoVacuum);
      statement.execute("BEGIN");
      for (int i = 0; i < TABLES; i++) {
        statement.execute(declaration(i));
        statement.execute("INSERT INTO t" + i + " VALUES (" + i + ", 'a', 2.5), (9999, NULL, 3)");
        statement.execute("CREATE INDEX i" + i + " ON t" + i + "(b)");
      }
      statement.execute("UPDATE sqlite_sequence SET seq = seq + 1");
      statement.execute("CREATE VIEW v AS SELECT * FROM t1, t699");
      statement.execute("CREATE TRIGGER g AFTER INSERT ON t5 BEGIN DELETE FROM t699; END");
      statement.execute("COMMIT");
      if (attachedTrigger) {
        statement.execute("PRAGMA writable_schema=ON");
        statement.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, ' ON ', ' ON away.') WHERE name = 'g'");
      }
    }
    return file;
  }

  private static String declaration(int i) {
    String name = "CREATE TABLE t" + i;
    return switch (i % 5) {
      case 0 -> name + "(id INTEGER PRIMARY KEY, a, b)";
      case 1 -> name + "(id, a UNIQUE, b, UNIQUE(b, a))";
      case 2 -> name + "(id, a, b, PRIMARY KEY(id, b)) WITHOUT ROWID";
      case 3 -> name + "(id INTEGER PRIMARY KEY AUTOINCREMENT, a, b REAL)";
      default -> name + "(id, a, b, c AS (id || a) STORED)";
    };
  }

  @Tag("proof")
  @Test
  void byTheirDeclarations() throws Exception {
    comeBack(database(0, false));
  }

  @Test
  @Tag("proof")
  void putBackWithAutoVacuum() throws Exception {
    comeBack(database(1, true));
  }

  @Tag("proof")
  @Test
  void byTheirDeclarationsWithAutoVacuum() throws Exception {
    comeBack(database(1, false));
  }

  @Tag("proof")
  @Test
  void putBack() throws Exception {
    comeBack(database(0, true));
  }

  private void comeBack(Path database) throws Exception {
    Path json = folder.resolve("many.json");
    JsonExporter.export(database, SOURCE, json, Progress.NONE);
    JsonProof.prove(json, database, Progress.NONE);
    assertEquals(
        List.of(), JsonRebuild.lacks(json, database, folder.resolve("scratch.db"), Progress.NONE));
    Path rebuilt = folder.resolve("rebuilt.db");
    JsonImporter.rebuild(json, rebuilt, Progress.NONE);
    assertEquals(DatabaseContents.of(database), DatabaseContents.of(rebuilt));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + rebuilt);
        Statement statement = connection.createStatement()) {
      try (var row = statement.executeQuery("PRAGMA integrity_check")) {
        assertTrue(row.next());
        assertEquals("ok", row.getString(1));
      }
      assertEquals(names(database), names(rebuilt));
      try (var row =
          statement.executeQuery("SELECT 1 FROM sqlite_schema WHERE name LIKE 'nightjar%'")) {
        assertFalse(row.next());
      }
    }
  }

  private static List<String> names(Path file) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }
}
