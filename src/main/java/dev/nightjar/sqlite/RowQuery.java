package dev.nightjar.sqlite;

import static dev.nightjar.sqlite.ResultCodes.SQLITE_NOMEM;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_TOOBIG;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a table's rows are asked for: by the names of the stored columns alone, since a generated one
 * may not be computable.
 *
 * @param step how many results each value takes
 * @param shift how many results stand before the values: 1 if the first is the rowid, by which a
 *     row is found again
 * @param leavesLargeOut whether large values are NULL here, their storage class standing behind
 * @param from the table and how it is read, so that each query gives the rows in the same order
 * @param order the clause that orders them otherwise; empty if there is none
 */
record RowQuery(
    String table,
    String sql,
    int step,
    int shift,
    String rowidName,
    boolean leavesLargeOut,
    String from,
    String order) {
  /** Values of more bytes are read in pieces. */
  static final int MAX_WHOLE = 1 << 20;

  /** The bytes of a piece; only the last one has fewer. */
  static final int PIECE_BYTES = 4 << 20;

  private static final int LIMIT_LENGTH = 0;

  /** Makes SQLite refuse values that are too large to be held whole. */
  static void limit(Connection connection) throws SQLException {
    Connections.database(connection).limit(LIMIT_LENGTH, MAX_WHOLE);
  }

  /** Lets SQLite hand over pieces of values of any size. */
  static void unlimit(Connection connection) throws SQLException {
    Connections.database(connection).limit(LIMIT_LENGTH, Integer.MAX_VALUE);
  }

  /**
   * Asks something about the schema: a declaration may be larger than a value that is held. The
   * limit is then as before, for rows that are being read.
   */
  static <T> T unlimited(Connection connection, Connections.Use<T> question) throws SQLException {
    int limit = Connections.database(connection).limit(LIMIT_LENGTH, Integer.MAX_VALUE);
    try {
      return question.on(connection);
    } finally {
      Connections.database(connection).limit(LIMIT_LENGTH, limit);
    }
  }

  /**
   * Whether a statement failed for a value beyond the limit. SQLite has no other word for a
   * column's default that is too large than a want of memory; if it is one, the same statement
   * without a limit fails, too.
   */
  static boolean isBeyondLimit(int code) {
    int primary = code & 0xff;
    return primary == SQLITE_TOOBIG || primary == SQLITE_NOMEM;
  }

  /**
   * Every value as it is.
   *
   * @param results the values, as SQL
   */
  static RowQuery whole(String table, TableShape shape, List<String> results, String order) {
    String rowid = shape.showsRowid() ? shape.rowidName() + ", " : "";
    String from = from(table, shape);
    String sql = "SELECT " + rowid + String.join(", ", results) + from + order;
    int shift = shape.showsRowid() ? 1 : 0;
    return new RowQuery(table, sql, 1, shift, shape.rowidName(), false, from, order);
  }

  /** Every value of the rows for which a clause holds, found by whichever index. */
  static RowQuery where(String table, TableShape shape, List<String> results, String clause) {
    String rowid = shape.showsRowid() ? shape.rowidName() + ", " : "";
    String all = rowid + String.join(", ", results);
    String sql = "SELECT " + all + " FROM main." + Connections.named(table) + clause;
    int shift = shape.showsRowid() ? 1 : 0;
    return new RowQuery(table, sql, 1, shift, shape.rowidName(), false, from(table, shape), clause);
  }

  /** The same of a table whose columns aren't asked for beforehand: its rowid, and each of them. */
  static RowQuery plain(String table) {
    String from = " FROM main." + Connections.named(table) + " NOT INDEXED";
    return new RowQuery(table, "SELECT rowid, *" + from, 1, 1, "rowid", false, from, "");
  }

  /** Large values left out, and the first {@code skipped} rows. */
  static RowQuery withoutLarge(
      String table, TableShape shape, List<String> results, String order, long skipped) {
    boolean byRowid = !shape.rowidName().isEmpty();
    String small = results.stream().map(RowQuery::withoutLarge).collect(Collectors.joining(", "));
    String from = from(table, shape);
    return new RowQuery(
        table,
        "SELECT "
            + (byRowid ? shape.rowidName() + ", " : "")
            + small
            + from
            + order
            + " LIMIT -1 OFFSET "
            + skipped,
        2,
        byRowid ? 1 : 0,
        shape.rowidName(),
        true,
        from,
        order);
  }

  /**
   * octet_length and typeof of a column don't load it (sqlite.org/lang_corefunc.html), but if it is
   * a REAL one: SQLite holds that value for a moment, outside Java's heap.
   */
  private static String withoutLarge(String column) {
    String large = "CASE WHEN octet_length(" + column + ") > " + MAX_WHOLE + " THEN ";
    return large + "NULL ELSE " + column + " END, " + large + "typeof(" + column + ") END";
  }

  /**
   * Without NOT INDEXED a covering index may be read instead, in another order. A WITHOUT ROWID
   * table is read by the name of its own key: any other index may cover it, too, and an ORDER BY
   * would need the key's collations, which may be the app's.
   */
  private static String from(String table, TableShape shape) {
    String name = " FROM main." + Connections.named(table);
    return shape.keyIndex().isEmpty()
        ? name + " NOT INDEXED"
        : name + " INDEXED BY " + Connections.named(shape.keyIndex());
  }

  int place(int column) {
    return shift + step * column;
  }

  /** Returns the position of the storage class of a value that was left out. */
  int largeType(int column) {
    return place(column) + 1;
  }

  boolean addressedByRowid() {
    return shift > 0;
  }

  /** The first piece of one value and the value's length in bytes, in the row at that address. */
  RowQuery firstPieceOf(String column, long address) {
    String value = asBytes(column);
    return ofPieces(
        "SELECT substr(" + value + ", 1, " + PIECE_BYTES + "), length(" + value + ")",
        found(address));
  }

  /**
   * The other pieces. SQLite holds a value while it is cut, but not from one row of a result to the
   * next, and never a value of a table that is an index itself (vdbe.c, vdbeColumnFromOverflow):
   * sorting makes it cut all pieces first, and the value of such a table is set aside.
   */
  RowQuery otherPiecesOf(String column, long bytes, long address) {
    String numbers =
        ("WITH RECURSIVE piece(at) AS (SELECT " + (PIECE_BYTES + 1L) + " UNION ALL")
            + (" SELECT at + " + PIECE_BYTES + " FROM piece WHERE at + " + PIECE_BYTES)
            + (" <= " + bytes + ")");
    String cut = " SELECT substr(value, at, " + PIECE_BYTES + ")";
    String value = "(SELECT " + asBytes(column) + " AS value" + found(address) + ")";
    return addressedByRowid()
        ? ofPieces(numbers + cut, " FROM " + value + " CROSS JOIN piece ORDER BY at")
        : ofPieces(
            numbers + ", one(value) AS MATERIALIZED " + value + cut,
            " FROM one CROSS JOIN piece ORDER BY at");
  }

  private static String asBytes(String column) {
    return "CAST(" + Connections.named(column) + " AS BLOB)";
  }

  private String found(long address) {
    return from
        + (addressedByRowid()
            ? " WHERE " + rowidName + " = " + address
            : order + " LIMIT 1 OFFSET " + address);
  }

  private RowQuery ofPieces(String results, String rest) {
    return new RowQuery(table, results + rest, 1, 0, rowidName, true, from, order);
  }
}
