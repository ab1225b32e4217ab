package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.RowPage.Move;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of a table, page by page: each once, in order, and no more of them than is shown. */
final class TablePagesTest {
  private static final String NUMBERS =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1001)";

  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void aDatabase() throws Exception {
    file = folder.resolve("shop.db");
    execute(
        "CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT, price REAL, photo BLOB)",
        NUMBERS
            + " INSERT INTO product SELECT (i - 400) * 3, 'Widget ' || (i * 7 % 1001),"
            + " i % 10, NULL FROM n",
        "CREATE TABLE code(code TEXT PRIMARY KEY, note) WITHOUT ROWID",
        NUMBERS + " INSERT INTO code SELECT printf('c%04d', i), i % 7 FROM n",
        "CREATE TABLE hidden(rowid, _rowid_, oid)",
        NUMBERS + " INSERT INTO hidden SELECT i, i % 5, 0 FROM n",
        "CREATE TABLE words(word)",
        "INSERT INTO words VALUES ('Äpfel'), ('ÖLIG'), ('Straße'), ('100 %'), ('a*b'), ('[x]'),"
            + " ('what?'), (42), (4.5), (NULL), (x'4142'), ('İstanbul'), ('ISPARTA'), ('it''s')");
  }

  private void execute(String... statements) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  private TablePages open() throws FailureException {
    return TablePages.open(file, Progress.NONE);
  }

  private static List<String> firstCells(RowPage page) {
    return page.rows().stream().map(row -> row.cells().get(0).text()).toList();
  }

  /** Walks to the end and back, and says what was seen on the way there. */
  private static List<String> walked(TablePages pages) throws FailureException {
    List<RowPage> there = new ArrayList<>();
    RowPage page = pages.page(Move.FIRST, RowPage.NONE);
    there.add(page);
    while (page.hasMore()) {
      page = pages.page(Move.NEXT, page);
      there.add(page);
    }
    long seen = 0;
    for (RowPage one : there) {
      assertEquals(seen, one.first());
      seen += one.rows().size();
    }
    assertEquals(pages.rows(), seen);
    List<String> end = firstCells(page);
    RowPage last = pages.page(Move.LAST, there.get(0));
    assertEquals(end, firstCells(last), "the last page");
    assertEquals(page.first(), last.first());
    for (int at = there.size() - 2; at >= 0; at--) {
      page = pages.page(Move.PREVIOUS, page);
      assertEquals(firstCells(there.get(at)), firstCells(page), "page " + at + " on the way back");
      assertEquals(there.get(at).first(), page.first());
      assertTrue(page.hasMore());
    }
    List<String> all = new ArrayList<>();
    there.forEach(one -> all.addAll(firstCells(one)));
    return all;
  }

  private List<String> expected(String query) throws Exception {
    List<String> expected = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      while (row.next()) {
        expected.add(row.getString(1));
      }
    }
    return expected;
  }

  @ParameterizedTest
  @ValueSource(strings = {"product", "code", "hidden"})
  void everyRowIsOnOnePage(String table) throws Exception {
    try (TablePages pages = open()) {
      pages.list(RowList.of(table));

      assertEquals(expected("SELECT * FROM " + table), walked(pages));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"product", "code", "hidden"})
  void aSortedListHasEveryRowOnce(String table) throws Exception {
    try (TablePages pages = open()) {
      pages.list(new RowList(table, Optional.of(new RowList.Order(1, false)), ""));
      List<String> up = walked(pages);
      pages.list(new RowList(table, Optional.of(new RowList.Order(1, true)), ""));
      List<String> down = walked(pages);

      String column = pages.list(RowList.of(table)).get(1);
      assertEquals(expected("SELECT * FROM " + table + " ORDER BY " + column), up);
      assertEquals(expected("SELECT * FROM " + table + " ORDER BY " + column + " DESC"), down);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"product", "code"})
  void aSearchFindsTheRowsThatHaveIt(String table) throws Exception {
    try (TablePages pages = open()) {
      pages.list(new RowList(table, Optional.empty(), "00"));

      assertEquals(
          expected(
              table.equals("product")
                  ? "SELECT id FROM product WHERE id LIKE '%00%' OR name LIKE '%00%'"
                  : "SELECT code FROM code WHERE code LIKE '%00%'"),
          walked(pages));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "äpfel=Äpfel",
        "ölig=ÖLIG",
        "STRASSE=",
        "straße=Straße",
        "%=100 %",
        "*=a*b",
        "[=[x]",
        "]=[x]",
        "?=what?",
        "42=42",
        "4.5=4.5",
        "AB=",
        "istanbul=İstanbul",
        "ısparta=ISPARTA",
        "it's=it's",
        "null="
      })
  void aSearchKnowsBothCasesOfALetterAndNoWildcards(String pair) throws Exception {
    String[] parts = pair.split("=", -1);
    try (TablePages pages = open()) {
      pages.list(new RowList("words", Optional.empty(), parts[0]));

      List<String> found = firstCells(pages.page(Move.FIRST, RowPage.NONE));
      assertEquals(parts[1].isEmpty() ? List.of() : List.of(parts[1]), found);
    }
  }

  @Test
  void numbersStandBeforeTextsAndLettersOfEitherCaseTogether() throws Exception {
    execute(
        "CREATE TABLE mixed(v)", "INSERT INTO mixed VALUES ('b'), ('A'), ('a'), (10), (9), ('B')");
    try (TablePages pages = open()) {
      pages.list(new RowList("mixed", Optional.of(new RowList.Order(0, false)), ""));

      assertEquals(
          List.of("9", "10", "A", "a", "b", "B"), firstCells(pages.page(Move.FIRST, RowPage.NONE)));
    }
  }

  @Test
  void aLargeValueIsListedByItsSizeAndReadOnRequest() throws Exception {
    execute(
        "INSERT INTO product VALUES (9000, 'x' || hex(zeroblob(1000000)), 1, zeroblob(3000000)),"
            + " (9001, printf('%.*c', 400, 'y'), 1, x'89504e470d0a1a0a00000000000000000000')");
    try (TablePages pages = open()) {
      pages.list(new RowList("product", Optional.of(new RowList.Order(0, true)), ""));
      List<RowPage.Listed> rows = pages.page(Move.FIRST, RowPage.NONE).rows();

      Excerpt small = rows.get(0).cells().get(1);
      assertEquals("y".repeat(300), small.text());
      assertTrue(small.cut());
      assertEquals(16, rows.get(0).cells().get(3).beginning().length);
      Excerpt text = rows.get(1).cells().get(1);
      assertEquals("", text.text());
      assertEquals(2_000_001, text.bytes());
      assertTrue(text.cut());
      assertEquals(0, rows.get(1).cells().get(3).beginning().length);
      assertEquals(3_000_000, rows.get(1).cells().get(3).bytes());

      Excerpt read = pages.value(rows.get(1), 1, 1000);
      assertEquals("x" + "0".repeat(999), read.text());
      assertTrue(read.cut());
      Excerpt whole = pages.value(rows.get(0), 1, 1000);
      assertEquals("y".repeat(400), whole.text());
      assertFalse(whole.cut());
      assertEquals(3_000_000, pages.value(rows.get(1), 3, 4_000_000).beginning().length);
    }
  }

  @Test
  void aValueOfARowWithoutRowidIsReadFromThatRow() throws Exception {
    try (TablePages pages = open()) {
      pages.list(new RowList("code", Optional.of(new RowList.Order(1, true)), "c09"));
      RowPage page = pages.page(Move.FIRST, RowPage.NONE);
      for (RowPage.Listed row : page.rows()) {
        assertEquals(row.cells().get(0).text(), pages.value(row, 0, 100).text());
      }
      assertEquals(100, page.rows().size());
    }
  }

  @Test
  void aTableOfVeryManyColumnsIsSearchedAndPaged() throws Exception {
    String columns =
        IntStream.range(0, 1990).mapToObj(at -> "c" + at).collect(Collectors.joining(", "));
    execute(
        "CREATE TABLE wide(" + columns + ")", NUMBERS + " INSERT INTO wide(c1989) SELECT i FROM n");
    try (TablePages pages = open()) {
      pages.list(new RowList("wide", Optional.empty(), "77"));
      RowPage page = pages.page(Move.FIRST, RowPage.NONE);

      assertEquals(10, page.rows().size());
      assertEquals("77", page.rows().get(0).cells().get(1989).text());
    }
  }

  @Test
  void onlyTablesAndStoredColumnsAreListedWhateverTheirNames() throws Exception {
    execute(
        "CREATE VIRTUAL TABLE found USING fts5(t)",
        "CREATE VIEW bomb AS SELECT randomblob(1000000000) AS b",
        "CREATE TABLE \"odd\"\" '\u202ename\"(a, b AS (a + 1))",
        "INSERT INTO \"odd\"\" '\u202ename\"(a) VALUES (1)");
    try (TablePages pages = open()) {
      assertEquals(
          List.of("code", "hidden", "odd\" '\u202ename", "product", "words"), pages.tables());
      assertEquals(List.of("a"), pages.list(RowList.of("odd\" '\u202ename")));
      assertEquals(List.of("1"), firstCells(pages.page(Move.FIRST, RowPage.NONE)));
      assertEquals(1, pages.count("odd\" '\u202ename"));
    }
  }

  @Test
  void utf16IsReadAndSearchedAlike() throws Exception {
    Files.delete(file);
    execute(
        "PRAGMA encoding='UTF-16le'",
        "CREATE TABLE t(a)",
        "INSERT INTO t VALUES ('grün 🐦'), ('Rot')");
    try (TablePages pages = open()) {
      pages.list(new RowList("t", Optional.of(new RowList.Order(0, false)), "GRÜN 🐦"));
      assertEquals(List.of("grün 🐦"), firstCells(pages.page(Move.FIRST, RowPage.NONE)));
    }
  }

  @Test
  void aTableThatIsEmptyHasOneEmptyPage() throws Exception {
    execute("CREATE TABLE empty(a)");
    try (TablePages pages = open()) {
      pages.list(RowList.of("empty"));

      assertEquals(RowPage.NONE, pages.page(Move.FIRST, RowPage.NONE));
      assertEquals(0, pages.rows());
    }
  }

  @Test
  void aCallThatIsCancelledLeavesTheNextOneFree() throws Exception {
    execute("CREATE TABLE many(a)", NUMBERS + " INSERT INTO many SELECT n.i FROM n, n AS m");
    AtomicBoolean stopped = new AtomicBoolean(true);
    Progress progress =
        (done, total) -> {
          if (stopped.get()) {
            throw new FailureException(Reason.CANCELLED);
          }
        };
    stopped.set(false);
    try (TablePages pages = TablePages.open(file, progress)) {
      pages.list(RowList.of("many"));
      stopped.set(true);
      RowList sorted = new RowList("many", Optional.of(new RowList.Order(0, true)), "");
      FailureException thrown = assertThrows(FailureException.class, () -> pages.list(sorted));
      assertEquals(Reason.CANCELLED, thrown.reason());
      assertEquals(
          Reason.CANCELLED,
          assertThrows(FailureException.class, () -> pages.count("many")).reason());

      stopped.set(false);
      assertEquals(1_002_001, pages.count("many"));
      assertEquals(
          Reason.TABLE_UNREADABLE,
          assertThrows(FailureException.class, () -> pages.count("not there")).reason());
      pages.list(sorted);
      assertEquals("1001", firstCells(pages.page(Move.FIRST, RowPage.NONE)).get(0));
    }
  }

  @Test
  void nothingIsWrittenBesideTheFile() throws Exception {
    byte[] before = Files.readAllBytes(file);
    try (TablePages pages = open()) {
      pages.list(new RowList("product", Optional.of(new RowList.Order(1, true)), "w"));
      pages.page(Move.LAST, RowPage.NONE);
      try (var files = Files.list(folder)) {
        assertEquals(List.of(file), files.toList());
      }
    }
    assertEquals(-1, java.util.Arrays.mismatch(before, Files.readAllBytes(file)));
  }
}
