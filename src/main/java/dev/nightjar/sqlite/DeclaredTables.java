package dev.nightjar.sqlite;

import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The columns of one table after the other, as SQLite understands their declarations. One statement
 * gives those of all tables in the schema's order; of a table out of its turn nothing is known.
 */
final class DeclaredTables implements AutoCloseable {
  private static final String COLUMNS =
      "SELECT CAST(t.name AS BLOB), t.rootpage, c.cid, c.hidden, c.pk, CAST(c.name AS BLOB),"
          + " CAST(c.type AS BLOB) FROM "
          + BuiltInTables.SCHEMA
          + " t"
          + " CROSS JOIN "
          + BuiltInTables.columns("t.name")
          + " c"
          + " WHERE t.type = 'table' AND t.rootpage > 0";

  private final Charset charset;
  private final SqlText.Prepared inOrder;

  /** The first column of the next table stands in {@link #inOrder}. */
  private boolean waiting;

  private String next = "";

  /** A column, as {@code table_xinfo} shows it. */
  record Column(String name, String type, int hidden, boolean inKey) {}

  /** A table's declaration. */
  record Declared(String table, long root, List<Column> columns) {}

  private DeclaredTables(Connection connection, Charset charset, String condition)
      throws SQLException {
    this.charset = charset;
    inOrder = SqlText.prepare(connection, COLUMNS + condition);
    step();
  }

  /** Begins to read them all. */
  static DeclaredTables all(Connection connection, Charset charset) throws SQLException {
    return new DeclaredTables(connection, charset, "");
  }

  /** Reads one; empty if SQLite doesn't understand it. */
  static Optional<Declared> one(
      Connection connection, Charset charset, String table, long schemaRow) throws SQLException {
    try (DeclaredTables only =
        new DeclaredTables(connection, charset, " AND t.rowid = " + schemaRow)) {
      return only.declared(table);
    }
  }

  private void step() throws SQLException {
    waiting = inOrder.step();
    next = waiting && inOrder.integer(2) == 0 ? Names.of(inOrder.bytes(0), charset) : next;
  }

  /** Reads a table's columns; empty if it isn't the next one, or SQLite doesn't understand it. */
  Optional<Declared> declared(String table) throws SQLException {
    if (!waiting || !next.equals(table)) {
      return Optional.empty();
    }
    long root = inOrder.number(1);
    List<Column> columns = new ArrayList<>();
    do {
      columns.add(
          new Column(
              Names.of(inOrder.bytes(5), charset),
              Names.of(inOrder.bytes(6), charset),
              inOrder.integer(3),
              inOrder.integer(4) > 0));
      step();
    } while (waiting && inOrder.integer(2) > 0);
    // To a function of SQL a name ends there.
    return table.indexOf('\0') < 0
        ? Optional.of(new Declared(table, root, columns))
        : Optional.empty();
  }

  @Override
  public void close() throws SQLException {
    inOrder.close();
  }
}
