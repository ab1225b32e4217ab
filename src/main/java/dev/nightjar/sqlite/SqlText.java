package dev.nightjar.sqlite;

import static dev.nightjar.sqlite.ResultCodes.SQLITE_DONE;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_ROW;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;
import org.sqlite.core.SafeStmtPtr;

/** Prepares SQL in which names may be any bytes, as {@link Names} writes them. */
final class SqlText {

  private SqlText() {}

  /** A prepared statement below JDBC, to be closed. */
  record Prepared(DB database, SafeStmtPtr pointer, AutoCloseable owner) implements AutoCloseable {

    /** Moves to the next row; false past the last one. */
    boolean step() throws SQLException {
      int code = pointer.safeRunInt(DB::step);
      if (code != SQLITE_ROW && code != SQLITE_DONE) {
        SQLException failure = failed(database, code);
        pointer.safeRunInt(DB::reset); // Else closing it would fail with the same code again.
        throw failure;
      }
      return code == SQLITE_ROW;
    }

    int integer(int column) throws SQLException {
      return pointer.safeRunInt((db, at) -> db.column_int(at, column));
    }

    long number(int column) throws SQLException {
      return pointer.safeRunLong((db, at) -> db.column_long(at, column));
    }

    /** Returns a result's bytes; none for NULL. */
    byte[] bytes(int column) throws SQLException {
      byte[] bytes = pointer.safeRun((db, at) -> db.column_blob(at, column));
      return bytes == null ? new byte[0] : bytes;
    }

    /** Returns the name of a result, as SQLite knows it before the first row. */
    String name(int column) throws SQLException {
      return pointer.safeRun((db, at) -> db.column_name(at, column));
    }

    int columns() throws SQLException {
      return pointer.safeRunInt(DB::column_count);
    }

    @Override
    public void close() throws SQLException {
      try {
        owner.close();
      } catch (SQLException e) {
        throw e;
      } catch (Exception e) {
        throw new SQLException(e);
      }
    }
  }

  /**
   * Prepares a statement below JDBC, whose own would first ask for each result's name. Names that
   * aren't UTF-8 can be given in no other way, since JDBC takes SQL as a String only.
   */
  static Prepared prepare(Connection connection, String sql) throws SQLException {
    DB database = Connections.database(connection);
    Optional<Method> prepare = Below.PREPARE;
    if (prepare.isEmpty()) {
      if (!Names.isText(sql)) {
        throw new SQLException("a name that isn't UTF-8");
      }
      PreparedStatement statement = connection.prepareStatement(sql);
      return new Prepared(database, ((CoreStatement) statement).pointer, statement);
    }
    try {
      long handle = (long) prepare.get().invoke(database, (Object) Names.bytes(sql));
      SafeStmtPtr pointer = new SafeStmtPtr(database, handle);
      return new Prepared(database, pointer, pointer::close);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof SQLException refused ? refused : new SQLException(e);
    } catch (IllegalAccessException e) {
      throw new SQLException(e);
    }
  }

  /** The driver's call that takes SQL as bytes; another version of it may have none. */
  private static final class Below {
    private static final Optional<Method> PREPARE = find();

    private static Optional<Method> find() {
      try {
        Method prepare =
            Class.forName("org.sqlite.core.NativeDB")
                .getDeclaredMethod("prepare_utf8", byte[].class);
        prepare.setAccessible(true);
        return Optional.of(prepare);
      } catch (ReflectiveOperationException | RuntimeException e) {
        return Optional.empty();
      }
    }
  }

  /** Runs a statement that gives no rows. */
  static void run(Connection connection, String sql) throws SQLException {
    try (Prepared prepared = prepare(connection, sql)) {
      int code = prepared.pointer().safeRunInt(DB::step);
      if (code != SQLITE_DONE) {
        throw failed(connection, code);
      }
    }
  }

  /** Returns what SQLite says of a step that failed. */
  static SQLException failed(Connection connection, int code) throws SQLException {
    return failed(Connections.database(connection), code);
  }

  private static SQLException failed(DB database, int code) {
    try {
      database.throwex(code);
      return DB.newSQLException(code, "step");
    } catch (SQLException e) {
      return e;
    }
  }

  /** Sets a parameter that stands as {@code CAST(? AS TEXT)} in the statement to a name. */
  static void bind(PreparedStatement statement, int at, String name) throws SQLException {
    if (Names.isText(name)) {
      statement.setString(at, name);
    } else {
      statement.setBytes(at, Names.bytes(name));
    }
  }
}
