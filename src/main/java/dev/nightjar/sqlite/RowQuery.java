package dev.nightjar.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a table's rows are asked for.
 *
 * @param places where each value stands among the results
 * @param addressedByRowid whether the first result is the rowid, by which a row is found again
 * @param leavesLargeOut whether large values are NULL here, their storage class standing behind
 * @param order the ORDER BY that makes each query give the rows in the same order
 */
record RowQuery(
    String table,
    String sql,
    int[] places,
    boolean addressedByRowid,
    String rowidName,
    boolean leavesLargeOut,
    String order) {
  /** Values of more bytes are read in pieces. */
  static final int LARGEST_WHOLE = 1 << 20;

  /** A piece; each costs SQLite one reading of the value up to its end. */
  static final int PIECE_BYTES = 4 << 20;

  private static final int LIMIT_LENGTH = 0;

  /** Makes SQLite refuse values that are too large to be held whole. */
  static void limit(Connection connection) throws SQLException {
    Connections.database(connection).limit(LIMIT_LENGTH, LARGEST_WHOLE);
  }

  /** Lets SQLite hand over pieces of values of any size. */
  static void unlimit(Connection connection) throws SQLException {
    Connections.database(connection).limit(LIMIT_LENGTH, Integer.MAX_VALUE);
  }

  /** Every value as it is. */
  static RowQuery whole(String table, TableShape shape) {
    String rowid = shape.showsRowid() ? shape.rowidName() + ", " : "";
    int shift = shape.showsRowid() ? 1 : 0;
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < shape.columns().size(); i++) {
      if (!shape.columns().get(i).generated()) {
        places.add(i + shift);
      }
    }
    return new RowQuery(
        table,
        "SELECT " + rowid + "*" + from(table) + order(shape),
        places.stream().mapToInt(Integer::intValue).toArray(),
        shape.showsRowid(),
        shape.rowidName(),
        false,
        order(shape));
  }

  /** Large values left out, and the first {@code skipped} rows. */
  static RowQuery withoutLarge(String table, TableShape shape, long skipped) {
    boolean byRowid = !shape.rowidName().isEmpty();
    int shift = byRowid ? 1 : 0;
    List<String> columns = shape.valueColumns();
    String results =
        columns.stream()
            .map(Connections::named)
            .map(RowQuery::withoutLarge)
            .collect(Collectors.joining(", "));
    return new RowQuery(
        table,
        "SELECT "
            + (byRowid ? shape.rowidName() + ", " : "")
            + results
            + from(table)
            + order(shape)
            + " LIMIT -1 OFFSET "
            + skipped,
        IntStream.range(0, columns.size()).map(i -> shift + 2 * i).toArray(),
        byRowid,
        shape.rowidName(),
        true,
        order(shape));
  }

  /**
   * octet_length and typeof of a column don't load it (sqlite.org/lang_corefunc.html), but where it
   * is a REAL one: SQLite holds that value for a moment, outside Java's heap.
   */
  private static String withoutLarge(String column) {
    String large = "CASE WHEN octet_length(" + column + ") > " + LARGEST_WHOLE + " THEN ";
    return large + "NULL ELSE " + column + " END, " + large + "typeof(" + column + ") END";
  }

  /** Without NOT INDEXED a covering index may be read instead, in another order. */
  private static String from(String table) {
    return " FROM " + Connections.named(table) + " NOT INDEXED";
  }

  /** In a WITHOUT ROWID table SQLite passes NOT INDEXED over: only an order is an order there. */
  private static String order(TableShape shape) {
    return shape.keyOrder().isEmpty() ? "" : " ORDER BY " + String.join(", ", shape.keyOrder());
  }

  int place(int column) {
    return places[column];
  }

  /** Where the storage class of a value that was left out stands. */
  int largeType(int column) {
    return places[column] + 1;
  }

  /** A piece of one value: from the byte ?1 on, in the row at the address ?2. */
  String piecesOf(String column) {
    return "SELECT substr(CAST("
        + Connections.named(column)
        + " AS BLOB), ?1, "
        + PIECE_BYTES
        + ")"
        + from(table)
        + (addressedByRowid ? " WHERE " + rowidName + " = ?2" : order + " LIMIT 1 OFFSET ?2");
  }
}
