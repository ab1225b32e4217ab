package dev.nightjar.pages;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.faults.FastFolder;
import dev.nightjar.sqlite.Reserved;
import dev.nightjar.sqlite.Sql;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A record is read whole wherever SQLite cut it (sqlite.org/fileformat2.html, section 1.6). */
final class OverflowTest {
  private static final int LARGE = 3_000_000;

  @TempDir(factory = FastFolder.class)
  private Path folder;

  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("made.db");
  }

  /** Bytes of which no two neighbouring pages' worth are the same. */
  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; at++) {
      bytes[at] = (byte) (at * 31 + (at >> 8) * 7 + (at >> 16));
    }
    return bytes;
  }

  private void insert(String sql, Object... values) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        PreparedStatement insert = connection.prepareStatement(sql)) {
      for (int at = 0; at < values.length; at++) {
        insert.setObject(at + 1, values[at]);
      }
      insert.executeUpdate();
    }
  }

  /**
   * Lengths near those at which a record begins to overflow, and at which it takes a page more.
   *
   * @param usable the bytes of a page that hold content
   * @param max the longest record that stands on its page
   */
  private static Set<Integer> borders(int usable, int max) {
    Set<Integer> lengths = new TreeSet<>();
    int min = (usable - 12) * 32 / 255 - 23;
    for (int pages = 0; pages <= 2; pages++) {
      for (int near = -9; near <= 3; near++) {
        lengths.add(max + pages * (usable - 4) + near);
        lengths.add(min + (pages + 1) * (usable - 4) + near);
      }
    }
    return lengths;
  }

  @ParameterizedTest
  @CsvSource({
    "512, 0",
    "512, 32",
    "1024, 0",
    "1024, 1",
    "2048, 0",
    "4096, 0",
    "4096, 12",
    "8192, 255",
    "16384, 0",
    "32768, 0",
    "65536, 0",
    "65536, 8"
  })
  void recordsNearTheBordersAreReadByteForByte(int pageSize, int reserved) throws Exception {
    Reserved.create(file, pageSize, reserved);
    Sql.run(
        file,
        "CREATE TABLE t(v BLOB, mark)",
        "CREATE TABLE k(v BLOB PRIMARY KEY, mark) WITHOUT ROWID");
    int usable = pageSize - reserved;
    Set<Integer> inTable = borders(usable, usable - 35);
    Set<Integer> inKey = borders(usable, (usable - 12) * 64 / 255 - 23);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      connection.setAutoCommit(false);
      insert(connection, "INSERT INTO t VALUES (?, 77)", inTable);
      insert(connection, "INSERT INTO k VALUES (?, 77)", inKey);
      connection.commit();
    }
    assertEquals(inTable, lengthsReadRight("t"));
    assertEquals(inKey, lengthsReadRight("k"));
  }

  private static void insert(Connection connection, String sql, Set<Integer> lengths)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (int length : lengths) {
        insert.setBytes(1, bytes(length));
        insert.executeUpdate();
      }
    }
  }

  private Set<Integer> lengthsReadRight(String table) throws Exception {
    Set<Integer> found = new TreeSet<>();
    try (PageFile pages = PageFile.open(file)) {
      RowRecord record = new RowRecord(new TableTree(pages, Records.root(file, table)), 2);
      while (record.next()) {
        assertArrayEquals(bytes(record.length(0)), Records.bytes(record, 0));
        assertEquals(77, record.number(1));
        assertTrue(found.add(record.length(0)));
      }
    }
    return found;
  }

  @Test
  void smallValuesBehindALargeOneAreRead() throws Exception {
    Sql.run(file, "CREATE TABLE t(a, large, b, c)");
    insert("INSERT INTO t VALUES ('before', ?, 'behind', 123456789)", bytes(LARGE));
    try (PageFile pages = PageFile.open(file)) {
      RowRecord record = new RowRecord(new TableTree(pages, 2), 4);
      assertTrue(record.next());
      assertEquals(LARGE, record.length(1));
      assertEquals("behind", Records.value(record, 2));
      assertEquals(123456789L, Records.value(record, 3));
      assertEquals("before", Records.value(record, 0));
      assertFalse(record.next());
    }
  }

  @Test
  void aLargeValueIsReadInPartsOnceForwardsOnceBackwardsAndAgainFromItsMark() throws Exception {
    Sql.run(file, "PRAGMA page_size = 1024", "CREATE TABLE t(a, large, b)");
    byte[] large = bytes(LARGE);
    insert("INSERT INTO t VALUES (?, ?, 'end')", bytes(5000), large);
    try (PageFile pages = PageFile.open(file)) {
      RowRecord record = new RowRecord(new TableTree(pages, 2), 3);
      assertTrue(record.next());
      record.mark(1);
      assertArrayEquals(large, parts(record, 64 << 10));
      assertEquals("end", Records.value(record, 2));
      assertArrayEquals(large, parts(record, 999));
      byte[] part = new byte[1500];
      for (int from = LARGE - part.length; from > 0; from -= 700_001) {
        record.copy(1, from, part.length, part);
        assertArrayEquals(Arrays.copyOfRange(large, from, from + part.length), part);
      }
      assertArrayEquals(bytes(5000), Records.bytes(record, 0));
    }
  }

  private static byte[] parts(RowRecord record, int partBytes) throws IOException {
    byte[] whole = new byte[record.length(1)];
    for (int from = 0; from < whole.length; from += partBytes) {
      byte[] part = new byte[Math.min(partBytes, whole.length - from)];
      record.copy(1, from, part.length, part);
      System.arraycopy(part, 0, whole, from, part.length);
    }
    return whole;
  }

  @Test
  void aMarkOfOneRecordIsNotUsedForTheNext() throws Exception {
    Sql.run(file, "PRAGMA page_size = 1024", "CREATE TABLE t(a, large)");
    byte[] other = bytes(LARGE);
    for (int at = 0; at < other.length; at++) {
      other[at] ^= 0x55;
    }
    insert("INSERT INTO t VALUES (?, ?), (?, ?)", bytes(5000), bytes(LARGE), bytes(5000), other);
    try (PageFile pages = PageFile.open(file)) {
      RowRecord record = new RowRecord(new TableTree(pages, 2), 2);
      byte[] part = new byte[100];
      assertTrue(record.next());
      record.copy(1, 2_000_000, part.length, part);
      record.mark(1);
      assertTrue(record.next());
      record.copy(1, 2_000_000, part.length, part);
      assertArrayEquals(Arrays.copyOfRange(other, 2_000_000, 2_000_100), part);
    }
  }

  /** Makes one record whose first overflow page leads to a page that it shouldn't. */
  private void changeFirstOverflowPage(int next) throws Exception {
    Sql.run(file, "PRAGMA page_size = 512", "CREATE TABLE t(v)");
    insert("INSERT INTO t VALUES (?)", bytes(2000));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    // The root is page 2, and SQLite took page 3 as the record's first one behind it.
    assertEquals(4, bytes.getInt(2 * 512));
    bytes.putInt(2 * 512, next);
    Files.write(file, bytes.array());
  }

  @Test
  void aChainThatEndsEarlyIsMalformed() throws Exception {
    changeFirstOverflowPage(0);
    assertThrows(MalformedPage.class, () -> Records.of(file, 2));
  }

  @Test
  void aChainThatLeavesTheFileIsMalformed() throws Exception {
    changeFirstOverflowPage(-1);
    assertThrows(MalformedPage.class, () -> Records.of(file, 2));
  }

  @Test
  void aChainThatLeadsToItselfIsReadToTheRecordsEnd() throws Exception {
    changeFirstOverflowPage(3);
    assertEquals(1, Records.of(file, 2).size());
  }
}
