package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;
import org.sqlite.core.SafeStmtPtr;

/** The rows of one table, value by value in their storage classes; generated columns left out. */
public final class RowReader implements AutoCloseable {
  private static final int SQLITE_ROW = 100;

  private final Path file;
  private final TableShape shape;
  private final PreparedStatement statement;
  private final ResultSet rows;
  private final SafeStmtPtr pointer;
  private final int[] places;
  private final int shift;
  private boolean first = true;
  private boolean more;

  private RowReader(Path file, Connection connection, TableShape shape, String table)
      throws SQLException {
    this.file = file;
    this.shape = shape;
    this.shift = shape.showsRowid() ? 1 : 0;
    String rowid = shape.showsRowid() ? shape.rowidName() + ", " : "";
    // Without NOT INDEXED a covering index may be read instead, in another order.
    this.statement =
        connection.prepareStatement(
            "SELECT " + rowid + "* FROM " + Connections.named(table) + " NOT INDEXED");
    this.rows = statement.executeQuery();
    this.more = rows.isBeforeFirst();
    this.pointer = ((CoreStatement) statement).pointer;
    List<Integer> visible = new ArrayList<>();
    for (int i = 0; i < shape.columns().size(); i++) {
      if (!shape.columns().get(i).generated()) {
        visible.add(i + shift);
      }
    }
    this.places = visible.stream().mapToInt(Integer::intValue).toArray();
  }

  static RowReader open(Path file, Connection connection, String table) throws FailureException {
    try {
      return new RowReader(file, connection, TableShape.of(connection, table), table);
    } catch (SQLException e) {
      throw FailureException.because(e, Reason.DATABASE_IO, file);
    }
  }

  /** The names of the columns that have values of their own. */
  public List<String> columns() {
    return shape.columns().stream()
        .filter(column -> !column.generated())
        .map(TableShape.Column::name)
        .toList();
  }

  /** Whether rows have a rowid that no column shows. */
  public boolean showsRowid() {
    return shape.showsRowid();
  }

  /** Moves to the next row; false past the last one. */
  public boolean next() throws FailureException {
    if (!more) {
      return false;
    }
    if (first) {
      first = false; // executeQuery has made the first step.
      return true;
    }
    try {
      int code = pointer.safeRunInt(DB::step);
      if (code != SQLITE_ROW && code != 101) {
        throw DB.newSQLException(code, "step");
      }
      more = code == SQLITE_ROW;
      return more;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  public long rowid() throws FailureException {
    try {
      return pointer.safeRunLong((db, statementPointer) -> db.column_long(statementPointer, 0));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  public StorageClass type(int column) throws FailureException {
    try {
      return StorageClass.of(pointer.safeRunInt((db, at) -> db.column_type(at, places[column])));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  public long integer(int column) throws FailureException {
    try {
      return pointer.safeRunLong((db, at) -> db.column_long(at, places[column]));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  public double real(int column) throws FailureException {
    try {
      return pointer.safeRunDouble((db, at) -> db.column_double(at, places[column]));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** A TEXT's bytes in the database's encoding, or a BLOB's. */
  public byte[] bytes(int column) throws FailureException {
    try {
      byte[] bytes = pointer.safeRun((db, at) -> db.column_blob(at, places[column]));
      return bytes == null ? new byte[0] : bytes;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private FailureException failed(SQLException e) {
    return FailureException.because(e, Reason.DATABASE_IO, file);
  }

  @Override
  public void close() throws FailureException {
    try {
      rows.close();
      statement.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
