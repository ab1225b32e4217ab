package dev.nightjar.sqlite;

import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Compares the entries of a table's indexes with its rows. An index is read as a table: on a
 * scratch copy its pages are declared a WITHOUT ROWID table with its columns, which is how both are
 * stored (sqlite.org/fileformat2.html#representation_of_sql_indices). Values that an index computes
 * are left out, since the app's functions aren't here.
 */
final class IndexEntries {
  private static final int MAX_ROWS_NAMED = 20;

  private final ScratchCopy scratch;
  private final Charset charset;
  private final String entries;

  IndexEntries(ScratchCopy scratch) throws SQLException {
    this.scratch = scratch;
    this.charset =
        BackupDatabase.charset(Connections.text(scratch.connection(), "PRAGMA encoding"));
    OwnNames own = new OwnNames();
    String names = "SELECT CAST(name AS BLOB) FROM " + BuiltInTables.SCHEMA;
    try (SqlText.Prepared row = SqlText.prepare(scratch.connection(), names)) {
      while (row.step()) {
        own.avoid(Names.of(row.bytes(0), charset));
      }
    }
    this.entries = own.of("entries");
  }

  /** A part of an index: a column, or the rowid or key by which it refers to its row. */
  private record Part(
      String column, String type, boolean rowid, boolean computed, boolean refers) {}

  /**
   * Finds entries that no row matches, by its rowid or by its values: after a page of the table was
   * lost or rolled back they are the only trace of what it held.
   *
   * @return a line for each index that has such
   */
  List<String> thatMatchNoRow(String table) throws SQLException {
    TableShape shape = TableShape.of(scratch.connection(), table);
    List<String> found = new ArrayList<>();
    for (String index : indexes(scratch.connection(), table)) {
      List<Part> parts = parts(table, index);
      boolean byRowid = parts.stream().anyMatch(Part::rowid);
      if (byRowid && shape.rowidName().isEmpty()) {
        found.add(
            "Table "
                + Names.plain(table)
                + ": index "
                + Names.plain(index)
                + " doesn't match its rows");
        continue;
      }
      declare(index, parts);
      List<String> rows = compare(table, shape.rowidName(), parts);
      if (!rows.isEmpty()) {
        found.add(line(table, index, byRowid, rows));
      }
      forget();
    }
    return found;
  }

  private static String line(String table, String index, boolean byRowid, List<String> rows) {
    boolean more = rows.size() > MAX_ROWS_NAMED;
    List<String> named = more ? rows.subList(0, MAX_ROWS_NAMED) : rows;
    return "Table "
        + Names.plain(table)
        + " and its index "
        + Names.plain(index)
        + " disagree about "
        + (byRowid ? "the rows " : "the keys ")
        + String.join(", ", named)
        + (more ? " and more" : "");
  }

  /** Those that are not the table itself, as the key of a WITHOUT ROWID table is. */
  static List<String> indexes(Connection connection, String table) throws SQLException {
    Charset charset = BackupDatabase.charset(Connections.text(connection, "PRAGMA encoding"));
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT CAST(name AS BLOB) FROM "
                + BuiltInTables.indexes("CAST(?1 AS TEXT)")
                + " AS i"
                + " WHERE origin <> 'pk' OR EXISTS"
                + " (SELECT 1 FROM "
                + BuiltInTables.indexColumns("i.name")
                + " WHERE cid = -1)")) {
      SqlText.bind(statement, 1, table);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          names.add(Names.of(row.getBytes(1), charset));
        }
      }
    }
    return names;
  }

  private List<Part> parts(String table, String index) throws SQLException {
    List<Part> parts = new ArrayList<>();
    try (PreparedStatement statement =
        scratch
            .connection()
            .prepareStatement(
                "SELECT x.cid, CAST(c.name AS BLOB), c.type, c.hidden, c.pk"
                    + " FROM "
                    + BuiltInTables.indexColumns("CAST(?1 AS TEXT)")
                    + " AS x"
                    + " LEFT JOIN "
                    + BuiltInTables.columns("CAST(?2 AS TEXT)")
                    + " AS c"
                    + " ON c.cid = x.cid ORDER BY x.seqno")) {
      SqlText.bind(statement, 1, index);
      SqlText.bind(statement, 2, table);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          int cid = row.getInt(1);
          parts.add(
              new Part(
                  Names.of(row.getBytes(2), charset),
                  cid >= 0 ? String.valueOf(row.getString(3)) : "",
                  cid == -1,
                  cid == -2 || row.getInt(4) >= 2,
                  row.getInt(5) > 0));
        }
      }
    }
    return parts;
  }

  private void declare(String index, List<Part> parts) throws SQLException {
    List<String> columns = new ArrayList<>();
    List<String> key = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      columns.add("k" + i + " " + affinity(parts.get(i).type()));
      key.add("k" + i);
    }
    String sql =
        "CREATE TABLE "
            + entries
            + "("
            + String.join(", ", columns)
            + ", PRIMARY KEY("
            + String.join(", ", key)
            + ")) WITHOUT ROWID";
    try (PreparedStatement insert =
        scratch
            .connection()
            .prepareStatement(
                "INSERT INTO "
                    + BuiltInTables.SCHEMA
                    + "(type, name, tbl_name, rootpage, sql) SELECT 'table', '"
                    + entries
                    + "', '"
                    + entries
                    + "', rootpage, ?1 FROM "
                    + BuiltInTables.SCHEMA
                    + " WHERE type = 'index'"
                    + " AND name = CAST(?2 AS TEXT)")) {
      insert.setString(1, sql);
      SqlText.bind(insert, 2, index);
      insert.executeUpdate();
    }
    scratch.reopen();
  }

  /** A whole number in a REAL column is stored as an integer: only that affinity changes values. */
  private static String affinity(String type) {
    return Affinity.of(type) == Affinity.REAL ? "REAL" : "";
  }

  private void forget() throws SQLException {
    run("DELETE FROM " + BuiltInTables.SCHEMA + " WHERE name = '" + entries + "'");
    scratch.reopen();
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = scratch.connection().createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> compare(String table, String rowidName, List<Part> parts)
      throws SQLException {
    List<String> finds = new ArrayList<>();
    List<String> same = new ArrayList<>();
    List<String> address = new ArrayList<>();
    boolean byRowid = parts.stream().anyMatch(Part::rowid);
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      String entry = "e.k" + i;
      String row = "b." + (part.rowid() ? rowidName : Connections.named(part.column()));
      if (part.rowid() || (!byRowid && part.refers())) {
        finds.add(row + " = " + entry);
        address.add("quote(" + entry + ")");
      }
      if (!part.computed()) {
        same.add("+" + entry + " IS +" + row + " COLLATE BINARY");
      }
    }
    Connection connection = scratch.connection();
    // Without an index of the table: it is what is in question.
    String query =
        "SELECT "
            + String.join(" || ', ' || ", address)
            + " FROM "
            + entries
            + " AS e LEFT JOIN "
            + Connections.named(table)
            + " AS b NOT INDEXED ON "
            + String.join(" AND ", finds)
            + " WHERE NOT ("
            + same.stream().map(one -> "(" + one + ")").collect(Collectors.joining(" AND "))
            + ") LIMIT "
            + (MAX_ROWS_NAMED + 1);
    List<String> rows = new ArrayList<>();
    try (SqlText.Prepared statement = SqlText.prepare(connection, query)) {
      while (statement.step()) {
        String said = statement.pointer().safeRun((db, at) -> db.column_text(at, 0));
        rows.add(said);
      }
    }
    return rows;
  }
}
