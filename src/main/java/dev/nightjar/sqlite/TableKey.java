package dev.nightjar.sqlite;

import dev.nightjar.sqlite.RowOrder.Text;
import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table's columns and the key that its declaration gives.
 *
 * @param columns those that have values of their own
 * @param key the columns of the primary key; empty if none is declared
 * @param hasNoNull whether no part of a key is NULL, so that each key is there once
 * @param isStoredOrder whether the rows stand in the file in the key's order, as it is given here
 */
public record TableKey(
    List<String> columns, List<Part> key, boolean hasNoNull, boolean isStoredOrder) {
  public TableKey {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /** A column of a key; the app's own collations count as BINARY. */
  public record Part(String column, Text text, boolean descending) {
    boolean isSame(Part other) {
      return Names.folded(column).equals(Names.folded(other.column))
          && text == other.text
          && descending == other.descending;
    }
  }

  /** Returns whether both keys tell the same rows apart. */
  public boolean hasSameKey(TableKey other) {
    if (key.size() != other.key.size() || hasNoNull != other.hasNoNull) {
      return false;
    }
    for (int at = 0; at < key.size(); at++) {
      if (!key.get(at).isSame(other.key.get(at))) {
        return false;
      }
    }
    return true;
  }

  static TableKey of(Connection connection, String table, TableShape shape, Charset charset)
      throws SQLException {
    List<Part> key = new ArrayList<>();
    boolean known;
    if (shape.keyIsRowid()) {
      known =
          each(
              connection,
              "SELECT CAST(name AS BLOB), '', 0 FROM "
                  + BuiltInTables.columns("CAST(?1 AS TEXT)")
                  + " WHERE pk",
              table,
              charset,
              key);
    } else {
      known =
          each(
              connection,
              "SELECT CAST(x.name AS BLOB), x.coll, x.desc"
                  + " FROM "
                  + BuiltInTables.indexes("CAST(?1 AS TEXT)")
                  + " AS i, "
                  + BuiltInTables.indexColumns("i.name")
                  + " AS x"
                  + " WHERE i.origin = 'pk' AND x.key ORDER BY x.seqno",
              table,
              charset,
              key);
    }
    boolean hasNoNull = shape.keyIsRowid() || !shape.keyIndex().isEmpty();
    boolean unique = hasNoNull && !key.isEmpty();
    return new TableKey(shape.valueColumns(), key, unique, unique && known);
  }

  /** Adds the parts; returns whether each has a collation that is known here. */
  private static boolean each(
      Connection connection, String query, String table, Charset charset, List<Part> key)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      SqlText.bind(statement, 1, table);
      boolean known = true;
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          Optional<Text> text = collation(row.getString(2));
          known &= text.isPresent();
          key.add(
              new Part(
                  Names.of(row.getBytes(1), charset), text.orElse(Text.BINARY), row.getBoolean(3)));
        }
      }
      return known;
    }
  }

  /** That of a rowid has no name. */
  private static Optional<Text> collation(String name) {
    return name.isEmpty() ? Optional.of(Text.BINARY) : Text.of(name);
  }
}
