package dev.nightjar.sqlite;

import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of one table after the other, asked for by statements that are prepared once. About a
 * key's index SQLite is asked only if a declaration has a word that makes it matter.
 */
final class TableShapes implements AutoCloseable {
  private final Connection connection;
  private final Charset charset;
  private final boolean readsDeclarations;
  private @Nullable Set<String> special;
  private @Nullable PreparedStatement columns;
  private @Nullable PreparedStatement keyIndex;
  private @Nullable PreparedStatement indexColumns;

  /**
   * Prepares nothing yet.
   *
   * @param connection one on whose database nothing more is declared once this has been asked
   */
  TableShapes(Connection connection, Charset charset) {
    this(connection, charset, true);
  }

  private TableShapes(Connection connection, Charset charset, boolean readsDeclarations) {
    this.connection = connection;
    this.charset = charset;
    this.readsDeclarations = readsDeclarations;
  }

  /** The shape of one table alone, for which it doesn't pay to read all declarations. */
  static TableShape of(Connection connection, String table, Charset charset) throws SQLException {
    try (TableShapes shapes = new TableShapes(connection, charset, false)) {
      return shapes.of(table);
    }
  }

  TableShape of(String table) throws SQLException {
    List<TableShape.Column> found = new ArrayList<>();
    int keyColumns = 0;
    boolean integerKey = false;
    if (columns == null) {
      columns =
          connection.prepareStatement(
              "SELECT CAST(name AS BLOB), type, pk, hidden"
                  + " FROM "
                  + BuiltInTables.columns("CAST(?1 AS TEXT)"));
    }
    try (ResultSet row = about(columns, table)) {
      while (row.next()) {
        String name = Names.of(row.getBytes(1), charset);
        found.add(new TableShape.Column(name, row.getInt(4) >= 2));
        if (row.getInt(3) > 0) {
          keyColumns++;
          integerKey = row.getString(2).equalsIgnoreCase("INTEGER");
        }
      }
    }
    String key = keyColumns > 0 && mayBeSpecial(table) ? keyIndex(table) : "";
    boolean withoutRowid = !key.isEmpty() && isStoredByKey(table);
    return TableShape.of(
        found, keyColumns == 1 && integerKey && key.isEmpty(), withoutRowid ? key : "");
  }

  /**
   * Whether it may be stored by its key, or have an INTEGER PRIMARY KEY DESC: SQL has no other
   * spelling of these words.
   */
  boolean mayBeSpecial(String table) throws SQLException {
    if (!readsDeclarations) {
      return true;
    }
    if (special == null) {
      special = special();
    }
    return special.contains(table);
  }

  private Set<String> special() throws SQLException {
    Set<String> found = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT CAST(name AS BLOB) FROM "
                    + BuiltInTables.SCHEMA
                    + " WHERE type = 'table'"
                    + " AND (sql LIKE '%without%' OR sql LIKE '%desc%')")) {
      while (row.next()) {
        found.add(Names.of(row.getBytes(1), charset));
      }
    }
    return found;
  }

  private String keyIndex(String table) throws SQLException {
    if (keyIndex == null) {
      keyIndex =
          connection.prepareStatement(
              "SELECT CAST(name AS BLOB) FROM "
                  + BuiltInTables.indexes("CAST(?1 AS TEXT)")
                  + " WHERE origin = 'pk'");
    }
    try (ResultSet row = about(keyIndex, table)) {
      return row.next() ? Names.of(row.getBytes(1), charset) : "";
    }
  }

  /** To index_info a WITHOUT ROWID table is an index of that name (sqlite.org/pragma.html). */
  private boolean isStoredByKey(String table) throws SQLException {
    if (indexColumns == null) {
      indexColumns =
          connection.prepareStatement(
              "SELECT 1 FROM " + BuiltInTables.indexColumns("CAST(?1 AS TEXT)"));
    }
    try (ResultSet row = about(indexColumns, table)) {
      return row.next();
    }
  }

  private static ResultSet about(PreparedStatement statement, String table) throws SQLException {
    SqlText.bind(statement, 1, table);
    return statement.executeQuery();
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement one :
        new @Nullable PreparedStatement[] {columns, keyIndex, indexColumns}) {
      if (one != null) {
        one.close();
      }
    }
  }
}
