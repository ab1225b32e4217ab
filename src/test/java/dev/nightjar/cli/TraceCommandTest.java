package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.nightjar.sqlite.Sql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nightjar trace}, as a user sees it. */
final class TraceCommandTest {
  @TempDir private Path folder;

  private Program.Ended run(String... arguments) {
    return InThisProcess.run(folder, "shop.db|place", arguments);
  }

  private String backUp(String... statements) throws Exception {
    Sql.run(folder.resolve("shop.db"), statements);
    Program.Ended ended = run("backup", "--json");
    assertEquals(0, ended.code(), ended.toString());
    return JsonParser.parseString(run("show", "latest", "--json").out())
        .getAsJsonObject()
        .get("id")
        .getAsString();
  }

  @Test
  void theLifeOfARowIsTold() throws Exception {
    Sql.run(folder.resolve("shop.db"), "CREATE TABLE product(id INTEGER PRIMARY KEY, name, stock)");
    assertEquals(
        0,
        run("settings", "add", "--database", "shop.db", "--local", "place", "--name", "shop")
            .code());
    List<String> ids = new ArrayList<>();
    ids.add(backUp("INSERT INTO product VALUES (1, 'Widget', 12)"));
    ids.add(backUp("INSERT INTO product VALUES (17, 'Gadget', 7)"));
    ids.add(backUp("UPDATE product SET stock = 6 WHERE id = 17"));
    ids.add(backUp("DELETE FROM product WHERE id = 17"));
    assertEquals(
        new Program.Ended(
            0,
            """
            %4$s: it is gone; %3$s has it:
                id=17, name=Gadget, stock=6
            %3$s: changed since %2$s
                stock=7 -> 6
            %2$s: it appeared; %1$s doesn't have it
                id=17, name=Gadget, stock=7
            In 2 of 4 backups
            """
                .formatted(ids.toArray()),
            ""),
        run("trace", "--table", "product", "--key", "17"));
    Program.Ended json =
        run("trace", "--table", "product", "--key", "17", "--in", "place", "--json");
    JsonObject answer = JsonParser.parseString(json.out()).getAsJsonObject();
    assertEquals("nightjar-trace/1", answer.get("format").getAsString());
    assertEquals(3, answer.getAsJsonArray("events").size());
    assertEquals(
        "Last seen in backup %s:\n  product 17: name=Gadget\n".formatted(ids.get(2)),
        run("trace", "--text", "gadget").out());
    assertEquals(
        "The text is in none of the backups that were read\n",
        run("trace", "--text", "nothing").out());
    assertEquals(
        "No row 99 of product in any backup that was read\n",
        run("trace", "--table", "product", "--key", "99").out());
    assertEquals(2, run("trace", "--table", "nothing", "--key", "1").code());
    assertEquals(2, run("trace", "--table", "product").code());
    assertEquals(2, run("trace", "--text", "x", "--key", "1").code());
    Path copy = folder.resolve("place").resolve("database").resolve("backup-" + ids.get(2) + ".db");
    Files.write(copy, new byte[(int) Files.size(copy)]);
    Program.Ended damaged = run("trace", "--table", "product", "--key", "17");
    assertEquals(1, damaged.code());
    assertTrue(damaged.err().contains(ids.get(2)), damaged.toString());
    assertTrue(damaged.out().contains("In 1 of 3 backups"), damaged.out());
  }
}
