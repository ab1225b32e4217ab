package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Values too large for the heap on their way into a row: their pieces wait in a temporary table,
 * and SQLite joins them as it inserts the row.
 */
final class LargeInserts {
  private final Connection connection;
  private final OwnNames own;
  private final boolean wide;

  /**
   * For one connection.
   *
   * @param own gives the temporary table its name
   * @param wide whether text is stored as UTF-16, where joining loses an odd last byte
   */
  LargeInserts(Connection connection, OwnNames own, boolean wide) {
    this.connection = connection;
    this.own = own;
    this.wide = wide;
  }

  /**
   * Stores the pieces of those values that come in pieces.
   *
   * @param asText those of {@code values} that are TEXT though they come as bytes
   * @return an SQL expression for each value; a parameter stands for each that is held whole
   */
  List<String> store(List<Boolean> asText, @Nullable Object[] values)
      throws SQLException, FailureException {
    List<String> expressions = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      String type = asText.get(i) ? "TEXT" : "BLOB";
      if (values[i] instanceof Pieces pieces) {
        expressions.add("CAST(" + joined(i, store(i, pieces)) + " AS " + type + ")");
      } else {
        expressions.add(asText.get(i) ? "CAST(? AS TEXT)" : "?");
      }
    }
    return expressions;
  }

  private String table() {
    return "temp." + own.of("piece");
  }

  private record Stored(int pieces, boolean odd) {}

  private Stored store(int value, Pieces pieces) throws SQLException, FailureException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS "
              + table()
              + "(value INTEGER, at INTEGER, bytes BLOB, PRIMARY KEY(value, at))");
    }
    int stored = 0;
    ByteArrayOutputStream collected = new ByteArrayOutputStream();
    for (byte[] piece = pieces.next(); piece.length > 0; piece = pieces.next()) {
      collected.writeBytes(piece);
      if (collected.size() >= RowQuery.PIECE_BYTES) {
        byte[] bytes = collected.toByteArray();
        collected.reset();
        int even = bytes.length / 2 * 2;
        collected.write(bytes, even, bytes.length - even);
        store(value, stored++, even == bytes.length ? bytes : Arrays.copyOf(bytes, even));
      }
    }
    store(value, stored++, collected.toByteArray());
    return new Stored(stored, collected.size() % 2 != 0);
  }

  private void store(int value, int at, byte[] bytes) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + table() + " VALUES (?, ?, ?)")) {
      insert.setInt(1, value);
      insert.setInt(2, at);
      insert.setBytes(3, bytes);
      insert.executeUpdate();
    }
  }

  private String joined(int value, Stored stored) {
    if (!wide) {
      return "(SELECT group_concat(bytes, '') FROM (SELECT bytes FROM "
          + (table() + " WHERE value = " + value + " ORDER BY at))");
    }
    boolean asHex = stored.odd() && stored.pieces() > 1;
    String bytes = asHex ? "hex(bytes)" : "bytes";
    String joined =
        joined(
            IntStream.range(0, stored.pieces())
                .mapToObj(
                    at ->
                        ("(SELECT " + bytes + " FROM " + table() + " WHERE value = " + value)
                            + (" AND at = " + at + ")"))
                .toList());
    return asHex ? "unhex(" + joined + ")" : joined;
  }

  /** As a tree: SQLite keeps each result along the way, and in a row they grow with each piece. */
  private static String joined(List<String> pieces) {
    if (pieces.size() == 1) {
      return pieces.get(0);
    }
    int half = pieces.size() / 2;
    return ("(" + joined(pieces.subList(0, half)) + " || ")
        + (joined(pieces.subList(half, pieces.size())) + ")");
  }

  /** Forgets what was stored for a row. */
  void clear() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM " + table());
    }
  }
}
