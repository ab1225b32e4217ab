package dev.nightjar.sqlite;

import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table's columns and its rowid.
 *
 * @param rowidName a name by which SQL can see the rowid; empty where it can't
 * @param showsRowid whether rows have a rowid that no column shows and SQL can see
 * @param keyIsRowid whether a column shows it: the INTEGER PRIMARY KEY
 * @param keyIndex the name of the key by which a WITHOUT ROWID table is stored; empty for others
 */
record TableShape(
    List<Column> columns,
    String rowidName,
    boolean showsRowid,
    boolean keyIsRowid,
    String keyIndex) {
  /** No columns at all. */
  static final TableShape NONE = new TableShape(List.of(), "", false, false, "");

  /** A column, in the table's order. */
  record Column(String name, boolean generated) {}

  static TableShape of(Connection connection, String table) throws SQLException {
    String encoding = Connections.text(connection, "PRAGMA encoding");
    return of(connection, table, BackupDatabase.charset(encoding));
  }

  /** The same where the database's encoding is known. */
  static TableShape of(Connection connection, String table, Charset charset) throws SQLException {
    List<Column> columns = new ArrayList<>();
    int keyColumns = 0;
    boolean integerKey = false;
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT CAST(name AS BLOB), type, pk, hidden"
                    + " FROM pragma_table_xinfo(CAST(?1 AS TEXT))");
        ResultSet row = about(statement, table)) {
      while (row.next()) {
        columns.add(new Column(Names.of(row.getBytes(1), charset), row.getInt(4) >= 2));
        if (row.getInt(3) > 0) {
          keyColumns++;
          integerKey = row.getString(2).equalsIgnoreCase("INTEGER");
        }
      }
    }
    String keyIndex = keyColumns == 0 ? "" : keyIndex(connection, table, charset);
    boolean withoutRowid = !keyIndex.isEmpty() && isStoredByKey(connection, table);
    // INTEGER PRIMARY KEY DESC is no rowid, by an old bug that SQLite keeps: it has an index.
    boolean keyIsRowid = keyColumns == 1 && integerKey && keyIndex.isEmpty();
    String rowidName =
        Stream.of("rowid", "_rowid_", "oid")
            .filter(one -> !withoutRowid)
            .filter(one -> columns.stream().noneMatch(c -> c.name().equalsIgnoreCase(one)))
            .findFirst()
            .orElse("");
    return new TableShape(
        List.copyOf(columns),
        rowidName,
        !keyIsRowid && !rowidName.isEmpty(),
        keyIsRowid,
        withoutRowid ? keyIndex : "");
  }

  private static String keyIndex(Connection connection, String table, Charset charset)
      throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT CAST(name AS BLOB) FROM pragma_index_list(CAST(?1 AS TEXT))"
                    + " WHERE origin = 'pk'");
        ResultSet row = about(statement, table)) {
      return row.next() ? Names.of(row.getBytes(1), charset) : "";
    }
  }

  /** To index_info a WITHOUT ROWID table is an index of that name (sqlite.org/pragma.html). */
  private static boolean isStoredByKey(Connection connection, String table) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT 1 FROM pragma_index_info(CAST(?1 AS TEXT))");
        ResultSet row = about(statement, table)) {
      return row.next();
    }
  }

  private static ResultSet about(PreparedStatement statement, String table) throws SQLException {
    SqlText.bind(statement, 1, table);
    return statement.executeQuery();
  }

  /** The names of the columns that have values of their own, in order. */
  List<String> valueColumns() {
    return columns.stream().filter(column -> !column.generated()).map(Column::name).toList();
  }
}
