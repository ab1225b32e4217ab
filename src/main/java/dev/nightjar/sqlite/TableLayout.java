package dev.nightjar.sqlite;

import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a table's rows are laid out in the file, as SQLite itself reads it from the declaration.
 *
 * @param stored the columns that a row holds, in order: all but those that are computed when read
 * @param rowidColumn the index of the one that shows the rowid; −1 if none does
 * @param showsRowid whether SQL can see a rowid that no column shows
 * @param key the terms by which a WITHOUT ROWID table is stored; empty for others
 * @param automaticIndexes the names of the indexes of UNIQUE and PRIMARY KEY, in order
 */
record TableLayout(
    List<Column> stored,
    int rowidColumn,
    boolean showsRowid,
    List<Key> key,
    List<String> automaticIndexes) {
  static final TableLayout NONE = new TableLayout(List.of(), -1, false, List.of(), List.of());

  /** The sort key of a term in the app's own collation: its number stands behind. */
  static final String APPENDING = "nightjar_appending";

  /** As table_xinfo tells a generated column (sqlite.org/pragma.html). */
  private static final int HIDDEN_VIRTUAL = 2;

  private static final int HIDDEN_STORED = 3;
  private static final List<String> BUILT_IN = List.of("BINARY", "NOCASE", "RTRIM");

  /** A column; a generated one here is STORED. */
  record Column(String name, boolean generated) {}

  /**
   * A term of a key.
   *
   * @param column the index of the stored column
   */
  record Key(int column, String collation, boolean descending) {
    boolean isAppsOwn() {
      return BUILT_IN.stream().noneMatch(collation::equalsIgnoreCase);
    }
  }

  /** Reads it in a schema that holds the declaration itself. */
  static TableLayout of(Connection schema, String table, Charset charset) throws SQLException {
    TableShape shape = TableShape.of(schema, table, charset);
    List<Column> stored = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    int rowidColumn = -1;
    String columns =
        "SELECT hidden, pk, CAST(name AS BLOB) FROM "
            + BuiltInTables.columns("CAST(?1 AS TEXT)")
            + " ORDER BY cid";
    for (Row row : rows(schema, columns, table, charset)) {
      boolean computed = row.first() == HIDDEN_VIRTUAL;
      places.add(computed ? -1 : stored.size());
      if (!computed) {
        boolean isRowid = row.second() > 0 && shape.keyIsRowid();
        rowidColumn = isRowid ? stored.size() : rowidColumn;
        stored.add(new Column(row.name(), row.first() == HIDDEN_STORED));
      }
    }
    List<Key> key = new ArrayList<>();
    List<String> automatic = new ArrayList<>();
    String indexes =
        "SELECT origin = 'pk', 0, CAST(name AS BLOB) FROM "
            + BuiltInTables.indexes("CAST(?1 AS TEXT)")
            + " WHERE origin <> 'c'";
    for (Row row : rows(schema, indexes, table, charset)) {
      if (shape.keyIndex().isEmpty() || row.first() == 0) {
        automatic.add(row.name());
      }
    }
    if (!shape.keyIndex().isEmpty()) {
      String terms =
          "SELECT cid, desc, CAST(coll AS BLOB) FROM "
              + BuiltInTables.indexColumns("CAST(?1 AS TEXT)")
              + " WHERE key ORDER BY seqno";
      for (Row row : rows(schema, terms, table, charset)) {
        key.add(new Key(places.get(row.first()), row.name(), row.second() != 0));
      }
    }
    return new TableLayout(stored, rowidColumn, shape.showsRowid(), key, automatic);
  }

  private record Row(int first, int second, String name) {}

  private static List<Row> rows(Connection schema, String query, String table, Charset charset)
      throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement statement = schema.prepareStatement(query)) {
      SqlText.bind(statement, 1, table);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(new Row(row.getInt(1), row.getInt(2), Names.of(row.getBytes(3), charset)));
        }
      }
    }
    return rows;
  }

  /** The names of the columns that an insert gives values for, in a table of {@link #standIn}. */
  List<String> standInColumns() {
    return IntStream.range(0, stored.size())
        .filter(at -> !stored.get(at).generated())
        .mapToObj(TableLayout::column)
        .toList();
  }

  /** The name of a column in a table of {@link #standIn}. */
  static String column(int at) {
    return "c" + at;
  }

  /** The names by which rows call those columns. */
  List<String> valueColumns() {
    return stored.stream().filter(column -> !column.generated()).map(Column::name).toList();
  }

  boolean hasGenerated() {
    return stored.stream().anyMatch(Column::generated);
  }

  /** A declaration of the same layout that changes and refuses no value. */
  String standIn(String name) {
    List<String> parts = new ArrayList<>();
    for (int at = 0; at < stored.size(); at++) {
      int column = at;
      String collation =
          key.stream()
              .filter(term -> term.column() == column)
              .findFirst()
              .map(term -> " COLLATE " + collation(key.indexOf(term)))
              .orElse("");
      parts.add(column(at) + (at == rowidColumn ? " INTEGER PRIMARY KEY" : collation));
    }
    if (!key.isEmpty()) {
      parts.add(
          IntStream.range(0, key.size())
              .mapToObj(
                  at ->
                      column(key.get(at).column())
                          + " COLLATE "
                          + collation(at)
                          + (key.get(at).descending() ? " DESC" : ""))
              .collect(Collectors.joining(", ", "PRIMARY KEY(", ")")));
    }
    return "CREATE TABLE "
        + name
        + "("
        + String.join(", ", parts)
        + ")"
        + (key.isEmpty() ? "" : " WITHOUT ROWID");
  }

  private String collation(int term) {
    return key.get(term).isAppsOwn() ? APPENDING + term : key.get(term).collation();
  }
}
