package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of one table, value by value in their storage classes; generated columns left out.
 *
 * <p>SQLite is told to refuse values larger than {@link RowQuery#MAX_WHOLE}. If it meets one, the
 * table's remaining rows are read with a query that leaves those out, and they come in pieces: so
 * the tables that have none, nearly all, pay nothing for it.
 */
final class RowReader implements RowSource {
  private final Path file;
  private final Connection connection;
  private final TableShape shape;
  private final List<String> columns;
  private final List<String> results;
  private final String order;
  private final List<LargeValue> large = new ArrayList<>();
  private RowCursor cursor;
  private long delivered;

  private RowReader(
      Path file,
      Connection connection,
      TableShape shape,
      RowCursor cursor,
      List<String> columns,
      List<String> results,
      String order) {
    this.file = file;
    this.connection = connection;
    this.shape = shape;
    this.columns = columns;
    this.results = results;
    this.order = order;
    this.cursor = cursor;
  }

  private RowReader(Path file, Connection connection, TableShape shape, RowCursor cursor) {
    this(
        file,
        connection,
        shape,
        cursor,
        shape.valueColumns(),
        shape.valueColumns().stream().map(Connections::named).toList(),
        "");
  }

  static RowReader open(Path file, Connection connection, TableShapes shapes, String table)
      throws FailureException {
    try {
      TableShape shape = prepare(connection, shapes, table);
      List<String> results = shape.valueColumns().stream().map(Connections::named).toList();
      RowCursor cursor =
          cursor(connection, shape, results, RowQuery.whole(table, shape, results, ""));
      return new RowReader(file, connection, shape, cursor);
    } catch (SQLException e) {
      throw CopyFailures.ofTable(e, file, table);
    }
  }

  /**
   * The same of a table whose columns are all stored and have names in ASCII, and that has a rowid:
   * SQLite shows all that itself by the names of the results, without a question beforehand.
   */
  static RowReader openPlain(Path file, Connection connection, TableShapes shapes, String table)
      throws FailureException {
    try {
      RowQuery.limit(connection);
      RowCursor cursor = new RowCursor(connection, RowQuery.plain(table));
      return new RowReader(file, connection, cursor.plainShape(), cursor);
    } catch (SQLException e) {
      return open(file, connection, shapes, table);
    }
  }

  /** The rows behind the first {@code skipped} ones. */
  static RowReader behind(
      Path file, Connection connection, TableShapes shapes, String table, long skipped)
      throws FailureException {
    try {
      TableShape shape = prepare(connection, shapes, table);
      RowQuery.unlimit(connection);
      List<String> results = shape.valueColumns().stream().map(Connections::named).toList();
      RowCursor cursor =
          new RowCursor(connection, RowQuery.withoutLarge(table, shape, results, "", skipped));
      RowReader reader = new RowReader(file, connection, shape, cursor);
      reader.delivered = skipped;
      return reader;
    } catch (SQLException e) {
      throw CopyFailures.ofTable(e, file, table);
    }
  }

  /**
   * The same in another order, with the columns that it names.
   *
   * @param binary the collation that stands for BINARY
   */
  static RowReader ordered(
      Path file,
      Connection connection,
      TableShapes shapes,
      String table,
      RowOrder order,
      String binary)
      throws FailureException {
    try {
      TableShape shape = prepare(connection, shapes, table);
      List<String> present = shape.valueColumns();
      List<String> results = order.results(present);
      String clause = order.clause(present, binary);
      RowCursor cursor =
          cursor(connection, shape, results, RowQuery.whole(table, shape, results, clause));
      return new RowReader(file, connection, shape, cursor, order.columns(), results, clause);
    } catch (SQLException e) {
      throw CopyFailures.ofTable(e, file, table);
    }
  }

  /** The rows for which a condition holds. */
  static RowReader where(
      Path file, Connection connection, TableShapes shapes, String table, String condition)
      throws FailureException {
    try {
      TableShape shape = prepare(connection, shapes, table);
      // Two rows may be one to a collation of the app's, for which any order stands in here.
      StandIns.supplyCollations(connection, table);
      List<String> results = shape.valueColumns().stream().map(Connections::named).toList();
      String clause = " WHERE " + condition;
      RowCursor cursor =
          cursor(connection, shape, results, RowQuery.where(table, shape, results, clause));
      return new RowReader(file, connection, shape, cursor, shape.valueColumns(), results, clause);
    } catch (SQLException e) {
      throw CopyFailures.ofTable(e, file, table);
    }
  }

  /** The values whole if SQLite prepares that; a column's default may be too large. */
  private static RowCursor cursor(
      Connection connection, TableShape shape, List<String> results, RowQuery whole)
      throws SQLException {
    try {
      return new RowCursor(connection, whole);
    } catch (SQLException e) {
      if (!RowQuery.isBeyondLimit(Connections.code(e).code)) {
        throw e;
      }
      RowQuery.unlimit(connection);
      return new RowCursor(
          connection, RowQuery.withoutLarge(whole.table(), shape, results, whole.order(), 0));
    }
  }

  private static TableShape prepare(Connection connection, TableShapes shapes, String table)
      throws SQLException {
    RowQuery.unlimit(connection); // A declaration may be larger than a value that is held.
    TableShape shape = shapes.of(table);
    if (shape.columns().isEmpty()) {
      throw new SQLException("SQLite doesn't understand its declaration");
    }
    if (!shape.keyIndex().isEmpty()) {
      StandIns.supplyCollations(connection, table);
    }
    RowQuery.limit(connection);
    return shape;
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public boolean showsRowid() {
    return shape.showsRowid();
  }

  @Override
  public boolean isFoundByRowid() {
    return cursor.query().addressedByRowid();
  }

  @Override
  public boolean next() throws FailureException {
    try {
      LargeValue.closeAll(large);
      RowCursor.Step step = cursor.step();
      if (step == RowCursor.Step.TOO_LARGE) {
        cursor.close();
        RowQuery.unlimit(connection);
        RowQuery rest =
            RowQuery.withoutLarge(cursor.query().table(), shape, results, order, delivered);
        cursor = new RowCursor(connection, rest);
        step = cursor.step();
      }
      if (step == RowCursor.Step.ROW) {
        delivered++;
        return true;
      }
      return false;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public long rowid() throws FailureException {
    try {
      return cursor.integer(0);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public StorageClass type(int column) throws FailureException {
    try {
      if (!isLarge(column)) {
        return cursor.type(cursor.query().place(column));
      }
      return cursor.text(cursor.query().largeType(column)).equals("text")
          ? StorageClass.TEXT
          : StorageClass.BLOB;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public boolean isLarge(int column) throws FailureException {
    try {
      return cursor.query().leavesLargeOut()
          && cursor.type(cursor.query().largeType(column)) != StorageClass.NULL;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public long integer(int column) throws FailureException {
    try {
      return cursor.integer(cursor.query().place(column));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public double real(int column) throws FailureException {
    try {
      return cursor.real(cursor.query().place(column));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public byte[] bytes(int column) throws FailureException {
    try {
      return cursor.bytes(cursor.query().place(column));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public Pieces pieces(int column) throws FailureException {
    if (!isLarge(column)) {
      return Pieces.of(bytes(column));
    }
    long address = cursor.query().addressedByRowid() ? rowid() : delivered - 1;
    LargeValue value =
        new LargeValue(file, connection, cursor.query(), columns.get(column), address);
    large.add(value);
    return value;
  }

  private FailureException failed(SQLException e) {
    return CopyFailures.ofTable(e, file, cursor.query().table());
  }

  @Override
  public void close() throws FailureException {
    try {
      LargeValue.closeAll(large);
      cursor.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
