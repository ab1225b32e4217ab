package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.nightjar.faults.ChildJava;
import dev.nightjar.platform.Home;
import dev.nightjar.proof.DatabaseContents;
import dev.nightjar.sqlite.Sql;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nightjar rows}, as a user sees it. */
final class RowsCommandTest {
  @TempDir private Path folder;
  private List<String> good = List.of();

  @BeforeEach
  void anAccidentAfterABackup() throws Exception {
    Path shop = folder.resolve("shop.db");
    Sql.run(
        shop,
        "PRAGMA journal_mode=WAL",
        "CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT, sold INTEGER)",
        "CREATE TABLE line(n INTEGER, product REFERENCES product ON DELETE CASCADE)",
        "CREATE TRIGGER back AFTER DELETE ON product BEGIN"
            + " UPDATE product SET sold = sold + 1 WHERE id = 3; END",
        "INSERT INTO product VALUES (1, 'Widget', 0), (2, 'Gadget', 0), (3, 'Total', 0)",
        "INSERT INTO line VALUES (1, 1), (2, 1), (3, 2)");
    assertEquals(
        0,
        run("settings", "add", "--database", "shop.db", "--local", "place", "--name", "shop")
            .code());
    assertEquals(0, run("backup").code());
    good = DatabaseContents.of(shop);
    Sql.run(
        shop,
        "PRAGMA foreign_keys=ON",
        "DELETE FROM product WHERE id = 1",
        "UPDATE product SET name = 'Oops' WHERE id = 2");
  }

  private Program.Ended run(String... arguments) {
    return InThisProcess.run(folder, "shop.db|place", arguments);
  }

  private List<String> now() throws Exception {
    return DatabaseContents.of(folder.resolve("shop.db"));
  }

