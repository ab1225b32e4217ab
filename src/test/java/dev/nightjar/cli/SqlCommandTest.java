package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.nightjar.platform.Home;
import dev.nightjar.sqlite.Sql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nightjar sql}, as a user sees it. */
final class SqlCommandTest {
  private static final int HEAP = 64;

  /** As bytes more than the heap holds. */
  private static final int BYTES = 80_000_000;

  /** As objects more than the heap holds. */
  private static final int ROWS = 2_000_000;

  @TempDir private Path folder;

  @BeforeEach
  void aBackup() throws Exception {
    Sql.run(
        folder.resolve("shop.db"),
        "CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT, stock, photo BLOB)",
        "INSERT INTO product VALUES (1, 'Widget', 12, x'89504e47'), (20, NULL, 0.5, NULL),"
            + " (300, 'a,b' || char(27) || '[31m', 'NULL', '')");
    assertEquals(
        0,
        run("settings", "add", "--database", "shop.db", "--local", "place", "--name", "shop")
            .code());
    assertEquals(0, run("backup").code());
  }

  private Program.Ended run(String... arguments) {
    return InThisProcess.run(folder, "shop.db|place", arguments);
  }

  private void requireNoScratchFile() throws Exception {
    Path staging = Home.at(folder.resolve("home")).stagingFolder();
    if (Files.exists(staging)) {
      try (Stream<Path> files = Files.walk(staging)) {
        assertEquals(List.of(), files.filter(Files::isRegularFile).toList());
      }
    }
  }

  @Test
  void aScratchFolderThatTakesNothingIsTheProgramsOwnAndNoPlace() throws Exception {
    Path staging = Home.at(folder.resolve("home")).stagingFolder();
    try (Stream<Path> all = Files.walk(staging)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
    Files.createFile(staging);
    Program.Ended ended = run("sql", "now", "SELECT 1");
    assertEquals(1, ended.code());
    assertTrue(ended.err().contains("staging is in the way"), ended.err());
  }

  @Test
  void rowsComeAsATableOfText() {
    assertEquals(
        new Program.Ended(
            0,
            """
            id   name         stock   photo
            ---  -----------  ------  ---------------
              1  Widget           12  x'89504e47' (4)
             20  NULL            0.5  NULL
            300  a,b\\x1b[31m  "NULL"
            3 rows
            """,
            ""),
        run("sql", "latest", "SELECT * FROM product ORDER BY id"));
  }

  @Test
  void aStatementMayBeginWithAComment() {
    for (List<String> words :
        List.of(
            List.of("sql", "latest", "-- how many\nSELECT count(*) AS n FROM product", "--csv"),
            List.of("sql", "--csv", "latest", "--in=x\nSELECT count(*) AS n FROM product"),
            List.of("sql", "--csv", "latest", "--", "--n\nSELECT count(*) AS n FROM product"),
            List.of("sql", "latest", "--csv\nSELECT count(*) AS n FROM product", "--csv"))) {
      Program.Ended ended = run(words.toArray(String[]::new));
      boolean option = words.toString().contains("--in=");
      assertEquals(option ? "" : "n\r\n3\r\n", ended.out(), words + ended.err());
      assertEquals(!option, ended.code() == 0, words + ended.err());
    }
    assertTrue(
        run("sql", "latest", "--cvs", "SELECT 1").err().contains("--csv"), "a slip is still one");
  }

  /** Of forty characters, whatever a character takes; behind the measured rows, too. */
  @Test
  void aWideCellIsCutAndMovesNoOther() {
    String bird = "🐦";
    String name = "n".repeat(41);
    Program.Ended ended =
        run(
            "sql",
            "latest",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 202)"
                + " SELECT CASE i WHEN 1 THEN replace(hex(zeroblob(20)), '0', '"
                + bird
                + "') WHEN 2 THEN replace(hex(zeroblob(20)), '0', '"
                + bird
                + "') || 'b' ELSE 'c' END AS a, i AS "
                + name
                + ", CASE i WHEN 201 THEN 'behind' ELSE 'd' END AS b FROM n");
    assertEquals(0, ended.code(), ended.err());
    List<String> lines = ended.out().lines().toList();
    assertEquals("a" + " ".repeat(41) + "n".repeat(39) + "…  b", lines.get(0));
    assertEquals("-".repeat(40) + "  " + "-".repeat(40) + "  -", lines.get(1));
    assertEquals(bird.repeat(40) + " ".repeat(41) + "1  d", lines.get(2));
    assertEquals(bird.repeat(39) + "…" + " ".repeat(41) + "2  d", lines.get(3));
    assertEquals("c" + " ".repeat(78) + "201  behind", lines.get(202));
    assertEquals("c" + " ".repeat(78) + "202  d", lines.get(203));
    assertEquals("202 rows", lines.get(204));
  }

