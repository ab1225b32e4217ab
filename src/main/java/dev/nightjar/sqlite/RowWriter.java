package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Writes rows into one table after another, values of any size. */
final class RowWriter implements AutoCloseable {
  private final Connection connection;
  private final LargeInserts large;
  private final Map<List<Boolean>, PreparedStatement> inserts = new HashMap<>();
  private String into = "";
  private int results;

  RowWriter(Connection connection, OwnNames own, Charset charset) {
    this.connection = connection;
    this.large = new LargeInserts(connection, own, !charset.equals(StandardCharsets.UTF_8));
  }

  /**
   * Begins with a table.
   *
   * @param table as SQL names it
   * @param columns names of columns, the one for the rowid first if rows come with one
   */
  void into(String table, List<String> columns) throws SQLException {
    close();
    List<String> names = columns.stream().map(Connections::named).toList();
    into = table + "(" + String.join(", ", names) + ")";
    results = columns.size();
  }

  void insert(OptionalLong rowid, List<Boolean> asText, @Nullable Object[] values)
      throws SQLException, FailureException {
    if (values.length + (rowid.isPresent() ? 1 : 0) != results) {
      throw new IllegalArgumentException("values for " + results + " columns of " + into);
    }
    if (hasPieces(values)) {
      List<String> expressions = large.store(asText, values);
      try (PreparedStatement insert =
          connection.prepareStatement(statement(rowid.isPresent(), expressions))) {
        bind(insert, rowid, values);
      }
      large.clear();
      return;
    }
    PreparedStatement insert = inserts.get(asText);
    if (insert == null) {
      String sql = statement(rowid.isPresent(), large.store(asText, values));
      insert = connection.prepareStatement(sql);
      inserts.put(asText, insert);
    }
    bind(insert, rowid, values);
  }

  private static boolean hasPieces(@Nullable Object[] values) {
    for (Object value : values) {
      if (value instanceof Pieces) {
        return true;
      }
    }
    return false;
  }

  private String statement(boolean withRowid, List<String> expressions) {
    List<String> all = new ArrayList<>(expressions);
    if (withRowid) {
      all.add(0, "?");
    }
    return "INSERT INTO " + into + " VALUES (" + String.join(", ", all) + ")";
  }

  private static void bind(PreparedStatement insert, OptionalLong rowid, @Nullable Object[] values)
      throws SQLException {
    int at = 1;
    if (rowid.isPresent()) {
      insert.setLong(at++, rowid.getAsLong());
    }
    for (Object value : values) {
      if (value instanceof byte[] bytes) {
        insert.setBytes(at++, bytes);
      } else if (!(value instanceof Pieces)) {
        insert.setObject(at++, value);
      }
    }
    insert.executeUpdate();
  }

  /** Ends the table. */
  @Override
  public void close() throws SQLException {
    for (PreparedStatement insert : inserts.values()) {
      insert.close();
    }
    inserts.clear();
  }
}
