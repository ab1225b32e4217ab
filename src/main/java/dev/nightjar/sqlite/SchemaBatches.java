package dev.nightjar.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/**
 * Keeps a new database's schema small while much is declared. At each CREATE statement SQLite reads
 * all of sqlite_schema and visits every table it knows, so that ten thousand tables would take a
 * thousand times as long as a hundred. Declarations are put aside a batch at a time, and put back
 * in their order at the end; the pages stay as they are.
 */
final class SchemaBatches {
  /** Declarations between two batches; fewer than that are never put aside. */
  static final int SIZE = 256;

  private static final String ASIDE = "temp.nightjar_aside";

  /** Tables with AUTOINCREMENT need it, and SQLite would make another. */
  private static final String SEQUENCE = "sqlite_sequence";

  private final Connection connection;
  private boolean begun;
  private int declared;
  private long last;

  SchemaBatches(Connection connection) {
    this.connection = connection;
  }

  /** Counts a declaration that comes next; if a batch is full, it is put aside before. */
  void count() throws SQLException {
    if (declared++ == SIZE) {
      putAside();
      declared = 1;
    }
  }

  private void run(String sql) throws SQLException {
    NewDatabase.execute(connection, sql);
  }

  /** Puts everything aside: until it is back, SQLite knows none of it. */
  void putAside() throws SQLException {
    if (!begun) {
      run(
          "CREATE TABLE "
              + ASIDE
              + "(at INTEGER PRIMARY KEY, type, name, tbl_name COLLATE NOCASE, rootpage, sql)");
      run("CREATE INDEX temp.nightjar_aside_name ON nightjar_aside(name)");
      run("CREATE INDEX temp.nightjar_aside_table ON nightjar_aside(tbl_name)");
      begun = true;
    }
    run("PRAGMA writable_schema=ON");
    run(
        "INSERT INTO "
            + ASIDE
            + "(type, name, tbl_name, rootpage, sql) SELECT * FROM main.sqlite_schema AS s"
            + " WHERE s.name NOT IN (SELECT name FROM "
            + ASIDE
            + ") ORDER BY s.rowid");
    run("DELETE FROM main.sqlite_schema WHERE name <> '" + SEQUENCE + "'");
    run("PRAGMA writable_schema=RESET");
    declared = 0;
    last = last();
  }

  private long last() throws SQLException {
    return Connections.number(connection, "SELECT max(rowid) FROM main.sqlite_schema");
  }

  /** Whether one entry of that name was declared since this was last asked. */
  boolean isNew(String name) throws SQLException {
    String query =
        "SELECT max(rowid), sum(name = "
            + Connections.quoted(name)
            + ") FROM main.sqlite_schema WHERE rowid > "
            + last;
    try (SqlText.Prepared row = SqlText.prepare(connection, query)) {
      if (!row.step()) {
        return false;
      }
      last = Math.max(last, row.number(0));
      return row.number(1) == 1;
    }
  }

  /** Lets SQLite know these tables alone, which were put aside. */
  void only(Collection<String> tables) throws SQLException {
    putAside();
    run("PRAGMA writable_schema=ON");
    try (PreparedStatement back =
        connection.prepareStatement(
            "INSERT INTO main.sqlite_schema SELECT type, name, tbl_name, rootpage, sql FROM "
                + ASIDE
                + " WHERE tbl_name = ? AND name <> '"
                + SEQUENCE
                + "' ORDER BY at")) {
      for (String table : tables) {
        back.setString(1, table);
        back.executeUpdate();
      }
    }
    run("PRAGMA writable_schema=RESET");
    last = last();
  }

  /** Puts everything back, in the order in which it was declared. */
  void putBack() throws SQLException {
    if (!begun) {
      return;
    }
    putAside();
    run("PRAGMA writable_schema=ON");
    run(
        "UPDATE "
            + ASIDE
            + " SET rootpage = (SELECT rootpage FROM main.sqlite_schema WHERE name = '"
            + SEQUENCE
            + "') WHERE name = '"
            + SEQUENCE
            + "'");
    run("DELETE FROM main.sqlite_schema");
    run(
        "INSERT INTO main.sqlite_schema SELECT type, name, tbl_name, rootpage, sql FROM "
            + ASIDE
            + " ORDER BY at");
    run("DROP TABLE " + ASIDE);
    run("PRAGMA writable_schema=RESET");
    last = last();
    begun = false;
  }
}
