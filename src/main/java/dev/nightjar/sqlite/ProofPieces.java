package dev.nightjar.sqlite;

import static dev.nightjar.sqlite.ResultCodes.SQLITE_DONE;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One large value for {@link ProofRows}, in pieces: the first by a statement of its own, and all
 * others by one more, so that SQLite reads the value twice however many they are.
 */
final class ProofPieces implements AutoCloseable {
  private static final int PIECE_BYTES = 4 << 20;
  private static final byte[] NOTHING = {};

  private final Connection connection;
  private final String value;
  private final String row;
  private final boolean hasRowid;
  private long length = -1;
  private long read;
  private SqlText.@Nullable Prepared rest;

  /**
   * Reads nothing yet.
   *
   * @param column its name as SQL
   * @param row the clauses that find the one row
   * @param hasRowid whether the table isn't itself an index, of whose values SQLite keeps none
   *     while it cuts it
   */
  ProofPieces(Connection connection, String column, String row, boolean hasRowid) {
    this.connection = connection;
    this.value = "CAST(" + column + " AS BLOB)";
    this.row = row;
    this.hasRowid = hasRowid;
  }

  byte[] next() throws SQLException {
    byte[] piece = length < 0 ? first() : read < length ? fromRest() : NOTHING;
    read += piece.length;
    if (read >= length) {
      close();
    }
    return piece;
  }

  private byte[] first() throws SQLException {
    String sql = "SELECT substr(" + value + ",1," + PIECE_BYTES + "),length(" + value + ")" + row;
    try (SqlText.Prepared found = SqlText.prepare(connection, sql)) {
      step(found);
      length = found.number(1);
      return found.bytes(0);
    }
  }

  private byte[] fromRest() throws SQLException {
    SqlText.Prepared pieces = rest;
    if (pieces == null) {
      pieces = SqlText.prepare(connection, allOthers());
      rest = pieces;
    }
    step(pieces);
    return pieces.bytes(0);
  }

  /**
   * Sorted, so that all are cut before the first comes: between two rows SQLite drops the value.
   */
  private String allOthers() {
    long second = PIECE_BYTES + 1L;
    String whole = "(SELECT " + value + " AS v" + row + ")";
    String kept = hasRowid ? "" : "kept(v) AS MATERIALIZED " + whole + ",";
    return ("WITH RECURSIVE " + kept + "cut(at) AS (VALUES(" + second + ") UNION ALL SELECT at+")
        + (PIECE_BYTES + " FROM cut WHERE at+" + PIECE_BYTES + "<=" + length + ")")
        + ("SELECT substr(v,at," + PIECE_BYTES + ") FROM " + (hasRowid ? whole : "kept"))
        + " CROSS JOIN cut ORDER BY at";
  }

  private void step(SqlText.Prepared statement) throws SQLException {
    if (!statement.step()) {
      throw SqlText.failed(connection, SQLITE_DONE);
    }
  }

  @Override
  public void close() throws SQLException {
    SqlText.Prepared pieces = rest;
    rest = null;
    if (pieces != null) {
      pieces.close();
    }
  }
}
