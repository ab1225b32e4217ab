package dev.nightjar.proof;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * All that SQL can see of a database, as lines to compare: plain JDBC and SQL, sharing nothing with
 * what writes JSON and what reads it.
 */
public final class DatabaseContents {
  private static final List<String> PRAGMAS =
      List.of("page_size", "auto_vacuum", "encoding", "user_version", "application_id");
  private static final int COLUMNS_AT_ONCE = 400;
  private static final int MAX_AS_IT_IS = 40;

  private final Connection connection;
  private final List<String> lines = new ArrayList<>();

  private DatabaseContents(Connection connection) {
    this.connection = connection;
  }

  /** The app's additions to a connection of its own: functions, collations. */
  @FunctionalInterface
  public interface App {
    void addTo(Connection connection) throws SQLException;
  }

  /** Pragmas, declarations, rowids, and every value's storage class and bytes. */
  public static List<String> of(Path file) throws SQLException {
    return of(file, connection -> {});
  }

  /** The same as an app sees it; a column that can't be computed is a line that says so. */
  public static List<String> of(Path file, App app) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      app.addTo(connection);
      DatabaseContents contents = new DatabaseContents(connection);
      for (String pragma : PRAGMAS) {
        contents.lines.add(pragma + " " + contents.column("PRAGMA " + pragma));
      }
      contents.lines.addAll(
          contents.column(
              "SELECT type || ' ' || hex(CAST(name AS BLOB)) || ' ' || hex(CAST(tbl_name AS BLOB))"
                  + " || ' ' || hex(CAST(sql AS BLOB)) FROM sqlite_schema"
                  + " WHERE sql IS NOT NULL ORDER BY 1"));
      for (String table :
          contents.column(
              "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY 1")) {
        contents.addRows(table);
      }
      return contents.lines;
    }
  }

  private List<String> column(String query) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        found.add(row.getString(1));
      }
    }
    return found;
  }

  private void addRows(String table) throws SQLException {
    String quoted = quoted(table);
    List<String> columns =
        column("SELECT name FROM temp.pragma_table_xinfo('" + table.replace("'", "''") + "')");
    String rowid = rowid(quoted, columns);
    int before = lines.size();
    try {
      addRows(table, quoted, rowid, columns, COLUMNS_AT_ONCE);
    } catch (SQLException e) {
      lines.subList(before, lines.size()).clear();
      for (String column : columns) {
        try {
          addRows(table, quoted, rowid, List.of(column), 1);
        } catch (SQLException one) {
          lines.add(table + ": " + column + " can't be read: " + one.getMessage());
        }
      }
    }
  }

  private void addRows(String table, String quoted, String rowid, List<String> columns, int atOnce)
      throws SQLException {
    for (int from = 0; from < columns.size(); from += atOnce) {
      List<String> part = columns.subList(from, Math.min(from + atOnce, columns.size()));
      StringBuilder select = new StringBuilder("SELECT " + rowid);
      for (String column : part) {
        String c = quoted(column);
        select.append(", typeof(" + c + "), CASE WHEN typeof(" + c + ") IN ('real', 'integer')");
        select.append(" THEN " + c + " ELSE CAST(" + c + " AS BLOB) END");
      }
      List<String> rows = new ArrayList<>();
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(select + " FROM " + quoted + " NOT INDEXED")) {
        while (row.next()) {
          StringBuilder line = new StringBuilder(table + " " + from + ": " + row.getString(1));
          for (int i = 0; i < part.size(); i++) {
            line.append(" | ").append(value(row, 2 + 2 * i));
          }
          rows.add(line.toString());
        }
      }
      rows.sort(null);
      lines.addAll(rows);
    }
  }

  /** A name by which the rowid can be seen; 'none' WITHOUT ROWID, or where columns hide it. */
  private String rowid(String quotedTable, List<String> columns) {
    for (String name : List.of("rowid", "oid", "_rowid_")) {
      if (columns.stream().noneMatch(name::equalsIgnoreCase)) {
        try (Statement statement = connection.createStatement()) {
          statement.executeQuery("SELECT " + name + " FROM " + quotedTable + " LIMIT 0").close();
          return name;
        } catch (SQLException e) {
          return "'none'";
        }
      }
    }
    return "'none'";
  }

  private static String value(ResultSet row, int at) throws SQLException {
    String type = row.getString(at);
    return switch (type) {
      case "null" -> type;
      case "integer" -> type + row.getLong(at + 1);
      case "real" -> type + Long.toHexString(Double.doubleToRawLongBits(row.getDouble(at + 1)));
      default -> type + " " + bytes(row.getBytes(at + 1));
    };
  }

  private static String bytes(byte[] value) {
    if (value == null || value.length <= MAX_AS_IT_IS) {
      return value == null ? "" : HexFormat.of().formatHex(value);
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(value);
      return value.length + " bytes " + HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
