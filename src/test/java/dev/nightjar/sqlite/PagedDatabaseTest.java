package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.FastFolder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rows that are read from the pages are those that SQLite gives, whatever table they are of;
 * SQLite itself is asked only where the pages don't say it.
 */
final class PagedDatabaseTest {
  @TempDir(factory = FastFolder.class)
  private Path folder;

  private Path file = Path.of("");

  /** The tables that SQLite read, of the last file that was read. */
  private List<String> bySqlite = List.of();

  @BeforeEach
  void name() {
    file = folder.resolve("made.db");
  }

  /** Reads all tables, which are the same to SQLite. */
  private Map<String, List<String>> read() throws FailureException {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    try (PagedDatabase pages = PagedDatabase.open(file);
        BackupDatabase sqlite = BackupDatabase.open(file)) {
      for (SchemaEntry entry : pages.schema()) {
        if (entry.hasRows()) {
          List<String> rows = RowTexts.of(pages, entry.name());
          assertEquals(RowTexts.of(sqlite, entry.name()), rows, entry.name());
          tables.put(entry.name(), rows);
        }
      }
      bySqlite = pages.bySqlite();
    }
    return tables;
  }

  /** Reads the one table that there is, by its pages alone. */
  private List<String> rows() throws FailureException {
    Map<String, List<String>> tables = read();
    assertEquals(List.of(), bySqlite);
    assertEquals(1, tables.size());
    return tables.values().iterator().next();
  }

  private List<String> rows(String... statements) throws Exception {
    Sql.run(file, statements);
    return rows();
  }

