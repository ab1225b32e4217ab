package dev.nightjar.sqlite;

import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The columns of one table after the other, as the proof asks SQLite for them. One statement gives
 * those of all tables in the schema's order, in which a JSON has them, too; about a table out of
 * its turn SQLite is asked by itself.
 */
final class ProofColumns implements AutoCloseable {
  static final String ROWID = "rowid";

  private final Connection connection;
  private final Charset charset;

  /** Tables that may be stored by a key, which {@link #keyOf} finds out. */
  private final Set<String> byKey = new HashSet<>();

  private final SqlText.Prepared inOrder;

  /** The first column of the next table stands in {@link #inOrder}. */
  private boolean waiting;

  private String next = "";

  /** Begins to read them. */
  ProofColumns(Connection connection, Charset charset) throws SQLException {
    this.connection = connection;
    this.charset = charset;
    // SQL has no other spelling of WITHOUT ROWID; asked for all tables, SQLite expands all views.
    try (SqlText.Prepared found =
        SqlText.prepare(
            connection,
            "SELECT CAST(name AS BLOB) FROM "
                + BuiltInTables.SCHEMA
                + " WHERE type = 'table' AND sql LIKE '%without%'")) {
      while (found.step()) {
        byKey.add(Names.of(found.bytes(0), charset));
      }
    }
    inOrder =
        SqlText.prepare(
            connection,
            "SELECT c.cid, c.hidden, CAST(c.name AS BLOB), CAST(t.name AS BLOB)"
                + " FROM "
                + BuiltInTables.SCHEMA
                + " t CROSS JOIN "
                + BuiltInTables.columns("t.name")
                + " c"
                + " WHERE t.type = 'table' AND t.rootpage <> 0");
    begin();
  }

  /**
   * A table's columns.
   *
   * @param stored the names of those that aren't generated
   * @param generated the names of the others
   * @param key the name of the index that a WITHOUT ROWID table is; empty for others
   */
  record Of(List<String> stored, List<String> generated, String key) {
    /** Returns whether a column has that name, as SQLite compares names. */
    boolean names(String name) {
      return contains(stored, name) || contains(generated, name);
    }

    /** Returns a name for the rowid that no column has; empty if there is none, or no rowid. */
    String rowidName() {
      if (!key.isEmpty()) {
        return "";
      }
      return Stream.of("_rowid_", "oid", ROWID).filter(name -> !names(name)).findFirst().orElse("");
    }

    private static boolean contains(List<String> columns, String name) {
      for (String column : columns) {
        if (Names.folded(column).equals(name)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Whether a column of the name {@code rowid} is the table's key, which shows the rowid. */
  static boolean showsRowidAsRowid(Connection connection, String table) throws SQLException {
    String query =
        "SELECT 1 FROM "
            + BuiltInTables.columns("CAST(?1 AS TEXT)")
            + " c WHERE c.pk"
            + " AND c.name = 'rowid' COLLATE NOCASE AND c.type = 'INTEGER' COLLATE NOCASE"
            + " AND NOT EXISTS"
            + " (SELECT * FROM "
            + BuiltInTables.indexes("CAST(?1 AS TEXT)")
            + " WHERE origin = 'pk')";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      SqlText.bind(statement, 1, table);
      try (ResultSet found = statement.executeQuery()) {
        return found.next();
      }
    }
  }

  /**
   * Returns the columns that may have a zero with a sign: those without an affinity
   * (sqlite.org/datatype3.html, section 3.1), or of any type. In each other it becomes an integer,
   * a text, or a REAL without it.
   */
  static List<String> keepingSigns(Connection connection, String table, Charset charset)
      throws SQLException {
    String query =
        "SELECT CAST(name AS BLOB) FROM "
            + BuiltInTables.columns("CAST(?1 AS TEXT)")
            + " WHERE type = '' OR type LIKE '%blob%' OR type LIKE 'any'";
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      SqlText.bind(statement, 1, table);
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          names.add(Names.of(found.getBytes(1), charset));
        }
      }
    }
    return names;
  }

  Of of(String table) throws SQLException {
    String key = byKey.contains(table) ? keyOf(table) : "";
    return waiting && next.equals(table) ? take(table, key) : ask(table, key);
  }

  private void begin() {
    try {
      waiting = inOrder.step();
      next = waiting ? Names.of(inOrder.bytes(3), charset) : "";
    } catch (SQLException e) {
      waiting = false; // Of each table it is asked by itself: that tells which one fails.
    }
  }

  /** Reads up to the next table's first column: the one with the number 0. */
  private Of take(String table, String key) throws SQLException {
    List<String> stored = new ArrayList<>();
    List<String> generated = new ArrayList<>();
    try {
      do {
        String name = Names.of(inOrder.bytes(2), charset);
        (inOrder.integer(1) == 0 ? stored : generated).add(name);
        waiting = inOrder.step();
      } while (waiting && inOrder.integer(0) > 0);
      next = waiting ? Names.of(inOrder.bytes(3), charset) : "";
      return new Of(stored, generated, key);
    } catch (SQLException e) {
      waiting = false;
      return ask(table, key);
    }
  }

  private Of ask(String table, String key) throws SQLException {
    List<String> stored = new ArrayList<>();
    List<String> generated = new ArrayList<>();
    String query =
        "SELECT hidden, CAST(name AS BLOB) FROM "
            + BuiltInTables.columns("CAST(?1 AS TEXT)")
            + " ORDER BY cid";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      SqlText.bind(statement, 1, table);
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          String name = Names.of(found.getBytes(2), charset);
          (found.getInt(1) == 0 ? stored : generated).add(name);
        }
      }
    }
    return new Of(stored, generated, key);
  }

  private String keyOf(String table) throws SQLException {
    String query =
        "SELECT CAST(i.name AS BLOB) FROM "
            + BuiltInTables.indexes("CAST(?1 AS TEXT)")
            + " i"
            + " WHERE i.origin = 'pk' AND EXISTS"
            + " (SELECT * FROM "
            + BuiltInTables.indexColumns("CAST(?1 AS TEXT)")
            + ")";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      SqlText.bind(statement, 1, table);
      try (ResultSet found = statement.executeQuery()) {
        return found.next() ? Names.of(found.getBytes(1), charset) : "";
      }
    }
  }

  @Override
  public void close() throws SQLException {
    inOrder.close();
  }
}
