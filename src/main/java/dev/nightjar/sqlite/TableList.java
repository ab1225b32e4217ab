package dev.nightjar.sqlite;

import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A database's tables, in the schema's order.
 *
 * @param ordinary those whose rows are in the file, shadow tables and SQLite's own among them
 * @param virtual those that a module shows
 * @param shown the tables that an app sees: without shadow tables, which are their owner's, and
 *     SQLite's own
 * @param unread those that SQLite can't read the declaration of, or of an index of theirs
 */
record TableList(
    List<String> ordinary, List<String> virtual, List<String> shown, List<String> unread) {
  /** If there is none there are no shadow tables either. */
  private static final String ANY_VIRTUAL =
      "SELECT 1 FROM " + BuiltInTables.SCHEMA + " WHERE type = 'table' AND NOT rootpage LIMIT 1";

  /** SQLite's own tables begin so, in letters of any case. */
  private static final String OWN = "sqlite_";

  /**
   * In time that grows with the number of tables, no faster.
   *
   * @param allRead whether SQLite is known to understand every declaration: then it needn't be
   *     asked about each table
   */
  static TableList of(Connection connection, boolean allRead) throws SQLException {
    Charset charset = BackupDatabase.charset(Connections.text(connection, "PRAGMA encoding"));
    boolean plain = allRead && Connections.number(connection, ANY_VIRTUAL) == 0;
    Map<String, String> types = plain ? Map.of() : types(connection, charset);
    Set<String> indexes = allRead ? Set.of() : indexes(connection, charset);
    List<String> ordinary = new ArrayList<>();
    List<String> virtual = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    Set<String> unread = new LinkedHashSet<>();
    String query =
        "SELECT CAST(name AS BLOB), CAST(tbl_name AS BLOB), type = 'index' FROM "
            + BuiltInTables.SCHEMA
            + " WHERE type = 'table'"
            + (allRead ? "" : " OR type = 'index'")
            + " ORDER BY rowid";
    try (SqlText.Prepared row = SqlText.prepare(connection, query)) {
      while (row.step()) {
        String name = Names.of(row.bytes(0), charset);
        if (!allRead && row.integer(2) != 0) {
          if (!indexes.contains(Names.folded(name))) {
            unread.add(Names.of(row.bytes(1), charset));
          }
          continue;
        }
        String type = plain ? "table" : types.get(Names.folded(name));
        if (type == null) {
          unread.add(name);
          continue;
        }
        (type.equals("virtual") ? virtual : ordinary).add(name);
        boolean own = name.regionMatches(true, 0, OWN, 0, OWN.length());
        if (!type.equals("shadow") && !own) {
          shown.add(name);
        }
      }
    }
    return new TableList(ordinary, virtual, shown, List.copyOf(unread));
  }

  /** By {@link Names#folded folded} names: SQLite tells those of the declarations. */
  private static Map<String, String> types(Connection connection, Charset charset)
      throws SQLException {
    Map<String, String> types = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT CAST(name AS BLOB), type FROM "
                    + BuiltInTables.TABLES
                    + " WHERE schema = 'main'")) {
      while (row.next()) {
        types.put(Names.folded(Names.of(row.getBytes(1), charset)), row.getString(2));
      }
    }
    return types;
  }

  private static Set<String> indexes(Connection connection, Charset charset) throws SQLException {
    Set<String> names = new LinkedHashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT CAST(i.name AS BLOB) FROM "
                    + BuiltInTables.TABLES
                    + " AS t, "
                    + BuiltInTables.indexes("t.name")
                    + " AS i"
                    + " WHERE t.schema = 'main'")) {
      while (row.next()) {
        names.add(Names.folded(Names.of(row.getBytes(1), charset)));
      }
    }
    return names;
  }
}
