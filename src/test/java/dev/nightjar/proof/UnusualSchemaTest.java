package dev.nightjar.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.json.JsonExporter;
import dev.nightjar.json.JsonImporter;
import dev.nightjar.json.JsonSource;
import dev.nightjar.sqlite.DatabaseCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.Collation;
import org.sqlite.Function;

/** Schemas that few apps have, and that come back from JSON all the same. */
final class UnusualSchemaTest {
  @TempDir private Path folder;

  private void comesBack(String... statements) throws Exception {
    comesBack(List.of(), statements);
  }

  /**
   * @param leftOut the lines that are to be said of what isn't there
   */
  private void comesBack(List<String> leftOut, String... statements) throws Exception {
    Path file = folder.resolve("made.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      theAppsOwn(connection);
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    List<String> expected = DatabaseContents.of(file);
    assertTrue(expected.size() > 5, expected::toString);
    Path json = folder.resolve("made.json");
    JsonSource source = new JsonSource(OffsetDateTime.now(Clock.systemUTC()), "made.db", "wal");
    JsonExporter.export(file, source, json, Progress.NONE);
    Path rebuilt = folder.resolve("rebuilt.db");
    assertEquals(leftOut, JsonImporter.rebuild(json, rebuilt, Progress.NONE));
    if (!leftOut.isEmpty()) {
      expected.removeIf(line -> line.startsWith("index 69 ")); // Its name is i.
    }
    assertEquals(expected, DatabaseContents.of(rebuilt));
    assertTrue(DatabaseCheck.of(rebuilt, Progress.NONE).usable());
  }

  private void needsTheApp(String... statements) {
    FailureException failure = assertThrows(FailureException.class, () -> comesBack(statements));
    assertEquals(Reason.JSON_NEEDS_APP, failure.reason());
    assertTrue(Files.notExists(folder.resolve("rebuilt.db")));
  }

  private static void theAppsOwn(Connection connection) throws Exception {
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
  }

  @Test
  void aTriggerWithItsTablesName() throws Exception {
    comesBack(
        "CREATE TABLE t(a)",
        "INSERT INTO t VALUES (1)",
        "CREATE TRIGGER t AFTER INSERT ON t BEGIN SELECT 1; END");
  }

  @Test
  void aCollationThatWeLack() throws Exception {
    comesBack("CREATE TABLE t(a TEXT COLLATE APP)", "INSERT INTO t VALUES ('x'), ('y')");
  }

  @Test
  void anIndexWithACollationThatWeLack() throws Exception {
    comesBack(
        List.of("index i: it needs the app's own collation APP"),
        "CREATE TABLE t(a TEXT)",
        "INSERT INTO t VALUES ('x'), ('y')",
        "CREATE INDEX i ON t(a COLLATE APP)",
        "CREATE INDEX k ON t(a)");
  }

  /** An upsert may name it, or another table's foreign key. */
  @Test
  void anIndexThatIsUniqueIsNotLeftOut() {
    needsTheApp(
        "CREATE TABLE t(a TEXT)",
        "INSERT INTO t VALUES ('x'), ('y')",
        "CREATE INDEX k ON t(a COLLATE APP)",
        "CREATE UNIQUE INDEX i ON t(a COLLATE APP)");
  }

  @Test
  void anIndexWithAFunctionThatWeLack() throws Exception {
    comesBack(
        List.of("index i: it needs the app's own function app_key()"),
        "CREATE TABLE t(a TEXT)",
        "INSERT INTO t VALUES ('x'), ('y')",
        "CREATE INDEX i ON t(app_key(a))");
  }

  @Test
  void aCheckWithAFunctionThatWeLack() throws Exception {
    comesBack(
        "CREATE TABLE t(a TEXT CHECK (app_key(a) <> 'z!'))", "INSERT INTO t VALUES ('x'), ('y')");
  }

  @Test
  void aDeclarationThatIsNotValidUnicode() throws Exception {
    comesBack(
        "CREATE TABLE t(a /* caf? */)",
        "INSERT INTO t VALUES ('x')",
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_schema SET sql = CAST(replace(sql, '?', CAST(x'e9' AS TEXT)) AS TEXT)");
  }

  @Test
  void aDefaultThatIsNotValidUnicode() throws Exception {
    comesBack(
        "CREATE TABLE t(a, b DEFAULT 'caf?')",
        "INSERT INTO t(a) VALUES ('x')",
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_schema SET sql = replace(sql, '?', CAST(x'e9' AS TEXT))");
  }

  @Test
  void aUniqueColumnSortedByACollationThatWeLackIsRefused() {
    needsTheApp("CREATE TABLE t(a TEXT COLLATE APP UNIQUE)", "INSERT INTO t VALUES ('x'), ('y')");
  }

  @Test
  void aStoredColumnThatAFunctionOfTheAppComputesIsRefused() {
    needsTheApp(
        "CREATE TABLE t(a TEXT, b TEXT AS (app_key(a)) STORED)", "INSERT INTO t(a) VALUES ('x')");
  }

  @Test
  void aVirtualTableWhoseModuleIsMissing() throws Exception {
    comesBack(
        "CREATE TABLE t(a)",
        "INSERT INTO t VALUES (1)",
        "PRAGMA writable_schema=ON",
        "INSERT INTO sqlite_schema VALUES ('table', 'v', 'v', 0,"
            + " 'CREATE VIRTUAL TABLE v USING nobody_has_it(x)')");
  }
}
