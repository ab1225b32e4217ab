package dev.nightjar.sqlite;

import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Explains why integrity_check calls the keys of an index equal. To UNIQUE two NULLs differ; where
 * a schema that was edited by hand says NOT NULL of such a column SQLite takes them for the same
 * key. No row is lost then: the values are the app's affair.
 */
final class NullsInKeys {
  private static final String NON_UNIQUE = "non-unique entry in index ";

  private NullsInKeys() {}

  /** Removes the lines about indexes in which only keys with a NULL are equal. */
  static void explain(Connection connection, List<String> lines) throws SQLException {
    Map<String, Boolean> explained = new HashMap<>();
    for (String line : List.copyOf(lines)) {
      if (line.startsWith(NON_UNIQUE) && !explained.containsKey(line)) {
        String index = line.substring(NON_UNIQUE.length());
        explained.put(line, !hasEqualKeys(connection, index));
      }
    }
    lines.removeIf(line -> explained.getOrDefault(line, false));
  }

  /** Whether rows have equal keys without a NULL, or that can't be told, as of expressions. */
  private static boolean hasEqualKeys(Connection connection, String index) throws SQLException {
    Charset charset = BackupDatabase.charset(Connections.text(connection, "PRAGMA encoding"));
    List<String> whole = new ArrayList<>();
    List<String> key = new ArrayList<>();
    String table = "";
    try (SqlText.Prepared column =
        SqlText.prepare(
            connection,
            "SELECT CAST(s.tbl_name AS BLOB), CAST(x.name AS BLOB), CAST(x.coll AS BLOB) FROM "
                + BuiltInTables.SCHEMA
                + " AS s JOIN "
                + BuiltInTables.indexColumns("s.name")
                + " AS x WHERE x.key AND s.type = 'index' AND s.name = "
                + Connections.quoted(index))) {
      while (column.step()) {
        if (column.bytes(1).length == 0) {
          return true;
        }
        table = Connections.named(Names.of(column.bytes(0), charset));
        String name = Connections.named(Names.of(column.bytes(1), charset));
        // Not IS NOT NULL: SQLite believes the declaration.
        whole.add("typeof(" + name + ") <> 'null'");
        key.add("+" + name + " COLLATE " + Connections.named(Names.of(column.bytes(2), charset)));
      }
    }
    if (key.isEmpty()) {
      return true;
    }
    // The index itself is what is in question.
    String equal =
        "SELECT 1 FROM main."
            + table
            + " NOT INDEXED WHERE "
            + String.join(" AND ", whole)
            + " GROUP BY "
            + String.join(", ", key)
            + " HAVING count(*) > 1 LIMIT 1";
    try (SqlText.Prepared row = SqlText.prepare(connection, equal)) {
      return row.step();
    }
  }
}
