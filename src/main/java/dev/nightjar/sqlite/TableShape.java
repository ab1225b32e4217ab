package dev.nightjar.sqlite;

import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A table's columns and its rowid.
 *
 * @param rowidName a name by which SQL can see the rowid; empty if it can't
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
  /** The names of a rowid, if no column has that name. */
  private static final List<String> ROWIDS = List.of("rowid", "_rowid_", "oid");

  /** No columns at all. */
  static final TableShape NONE = new TableShape(List.of(), "", false, false, "");

  /** A column, in the table's order. */
  record Column(String name, boolean generated) {}

  static TableShape of(Connection connection, String table) throws SQLException {
    String encoding = Connections.text(connection, "PRAGMA encoding");
    return of(connection, table, BackupDatabase.charset(encoding));
  }

  /** The same if the database's encoding is known. */
  static TableShape of(Connection connection, String table, Charset charset) throws SQLException {
    return TableShapes.of(connection, table, charset);
  }

  /** The shape of a table that has these columns and that key. */
  static TableShape of(List<Column> columns, boolean keyIsRowid, String keyIndex) {
    String rowidName = keyIndex.isEmpty() ? free(columns) : "";
    return new TableShape(
        List.copyOf(columns), rowidName, !keyIsRowid && !rowidName.isEmpty(), keyIsRowid, keyIndex);
  }

  private static String free(List<Column> columns) {
    for (String one : ROWIDS) {
      if (columns.stream().noneMatch(column -> Names.folded(column.name()).equals(one))) {
        return one;
      }
    }
    return "";
  }

  /** The names of the columns that have values of their own, in order. */
  List<String> valueColumns() {
    List<String> names = new ArrayList<>(columns.size());
    for (Column column : columns) {
      if (!column.generated()) {
        names.add(column.name());
      }
    }
    return names;
  }
}
