package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.nightjar.sqlite.Sql;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nightjar diff}, as a user sees it. */
final class DiffCommandTest {
  @TempDir private Path folder;

  @BeforeEach
  void aBackupAndALaterLife() throws Exception {
    Sql.run(
        folder.resolve("shop.db"),
        "CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT, stock)",
        "INSERT INTO product VALUES (1, 'Widget', 12), (2, 'Gadget', 7), (3, 'Bolt', NULL)",
        "CREATE TABLE note(text)");
    assertEquals(
        0,
        run("settings", "add", "--database", "shop.db", "--local", "place", "--name", "shop")
            .code());
    assertEquals(0, run("backup").code());
    Sql.run(
        folder.resolve("shop.db"),
        "DELETE FROM product WHERE id = 1",
        "UPDATE product SET stock = 6 WHERE id = 2",
        "INSERT INTO product VALUES (4, 'a' || char(27), x'00')",
        "CREATE INDEX by_name ON product(name)");
  }

  private Program.Ended run(String... arguments) {
    return InThisProcess.run(folder, "shop.db|place", arguments);
  }

  @Test
  void eachTableHasItsNumbers() {
    assertEquals(
        new Program.Ended(
            0,
            """
            product: 1 added, 1 removed, 1 changed
            index by_name was added
            Rows: 1 added, 1 removed, 1 changed, 1 the same. Different: 1 table
            The definitions of tables, indexes, views or triggers differ, too
            """,
            ""),
        run("diff", "latest"));
  }

  @Test
  void aTableHasItsRows() {
    assertEquals(
        """
        - id=1, name=Widget, stock=12
        ~ id=2, stock=7 -> 6
        + id=4, name=a\\x1b, stock=x'00' (1)
        product: 1 added, 1 removed, 1 changed
        """,
        run("diff", "latest", "now", "--table", "PRODUCT")
            .out()
            .replaceAll("(?m)^(Rows|The).*\n", ""));
  }

  @Test
  void jsonHasTheRowsWithTheirValues() {
    Program.Ended ended = run("diff", "latest", "--table", "product", "--json");
    assertEquals(0, ended.code());
    JsonObject answer = JsonParser.parseString(ended.out()).getAsJsonObject();
    assertEquals("nightjar-diff/1", answer.get("format").getAsString());
    assertTrue(answer.get("different").getAsBoolean());
    JsonObject table = answer.getAsJsonArray("tables").get(0).getAsJsonObject();
    assertEquals(
        "[{\"change\":\"removed\",\"before\":[1,\"Widget\",12]},"
            + "{\"change\":\"changed\",\"cells\":[2],\"before\":[2,\"Gadget\",7],"
            + "\"after\":[2,\"Gadget\",6]},"
            + "{\"change\":\"added\",\"after\":[4,\"a\\u001b\",{\"$blob\":\"AA==\"}]}]",
        table.getAsJsonArray("rows").toString());
    assertEquals(1, table.get("changed").getAsInt());
  }

  @Test
  void theExitCodeTellsOnlyWhereItIsAskedFor() {
    assertEquals(1, run("diff", "latest", "--summary", "--exit-code").code());
    assertEquals(0, run("diff", "latest", "latest", "--exit-code").code());
    assertEquals(
        "No difference: 2 tables, 3 rows\n", run("diff", "latest", "latest", "--summary").out());
    assertEquals(2, run("diff", "latest", "--table", "nothing").code());
    assertEquals(2, run("diff", "latest", "--table", "note", "--summary").code());
    Program.Ended json = run("diff", "latest", "latest", "--summary", "--json");
    assertFalse(
        JsonParser.parseString(json.out()).getAsJsonObject().get("different").getAsBoolean());
  }
}