  @Test
  void theSystemsDigitsMakeNoDifference() throws Exception {
    String home = folder.resolve("home").toString();
    String[] rows = {"rows", "latest", "--table", "product", "--apply", "--home", home};
    List<String> arabic = List.of("-Duser.language=ar", "-Duser.country=EG");
    Process child =
        new ProcessBuilder(ChildJava.command(64, arabic, "dev.nightjar.Main", rows))
            .redirectErrorStream(true)
            .start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, child.waitFor(), said);
    assertEquals(good, now());
  }

  @Test
  void aDryRunSaysWhatWouldHappenAndTouchesNothing() throws Exception {
    List<String> before = now();
    assertEquals(
        new Program.Ended(
            0,
            """
            product: 1 inserted, 2 changed back
            line: 2 inserted, 0 changed back
            NOTE: line has no key: its rows are found by their row numbers, which the app may have given anew since
            Nothing was written. To do it, add --apply
            """,
            ""),
        run("rows", "latest", "--table", "Product", "--plain"));
    assertEquals(before, now());
    assertFalse(run("list").out().contains("before"));
    try (Stream<Path> files = Files.walk(Home.at(folder.resolve("home")).stagingFolder())) {
      assertEquals(List.of(), files.filter(Files::isRegularFile).toList());
    }
  }

  @Test
  void columnsThatCameAndWentSinceAreSaidBefore() throws Exception {
    Sql.run(
        folder.resolve("shop.db"),
        "DROP TRIGGER back",
        "ALTER TABLE product DROP COLUMN sold",
        "ALTER TABLE product ADD COLUMN unit DEFAULT 'piece'");
    String effect =
        """
        product: 1 inserted, 1 changed back
        NOTE: product: the backup lacks unit: rows that are inserted get the default there, others keep their values
        NOTE: product: the live database no longer has sold: these values stay in the backup
        """;
    Program.Ended preview =
        run("rows", "latest", "--table", "product", "--key", "1", "--key", "2", "--plain");
    assertTrue(preview.out().startsWith(effect), preview::toString);
    String[] apply = {
      "rows", "latest", "--table", "product", "--key", "1", "--key", "2", "--apply", "--json"
    };
    Program.Ended done = run(apply);
    assertEquals(0, done.code(), done::toString);
    JsonObject table =
        JsonParser.parseString(done.out())
            .getAsJsonObject()
            .getAsJsonArray("tables")
            .get(0)
            .getAsJsonObject();
    assertEquals("[\"unit\"]", table.get("columnsAdded").toString());
    assertEquals("[\"sold\"]", table.get("columnsGone").toString());
    try (Connection app = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
        Statement statement = app.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT group_concat(name || ' ' || unit) FROM product")) {
      assertEquals("Widget piece,Gadget piece,Total piece", row.getString(1));
    }
    Sql.run(
        folder.resolve("shop.db"),
        "CREATE TABLE other(id INTEGER PRIMARY KEY, name TEXT, maker TEXT NOT NULL)",
        "DROP TABLE product",
        "ALTER TABLE other RENAME TO product");
    Program.Ended refused = run("rows", "latest", "--table", "product", "--plain");
    assertEquals(1, refused.code());
    assertTrue(refused.err().contains("product") && refused.err().contains("maker"), refused::err);
  }

  @Test
  void aRowThatRefersToTwoDeletedOnesIsOneRow() throws Exception {
    Path shop = folder.resolve("shop.db");
    Sql.run(
        shop,
        "CREATE TABLE swap(a REFERENCES product ON DELETE SET NULL,"
            + " b REFERENCES product ON DELETE SET NULL)",
        "INSERT INTO product VALUES (8, 'Old', 0), (9, 'New', 0)",
        "INSERT INTO swap VALUES (8, 9), (9, 8), (8, NULL)");
    assertEquals(0, run("backup").code());
    Sql.run(shop, "PRAGMA foreign_keys=ON", "DELETE FROM product WHERE id > 7");
    String said = run("rows", "latest", "--table", "product", "--key", "8", "--key", "9").out();
    assertTrue(said.contains("swap: 3 refer again to a row that was deleted"), said);
  }

  @Test
  void viewsAndTriggersThatNameTheirDatabaseAreNoDamage() throws Exception {
    Path shop = folder.resolve("shop.db");
    Sql.run(
        shop,
        "INSERT INTO product VALUES (8, 'Old', 0)",
        "CREATE VIEW cheap AS SELECT id, name FROM \"Main\".product",
        "CREATE TRIGGER made INSTEAD OF INSERT ON cheap BEGIN"
            + " INSERT INTO product SELECT new.id, new.name, count(*) FROM main.line; END");
    assertEquals(0, run("backup").code());
    good = DatabaseContents.of(shop);
    Sql.run(shop, "DELETE FROM product WHERE id = 8", "UPDATE product SET sold = 0");
    Program.Ended ended = run("rows", "latest", "--table", "product", "--apply");
    assertEquals(0, ended.code(), ended.toString());
    assertEquals(good, now());
  }

  @Test
  void withApplyTheRowsAreBackAndTheDataFromBeforeIsSaved() throws Exception {
    Program.Ended ended = run("rows", "latest", "--table", "product", "--apply", "--json");
    assertEquals(0, ended.code(), ended.toString());
    assertEquals(good, now());
    JsonObject answer = JsonParser.parseString(ended.out()).getAsJsonObject();
    assertEquals("nightjar-rows/1", answer.get("format").getAsString());
    assertTrue(answer.get("applied").getAsBoolean());
    String saved = answer.get("saved").getAsString();
    assertEquals(
        "nightjar restore " + saved + " --replace --home " + ShellWord.of(folder.resolve("home")),
        answer.get("undo").getAsString());
    assertTrue(run("list", "--json").out().contains("before-restore"));
    assertEquals(
        "name\r\nOops\r\n",
        run("sql", saved, "--csv", "SELECT name FROM product WHERE id = 2").out());
    Program.Ended again = run("rows", "latest", "--table", "product", "--apply", "--plain");
    assertEquals("Nothing to bring back: no row of product is missing or changed\n", again.out());
  }

  @Test
  void anAppMayHaveTheDatabaseOpen() throws Exception {
    try (Connection app = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
        Statement statement = app.createStatement()) {
      statement.execute("BEGIN");
      statement.executeQuery("SELECT count(*) FROM product").close();
      assertEquals(0, run("rows", "latest", "--table", "product", "--key", "1", "--apply").code());
    }
    assertEquals(1, run("rows", "latest", "--table", "product", "--key", "99").code());
    assertEquals(2, run("rows", "latest", "--table", "nothing").code());
    assertEquals(2, run("rows", "latest").code());
  }

  @Test
  void onlyMissingRowsOnesThatAreThereStay() throws Exception {
    Program.Ended ended = run("rows", "latest", "--table", "product", "--missing", "--apply");
    assertEquals(0, ended.code(), ended.toString());
    assertEquals(
        "id,name\r\n1,Widget\r\n2,Oops\r\n3,Total\r\n",
        run("sql", "now", "--csv", "SELECT id, name FROM product").out());
  }
}
