package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A statement of a user's reads, and does nothing else, whatever it is and whatever is read. */
final class ReadOnlyQueryTest {
  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void aDatabase() throws Exception {
    file = folder.resolve("shop.db");
    execute(
        "CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT, price REAL, photo BLOB)",
        "INSERT INTO product VALUES (1, 'Widget', 9.5, x'00ff'), (2, NULL, 1e300, NULL)");
  }

  private void execute(String... statements) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  private ReadOnlyQuery open(String sql) throws FailureException {
    return ReadOnlyQuery.open(file, sql, Progress.NONE);
  }

  private List<List<Object>> rows(String sql) throws FailureException {
    try (ReadOnlyQuery query = open(sql)) {
      List<List<Object>> rows = new ArrayList<>();
      while (query.next()) {
        List<Object> row = new ArrayList<>();
        for (int at = 0; at < query.columns().size(); at++) {
          row.add(
              switch (query.type(at)) {
                case NULL -> "null";
                case INTEGER -> query.integer(at);
                case REAL -> query.real(at);
                case TEXT -> new String(query.bytes(at), query.charset());
                case BLOB -> Arrays.toString(query.bytes(at));
              });
        }
        rows.add(row);
      }
      return rows;
    }
  }

  private Reason refused(String sql) {
    return assertThrows(FailureException.class, () -> rows(sql), sql).reason();
  }

  private byte[] content() throws Exception {
    return Files.readAllBytes(file);
  }

  @Test
  void valuesComeInTheirStorageClasses() throws Exception {
    assertEquals(
        List.of(List.of(1L, "Widget", 9.5, "[0, -1]"), List.of(2L, "null", 1e300, "null")),
        rows("SELECT * FROM product ORDER BY id"));
  }

  @Test
  void namesOfResultsMayBeTheSame() throws Exception {
    try (ReadOnlyQuery query = open("SELECT id, id, 1 AS \"a b\" FROM product")) {
      assertEquals(List.of("id", "id", "a b"), query.columns());
    }
  }