  /** Of a thousand columns only twenty rows are held to measure them. */
  @Test
  void manyColumnsAreMeasuredByFewRows() {
    String columns =
        IntStream.range(1, 1000).mapToObj(at -> "'x' AS c" + at).collect(Collectors.joining(", "));
    Program.Ended ended =
        run(
            "sql",
            "latest",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)"
                + " SELECT CASE WHEN i = 20 THEN 'twenty' WHEN i > 20 THEN 'and more' END AS c0, "
                + columns
                + " FROM n");
    assertEquals(0, ended.code(), ended.err());
    List<String> lines = ended.out().lines().toList();
    assertTrue(lines.get(1).startsWith("------  --  --"), lines.get(1).substring(0, 20));
    assertTrue(lines.get(21).startsWith("twenty  x   x   "), lines.get(21).substring(0, 20));
    assertTrue(lines.get(22).startsWith("and more  x   x  "), lines.get(22).substring(0, 20));
    assertTrue(lines.get(22).endsWith("  x"), "to the last column");
    assertEquals("200 rows", lines.get(202));
  }

  @Test
  void aFailureIsNamedByItsCause() {
    assertEquals(
        "✗ This statement has a random value of more than 1.05 MB, which would be another one at each"
            + " reading. Nothing was changed. Leave out random() or the large values.\n",
        run("sql", "latest", "SELECT randomblob(2000000000)").err());
    assertEquals(
        "✗ This statement needs more than SQLite takes: string or blob too big. Nothing was"
            + " changed. Ask for less, for example by substr().\n",
        run("sql", "latest", "SELECT zeroblob(2000000000)").err());
    assertEquals(
        "✗ SQLite stopped this statement: integer overflow. Nothing was changed. Look at the values"
            + " that it computes with.\n",
        run("sql", "latest", "SELECT abs(-9223372036854775808)").err());
    assertEquals(
        "✗ SQLite can't run this statement: no such column: nam. Nothing was changed. Check its"
            + " spelling, and the names of tables and columns.\n",
        run("sql", "latest", "SELECT nam FROM product").err());
  }

  @Test
  void rowsComeAsCsv() {
    assertEquals(
        new Program.Ended(
            0,
            "id,name,photo\r\n1,Widget,x'89504e47'\r\n20,,\r\n300,\"a,b\\x1b[31m\",\"\"\r\n",
            ""),
        run("sql", "latest", "--csv", "SELECT id, name, photo FROM product ORDER BY id"));
  }

  @Test
  void rowsComeAsLosslessJson() {
    Program.Ended ended =
        run(
            "sql",
            "latest",
            "--json",
            "SELECT 9007199254740993 AS a, 1.0 AS a, NULL, photo, CAST(x'ff' AS TEXT), 9e999,"
                + " char(155, 8238) FROM product WHERE id = 1");
    assertEquals(0, ended.code());
    JsonObject answer = JsonParser.parseString(ended.out()).getAsJsonObject();
    assertEquals("nightjar-sql/1", answer.get("format").getAsString());
    assertEquals("a", answer.getAsJsonArray("columns").get(1).getAsString());
    assertEquals(
        "[[{\"$int\":\"9007199254740993\"},1.0,null,{\"$blob\":\"iVBORw==\"},{\"$text\":\"/w==\"},"
            + "{\"$real\":\"Infinity\"},\"\u009b\u202e\"]]",
        answer.getAsJsonArray("rows").toString().replace("\\u202e", "\u202e"));
    assertTrue(ended.out().contains("\\u009b\\u202e"), ended.out());
  }

  @Test
  void aFailureAmongTheRowsEndsTheObject() {
    Program.Ended ended =
        run(
            "sql",
            "latest",
            "--json",
            "SELECT abs(a) FROM (SELECT 1 AS a UNION ALL SELECT -9223372036854775808)");
    assertEquals(1, ended.code());
    JsonObject answer = JsonParser.parseString(ended.out()).getAsJsonObject();
    assertEquals(1, answer.getAsJsonArray("rows").size());
    assertEquals("statement-stopped", answer.getAsJsonObject("error").get("reason").getAsString());
  }

  @Test
  void refusalsAreWrongUse() {
    for (String sql :
        List.of("DROP TABLE product", "SELECT 1; SELECT 2", "PRAGMA journal_mode=WAL")) {
      Program.Ended ended = run("sql", "latest", sql);
      assertEquals(2, ended.code(), sql);
      assertEquals("", ended.out(), sql);
    }
    assertEquals(1, run("sql", "latest", "SELECT nothing").code());
    assertEquals(1, run("sql", "1999", "SELECT 1").code());
    assertEquals(2, run("sql", "latest", "SELECT 1", "--csv", "--json").code());
  }

  @Test
  void nowIsTheLiveDatabaseAsItIs() throws Exception {
    Sql.run(folder.resolve("shop.db"), "DELETE FROM product WHERE id = 1");
    String count = "SELECT count(*) AS n FROM product";
    assertEquals("n\r\n3\r\n", run("sql", "latest", "--csv", count).out());
    assertEquals("n\r\n2\r\n", run("sql", "now", "--csv", count).out());
    assertEquals("n\r\n2\r\n", run("sql", "now", "--csv", count, "--database", "shop.db").out());
    requireNoScratchFile();
  }

  @Test
  void aFolderThatNoSettingNamesIsRead() {
    assertEquals(
        "1\r\n1\r\n", run("sql", "latest", "--csv", "SELECT 1 AS \"1\"", "--in", "place").out());
  }

  /** One value and many rows, each more than the heap. */
  @Test
  @Tag("proof")
  void resultsLargerThanTheHeapAreStreamed() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO product VALUES (4, 'big', 1, zeroblob(?))")) {
      insert.setInt(1, BYTES);
      insert.execute();
    }
    Program program = new Program(folder, folder.resolve("home"));
    Program.Ended json =
        program.run(HEAP, List.of("sql", "now", "SELECT id, photo FROM product", "--json"));
    assertEquals(0, json.code(), json.err());
    assertTrue(json.out().length() > BYTES / 3 * 4);
    Program.Ended rows =
        program.run(
            HEAP,
            List.of(
                "sql",
                "latest",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                    + " WHERE i < "
                    + ROWS
                    + ") SELECT i, 'a row of some length' FROM n",
                "--csv"));
    assertEquals(0, rows.code(), rows.err());
    assertEquals(ROWS + 1, rows.out().lines().count());
    Program.Ended table =
        program.run(HEAP, List.of("sql", "now", "SELECT photo FROM product WHERE id = 4"));
    assertFalse(table.out().isEmpty());
    assertEquals("x'0000000000000000…' (" + BYTES + ")", table.out().lines().toList().get(2));
  }
}
