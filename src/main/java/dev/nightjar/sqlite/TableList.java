package dev.nightjar.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A database's tables, in the schema's order.
 *
 * @param ordinary those whose rows are in the file, shadow tables and SQLite's own among them
 * @param virtual those that a module shows
 * @param shown what an app sees: without shadow tables, which are their owner's, and SQLite's own
 * @param unread those that SQLite can't read the declaration of, or of an index of theirs
 */
record TableList(
    List<String> ordinary, List<String> virtual, List<String> shown, List<String> unread) {

  /** In time that grows with the number of tables, no faster. */
  static TableList of(Connection connection) throws SQLException {
    Map<String, String> types = types(connection);
    Set<String> indexes = indexes(connection);
    List<String> ordinary = new ArrayList<>();
    List<String> virtual = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    Set<String> unread = new LinkedHashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT type, name, tbl_name, rootpage FROM sqlite_schema"
                    + " WHERE type IN ('table', 'index') ORDER BY rowid")) {
      while (row.next()) {
        String name = row.getString(2);
        if (row.getString(1).equals("index")) {
          if (!indexes.contains(name)) {
            unread.add(row.getString(3));
          }
          continue;
        }
        String type = types.get(name);
        if (type == null) {
          unread.add(name);
          continue;
        }
        (type.equals("virtual") ? virtual : ordinary).add(name);
        boolean own = name.toLowerCase(Locale.ROOT).startsWith("sqlite_");
        if (!type.equals("shadow") && !own) {
          shown.add(name);
        }
      }
    }
    return new TableList(ordinary, virtual, shown, List.copyOf(unread));
  }

  private static Map<String, String> types(Connection connection) throws SQLException {
    Map<String, String> types = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA main.table_list")) {
      while (row.next()) {
        types.put(row.getString("name"), row.getString("type"));
      }
    }
    return types;
  }

  private static Set<String> indexes(Connection connection) throws SQLException {
    Set<String> names = new LinkedHashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT i.name FROM pragma_table_list AS t, pragma_index_list(t.name) AS i"
                    + " WHERE t.schema = 'main'")) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }
}