  @Test
  void anExplainOfADatabaseInUtf16IsReadable() throws Exception {
    file = folder.resolve("utf16.db");
    execute("PRAGMA encoding='UTF-16le'", "CREATE TABLE ürün(ad)", "INSERT INTO ürün VALUES ('ş')");
    for (String sql : List.of("EXPLAIN QUERY PLAN SELECT * FROM ürün", "SELECT ad FROM ürün")) {
      try (ReadOnlyQuery query = open(sql)) {
        assertTrue(query.next());
        int last = query.columns().size() - 1;
        String text = new String(query.bytes(last), query.charset());
        assertEquals(last == 0 ? "ş" : "SCAN ürün", text);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "VALUES (1)",
        "WITH x(a) AS (SELECT 1) SELECT a FROM x",
        "SELECT 1;",
        "SELECT ';' -- ; SELECT 2\n; /* ; */ -- end",
        "SELECT 1 /* open",
        "SELECT \";\" FROM (SELECT 1 AS \";\")",
        "EXPLAIN SELECT 1",
        "EXPLAIN DELETE FROM product",
        "PRAGMA table_info(product)",
        "PRAGMA user_version",
        "PRAGMA integrity_check"
      })
  void aStatementThatReadsIsRun(String sql) throws Exception {
    byte[] before = content();
    assertFalse(rows(sql).isEmpty());
    assertArrayEquals(before, content());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO product(name) VALUES ('x') RETURNING id",
        "DELETE FROM product RETURNING *",
        "WITH x AS (SELECT 1) UPDATE product SET name = 'x' RETURNING id",
        "PRAGMA journal_mode=WAL",
        "PRAGMA wal_checkpoint",
      })
  void aStatementThatWritesIsRefused(String sql) throws Exception {
    byte[] before = content();
    assertEquals(Reason.STATEMENT_WRITES, refused(sql));
    assertArrayEquals(before, content());
    assertFalse(Files.exists(folder.resolve("shop.db-wal")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  -- nothing",
        "DROP TABLE product",
        "CREATE TEMP TABLE t(a)",
        "BEGIN IMMEDIATE",
        "VACUUM",
        "REINDEX",
        "PRAGMA query_only=OFF",
        "PRAGMA user_version=7",
        "PRAGMA writable_schema=RESET",
      })
  void aStatementWithoutRowsIsRefused(String sql) throws Exception {
    byte[] before = content();
    assertTrue(
        List.of(Reason.STATEMENT_WITHOUT_ROWS, Reason.STATEMENT_WRITES).contains(refused(sql)));
    assertArrayEquals(before, content());
  }

  /** Large values come in pieces, for each of which the statement is computed again. */
  @ParameterizedTest
  @ValueSource(strings = {"random()", "hex(randomblob(4))", "abs(random()) % 7"})
  void anOrderByChanceMixesNoRows(String order) throws Exception {
    Sql.run(
        folder.resolve("shop.db"),
        "CREATE TABLE large(id, v)",
        "INSERT INTO large VALUES (1, zeroblob(2000000)), (2, zeroblob(3000000)), (3, '')");
    FailureException failed =
        assertThrows(
            FailureException.class,
            () -> {
              try (ReadOnlyQuery query =
                  ReadOnlyQuery.open(
                      folder.resolve("shop.db"),
                      "SELECT * FROM large ORDER BY " + order,
                      Progress.NONE)) {
                while (query.next()) {
                  query.pieces(1).next();
                }
              }
            });
    assertEquals(Reason.STATEMENT_LARGE_BY_CHANCE, failed.reason());
    try (ReadOnlyQuery query =
        ReadOnlyQuery.open(
            folder.resolve("shop.db"), "SELECT id FROM large ORDER BY " + order, Progress.NONE)) {
      assertTrue(query.next());
    }
  }

  @Test
  void aFullDiskOfTemporaryFilesIsNoPlaces() {
    SQLException full = new SQLiteException("full", SQLiteErrorCode.SQLITE_FULL);
    Path copy = folder.resolve("shop.db");
    assertEquals(Reason.TARGET_FULL, CopyFailures.ofTable(full, copy, "t").reason());
    assertEquals(Reason.TARGET_FULL, CopyFailures.reading(full, copy).reason());
    assertFalse(
        CopyFailures.reading(full, copy).failure().arguments().get(0).equals(copy.toString()));
    assertEquals(Reason.PLACE_FULL, CopyFailures.of(full, copy).reason());
  }

  /** The words are the same for all of them. */
  @ParameterizedTest
  @CsvSource({
    "SQLITE_TOOBIG, STATEMENT_TOO_LARGE",
    "SQLITE_NOMEM, STATEMENT_OUT_OF_MEMORY",
    "SQLITE_IOERR_NOMEM, STATEMENT_OUT_OF_MEMORY",
    "SQLITE_INTERRUPT, CANCELLED",
    "SQLITE_READONLY, STATEMENT_WRITES",
    "SQLITE_READONLY_DBMOVED, STATEMENT_WRITES",
    "SQLITE_FULL, TARGET_FULL",
    "SQLITE_CORRUPT, COPY_DAMAGED",
    "SQLITE_NOTADB, COPY_DAMAGED",
    "SQLITE_ERROR, STATEMENT_STOPPED",
    "SQLITE_MISMATCH, STATEMENT_STOPPED",
    "SQLITE_RANGE, STATEMENT_STOPPED"
  })
  void aFailureIsNamedByItsCodeAlone(SQLiteErrorCode code, Reason reason) {
    SQLException failed = new SQLiteException("too big, out of memory, interrupted", code);
    Path copy = folder.resolve("shop.db");
    assertEquals(reason, ReadOnlyQuery.failed(failed, copy, Reason.STATEMENT_STOPPED).reason());
  }

  @Test
  void aFailureIsNamedByWhenItComes() throws Exception {
    assertEquals(Reason.STATEMENT_TOO_LARGE, refused("SELECT zeroblob(2000000000)"));
    assertEquals(Reason.STATEMENT_TOO_LARGE, refused("SELECT length(zeroblob(2000000000))"));
    assertEquals(Reason.STATEMENT_LARGE_BY_CHANCE, refused("SELECT randomblob(2000000000)"));
    assertEquals(Reason.STATEMENT_STOPPED, refused("SELECT abs(-9223372036854775808)"));
    assertEquals(Reason.STATEMENT_STOPPED, refused("SELECT json('{')"));
    assertEquals(Reason.STATEMENT_FAILED, refused("SELEC 1"));
    assertEquals(Reason.STATEMENT_FAILED, refused("SELECT 'too big' FROM memory"));
  }

  @Test
  void noOtherFileIsMadeOrRead() throws Exception {
    Path other = folder.resolve("other.db");
    refused("VACUUM INTO '" + other + "'");
    refused("ATTACH '" + other + "' AS other");
    refused("SELECT load_extension('" + other + "')");
    refused("SELECT writefile('" + other + "', 'x')");
    refused("backup to " + other);
    refused("SELECT fts3_tokenizer('simple', x'0000000000000001')");
    assertFalse(Files.exists(other));
  }

  @Test
  void anOrderOfTheAppsThatIsNeededIsNamed() throws Exception {
    execute(
        "CREATE TABLE sorted(k COLLATE NOCASE UNIQUE, a, b, c)",
        "CREATE TABLE index_itself(id PRIMARY KEY, k COLLATE NOCASE) WITHOUT ROWID",
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'NOCASE', 'own')");
    for (String sql :
        List.of(
            "SELECT * FROM sorted ORDER BY k",
            "SELECT count(*) FROM sorted",
            "SELECT id FROM index_itself ORDER BY id")) {
      FailureException failure = assertThrows(FailureException.class, () -> rows(sql));
      assertEquals(Reason.STATEMENT_NEEDS_APP, failure.reason(), sql);
      assertEquals(List.of("own"), failure.failure().arguments());
    }
    // So the failure's text advises.
    assertEquals(List.of(), rows("SELECT * FROM sorted ORDER BY k COLLATE BINARY"));
    assertEquals(List.of(List.of(0L)), rows("SELECT count(*) FROM sorted NOT INDEXED"));
    String advice = Messages.in(Language.ENGLISH).raw("failure.statement-needs-app");
    assertTrue(advice.contains("COLLATE BINARY") && advice.contains("NOT INDEXED"), advice);
    assertEquals(Reason.STATEMENT_FAILED, refused("SELECT nam FROM index_itself"));
    assertEquals(Reason.STATEMENT_FAILED, refused("SELECT nam FROM product"));
  }

  @Test
  void aFunctionOfTheAppsThatIsNeededIsNamed() throws Exception {
    execute(
        "CREATE TABLE computed(a, g AS (hex(a)))",
        "CREATE VIEW seen AS SELECT hex(a) AS g FROM computed",
        "INSERT INTO computed VALUES (1)",
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'hex(', 'Own(')");
    for (String sql :
        List.of("SELECT * FROM computed", "SELECT g FROM computed", "SELECT * FROM seen")) {
      FailureException failure = assertThrows(FailureException.class, () -> rows(sql));
      assertEquals(Reason.STATEMENT_NEEDS_FUNCTION, failure.reason(), sql);
      assertEquals(List.of("Own"), failure.failure().arguments());
    }
    // So the failure's text advises.
    assertEquals(List.of(List.of(1L)), rows("SELECT a FROM computed"));
    assertEquals(Reason.STATEMENT_FAILED, refused("SELECT own(a) FROM computed"));
    assertEquals(Reason.STATEMENT_FAILED, refused("SELECT no_such(a) FROM product"));
  }

  @Test
  void aSecondStatementIsRefusedAndNotRun() throws Exception {
    byte[] before = content();
    assertEquals(Reason.STATEMENT_NOT_ALONE, refused("SELECT 1; DROP TABLE product"));
    assertEquals(Reason.STATEMENT_NOT_ALONE, refused("SELECT 1; SELECT 2"));
    assertEquals(Reason.STATEMENT_NOT_ALONE, refused("SELECT 'a;'; SELECT 2"));
    assertArrayEquals(before, content());
  }

  @Test
  void aMistakeComesWithTheWordsOfSqlite() {
    FailureException failure =
        assertThrows(FailureException.class, () -> rows("SELECT nam FROM product"));
    assertEquals(Reason.STATEMENT_FAILED, failure.reason());
    assertEquals(List.of("no such column: nam"), failure.failure().arguments());
  }

  @Test
  void noSideFileIsMadeBesideABackup() throws Exception {
    execute("PRAGMA journal_mode=WAL");
    rows("SELECT name FROM product ORDER BY name");
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  /** Values that are too large to be held come in pieces, at their place among the others. */
  @Test
  void largeValuesComeInPieces() throws Exception {
    byte[] large = new byte[(1 << 20) + 12_345];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31 + (i >> 8));
    }
    String text = "ä".repeat(3_000_000);
    execute("CREATE VIEW result AS SELECT * FROM product");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO product VALUES (?, ?, 0.5, ?)")) {
      for (int id = 3; id <= 5; id++) {
        insert.setInt(1, id);
        insert.setString(2, id == 4 ? text : "small" + id);
        insert.setBytes(3, id == 5 ? new byte[] {1} : large);
        insert.execute();
      }
    }
    try (ReadOnlyQuery query =
        open("SELECT name, photo, id FROM result ORDER BY price DESC, id DESC -- comment")) {
      List<Long> ids = new ArrayList<>();
      while (query.next()) {
        long id = query.integer(2);
        ids.add(id);
        assertEquals(id == 4, query.isLarge(0), "name of " + id);
        assertEquals(id == 3 || id == 4, query.isLarge(1), "photo of " + id);
        if (id == 4) {
          assertEquals(StorageClass.TEXT, query.type(0));
          assertEquals(text, new String(whole(query.pieces(0)), StandardCharsets.UTF_8));
        }
        if (query.isLarge(1)) {
          assertArrayEquals(large, whole(query.pieces(1)));
        }
      }
      assertEquals(List.of(2L, 1L, 5L, 4L, 3L), ids);
    }
  }

  /** SQLite asks every so many of its steps whether it should go on. */
  @Test
  void aLargeValueIsComputedOnceMoreHoweverManyPiecesItComesIn() throws Exception {
    long[] asked = {0};
    try (ReadOnlyQuery query =
        ReadOnlyQuery.open(
            file,
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
                + " SELECT replace(hex(zeroblob(7000000)), '0', 'a') || count(*) AS v FROM n",
            (done, total) -> asked[0]++)) {
      assertTrue(query.next());
      long row = asked[0];
      int pieces = 0;
      long bytes = 0;
      Pieces value = query.pieces(0);
      byte[] last = {};
      for (byte[] piece = value.next(); piece.length > 0; piece = value.next()) {
        pieces++;
        bytes += piece.length;
        last = piece;
      }
      assertEquals(14_000_006, bytes);
      assertEquals("aa100000", new String(last, last.length - 8, 8, StandardCharsets.UTF_8));
      assertTrue(pieces > 3, pieces + " pieces");
      assertTrue(asked[0] < 3 * row, asked[0] + " times asked, for the row " + row);
      assertEquals(0, value.next().length, "past the end");
    }
  }

  @Test
  void tablesOfAnyNameHaveLargeValues() throws Exception {
    for (String name : List.of("one", "piece", "result")) {
      execute(
          "CREATE TABLE " + name + "(v)", "INSERT INTO " + name + " VALUES (zeroblob(9000000))");
      try (ReadOnlyQuery query = open("SELECT * FROM " + name)) {
        assertTrue(query.next());
        assertEquals(9_000_000, whole(query.pieces(0)).length, name);
        assertFalse(query.next());
      }
    }
  }

  private static byte[] whole(Pieces pieces) throws FailureException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] piece = pieces.next(); piece.length > 0; piece = pieces.next()) {
      whole.writeBytes(piece);
    }
    return whole.toByteArray();
  }

  @Test
  void aStatementWithoutEndIsCancelled() {
    int[] asked = {0};
    FailureException failure =
        assertThrows(
            FailureException.class,
            () -> {
              try (ReadOnlyQuery query =
                  ReadOnlyQuery.open(
                      file,
                      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                          + " SELECT count(*) FROM n",
                      (done, total) -> {
                        if (++asked[0] > 3) {
                          throw new FailureException(Reason.CANCELLED);
                        }
                      })) {
                query.next();
              }
            });
    assertEquals(Reason.CANCELLED, failure.reason());
  }

  /** Views, triggers and virtual tables of a schema made to harm. */
  @Test
  void aHostileSchemaIsReadAndDoesNothing() throws Exception {
    execute(
        "CREATE VIEW harm AS SELECT load_extension('evil') AS x",
        "CREATE VIEW writes AS SELECT writefile('evil', 'x') AS x",
        "CREATE TRIGGER t AFTER INSERT ON product BEGIN DELETE FROM product; END",
        "CREATE VIEW self AS SELECT * FROM other",
        "CREATE VIEW other AS SELECT * FROM self",
        "CREATE VIRTUAL TABLE words USING fts5(text)",
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_schema SET sql = 'CREATE VIRTUAL TABLE words USING evil(x)'"
            + " WHERE name = 'words'");
    assertEquals(Reason.STATEMENT_FAILED, refused("SELECT * FROM harm"));
    assertEquals(Reason.STATEMENT_NEEDS_FUNCTION, refused("SELECT * FROM writes"));
    assertEquals(Reason.STATEMENT_FAILED, refused("SELECT * FROM self"));
    assertEquals(Reason.STATEMENT_FAILED, refused("SELECT * FROM words"));
    assertEquals(List.of(List.of(2L)), rows("SELECT count(*) FROM product"));
  }

  @Test
  void aDamagedCopyIsSaidToBeDamaged() throws Exception {
    byte[] bytes = content();
    Arrays.fill(bytes, 4096, bytes.length, (byte) 0x55);
    Files.write(file, bytes);
    assertEquals(Reason.COPY_DAMAGED, refused("SELECT * FROM product"));
  }
}
