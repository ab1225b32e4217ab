package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.proof.DatabaseContents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code restore --replace}, as a user types it. */
final class RestoreInPlaceTest {
  private static final Pattern ID =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d(-\\d+)?");

  @TempDir private Path folder;
  private Path database;
  private String good = "";

  private Program.Ended run(String line) {
    List<String> arguments = new ArrayList<>();
    for (String word : line.split(" ")) {
      arguments.add(word.replace("DIR", folder.toString()));
    }
    if (!arguments.contains("--home")) {
      arguments.addAll(List.of("--home", folder.resolve("home").toString()));
    }
    return InThisProcess.run(arguments);
  }

  private String done(String line) {
    Program.Ended ended = run(line);
    assertEquals(0, ended.code(), line + ": " + ended);
    return ended.out();
  }

  private void sql(String... statements) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  private String ask(String query) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.getString(1);
    }
  }

  /** The newest id that a text names and that isn't the good backup's. */
  private String otherId(String text) {
    Matcher id = ID.matcher(text);
    String found = "";
    while (id.find()) {
      found = id.group().equals(good) ? found : id.group();
    }
    return found;
  }

  @BeforeEach
  void aGoodBackupAndABadDay() throws Exception {
    database = folder.resolve("shop.db");
    sql(
        "PRAGMA journal_mode=WAL",
        "PRAGMA user_version=12",
        "CREATE TABLE products(id INTEGER PRIMARY KEY, name TEXT)",
        "INSERT INTO products VALUES (1, 'Widget'), (2, 'Gadget')");
    done("settings add --database DIR/shop.db --local DIR/local --nas DIR/nas --create");
    Matcher id = ID.matcher(done("backup --plain"));
    assertTrue(id.find());
    good = id.group();
    sql("DELETE FROM products", "PRAGMA user_version=13");
  }

  @Test
  void itSaysWhatItDoesAndIsUndoneTheSameWay() throws Exception {
    List<String> before = DatabaseContents.of(database);
    String said = done("restore latest --replace --plain");
    String saved = otherId(said);
    assertEquals(
        """
        Putting backup %1$s of shop back into %2$s...
          NOTE: The app has been updated since: the backup has layout 12, the database layout 13. Start the app once and check
          OK: Today's data is saved first: backup %3$s in %4$s
        OK: Put backup %1$s back into %2$s and compared it: whole, 1 table, 2 rows
        To undo this: nightjar restore %3$s --replace --home %5$s
        """
            .formatted(
                good,
                database,
                saved,
                folder.resolve("local"),
                ShellWord.of(folder.resolve("home"))),
        said.replace("\r", ""));
    assertEquals("2", ask("SELECT count(*) FROM products"));
    assertEquals("12", ask("PRAGMA user_version"));
    assertEquals("wal", ask("PRAGMA journal_mode"));
    done("restore " + saved + " --replace");
    assertEquals(before, DatabaseContents.of(database));
  }

  @Test
  void nobodyIsAskedAboutTheRowsThatWereMissingBefore() throws Exception {
    sql(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 500)"
            + " INSERT INTO products(name) SELECT 'Thing' FROM n");
    done("backup");
    sql("DELETE FROM products");
    done("restore latest --replace");
    assertEquals("500", ask("SELECT count(*) FROM products"));
    assertFalse(done("status").contains("fell"));
  }

  @Test
  void dataFromBeforeIsListedAsSuchAndNeverLatest() {
    String saved = otherId(done("restore latest --replace"));
    String listed = done("list --json");
    assertTrue(listed.contains("\"before-restore\""), listed);
    List<String> marked =
        done("list").lines().filter(line -> line.endsWith(" (before a restore)")).toList();
    assertEquals(1, marked.size(), marked.toString());
    assertTrue(marked.get(0).startsWith(saved), marked.toString());
    assertTrue(done("show latest").contains(good));
    assertTrue(done("restore latest --replace").contains("Put backup " + good + " back"));
    done("verify " + saved);
  }

  @Test
  void theJsonWillDoAndSoWillAMissingFile() throws Exception {
    Files.delete(database);
    String said = done("restore latest --replace --from json --json");
    assertTrue(said.contains("\"from\": \"json\""), said);
    assertFalse(said.contains("\"saved\""), said);
    assertEquals("2", ask("SELECT count(*) FROM products"));
    assertEquals("wal", ask("PRAGMA journal_mode"));
  }

  @Test
  void theFirstPlaceThatCanTakesTheDataFromBefore() throws Exception {
    Files.move(folder.resolve("local"), folder.resolve("unplugged"));
    assertTrue(done("restore latest --replace").contains(" in " + folder.resolve("nas")));
  }

  @Test
  void withoutSettingsTheProgramsOwnFolderTakesIt() throws Exception {
    List<String> before = DatabaseContents.of(database);
    String home = " --home DIR/new-computer";
    Program.Ended lost = run("restore latest --in DIR/nas --replace" + home);
    assertEquals(2, lost.code(), lost.toString());
    String said = done("restore latest --in DIR/nas --replace --database DIR/shop.db" + home);
    assertEquals("2", ask("SELECT count(*) FROM products"));
    Matcher undo = Pattern.compile("To undo this: nightjar (.*)").matcher(said);
    assertTrue(undo.find(), said);
    assertTrue(undo.group(1).contains("before-restore"), said);
    done(undo.group(1).strip());
    assertEquals(before, DatabaseContents.of(database));
  }

  /** Their backups may be of the same second, and so of the same id. */
  @Test
  void ofSeveralDatabasesTheUndoNamesItsOwn() {
    done("settings add --database DIR/shop.db --name other --local DIR/other --create");
    String said = done("restore " + good + " --replace");
    assertTrue(said.contains(" --replace --job shop --home "), said);
    Matcher undo = Pattern.compile("To undo this: nightjar (.*)").matcher(said);
    assertTrue(undo.find(), said);
    done(undo.group(1).strip());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theUndoHasNothingThatAShellExpands() throws Exception {
    Files.copy(database, folder.resolve("$HOME.db"));
    String said = done("restore latest --in DIR/nas --replace --database DIR/$HOME.db");
    assertTrue(said.contains(" --database '" + folder.resolve("$HOME.db") + "' --home "), said);
  }

  @Test
  @Tag("proof")
  void aDamagedFileIsKeptAndNamed() throws Exception {
    Files.writeString(database, "what is left of a database after a power cut");
    Files.writeString(folder.resolve("shop.db-wal"), "stale");
    String said = done("restore latest --replace --plain");
    assertTrue(said.contains("was not a whole database. It is kept unchanged for 30 days"), said);
    Matcher folderOf = Pattern.compile("for 30 days, in (.*)").matcher(said);
    assertTrue(folderOf.find(), said);
    Path kept = Path.of(folderOf.group(1).strip());
    assertTrue(Files.readString(kept.resolve("shop.db")).startsWith("what is left"));
    assertEquals("stale", Files.readString(kept.resolve("shop.db-wal")));
    assertEquals("2", ask("SELECT count(*) FROM products"));
  }

  @Test
  void wordsThatDontFitTogetherDoNothing() throws Exception {
    for (String line :
        List.of(
            "restore latest",
            "restore latest --to DIR/x.db --replace",
            "restore latest --to DIR/x.db --wait",
            "restore latest --to DIR/x.db --database DIR/shop.db")) {
      assertEquals(2, run(line).code(), line);
    }
    assertFalse(Files.exists(folder.resolve("x.db")));
    assertEquals("0", ask("SELECT count(*) FROM products"));
    toANewFileNeverReachesTheLiveOneByAnotherName();
  }

  private void toANewFileNeverReachesTheLiveOneByAnotherName() throws Exception {
    Files.createSymbolicLink(folder.resolve("link.db"), database);
    Files.createSymbolicLink(folder.resolve("dangling.db"), folder.resolve("gone.db"));
    Files.createLink(folder.resolve("hard.db"), database);
    Files.createDirectory(folder.resolve("sub"));
    Files.createSymbolicLink(folder.resolve("free.db-wal"), folder.resolve("gone-wal"));
    byte[] before = Files.readAllBytes(database);
    for (String name : List.of("link.db", "dangling.db", "hard.db", "sub/../shop.db", "free.db")) {
      Program.Ended ended = run("restore latest --to DIR/" + name);
      assertEquals(1, ended.code(), ended.toString());
      assertTrue(ended.err().contains("already exists"), ended.err());
    }
    assertArrayEquals(before, Files.readAllBytes(database));
    assertFalse(Files.exists(folder.resolve("gone.db")));
  }
}
