package dev.nightjar.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table's columns and its rowid.
 *
 * @param rowidName a name by which SQL can see the rowid; empty where it can't
 * @param showsRowid whether rows have a rowid that no column shows and SQL can see
 * @param keyOrder the terms by which a WITHOUT ROWID table is stored; empty for others
 */
record TableShape(
    List<Column> columns, String rowidName, boolean showsRowid, List<String> keyOrder) {
  /** A column, in the table's order. */
  record Column(String name, boolean generated) {}

  static TableShape of(Connection connection, String table) throws SQLException {
    List<Column> columns = new ArrayList<>();
    int keyColumns = 0;
    boolean integerKey = false;
    String argument = Connections.quoted(table);
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT name, type, pk, hidden FROM pragma_table_xinfo(" + argument + ")")) {
      while (row.next()) {
        columns.add(new Column(row.getString(1), row.getInt(4) >= 2));
        if (row.getInt(3) > 0) {
          keyColumns++;
          integerKey = row.getString(2).equalsIgnoreCase("INTEGER");
        }
      }
    }
    boolean withoutRowid =
        Connections.number(
                connection,
                "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = " + argument)
            != 0;
    // INTEGER PRIMARY KEY DESC is no rowid, by an old bug that SQLite keeps: it has an index.
    boolean keyIndex =
        Connections.number(
                connection,
                "SELECT count(*) FROM pragma_index_list(" + argument + ") WHERE origin = 'pk'")
            != 0;
    boolean keyIsRowid = keyColumns == 1 && integerKey && !keyIndex;
    String name =
        Stream.of("rowid", "_rowid_", "oid")
            .filter(one -> columns.stream().noneMatch(c -> c.name().equalsIgnoreCase(one)))
            .findFirst()
            .orElse("");
    String rowidName = withoutRowid ? "" : name;
    return new TableShape(
        List.copyOf(columns),
        rowidName,
        !keyIsRowid && !rowidName.isEmpty(),
        withoutRowid ? keyOrder(connection, argument) : List.of());
  }

  private static List<String> keyOrder(Connection connection, String table) throws SQLException {
    List<String> terms = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT part.name, part.coll, part.desc FROM pragma_index_list("
                    + table
                    + ") AS list, pragma_index_xinfo(list.name) AS part"
                    + " WHERE list.origin = 'pk' AND part.key ORDER BY part.seqno")) {
      while (row.next()) {
        terms.add(
            Connections.named(row.getString(1))
                + " COLLATE "
                + Connections.named(row.getString(2))
                + (row.getInt(3) != 0 ? " DESC" : ""));
      }
    }
    return terms;
  }

  /** The names of the columns that have values of their own, in order. */
  List<String> valueColumns() {
    return columns.stream().filter(column -> !column.generated()).map(Column::name).toList();
  }
}
