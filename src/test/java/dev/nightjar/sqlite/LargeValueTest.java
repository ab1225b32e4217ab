package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.faults.FastFolder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values beyond what is held whole, in pieces. */
final class LargeValueTest {
  private static final int MIB = 1 << 20;

  private static final int MAX_FACTOR = 8;

  @TempDir(factory = FastFolder.class)
  private Path folder;

  private interface Reading {
    void read(Path file, long bytes) throws Exception;
  }

  private Path file(String encoding, String table, String value) throws Exception {
    Path file = folder.resolve("large.db");
    Files.deleteIfExists(file);
    Sql.run(
        file,
        "PRAGMA encoding='" + encoding + "'",
        "CREATE TABLE " + table,
        "INSERT INTO t VALUES ('a', x'00'), ('b', " + value + "), ('c', x'01')");
    return file;
  }

  /** Counts the bytes that this thread asks the system for, whichever file they are in. */
  private long bytesRead(Reading reading, String table, int size) throws Exception {
    Path file = file("UTF-8", table, "zeroblob(" + size + ")");
    long before = counted();
    reading.read(file, size);
    return counted() - before;
  }

  private static long counted() throws Exception {
    String first = Files.readAllLines(Path.of("/proc/thread-self/io")).get(0);
    return Long.parseLong(first.substring("rchar: ".length()));
  }

  private static long length(Pieces pieces) throws Exception {
    long length = 0;
    for (byte[] piece = pieces.next(); piece.length > 0; piece = pieces.next()) {
      length += piece.length;
    }
    return length;
  }

  private void byRows(Path file, long bytes) throws Exception {
    try (BackupDatabase database = BackupDatabase.open(file);
        RowSource rows = database.where("t", "k = 'b'")) {
      assertTrue(rows.next());
      assertEquals(bytes, length(rows.pieces(1)));
    }
  }

  private void byProof(Path file, long bytes) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      Connections.database(connection).limit(0, ProofRows.MAX_HELD);
      try (ProofColumns columns = new ProofColumns(connection, StandardCharsets.UTF_8);
          ProofRows rows =
              new ProofRows(
                  file,
                  connection,
                  "t",
                  columns.of("t"),
                  OptionalLong.empty(),
                  StandardCharsets.UTF_8)) {
        assertTrue(rows.next());
        assertTrue(rows.next());
        assertTrue(rows.isLarge(1));
        assertEquals(bytes, length(rows.pieces(1)));
      }
    }
  }

  private void byQuery(Path file, long bytes) throws Exception {
    try (ReadOnlyQuery query =
        ReadOnlyQuery.open(file, "SELECT v FROM t WHERE k = 'b'", (done, total) -> {})) {
      assertTrue(query.next());
      assertEquals(bytes, length(query.pieces(0)));
    }
  }

  /** Read anew up to each piece, four times as large a value would cost sixteen times as much. */
  @EnabledOnOs(OS.LINUX)
  @ParameterizedTest
  @Tag("proof")
  @ValueSource(strings = {"t(k, v)", "t(k PRIMARY KEY, v) WITHOUT ROWID"})
  void fourTimesAsLargeAValueCostsFourTimesAsMuch(String table) throws Exception {
    for (Reading reading : List.<Reading>of(this::byRows, this::byProof, this::byQuery)) {
      long few = bytesRead(reading, table, 8 * MIB);
      long many = bytesRead(reading, table, 32 * MIB);
      assertTrue(few >= 8 * MIB, few + " bytes: all of it is read");
      assertTrue(many < MAX_FACTOR * few, few + " bytes read, and for four times as many " + many);
    }
  }

  /** Two values of a row side by side, one of them left before its end, and the row behind them. */
  @ParameterizedTest
  @Tag("proof")
  @CsvSource({
    "UTF-8, t, '(k, a, b)'",
    "UTF-16be, t, '(k PRIMARY KEY, a, b)'",
    "UTF-16le, t, '(k, a, b, PRIMARY KEY(k)) WITHOUT ROWID'",
    "UTF-8, one, '(k, a, b)'",
    "UTF-8, one, '(k, a, b, PRIMARY KEY(k)) WITHOUT ROWID'",
    "UTF-8, piece, '(rowid, oid, _rowid_)'",
    "UTF-8, cut, '(at, v, value)'",
    "UTF-8, cut, '(at, v, value, PRIMARY KEY(at)) WITHOUT ROWID'",
    "UTF-8, kept, '(k, a, b, PRIMARY KEY(k)) WITHOUT ROWID'"
  })
  void piecesAreTheValueWhole(String encoding, String table, String columns) throws Exception {
    byte[] bytes = new byte[9 * MIB + 7];
    new Random(13).nextBytes(bytes);
    String text = "aä€😀".repeat(MIB / 2);
    Path file = folder.resolve("large.db");
    Sql.run(file, "PRAGMA encoding='" + encoding + "'", "CREATE TABLE " + table + columns);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO " + table + " VALUES (?, ?, ?)")) {
      for (String key : List.of("1", "2", "3")) {
        insert.setString(1, key);
        insert.setString(2, key.equals("2") ? text : key);
        insert.setBytes(3, key.equals("2") ? bytes : new byte[] {1});
        insert.execute();
      }
    }
    Charset charset = BackupDatabase.charset(encoding);
    try (BackupDatabase database = BackupDatabase.open(file);
        RowSource rows = database.where(table, "1")) {
      assertTrue(rows.next() && rows.next());
      requireSame(text.getBytes(charset), bytes, rows.pieces(1), rows.pieces(2));
      leave(rows.pieces(2));
      assertTrue(rows.next());
      assertEquals("3", new String(rows.bytes(1), charset));
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        ProofColumns about = new ProofColumns(connection, charset)) {
      Connections.database(connection).limit(0, ProofRows.MAX_HELD);
      try (ProofRows rows =
          new ProofRows(file, connection, table, about.of(table), OptionalLong.empty(), charset)) {
        assertTrue(rows.next() && rows.next());
        requireSame(text.getBytes(charset), bytes, rows.pieces(1), rows.pieces(2));
        leave(rows.pieces(2));
        assertTrue(rows.next());
        assertEquals("3", new String(rows.bytes(1), charset));
      }
    }
  }

  private static void requireSame(byte[] text, byte[] bytes, Pieces one, Pieces other)
      throws Exception {
    int left = 0;
    int right = 0;
    boolean more = true;
    while (more) {
      byte[] first = one.next();
      byte[] second = other.next();
      assertTrue(first.length <= RowQuery.PIECE_BYTES && second.length <= RowQuery.PIECE_BYTES);
      left = requirePart(text, left, first);
      right = requirePart(bytes, right, second);
      more = first.length + second.length > 0;
    }
    assertEquals(text.length, left);
    assertEquals(bytes.length, right);
  }

  private static int requirePart(byte[] whole, int from, byte[] part) {
    int to = Math.min(whole.length, from + part.length);
    assertEquals(-1, Arrays.mismatch(whole, from, to, part, 0, part.length));
    return to;
  }

  private static void leave(Pieces pieces) throws Exception {
    assertEquals(RowQuery.PIECE_BYTES, pieces.next().length);
    assertEquals(RowQuery.PIECE_BYTES, pieces.next().length);
  }
}
