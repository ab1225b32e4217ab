package dev.nightjar.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.sqlite.Collation;
import org.sqlite.Function;

/** A database as an app with functions and collations of its own makes it. */
public final class AppFile {
  private AppFile() {}

  /** An app's own function of the driver's name, in one argument: it gives the text and a mark. */
  private static void function(Connection connection, String name) throws SQLException {
    Function.create(
        connection,
        name,
        new Function() {
          @Override
          protected void xFunc() throws SQLException {
            result(value_text(0) + "!" + name);
          }
        },
        1,
        1 | Function.FLAG_DETERMINISTIC);
  }

  /** Runs statements as the app, which makes the file where it is missing. */
  public static Path make(Path file, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      Connections.database(connection).limit(1, Integer.MAX_VALUE);
      Connections.database(connection).limit(6, Integer.MAX_VALUE);
      for (String name : new String[] {"reverse", "leftstr", "mode", "app_key"}) {
        function(connection, name);
      }
      Collation.create(
          connection,
          "unicase",
          new Collation() {
            @Override
            protected int xCompare(String left, String right) {
              return left.compareToIgnoreCase(right);
            }
          });
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return file;
  }

  /** Runs statements while SQLite doesn't know of an index, which so misses what they change. */
  public static void behind(Path file, String index, String... statements) throws SQLException {
    Map<String, Object> hidden;
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      try (ResultSet row =
          statement.executeQuery(
              "SELECT tbl_name, rootpage, sql FROM sqlite_schema WHERE name = '" + index + "'")) {
        hidden = Map.of("table", row.getString(1), "root", row.getLong(2), "sql", row.getString(3));
      }
      statement.execute("PRAGMA writable_schema=ON");
      statement.execute("DELETE FROM sqlite_schema WHERE name = '" + index + "'");
    }
    make(file, statements);
    make(
        file,
        "PRAGMA writable_schema=ON",
        "INSERT INTO sqlite_schema(type, name, tbl_name, rootpage, sql) VALUES ('index', '"
            + index
            + "', '"
            + hidden.get("table")
            + "', "
            + hidden.get("root")
            + ", "
            + Connections.quoted((String) hidden.get("sql"))
            + ")");
  }
}
