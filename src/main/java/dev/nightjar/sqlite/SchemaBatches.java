package dev.nightjar.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/**
 * Keeps a new database's schema small while much is declared. At each CREATE statement SQLite reads
 * all of sqlite_schema and visits every table it knows, so that ten thousand tables would take a
 * thousand times as long as a hundred. Declarations are put aside a batch at a time, and put back
 * in their order at the end; the pages stay as they are.
 */
final class SchemaBatches {
  /** Declarations between two batches; fewer than that are never put aside. */
  static final int SIZE = 128;

  /** Tables with AUTOINCREMENT need it, and SQLite would make another. */
  private static final String SEQUENCE = "sqlite_sequence";

  private final Connection connection;
  private final OwnNames own;
  private boolean begun;
  private int declared;

  /** The number of the last declaration there was; read again once all may be others. */
  private OptionalLong last = OptionalLong.empty();

  SchemaBatches(Connection connection, OwnNames own) {
    this.connection = connection;
    this.own = own;
  }

  private String aside() {
    return "temp." + own.of("aside");
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
              + aside()
              + "(at INTEGER PRIMARY KEY, type, name, tbl_name COLLATE NOCASE, rootpage, sql)");
      for (String column : List.of("name", "tbl_name")) {
        run("CREATE INDEX " + aside() + "_" + column + " ON " + own.of("aside(") + column + ")");
      }
      begun = true;
    }
    run("PRAGMA writable_schema=ON");
    run(
        "INSERT INTO "
            + aside()
            + "(type, name, tbl_name, rootpage, sql) SELECT * FROM "
            + BuiltInTables.SCHEMA
            + " AS s"
            + " WHERE s.name NOT IN (SELECT name FROM "
            + aside()
            + ") ORDER BY s.rowid");
    run("DELETE FROM " + BuiltInTables.SCHEMA + " WHERE name <> '" + SEQUENCE + "'");
    run("PRAGMA writable_schema=RESET");
    declared = 0;
    last = OptionalLong.empty();
  }

  /** Remembers what is declared, before one more is. */
  void mark() throws SQLException {
    if (last.isEmpty()) {
      String query = "SELECT max(rowid) FROM " + BuiltInTables.SCHEMA;
      last = OptionalLong.of(Connections.number(connection, query));
    }
  }

  boolean isBegun() {
    return begun;
  }

  /** Whether one entry of that name was declared since {@link #mark}, or since last asked. */
  boolean isNew(String name) throws SQLException {
    String query =
        "SELECT max(rowid), sum(name = "
            + Connections.quoted(name)
            + ") FROM "
            + BuiltInTables.SCHEMA
            + " WHERE rowid > "
            + last.orElse(0);
    try (SqlText.Prepared row = SqlText.prepare(connection, query)) {
      if (!row.step()) {
        return false;
      }
      last = OptionalLong.of(Math.max(last.orElse(0), row.number(0)));
      return row.number(1) == 1;
    }
  }

  /** Lets SQLite know these tables alone, which were put aside. */
  void only(Collection<String> tables) throws SQLException {
    putAside();
    run("PRAGMA writable_schema=ON");
    try (PreparedStatement back =
        connection.prepareStatement(
            "INSERT INTO "
                + BuiltInTables.SCHEMA
                + " SELECT type, name, tbl_name, rootpage, sql FROM "
                + aside()
                + " WHERE tbl_name = ? AND name <> '"
                + SEQUENCE
                + "' ORDER BY at")) {
      for (String table : tables) {
        back.setString(1, table);
        back.executeUpdate();
      }
    }
    run("PRAGMA writable_schema=RESET");
    last = OptionalLong.empty();
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
            + aside()
            + " SET rootpage = (SELECT rootpage FROM "
            + BuiltInTables.SCHEMA
            + " WHERE name = '"
            + SEQUENCE
            + "') WHERE name = '"
            + SEQUENCE
            + "'");
    run("DELETE FROM " + BuiltInTables.SCHEMA);
    run(
        "INSERT INTO "
            + BuiltInTables.SCHEMA
            + " SELECT type, name, tbl_name, rootpage, sql FROM "
            + aside()
            + " ORDER BY at");
    run("DROP TABLE " + aside());
    run("PRAGMA writable_schema=RESET");
    last = OptionalLong.empty();
    begun = false;
  }
}
