package dev.nightjar.sqlite;

import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Entries of a schema whose type or names aren't those of their own declarations. SQLite opens no
 * database that has one (build.c, sqlite3CheckObjectName), so that it is damaged; whereas a
 * declaration that SQLite doesn't understand may be that of a newer one.
 */
final class SchemaContradictions {
  private static final Set<String> TYPES = Set.of("table", "index", "view", "trigger");
  private static final String AUTOMATIC = "sqlite_autoindex_";

  private SchemaContradictions() {}

  /** Returns a line about each; empty if there is none. */
  static List<String> in(Connection connection) throws SQLException {
    Charset charset = BackupDatabase.charset(Connections.text(connection, "PRAGMA encoding"));
    List<String> found = new ArrayList<>();
    String query =
        "SELECT CAST(type AS BLOB), CAST(name AS BLOB), CAST(tbl_name AS BLOB), CAST(sql AS BLOB),"
            + " rootpage IS NULL FROM "
            + BuiltInTables.SCHEMA;
    try (SqlText.Prepared row = SqlText.prepare(connection, query)) {
      while (row.step()) {
        String type = Names.folded(Names.of(row.bytes(0), charset));
        String name = Names.of(row.bytes(1), charset);
        String table = Names.of(row.bytes(2), charset);
        String sql = Names.of(row.bytes(3), charset);
        boolean declared =
            sql.isEmpty()
                ? type.equals("index") && isAutomatic(connection, name, table)
                : TYPES.contains(type) && SqlScan.declares(type, name, table, sql);
        if (!declared || row.integer(4) != 0) {
          found.add("The schema: its entry " + Names.plain(name) + " isn't what it declares");
        }
      }
    }
    return found;
  }

  /** An index without a declaration: that of a key, which SQLite has named after its table. */
  private static boolean isAutomatic(Connection connection, String name, String table)
      throws SQLException {
    String begin = Names.folded(AUTOMATIC + table + "_");
    if (!Names.folded(name).startsWith(begin) || !name.substring(begin.length()).matches("\\d+")) {
      return false;
    }
    String quoted = Connections.quoted(table);
    String known =
        "SELECT count(*) FROM "
            + BuiltInTables.indexes(quoted)
            + " WHERE name = "
            + Connections.quoted(name)
            + " COLLATE NOCASE";
    String columns = "SELECT count(*) FROM " + BuiltInTables.columns(quoted);
    // Of a table that SQLite doesn't understand it knows no index either.
    return Connections.number(connection, known) > 0
        || Connections.number(connection, columns) == 0;
  }
}
