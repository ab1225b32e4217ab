package dev.nightjar.sqlite;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;
import org.sqlite.core.SafeStmtPtr;

/** Prepares SQL in which names may be any bytes, as {@link Names} writes them. */
final class SqlText {
  private static final int SQLITE_DONE = 101;

  private SqlText() {}

  /** A prepared statement below JDBC, to be closed. */
  record Prepared(SafeStmtPtr pointer, AutoCloseable owner) implements AutoCloseable {
    private static final int SQLITE_ROW = 100;
    private static final int SQLITE_DONE = 101;

    /** Moves to the next row; false past the last one. */
    boolean step() throws SQLException {
      int code = pointer.safeRunInt(DB::step);
      if (code != SQLITE_ROW && code != SQLITE_DONE) {
        pointer.safeRunInt(DB::reset); // Else closing it would fail with the same code again.
        throw DB.newSQLException(code, "step");
      }
      return code == SQLITE_ROW;
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

  static Prepared prepare(Connection connection, String sql) throws SQLException {
    if (Names.isText(sql)) {
      PreparedStatement statement = connection.prepareStatement(sql);
      return new Prepared(((CoreStatement) statement).pointer, statement);
    }
    DB database = Connections.database(connection);
    SafeStmtPtr pointer = new SafeStmtPtr(database, prepareBytes(database, Names.bytes(sql)));
    return new Prepared(pointer, pointer::close);
  }

  /** The driver takes SQL as a String only, though what it hands to SQLite are bytes. */
  private static long prepareBytes(DB database, byte[] sql) throws SQLException {
    try {
      Method prepare =
          Class.forName("org.sqlite.core.NativeDB").getDeclaredMethod("prepare_utf8", byte[].class);
      prepare.setAccessible(true);
      return (long) prepare.invoke(database, (Object) sql);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof SQLException refused ? refused : new SQLException(e);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new SQLException("a name that isn't UTF-8", e);
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
    try {
      Connections.database(connection).throwex(code);
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
