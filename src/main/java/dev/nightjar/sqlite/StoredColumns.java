package dev.nightjar.sqlite;

import static dev.nightjar.sqlite.ResultCodes.SQLITE_ROW;

import dev.nightjar.failure.FailureException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sqlite.core.DB;
import org.sqlite.core.SafeStmtPtr;

/**
 * The values of STORED columns. A JSON doesn't carry them, since SQLite computes them again; if a
 * declaration was edited by hand, that may give others than there were.
 */
public final class StoredColumns {
  private static final int HIDDEN_STORED = 3;

  private StoredColumns() {}

  /** SQL has no other spelling of the word; to ask SQLite takes a statement for each table. */
  public static boolean mayBeIn(String declaration) {
    return Names.folded(declaration).contains("stored");
  }

  /** Returns the tables of which a STORED column is not the same in both, rows in stored order. */
  public static List<String> differing(Path original, Path rebuilt) throws FailureException {
    List<String> differing = new ArrayList<>();
    try (BackupDatabase one = BackupDatabase.open(original);
        Connection first = Connections.finished(original);
        Connection second = Connections.finished(rebuilt)) {
      for (SchemaEntry entry : one.schema()) {
        if (entry.hasRows()
            && mayBeIn(Names.of(entry.sql(), one.charset()))
            && differ(first, second, entry.name(), one)) {
          differing.add("table " + Names.shown(entry.name()));
        }
      }
      return differing;
    } catch (SQLException e) {
      throw CopyFailures.of(e, rebuilt);
    }
  }

  private static boolean differ(
      Connection first, Connection second, String table, BackupDatabase database)
      throws SQLException {
    List<String> columns = new ArrayList<>();
    try (var statement =
        first.prepareStatement(
            "SELECT CAST(name AS BLOB) FROM "
                + BuiltInTables.columns("CAST(?1 AS TEXT)")
                + " WHERE hidden = "
                + HIDDEN_STORED)) {
      SqlText.bind(statement, 1, table);
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          columns.add(Names.of(row.getBytes(1), database.charset()));
        }
      }
    }
    for (String column : columns) {
      if (differ(first, second, table, column)) {
        return true;
      }
    }
    return false;
  }

  private static boolean differ(Connection first, Connection second, String table, String column)
      throws SQLException {
    try (SqlText.Prepared one = SqlText.prepare(first, query(first, table, column));
        SqlText.Prepared other = SqlText.prepare(second, query(second, table, column))) {
      while (true) {
        int code = one.pointer().safeRunInt(DB::step);
        if (code != other.pointer().safeRunInt(DB::step)) {
          return true;
        }
        if (code != SQLITE_ROW) {
          return false;
        }
        if (!same(one.pointer(), other.pointer())) {
          return true;
        }
      }
    }
  }

  private static String query(Connection connection, String table, String column)
      throws SQLException {
    StandIns.supplyCollations(connection, table);
    TableShape shape = TableShape.of(connection, table);
    String name = Connections.named(column);
    String how =
        shape.keyIndex().isEmpty()
            ? " NOT INDEXED"
            : " INDEXED BY " + Connections.named(shape.keyIndex());
    return "SELECT " + name + " FROM " + Connections.named(table) + how;
  }

  private static boolean same(SafeStmtPtr one, SafeStmtPtr other) throws SQLException {
    StorageClass type = type(one);
    if (type != type(other)) {
      return false;
    }
    return switch (type) {
      case NULL -> true;
      case INTEGER -> integer(one) == integer(other);
      case REAL -> Double.doubleToRawLongBits(real(one)) == Double.doubleToRawLongBits(real(other));
      case TEXT, BLOB -> Arrays.equals(blob(one), blob(other));
    };
  }

  private static StorageClass type(SafeStmtPtr row) throws SQLException {
    return StorageClass.of(row.safeRunInt((db, at) -> db.column_type(at, 0)));
  }

  private static long integer(SafeStmtPtr row) throws SQLException {
    return row.safeRunLong((db, at) -> db.column_long(at, 0));
  }

  private static double real(SafeStmtPtr row) throws SQLException {
    return row.safeRunDouble((db, at) -> db.column_double(at, 0));
  }

  private static byte[] blob(SafeStmtPtr row) throws SQLException {
    byte[] bytes = row.safeRun((db, at) -> db.column_blob(at, 0));
    return bytes == null ? new byte[0] : bytes;
  }
}
