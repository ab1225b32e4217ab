package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.faults.FastFolder;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that come in pieces are joined by SQLite. */
final class LargeInsertsTest {
  private static final int PIECES = 24;

  @TempDir(factory = FastFolder.class)
  private Path folder;

  private Connection open(String encoding) throws Exception {
    Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(encoding + ".db"));
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA encoding='" + encoding + "'");
      statement.execute("CREATE TABLE t(v)");
    }
    return connection;
  }

  private static Pieces pieces(byte[] whole, int size) {
    Iterator<byte[]> each =
        IntStream.iterate(0, at -> at < whole.length, at -> at + size)
            .mapToObj(
                at -> java.util.Arrays.copyOfRange(whole, at, Math.min(whole.length, at + size)))
            .iterator();
    return () -> each.hasNext() ? each.next() : new byte[0];
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, false, 0", "UTF-8, false, 1", "UTF-8, true, 0",
    "UTF-16le, false, 0", "UTF-16le, false, 1", "UTF-16le, true, 0",
    "UTF-16be, false, 0", "UTF-16be, false, 1", "UTF-16be, true, 0"
  })
  void theyAreTheValueWhole(String encoding, boolean text, int more) throws Exception {
    byte[] whole = new byte[2 * RowQuery.PIECE_BYTES + 18 + more];
    new Random(7).nextBytes(whole);
    Charset charset = BackupDatabase.charset(encoding);
    if (text) {
      whole = "aä€😀\0".repeat(RowQuery.PIECE_BYTES / 4).getBytes(charset);
    }
    try (Connection connection = open(encoding)) {
      LargeInserts inserts =
          new LargeInserts(connection, new OwnNames(), !encoding.equals("UTF-8"));
      @Nullable Object[] values = {pieces(whole, 777_777)};
      List<String> expressions = inserts.store(List.of(text), values);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO t VALUES (" + expressions.get(0) + ")")) {
        insert.execute();
      }
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT CAST(v AS BLOB), typeof(v) FROM t")) {
        assertTrue(row.next());
        assertArrayEquals(whole, row.getBytes(1));
        assertTrue(row.getString(2).equals(text ? "text" : "blob"), row.getString(2));
      }
    }
  }

  /**
   * SQLite keeps the result of each join until the row is written: of a chain half their square.
   */
  @Test
  void noPieceIsCopiedAsOftenAsThereArePieces() throws Exception {
    for (String encoding : List.of("UTF-8", "UTF-16le")) {
      try (Connection connection = open(encoding)) {
        LargeInserts inserts =
            new LargeInserts(connection, new OwnNames(), !encoding.equals("UTF-8"));
        byte[] piece = new byte[RowQuery.PIECE_BYTES];
        Iterator<byte[]> each = Stream.generate(() -> piece).limit(PIECES).iterator();
        @Nullable Object[] values = {(Pieces) () -> each.hasNext() ? each.next() : new byte[0]};
        String sql = inserts.store(List.of(false), values).get(0);
        int depth = 0;
        int deepest = 0;
        for (int at = 0; at < sql.length(); at++) {
          depth += sql.charAt(at) == '(' ? 1 : sql.charAt(at) == ')' ? -1 : 0;
          deepest = Math.max(deepest, depth);
        }
        boolean joined = sql.contains("||");
        assertTrue(!joined || deepest >= 5 && deepest <= 9, encoding + ": " + deepest);
      }
    }
  }
}
