package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.faults.EditedManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.Collation;

/** The texts a user reads where the readable copy can't bring everything back. */
final class OddDatabasesTest {
  @TempDir private Path folder;

  private void database(String... statements) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
        Statement statement = connection.createStatement()) {
      Collation.create(
          connection,
          "unicase",
          new Collation() {
            @Override
            protected int xCompare(String left, String right) {
              return left.compareToIgnoreCase(right);
            }
          });
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private String run(String line) {
    List<String> arguments = new ArrayList<>();
    Arrays.stream(line.split(" "))
        .map(word -> word.replace("DIR", folder.toString()))
        .forEach(arguments::add);
    arguments.add("--home");
    arguments.add(folder.resolve("home").toString());
    Program.Ended ended = InThisProcess.asOnTerminal(arguments);
    return ended
            .out()
            .replace(folder.toString(), "DIR")
            .replace(java.io.File.separatorChar, '/')
            .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d(-\\d)?", "BACKUP")
        + "["
        + ended.code()
        + "]";
  }

  private String backUp() {
    String text = run("backup --database DIR/shop.db --local DIR/local --create");
    return text.substring(text.indexOf("Creating JSON"));
  }

  private Path manifest(int sequence) throws Exception {
    try (var files = Files.list(folder.resolve("local/manifest"))) {
      for (Path file : files.toList()) {
        if (Files.readString(file).contains("\"sequence\": " + sequence + ",")) {
          return file;
        }
      }
    }
    throw new AssertionError("no backup " + sequence);
  }

  @Test
  void anIndexThatNeedsTheAppIsNamedWhenTheBackupIsMade() throws Exception {
    database(
        "CREATE TABLE t(a TEXT)",
        "INSERT INTO t VALUES ('x'), ('Y')",
        "CREATE INDEX \"by name\" ON t(a COLLATE unicase)");
    assertEquals(
        """
        Creating JSON backup...
          ✓ JSON matches the database: 1 table, 2 rows
          ⚠ From the JSON alone this could not be restored: index by name: it needs the app's own \
        collation unicase. The database copy has it: restore that one
          ✓ JSON saved locally: DIR/local/json/backup-BACKUP.json
        ✓ Backup process completed: 1 of 1 places
        [0]""",
        backUp());
    assertEquals(
        """
        ✓ BACKUP in DIR/local: read back and compared, whole
          ⚠ From the JSON alone this could not be restored: index by name: it needs the app's own \
        collation unicase. The database copy has it: restore that one
        [0]""",
        run("verify --in DIR/local"));
    assertEquals(
        """
        ✓ Restored backup BACKUP of shop on HOST to DIR/back.db: whole, 1 table, 2 rows
        ⚠ From the JSON alone this could not be restored: index by name: it needs the app's own \
        collation unicase. The database copy has it: restore that one
        [0]""",
        run("restore latest --in DIR/local --to DIR/back.db --from json")
            .replaceAll("shop on \\S+ to", "shop on HOST to"));
  }

  /** Somebody else may have seen what was said when the backup was made. */
  @Test
  void storedValuesThatTheJsonComputesAnewAreNamedAgainWhenItIsRestored() throws Exception {
    database(
        "CREATE TABLE art(a INT, twice AS (a * 2) STORED)",
        "INSERT INTO art(a) VALUES (4)",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'a * 2', 'a * 3')");
    String lack = "⚠ From the JSON alone this could not be restored: table art: its stored";
    assertTrue(backUp().contains(lack));

    String made = run("restore latest --in DIR/local --from json --to DIR/made.db");
    assertTrue(made.contains(lack) && made.endsWith("[0]"), made);
    String replaced =
        run("restore latest --in DIR/local --from json --replace --database DIR/made.db");
    assertTrue(replaced.contains(lack) && replaced.endsWith("[0]"), replaced);
    String copied = run("restore latest --in DIR/local --to DIR/copied.db");
    assertTrue(!copied.contains("JSON") && copied.endsWith("[0]"), copied);
  }

  @Test
  void aTableThatCannotBeReadIsNamedAndTheRestIsThere() throws Exception {
    database(
        "CREATE TABLE lost(a)",
        "CREATE TABLE t(a)",
        "INSERT INTO t VALUES (1)",
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE lost(a, a)' WHERE name = 'lost'");
    assertEquals(
        """
        Creating JSON backup...
          ✓ JSON matches the database: 1 table, 1 row
          ⚠ The JSON lacks rows of table lost: SQLite doesn't understand its declaration. The database copy has all \
        of them: restore that one
          ⚠ From the JSON alone this could not be restored: the schema: malformed database schema \
        (lost) - duplicate column name: a. The database copy has it: restore that one
          ✓ JSON saved locally: DIR/local/json/backup-BACKUP.json
        ✓ Backup process completed: 1 of 1 places
        [0]""",
        backUp());
    String manifest = Files.readString(manifest(1));
    assertTrue(
        manifest.contains("\"table lost: SQLite doesn't understand its declaration\""), manifest);
    assertEquals(
        """
        ✗ The readable copy DIR/local/json/backup-BACKUP.json doesn't have all rows of the table \
        lost (SQLite doesn't understand its declaration), as the backup said when it was made. Nothing was changed. \
        Use the database file of the same backup, which has them.
        [1]""",
        run("restore latest --in DIR/local --to DIR/back.db --from json"));
  }

  @Test
  void aBackupSaysWhoHasCheckedIt() throws Exception {
    database("CREATE TABLE t(a TEXT)");
    backUp();
    String bySqlite = run("show --in DIR/local");
    assertTrue(bySqlite.contains("Whole       ok\n"), bySqlite);
    EditedManifest.replace(manifest(1), "\"judge\": \"integrity_check\"", "\"judge\": \"pages\"");
    String byPages = run("show --in DIR/local");
    String says = "Whole       ok: all pages read by Nightjar; SQLite's own check last passed ";
    assertTrue(byPages.contains(says), byPages);
  }

  @Test
  void theSameSchemaIsTriedOnce() throws Exception {
    database("CREATE TABLE t(a TEXT)", "INSERT INTO t VALUES ('x')");
    backUp();
    Path first = manifest(1);
    String text = Files.readString(first);
    assertTrue(text.contains("\"jsonRebuilds\": true"), text);
    assertTrue(text.contains("\"twoReaders\": true"), text);
    EditedManifest.replace(
        first, "\"jsonRebuilds\": true", "\"jsonRebuilds\": [\"as found before\"]");
    database("INSERT INTO t VALUES ('y')");
    backUp();
    String same = Files.readString(manifest(2));
    assertTrue(same.contains("as found before"), same);
    database("ALTER TABLE t ADD COLUMN b");
    backUp();
    String other = Files.readString(manifest(3));
    assertTrue(other.contains("\"jsonRebuilds\": true"), other);
  }
}
