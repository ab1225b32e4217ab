package dev.nightjar.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.sqlite.Function;

/**
 * The driver's build of SQLite brings functions of its own (reverse, leftstr, median's kin, …). An
 * app may have made others of the same names, on which its indexes and generated columns rest: then
 * SQLite takes the app's declarations for malformed, or finds its indexes wrong. Hidden, each
 * counts as one that isn't here, in any number of arguments.
 */
final class DriverFunctions {
  /**
   * Functions that SQLite's own modules for full text and R-trees register; others start with a
   * prefix.
   */
  private static final Set<String> OF_MODULES =
      Set.of("bm25", "highlight", "snippet", "match", "matchinfo", "offsets", "optimize");

  private static final List<String> PREFIXES_OF_MODULES = List.of("fts3_", "fts5", "rtree");

  /** For all three encodings: the driver adds UTF-16 (4) to it, which makes SQLITE_ANY. */
  private static final int SQLITE_UTF8 = 1;

  /** Allowed in a schema that isn't trusted (sqlite.org/c3ref/c_deterministic.html). */
  private static final int SQLITE_INNOCUOUS = 0x200000;

  private static final int FLAGS = SQLITE_UTF8 | Function.FLAG_DETERMINISTIC | SQLITE_INNOCUOUS;

  /** A name and a number of arguments, −1 for any. */
  record Signature(String name, int arguments) {}

  private static final class Known {
    private static final List<Signature> SIGNATURES = find();

    private static List<Signature> find() {
      try (Connection connection = Connections.inMemory()) {
        return added(connection);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private DriverFunctions() {}

  /** Lists what a connection has that SQLite and its modules haven't. */
  static List<Signature> added(Connection connection) throws SQLException {
    Set<Signature> found = new HashSet<>();
    Set<String> names = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA function_list")) {
      while (row.next()) {
        String name = row.getString("name").toLowerCase(Locale.ROOT);
        boolean ofModule =
            OF_MODULES.contains(name) || PREFIXES_OF_MODULES.stream().anyMatch(name::startsWith);
        if (row.getInt("builtin") == 0 && !ofModule) {
          found.add(new Signature(name, row.getInt("narg")));
          names.add(name);
        }
      }
    }
    names.forEach(name -> found.add(new Signature(name, -1)));
    return List.copyOf(found);
  }

  /** Hides them on a new connection, before it has read a schema. */
  static void hide(Connection connection) throws SQLException {
    for (Signature one : Known.SIGNATURES) {
      Function.create(connection, one.name(), new Missing(one.name()), one.arguments(), FLAGS);
    }
  }

  /** The driver can't take a function away; this one fails as one does that isn't there. */
  private static final class Missing extends Function {
    private final String name;

    private Missing(String name) {
      this.name = name;
    }

    @Override
    protected void xFunc() throws SQLException {
      error("no such function: " + name);
    }
  }
}
