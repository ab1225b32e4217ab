package dev.nightjar.sqlite;

import static dev.nightjar.sqlite.ResultCodes.SQLITE_DONE;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_ROW;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.core.DB;
import org.sqlite.core.SafeStmtPtr;

/** A query under way, stepped below JDBC: its result sets ask for each value's type by name. */
final class RowCursor implements AutoCloseable {

  private final Connection connection;
  private final RowQuery query;
  private final SqlText.Prepared statement;
  private final SafeStmtPtr pointer;

  RowCursor(Connection connection, RowQuery query) throws SQLException {
    this.connection = connection;
    this.query = query;
    this.statement = SqlText.prepare(connection, query.sql());
    this.pointer = statement.pointer();
  }

  /**
   * The shape of the table of {@link RowQuery#plain}: SQLite calls a rowid by the name of the
   * column that shows it, if there is one.
   */
  TableShape plainShape() throws SQLException {
    int results = statement.columns();
    List<TableShape.Column> columns = new ArrayList<>(results);
    for (int place = 1; place < results; place++) {
      columns.add(new TableShape.Column(statement.name(place), false));
    }
    boolean keyIsRowid = !statement.name(0).equalsIgnoreCase(query.rowidName());
    return new TableShape(columns, query.rowidName(), !keyIsRowid, keyIsRowid, "");
  }

  /** The result of a step. */
  enum Step {
    ROW,
    DONE,
    /** The row has a value beyond the connection's limit. */
    TOO_LARGE
  }

  RowQuery query() {
    return query;
  }

  Step step() throws SQLException {
    int code = pointer.safeRunInt(DB::step);
    if (code == SQLITE_ROW) {
      return Step.ROW;
    }
    if (code == SQLITE_DONE) {
      return Step.DONE;
    }
    if (RowQuery.isBeyondLimit(code) && !query.leavesLargeOut()) {
      pointer.safeRunInt(DB::reset); // Else closing it would fail with the same code again.
      return Step.TOO_LARGE;
    }
    SQLException failed = SqlText.failed(connection, code);
    pointer.safeRunInt(DB::reset); // For the same reason.
    throw failed;
  }

  StorageClass type(int place) throws SQLException {
    return StorageClass.of(pointer.safeRunInt((db, at) -> db.column_type(at, place)));
  }

  long integer(int place) throws SQLException {
    return pointer.safeRunLong((db, at) -> db.column_long(at, place));
  }

  double real(int place) throws SQLException {
    return pointer.safeRunDouble((db, at) -> db.column_double(at, place));
  }

  String text(int place) throws SQLException {
    return pointer.safeRun((db, at) -> db.column_text(at, place));
  }

  byte[] bytes(int place) throws SQLException {
    byte[] bytes = pointer.safeRun((db, at) -> db.column_blob(at, place));
    return bytes == null ? new byte[0] : bytes;
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
