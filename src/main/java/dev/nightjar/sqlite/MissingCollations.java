package dev.nightjar.sqlite;

import static dev.nightjar.sqlite.ResultCodes.SQLITE_ERROR;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sqlite.Collation;
import org.sqlite.SQLiteErrorCode;

/**
 * The app's own collations, without which SQLite doesn't even open a WITHOUT ROWID table that is
 * sorted by one. Reading from end to end compares nothing, so any order will do; nothing may be
 * checked, sorted or looked up on the connection afterwards.
 */
final class MissingCollations {
  private MissingCollations() {}

  static void supply(Connection connection) throws SQLException {
    for (String name : missing(connection)) {
      Collation.create(connection, name, new Unused());
    }
  }

  private static List<String> missing(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    if (!mayBeNamed(connection)) {
      return names;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT DISTINCT p.coll FROM "
                    + BuiltInTables.TABLES
                    + " AS t, "
                    + BuiltInTables.indexes("t.name")
                    + " AS i,"
                    + " "
                    + BuiltInTables.indexColumns("i.name")
                    + " AS p WHERE t.schema = 'main' AND t.wr"
                    // Not pragma_collation_list: it has those, too, that a schema only names.
                    + " AND upper(p.coll) NOT IN ('BINARY', 'NOCASE', 'RTRIM')")) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  /**
   * Returns the one without which a statement couldn't be prepared; empty if it failed for another
   * reason. Of a WITHOUT ROWID table SQLite says no more than that it finds no way to read it.
   */
  static Optional<String> neededFor(
      Path file, Connection connection, String sql, SQLException failed) {
    if (Connections.code(failed) == SQLiteErrorCode.SQLITE_ERROR_MISSING_COLLSEQ) {
      return StandIns.missing(failed).map(StandIns.Missing::name);
    }
    if (Connections.primary(failed) != SQLITE_ERROR) {
      return Optional.empty();
    }
    try {
      List<String> missing = missing(connection);
      if (missing.isEmpty()) {
        return Optional.empty();
      }
      // A connection that has read the schema without them doesn't find the way afterwards either.
      try (Connection other = Connections.finished(file)) {
        for (String name : missing) {
          Collation.create(other, name, new Unused());
        }
        SqlText.prepare(other, sql).close();
        return Optional.of(missing.get(0));
      }
    } catch (SQLException e) {
      return Connections.code(e) == SQLiteErrorCode.SQLITE_ERROR_MISSING_COLLSEQ
          ? StandIns.missing(e).map(StandIns.Missing::name)
          : Optional.empty();
    }
  }

  /** Returns whether any declaration says COLLATE, which SQL can't say otherwise. */
  static boolean mayBeNamed(Connection connection) throws SQLException {
    return Connections.number(
            connection,
            "SELECT 1 FROM " + BuiltInTables.SCHEMA + " WHERE sql LIKE '%collate%' LIMIT 1")
        != 0;
  }

  private static final class Unused extends Collation {
    @Override
    protected int xCompare(String left, String right) {
      return left.compareTo(right);
    }
  }
}
