package dev.nightjar.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.faults.FastFolder;
import dev.nightjar.sqlite.Sql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A value is read as SQLite stored it (fileformat2.html, section 2.1). */
final class RecordValuesTest {
  /** The widths of stored integers, in bits. */
  private static final int[] WIDTHS = {8, 16, 24, 32, 48, 64};

  @TempDir(factory = FastFolder.class)
  private Path folder;

  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("made.db");
  }

  /** Stores one value in each row of a table without affinities. */
  private void store(List<?> values) throws Exception {
    Sql.run(file, "CREATE TABLE t(v)");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?)")) {
      connection.setAutoCommit(false);
      for (Object value : values) {
        insert.setObject(1, value);
        insert.executeUpdate();
      }
      connection.commit();
    }
  }

  @Test
  void integersAtBothEndsOfEachWidthAreRead() throws Exception {
    List<Object> values = new ArrayList<>(List.of(0L, 1L, 2L, -1L));
    for (int width : WIDTHS) {
      long largest = Long.MAX_VALUE >> (64 - width);
      values.addAll(List.of(largest, -largest - 1));
      if (width < 64) {
        values.addAll(List.of(largest + 1, -largest - 2));
      }
    }
    store(values);
    assertEquals(values, Records.firstFields(file, "t"));
  }

  @Test
  void zeroAndOneTakeNoByteAndAreTold() throws Exception {
    store(List.of(0L, 1L));
    try (PageFile pages = PageFile.open(file)) {
      RowRecord record = new RowRecord(new TableTree(pages, 2), 1);
      for (long expected = 0; expected <= 1; expected++) {
        assertTrue(record.next());
        assertEquals(RowRecord.Kind.INTEGER, record.kind(0));
        assertEquals(0, record.length(0));
        assertEquals(expected, record.number(0));
      }
      assertFalse(record.next());
    }
  }

  @Test
  void realNumbersAreReadBitForBit() throws Exception {
    List<Object> values =
        List.of(
            0.5,
            -0.0,
            Double.MIN_VALUE,
            Double.MIN_NORMAL,
            -Double.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Math.PI);
    store(values);
    assertEquals(values, Records.firstFields(file, "t"));
  }

  @Test
  void aRealColumnMayHoldAnInteger() throws Exception {
    Sql.run(file, "CREATE TABLE t(r REAL)", "INSERT INTO t VALUES (3.0), (3.5)");
    assertEquals(List.of(3L, 3.5), Records.firstFields(file, "t"));
  }

  @Test
  void nullEmptyTextAndEmptyBlobAreThreeThings() throws Exception {
    Sql.run(file, "CREATE TABLE t(v)", "INSERT INTO t VALUES (NULL), (''), (x'')");
    assertEquals(List.of("NULL", "", new Records.Blob("")), Records.firstFields(file, "t"));
  }

  @Test
  void textsAroundEachLengthOfTheirTypeNumberAreRead() throws Exception {
    List<String> values = new ArrayList<>();
    // A text's type is 13 + 2 * bytes: from 128 and from 16 384 on it takes one byte more.
    for (int bytes : new int[] {1, 56, 57, 58, 59, 8184, 8185, 8186, 8187}) {
      values.add("e".repeat(bytes - 1) + "!");
    }
    store(values);
    assertEquals(values, Records.firstFields(file, "t"));
  }

  @Test
  void bytesThatAreNoTextAndZerosWithinOneAreKept() throws Exception {
    Sql.run(
        file,
        "CREATE TABLE t(v)",
        "INSERT INTO t VALUES (CAST(x'610062' AS TEXT)), (CAST(x'eda080ff' AS TEXT))");
    try (PageFile pages = PageFile.open(file)) {
      RowRecord record = new RowRecord(new TableTree(pages, Records.root(file, "t")), 1);
      List<Records.Blob> found = new ArrayList<>();
      while (record.next()) {
        assertEquals(RowRecord.Kind.TEXT, record.kind(0));
        found.add(Records.Blob.of(Records.bytes(record, 0)));
      }
      assertEquals(List.of(new Records.Blob("610062"), new Records.Blob("eda080ff")), found);
    }
  }

  @Test
  void rowidsOfEachLengthAreReadInOrder() throws Exception {
    List<Long> rowids = new ArrayList<>(List.of(0L));
    for (int bits = 7; bits < 63; bits += 7) {
      long first = 1L << bits;
      rowids.addAll(List.of(first - 1, first, -first, -first - 1));
    }
    rowids.addAll(List.of(Long.MAX_VALUE, Long.MIN_VALUE));
    Sql.run(
        file,
        "CREATE TABLE t(id INTEGER PRIMARY KEY, v)",
        "INSERT INTO t(id) VALUES "
            + rowids.stream().map(rowid -> "(" + rowid + ")").collect(Collectors.joining(", ")));
    Collections.sort(rowids);

    List<Records.Read> read = Records.of(file, "t");
    assertEquals(rowids, read.stream().map(Records.Read::rowid).toList());
    // The column that shows the rowid is stored as NULL.
    assertEquals(List.of("NULL", "NULL"), read.get(0).fields());
  }

  @Test
  void recordsOfOneAndOfTwoThousandColumnsAreRead() throws Exception {
    int columns = 2000;
    Sql.run(
        file,
        IntStream.range(0, columns)
            .mapToObj(at -> "c" + at)
            .collect(Collectors.joining(", ", "CREATE TABLE t(", ")")),
        IntStream.range(0, columns)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", ", "INSERT INTO t VALUES (", ")")),
        "CREATE TABLE one(a)",
        "INSERT INTO one VALUES (7)");
    List<Object> fields = Records.of(file, "t").get(0).fields();
    assertEquals(IntStream.range(0, columns).mapToObj(at -> (Object) (long) at).toList(), fields);
    assertEquals(List.of(7L), Records.firstFields(file, "one"));
  }

  @Test
  void aRecordWrittenBeforeAColumnWasAddedEndsBeforeIt() throws Exception {
    Sql.run(
        file,
        "CREATE TABLE t(a)",
        "INSERT INTO t VALUES (1)",
        "ALTER TABLE t ADD COLUMN b DEFAULT 5",
        "INSERT INTO t VALUES (2, 3)");
    assertEquals(
        List.of(List.of(1L), List.of(2L, 3L)),
        Records.of(file, "t").stream().map(Records.Read::fields).toList());
  }

  @Test
  void noMoreFieldsAreReadThanAsked() throws Exception {
    Sql.run(file, "CREATE TABLE t(a, b, c)", "INSERT INTO t VALUES (1, 'two', 3)");
    try (PageFile pages = PageFile.open(file)) {
      RowRecord record = new RowRecord(new TableTree(pages, Records.root(file, "t")), 2);
      assertTrue(record.next());
      assertEquals(2, record.fields());
      assertEquals("two", Records.value(record, 1));
    }
  }

  @Test
  void aTableWithoutRowidIsReadByItsKey() throws Exception {
    Sql.run(
        file,
        "PRAGMA page_size = 512",
        "CREATE TABLE k(a, b, c, PRIMARY KEY (c DESC, a)) WITHOUT ROWID",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
            + " INSERT INTO k SELECT i, i * 2, i * 3 FROM n");
    List<List<Object>> expected = new ArrayList<>();
    for (long i = 500; i >= 1; i--) {
      expected.add(List.of(i * 3, i, i * 2));
    }
    assertEquals(expected, Records.of(file, "k").stream().map(Records.Read::fields).toList());
    try (PageFile pages = PageFile.open(file)) {
      assertTrue(new TableTree(pages, Records.root(file, "k")).isIndex());
    }
  }

  @Test
  void theSchemaIsReadFromTheFirstPageBehindTheFilesHeader() throws Exception {
    Sql.run(file, "PRAGMA page_size = 512", "CREATE TABLE t(a)", "CREATE VIEW v AS SELECT 1");
    assertEquals(
        List.of(
            List.of("table", "t", "t", 2L, "CREATE TABLE t(a)"),
            List.of("view", "v", "v", 0L, "CREATE VIEW v AS SELECT 1")),
        Records.of(file, 1).stream().map(Records.Read::fields).toList());
    // With more declarations than the page has room for it has children.
    for (int at = 0; at < 20; at++) {
      Sql.run(file, "CREATE TABLE more" + at + "(a, b, c)");
    }
    assertEquals(22, Records.of(file, 1).size());
  }

  @Test
  void anEmptyTableHasNoRecord() throws Exception {
    Sql.run(file, "CREATE TABLE t(a)", "CREATE TABLE k(a PRIMARY KEY) WITHOUT ROWID");
    assertEquals(List.of(), Records.of(file, "t"));
    assertEquals(List.of(), Records.of(file, "k"));
  }
}
