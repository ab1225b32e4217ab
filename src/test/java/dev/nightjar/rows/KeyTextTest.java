package dev.nightjar.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.KeyValue;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.RowList;
import dev.nightjar.sqlite.RowPage;
import dev.nightjar.sqlite.Sql;
import dev.nightjar.sqlite.TablePages;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of a row is written as a user writes it, and finds that row and no other. */
final class KeyTextTest {
  @TempDir private Path folder;

  private final List<String> written = new ArrayList<>();

  /** Writes the key of each row that is listed, and finds it by that. */
  private void assertFound(String table, RowList list, String identity, String... columns)
      throws Exception {
    Path file = folder.resolve("keys.db");
    try (TablePages pages = TablePages.open(file, Progress.NONE)) {
      pages.list(list);
      RowPage page = pages.page(RowPage.Move.FIRST, RowPage.NONE);
      List<String> found = new ArrayList<>();
      for (RowPage.Listed row : page.rows()) {
        List<KeyValue> key = pages.key(row);
        String text = KeyText.of(key);
        written.add(text);
        String condition = KeyText.condition(List.of(columns), text).orElseThrow();
        List<String> rows =
            ask(file, "SELECT %s FROM %s WHERE %s".formatted(identity, table, condition));
        assertEquals(1, rows.size(), text + " finds " + rows);
        found.addAll(rows);
      }
      List<String> all = ask(file, "SELECT %s FROM %s".formatted(identity, table));
      assertEquals(all.stream().sorted().toList(), found.stream().sorted().toList());
    }
  }

  private static List<String> ask(Path file, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query.replace("\0", ""))) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(row.getString(1));
      }
      return rows;
    }
  }

  private void database(String... statements) throws Exception {
    Sql.run(folder.resolve("keys.db"), statements);
  }

  @Test
  void aTextThatLooksLikeANumberIsNoOtherText() throws Exception {
    database(
        "CREATE TABLE t(code TEXT PRIMARY KEY)",
        "INSERT INTO t VALUES ('7'), ('007'), ('7.0'), ('1e3'), ('1000.0'), ('+7'), (''), ('a,b'),"
            + " ('\"q\"'), ('it''s'), ('NULL'), ('x''41'''), (x'00ff'), ('a' || char(0) || 'b')");

    assertFound("t", RowList.of("t"), "hex(code)", "code");
    assertEquals(14, written.size());
    assertEquals(List.of("7", "007"), written.subList(0, 2));
  }

  @Test
  void aKeyOfSeveralColumnsIsQuotedWhereItHasACommaAndFoundInEveryOrder() throws Exception {
    database(
        "CREATE TABLE t(a, b TEXT, v, PRIMARY KEY(a, b)) WITHOUT ROWID",
        "CREATE INDEX by_v ON t(v)",
        "INSERT INTO t VALUES ('a,b', 'c', 9), ('a', 'b,c', 8), (x'00ff', '\"', 7), (1.5, '', 6),"
            + " (-9223372036854775808, 'x', 5), (9e999, 'y', 4), (0.1, 'z', 3), (1e300, 'é', 2)");

    assertFound("t", RowList.of("t"), "quote(a) || '/' || b", "a", "b");
    assertEquals(true, written.contains("\"a,b\",c"));
    assertEquals(true, written.contains("x'00ff',\"\"\"\""));
    RowList sorted = new RowList("t", Optional.of(new RowList.Order(2, false)), "");
    assertFound("t", sorted, "quote(a) || '/' || b", "a", "b");
  }

  @Test
  void withoutAKeyTheRowNumberIsItAndNullIsAValueOfAKey() throws Exception {
    database(
        "CREATE TABLE n(v)",
        "INSERT INTO n(rowid, v) VALUES (5, 'a'), (-3, 'b')",
        "CREATE TABLE k(id TEXT PRIMARY KEY, v)",
        "INSERT INTO k VALUES (NULL, 'none'), ('one', 1)");

    assertFound("n", RowList.of("n"), "v", "rowid");
    assertEquals(List.of("-3", "5"), written);
    assertFound("k", RowList.of("k"), "v", "id");
    assertEquals("NULL", written.get(2));
  }

  @Test
  void aKeyOfBytesThatAreNoTextIsFound() throws Exception {
    database(
        "CREATE TABLE t(code TEXT PRIMARY KEY)", "INSERT INTO t VALUES (CAST(x'41ff42' AS TEXT))");
    try (TablePages pages = TablePages.open(folder.resolve("keys.db"), Progress.NONE)) {
      pages.list(RowList.of("t"));
      RowPage page = pages.page(RowPage.Move.FIRST, RowPage.NONE);
      String key = KeyText.of(pages.key(page.rows().get(0)));

      assertEquals("A\udcffB", key);
      assertEquals(
          List.of((byte) 0x41, (byte) 0xff, (byte) 0x42),
          java.util.stream.IntStream.range(0, 3).mapToObj(at -> Names.bytes(key)[at]).toList());
    }
  }

  @Tag("proof")
  @Test
  void thousandsOfRowsComeBackByTheirKeys() throws Exception {
    Accident accident =
        new Accident(
            folder,
            "CREATE TABLE t(id TEXT PRIMARY KEY, v)",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
                + " INSERT INTO t SELECT printf('%05d', i), i FROM n");
    accident.happens("DELETE FROM t WHERE v > 500");
    List<String> keys =
        java.util.stream.IntStream.rangeClosed(501, 3000).mapToObj("%05d"::formatted).toList();

    RowsEffect effect = accident.back(new RowsRequest("t", keys, false));

    assertEquals(2500, effect.tables().get(0).inserted());
    assertEquals(accident.then(), accident.now());
  }
}