  private static String hex(String text) {
    return "'" + java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)) + "'";
  }

  @Test
  void valuesComeInTheirStorageClassesWithTheRowid() throws Exception {
    assertEquals(
        List.of("1: NULL, -7, 0.5, " + hex("nut") + ", x00ff", "5: 0, 1, -0.0, '', x"),
        rows(
            "CREATE TABLE t(a, b, c, d, e)",
            "INSERT INTO t VALUES (NULL, -7, 0.5, 'nut', x'00ff')",
            "INSERT INTO t(rowid, a, b, c, d, e) VALUES (5, 0, 1, -0.0, '', x'')"));
  }

  @Test
  void wholeNumbersOfARealColumnAreRealNumbers() throws Exception {
    for (String type :
        List.of("REAL", "real", "DOUBLE PRECISION", "FLOAT", "my float(3)", "Doubtful")) {
      Files.deleteIfExists(file);
      assertEquals(
          List.of("1: 3.0", "2: 3.5", "3: -1.0E15", "4: '78'", "5: 0.0"),
          rows(
              "CREATE TABLE t(r \"" + type + "\")",
              "INSERT INTO t VALUES (3), (3.5), (-1e15), ('x'), (0)"),
          type);
    }
  }

  @Test
  void aTypeThatOnlySoundsRealKeepsItsIntegers() throws Exception {
    for (String type :
        List.of("FLOATING POINT", "REAL INT", "DOUBLECHAR", "REALCLOB", "TEXT REAL", "REAL BLOB")) {
      Files.deleteIfExists(file);
      Sql.run(file, "CREATE TABLE t(r \"" + type + "\")", "INSERT INTO t VALUES (3), (3.5)");
      rows();
    }
  }

  @Test
  void whatIsNoNumberIsNullAndTheInfinitiesAreNone() throws Exception {
    Sql.run(file, "CREATE TABLE t(r)", "INSERT INTO t VALUES (9e999), (-9e999), (1.5)");
    // SQLite itself never stores a NaN; a damaged file may have one.
    byte[] bytes = Files.readAllBytes(file);
    byte[] stored = ByteBuffer.allocate(8).putDouble(1.5).array();
    for (int at = 0; at < bytes.length - 8; at++) {
      if (Arrays.equals(bytes, at, at + 8, stored, 0, 8)) {
        ByteBuffer.wrap(bytes).putDouble(at, Double.NaN);
      }
    }
    Files.write(file, bytes);
    assertEquals(List.of("1: Infinity", "2: -Infinity", "3: NULL"), rows());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16le", "UTF-16be"})
  void textsOfEachEncodingAreReadAsTheyAreStored(String encoding) throws Exception {
    rows(
        "PRAGMA encoding = '" + encoding + "'",
        "CREATE TABLE \"täble\"(\"spälte\" TEXT, \"🐦\")",
        "INSERT INTO \"täble\" VALUES ('grün', '🐦'), ('', 'a' || char(0) || 'b')",
        // Half a character, and bytes that are none.
        "INSERT INTO \"täble\" VALUES (CAST(x'00d8' AS TEXT), CAST(x'd800ff' AS TEXT))",
        "INSERT INTO \"täble\" VALUES (char(0xd800), printf('%.*c', 5000, 'ü'))");
    try (PagedDatabase pages = PagedDatabase.open(file);
        RowSource rows = pages.rows("täble")) {
      assertEquals(encoding, pages.encoding());
      assertEquals(List.of("spälte", "🐦"), rows.columns());
      rows.next();
      assertEquals("grün", new String(rows.bytes(0), pages.charset()));
    }
  }

  @Test
  void anIntegerPrimaryKeyShowsTheRowid() throws Exception {
    assertEquals(
        List.of("-9223372036854775808, 61", "-1, NULL", "9223372036854775807, 62"),
        rows(
                "CREATE TABLE t(id INTEGER PRIMARY KEY, v)",
                "INSERT INTO t VALUES (9223372036854775807, x'62'), (-1, NULL)",
                "INSERT INTO t VALUES (-9223372036854775808, x'61')")
            .stream()
            .map(row -> row.replace("x", ""))
            .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id INT PRIMARY KEY, v",
        "id INTEGER PRIMARY KEY DESC, v",
        "id INTEGER, v, PRIMARY KEY (id, v)",
        "id BIGINT PRIMARY KEY, v",
        "id \"INTEGER \" PRIMARY KEY, v"
      })
  void otherKeysAreColumnsBesideTheRowid(String columns) throws Exception {
    assertEquals(
        List.of("1: 20, 3", "2: 10, 4"),
        rows("CREATE TABLE t(" + columns + ")", "INSERT INTO t VALUES (20, 3), (10, 4)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id INTEGER, v, PRIMARY KEY (id)",
        "id INTEGER, v, PRIMARY KEY (id DESC)",
        "id INTEGER, v, CONSTRAINT k PRIMARY KEY (id ASC)",
        "id integer primary key autoincrement, v"
      })
  void otherSpellingsOfTheRowidsColumnShowItToo(String columns) throws Exception {
    Sql.run(file, "CREATE TABLE t(" + columns + ")", "INSERT INTO t VALUES (20, 3), (10, 4)");
    assertEquals(List.of("10, 4", "20, 3"), read().get("t"));
    assertEquals(List.of(), bySqlite);
  }

  @Test
  void aRowidThatColumnsHideIsNotShown() throws Exception {
    assertEquals(
        List.of("7, 8, 9"),
        rows("CREATE TABLE t(rowid, OID, _rowid_)", "INSERT INTO t VALUES (7, 8, 9)"));
  }

  @Test
  void tablesWithoutRowidAreReadInTheOrderOfTheirKey() throws Exception {
    assertEquals(
        List.of("1, 2, 3, 4", "9, 1, 3, 4", "0, 0, 1, 0"),
        rows(
            "CREATE TABLE k(a, b, c, d, PRIMARY KEY (c DESC, a)) WITHOUT ROWID",
            "INSERT INTO k VALUES (0, 0, 1, 0), (9, 1, 3, 4), (1, 2, 3, 4)"));
  }

  @Test
  void aKeyThatNamesAColumnTwiceOrOrdersItOtherwiseIsUnderstood() throws Exception {
    rows(
        "CREATE TABLE k(a, b COLLATE NOCASE, c REAL, PRIMARY KEY (b, b, c, b COLLATE RTRIM, a))"
            + " WITHOUT ROWID",
        "INSERT INTO k VALUES (1, 'B', 2), (2, 'a', 3), (3, 'b', 4), (1, 'b ', 2)");
  }

  @Test
  void columnsThatWereAddedHaveTheirDefaults() throws Exception {
    assertEquals(
        List.of("1: 1, NULL, 5, 2.0, '6e7574', x01", "2: 2, 0, 1, 9.0, '6f', NULL"),
        rows(
            "CREATE TABLE t(a)",
            "INSERT INTO t VALUES (1)",
            "ALTER TABLE t ADD COLUMN b",
            "ALTER TABLE t ADD COLUMN c DEFAULT 5",
            "ALTER TABLE t ADD COLUMN d REAL DEFAULT 2",
            "ALTER TABLE t ADD COLUMN e TEXT NOT NULL DEFAULT 'nut'",
            "ALTER TABLE t ADD COLUMN f DEFAULT x'01'",
            "INSERT INTO t VALUES (2, 0, 1, 9, 'o', NULL)"));
  }

  @Test
  void rowsOfEachAgeHaveTheDefaultsThatTheyLack() throws Exception {
    assertEquals(
        List.of("1: 1, 5, 6", "2: 2, 20, 6", "3: 3, 30, 300", "4: 4, 5, 6", "5: 5, 50, 6"),
        rows(
            "CREATE TABLE t(a)",
            "INSERT INTO t(rowid, a) VALUES (1, 1), (4, 4)",
            "ALTER TABLE t ADD COLUMN b DEFAULT 5",
            "INSERT INTO t(rowid, a, b) VALUES (2, 2, 20), (5, 5, 50)",
            "ALTER TABLE t ADD COLUMN c DEFAULT 6",
            "INSERT INTO t(rowid, a, b, c) VALUES (3, 3, 30, 300)"));
  }

  @Test
  void addedColumnsOfATableWithoutRowidHaveTheirDefaultsToo() throws Exception {
    assertEquals(
        List.of("1, 0, 7", "2, 0, 8", "3, 0, 7"),
        rows(
            "CREATE TABLE k(a PRIMARY KEY, b) WITHOUT ROWID",
            "INSERT INTO k VALUES (3, 0), (1, 0)",
            "ALTER TABLE k ADD COLUMN c DEFAULT 7",
            "INSERT INTO k VALUES (2, 0, 8)"));
  }

  @Test
  void aDefaultMayBeLargerThanWhatIsHeld() throws Exception {
    Sql.run(
        file,
        "PRAGMA encoding = 'UTF-16le'",
        "CREATE TABLE t(a)",
        "INSERT INTO t VALUES (1), (2)",
        "ALTER TABLE t ADD COLUMN b DEFAULT '" + "x".repeat(RowQuery.MAX_WHOLE / 2 + 1) + "'");
    assertEquals(2, read().get("t").size());
  }

  @Test
  void generatedColumnsHaveNoValueOfTheirOwn() throws Exception {
    assertEquals(
        List.of("1: 1, 9, 3"),
        rows(
            "CREATE TABLE t(a, v AS (a * 2), b, s AS (a * 3) STORED, c)",
            "INSERT INTO t(a, b, c) VALUES (1, 9, 3)"));
    Files.delete(file);
    assertEquals(
        List.of("9, 5, 2"),
        rows(
            "CREATE TABLE k(s AS (b + 1) STORED, a, v AS (a), b, c, PRIMARY KEY (c, a))"
                + " WITHOUT ROWID",
            "INSERT INTO k(a, b, c) VALUES (9, 5, 2)"));
  }

  @Test
  void aColumnThatWasDroppedAndOneThatWasRenamedAreReadAsTheyAreNow() throws Exception {
    assertEquals(
        List.of("1: 3, 2"),
        rows(
            "CREATE TABLE t(a, b, c)",
            "INSERT INTO t VALUES (1, 2, 3)",
            "ALTER TABLE t DROP COLUMN a",
            "ALTER TABLE t RENAME COLUMN b TO x",
            "ALTER TABLE t ADD COLUMN y DEFAULT 4",
            "UPDATE t SET y = x, x = c",
            "ALTER TABLE t DROP COLUMN c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\"b", "a'b", "[a]", "a]b", "a`b", "", " ", "select", "table", "1", "a.b", "ä", "🐦",
        "a\nb", "%", "_", "rowid", "sqlite", "a;--", "?1", "$x"
      })
  void tablesAndColumnsOfAnyNameAreRead(String name) throws Exception {
    String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
    assertEquals(
        List.of("1: 7, 8"),
        rows(
            "CREATE TABLE " + quoted + "(" + quoted + ", other)",
            "INSERT INTO " + quoted + " VALUES (7, 8)"));
  }

  @Test
  void emptyTablesAndTheTablesOfSqliteItselfAreRead() throws Exception {
    Sql.run(
        file,
        "CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT)",
        "CREATE TABLE k(a PRIMARY KEY) WITHOUT ROWID",
        "INSERT INTO t VALUES (41)",
        "DELETE FROM t",
        "CREATE INDEX i ON k(a)",
        "ANALYZE");
    Map<String, List<String>> tables = read();
    assertEquals(List.of(), tables.get("t"));
    assertEquals(List.of(), tables.get("k"));
    assertEquals(List.of("1: '74', 41"), tables.get("sqlite_sequence"));
    assertEquals(List.of(), bySqlite);
  }

  @Test
  void viewsAndVirtualTablesHaveNoRowsHereButTheirShadowsHave() throws Exception {
    Sql.run(
        file,
        "CREATE VIEW v AS SELECT 1 AS a",
        "CREATE VIRTUAL TABLE f USING fts5(t)",
        "INSERT INTO f VALUES ('nightjar')");
    Map<String, List<String>> tables = read();
    assertEquals(
        List.of("f_config", "f_content", "f_data", "f_docsize", "f_idx"),
        tables.keySet().stream().sorted().toList());
    assertEquals(List.of(), bySqlite);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NONE", "FULL", "INCREMENTAL"})
  void pagesThatLeadToPagesAreNoPartOfATable(String autoVacuum) throws Exception {
    List<String> rows =
        rows(
            "PRAGMA page_size = 512",
            "PRAGMA auto_vacuum = " + autoVacuum,
            "CREATE TABLE t(a, b)",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
                + " INSERT INTO t SELECT i, zeroblob(i * 7) FROM n",
            "DELETE FROM t WHERE a % 3 = 0",
            "PRAGMA incremental_vacuum(20)");
    assertEquals(267, rows.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 32})
  void bytesThatAreReservedAreNoPartOfAValue(int reserved) throws Exception {
    Reserved.create(file, 512, reserved);
    List<String> rows =
        rows(
            "CREATE TABLE t(a, b)",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)"
                + " INSERT INTO t SELECT i, randomblob(i * 11) FROM n");
    assertEquals(200, rows.size());
    assertEquals(reserved, Files.readAllBytes(file)[20]);
  }

  @Test
  void valuesAtAndAboveTheLimitOfWhatIsHeldAreReadAlike() throws Exception {
    Sql.run(file, "PRAGMA encoding = 'UTF-16le'", "CREATE TABLE t(a, large, b)");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (1, ?, 2)")) {
      for (int length : new int[] {RowQuery.MAX_WHOLE, RowQuery.MAX_WHOLE + 1, 2_500_000}) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) length);
        bytes[length - 1] = 1;
        insert.setBytes(1, bytes);
        insert.executeUpdate();
        insert.setString(1, "ü".repeat(length / 2));
        insert.executeUpdate();
      }
    }
    assertEquals(6, rows().size());
    try (PagedDatabase pages = PagedDatabase.open(file);
        RowSource rows = pages.rows("t")) {
      List<Boolean> large = new ArrayList<>();
      while (rows.next()) {
        large.add(rows.isLarge(1));
        assertEquals(2, rows.integer(2));
      }
      assertEquals(List.of(false, false, true, false, true, true), large);
    }
  }

  @Test
  void aLargeValueMayBeReadTwice() throws Exception {
    Sql.run(file, "CREATE TABLE t(large)", "INSERT INTO t VALUES (randomblob(3000000))");
    try (PagedDatabase pages = PagedDatabase.open(file);
        RowSource rows = pages.rows("t")) {
      rows.next();
      assertEquals(0, Pieces.compare(rows.pieces(0), rows.pieces(0)));
      Pieces one = rows.pieces(0);
      one.next();
      one.next();
      assertEquals(0, Pieces.compare(rows.pieces(0), rows.pieces(0)));
    }
  }

  @Test
  void tablesAreReadInWhateverOrderTheyAreAskedFor() throws Exception {
    Sql.run(
        file,
        "CREATE TABLE a(v)",
        "INSERT INTO a VALUES (1)",
        "CREATE TABLE b(v)",
        "INSERT INTO b VALUES (2)",
        "CREATE TABLE c(v)",
        "INSERT INTO c VALUES (3)");
    try (PagedDatabase pages = PagedDatabase.open(file)) {
      assertEquals(List.of("1: 3"), RowTexts.of(pages, "c"));
      assertEquals(List.of("1: 1"), RowTexts.of(pages, "a"));
      assertEquals(List.of("1: 2"), RowTexts.of(pages, "b"));
      assertEquals(List.of("1: 1"), RowTexts.of(pages, "a"));
    }
  }

  @Test
  void aTableThatIsNotThereIsCalledSo() throws Exception {
    Sql.run(file, "CREATE TABLE t(v)");
    try (PagedDatabase pages = PagedDatabase.open(file)) {
      FailureException thrown = assertThrows(FailureException.class, () -> pages.rows("u"));
      assertEquals(Reason.TABLE_UNREADABLE, thrown.reason());
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsCalledSo() throws Exception {
    Files.write(file, new byte[4096]);
    FailureException thrown =
        assertThrows(FailureException.class, () -> PagedDatabase.open(file).close());
    assertEquals(Reason.COPY_DAMAGED, thrown.reason());
  }

  /** Makes a table of a few leaves, and writes some bytes at a place of one of them. */
  private void damageLeaf(int page, int at, byte... bytes) throws Exception {
    Sql.run(
        file,
        "PRAGMA page_size = 512",
        "CREATE TABLE t(a INTEGER PRIMARY KEY, b)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
            + " INSERT INTO t SELECT i, zeroblob(20) FROM n");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), (page - 1) * 512L + at);
    }
  }

  @Test
  void aPageThatOnlySqliteUnderstandsIsReadByItFromThereOn() throws Exception {
    damageLeaf(5, 7, (byte) 200); // A count of free bytes, which no reader needs.
    assertEquals(100, rows().size());
    Files.delete(file);
    // The first row of a leaf has the rowid of an earlier one: to SQLite order doesn't matter.
    Sql.run(
        file,
        "CREATE TABLE t(a INTEGER PRIMARY KEY, b)",
        "INSERT INTO t VALUES (1, 'one'), (2, 'two'), (3, 'three')");
    byte[] bytes = Files.readAllBytes(file);
    int pointers = 4096 + 8;
    byte[] swapped = {
      bytes[pointers + 2], bytes[pointers + 3], bytes[pointers], bytes[pointers + 1]
    };
    System.arraycopy(swapped, 0, bytes, pointers, 4);
    Files.write(file, bytes);
    assertEquals(
        List.of("2, " + hex("two"), "1, " + hex("one"), "3, " + hex("three")), read().get("t"));
    assertEquals(List.of("t"), bySqlite);
  }

  @Test
  void aPageThatNobodyUnderstandsIsCalledDamaged() throws Exception {
    damageLeaf(5, 0, (byte) 77);
    try (PagedDatabase pages = PagedDatabase.open(file);
        RowSource rows = pages.rows("t")) {
      FailureException thrown =
          assertThrows(
              FailureException.class,
              () -> {
                while (rows.next()) {
                  rows.integer(0);
                }
              });
      assertEquals(Reason.COPY_DAMAGED, thrown.reason());
      assertEquals(List.of("t"), pages.bySqlite());
    }
  }

  @Test
  void aLargeValueWhosePagesAreLostEndsInADamageThatIsTold() throws Exception {
    Sql.run(file, "PRAGMA page_size = 512", "CREATE TABLE t(a, large, b)");
    Sql.run(file, "INSERT INTO t VALUES (1, zeroblob(3000000), 2)");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      // The chain of the value ends in the middle of it.
      channel.write(ByteBuffer.wrap(new byte[4]), 3000 * 512L);
    }
    try (PagedDatabase pages = PagedDatabase.open(file);
        RowSource rows = pages.rows("t")) {
      rows.next();
      assertEquals(1, rows.integer(0));
      Pieces pieces = rows.pieces(1);
      FailureException thrown =
          assertThrows(
              FailureException.class,
              () -> {
                while (pieces.next().length > 0) {}
              });
      assertEquals(Reason.COPY_DAMAGED, thrown.reason());
    }
  }

  @Test
  void rowsOnBothSidesOfTheLockBytePageAreRead() throws Exception {
    int pageSize = 65_536;
    int lockPage = (1 << 30) / pageSize + 1;
    Sql.run(
        file,
        "PRAGMA page_size = " + pageSize,
        "CREATE TABLE t(a INTEGER PRIMARY KEY, b)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)"
            + " INSERT INTO t SELECT i, zeroblob(50) FROM n");
    // All leaves but the first go behind the lock-byte page, and the root's pointers with them.
    ByteBuffer whole = ByteBuffer.wrap(Files.readAllBytes(file));
    int root = pageSize;
    int cells = whole.getShort(root + 3);
    int leaves = whole.capacity() / pageSize - 2;
    assertEquals(leaves, cells + 1);
    Path large = folder.resolve("large.db");
    try (FileChannel channel =
        FileChannel.open(
            large,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      for (int leaf = 1; leaf <= cells; leaf++) {
        int pointer =
            leaf == cells ? root + 8 : root + (whole.getShort(root + 12 + 2 * leaf) & 0xffff);
        int page = whole.getInt(pointer);
        whole.putInt(pointer, lockPage + leaf);
        ByteBuffer moved = whole.slice((page - 1) * pageSize, pageSize);
        channel.write(moved, (long) (lockPage + leaf - 1) * pageSize);
      }
      whole.putInt(28, lockPage + cells);
      channel.write(whole.limit(3 * pageSize).position(0), 0);
    }
    file = large;
    assertEquals(4000, rows().size());
  }
}
