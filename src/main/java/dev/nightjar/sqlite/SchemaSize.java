package dev.nightjar.sqlite;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * How much a database declares. SQLite adds it up, so that it is known before anybody holds it.
 *
 * @param declarations as many as {@link DatabaseSource#schema} returns
 * @param bytes of their text and names, as stored
 * @param stringBytes of the same as strings: Java has two for each character of a text that isn't
 *     ASCII
 * @param largest the bytes of the largest of them, twice if it isn't ASCII or is stored in UTF-16
 */
public record SchemaSize(long declarations, long bytes, long stringBytes, long largest) {
  private static final String QUERY =
      "SELECT count(*), coalesce(sum(bytes), 0),"
          + " coalesce(sum(iif(bytes = characters, bytes, 2 * characters)), 0),"
          + " coalesce(max(iif(bytes = characters, bytes, 2 * bytes)), 0) FROM (SELECT "
          + sum("octet_length")
          + " AS bytes, "
          + sum("length")
          + " AS characters FROM "
          + BuiltInTables.SCHEMA
          + " WHERE sql IS NOT NULL)";

  /** An edited schema may have a declaration without a name. */
  private static String sum(String function) {
    return function
        + ("(sql) + coalesce(" + function)
        + ("(name), 0) + coalesce(" + function)
        + "(nullif(tbl_name, name)), 0)";
  }

  static SchemaSize of(Connection connection) throws SQLException {
    try (SqlText.Prepared row = SqlText.prepare(connection, QUERY)) {
      row.step();
      return new SchemaSize(row.number(0), row.number(1), row.number(2), row.number(3));
    }
  }
}
