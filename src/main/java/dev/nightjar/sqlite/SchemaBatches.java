package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Keeps a new database's schema small while much is declared. At each CREATE statement SQLite reads
 * all of sqlite_schema and visits every table it knows, so that ten thousand tables would take a
 * thousand times as long as a hundred. Declarations are put aside a batch at a time, and put back
 * in their order at the end; the pages stay as they are. Each has the name that was expected, or it
 * isn't put aside.
 */
final class SchemaBatches {
  /** Declarations between two batches; fewer than that are never put aside. */
  static final int SIZE = 32;

  /** Tables with AUTOINCREMENT need it, and SQLite would make another. */
  private static final String SEQUENCE = "sqlite_sequence";

  private final Connection connection;
  private final OwnNames own;
  private final Charset charset;
  private final Path file;
  private boolean begun;
  private int declared;

  /** The names of what was declared since {@link #misnamed} was asked, in order. */
  private final List<String> expected = new ArrayList<>();

  /** The number of the last declaration before those. */
  private long last;

  /**
   * @param file the new database, as failures name it
   */
  SchemaBatches(Connection connection, OwnNames own, Charset charset, Path file) {
    this.connection = connection;
    this.own = own;
    this.charset = charset;
    this.file = file;
  }

  private String aside() {
    return "temp." + own.of("aside");
  }

  /** Counts a declaration that comes next; if a batch is full, it is put aside before. */
  void count() throws SQLException, FailureException {
    if (declared == SIZE) {
      putAside();
    }
    declared++;
  }

  private void run(String sql) throws SQLException {
    NewDatabase.execute(connection, sql);
  }

  /** Puts everything aside: until it is back, SQLite knows none of it. */
  void putAside() throws SQLException, FailureException {
    requireNames();
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
  }

  /** Remembers that a declaration of that name comes next, for {@link #requireNames}. */
  void expect(String name) throws SQLException {
    if (expected.isEmpty()) {
      last = Connections.number(connection, "SELECT max(rowid) FROM " + BuiltInTables.SCHEMA);
    }
    expected.add(name);
  }

  /** Requires that each of the last declarations has declared what the JSON says it does. */
  void requireNames() throws SQLException, FailureException {
    Optional<String> other = misnamed();
    if (other.isPresent()) {
      throw new FailureException(
          Reason.JSON_DAMAGED, file, "a declaration of another name: " + other.get(), -1);
    }
  }

  /**
   * Returns the first name that was expected and isn't the one under which SQLite has stored that
   * declaration; once for a whole batch, since it takes a statement. Empty if all are.
   */
  Optional<String> misnamed() throws SQLException {
    if (expected.isEmpty()) {
      return Optional.empty();
    }
    List<String> stored = new ArrayList<>();
    // Automatic indexes have no declaration; nobody declares sqlite_sequence but SQLite itself.
    String query =
        "SELECT CAST(name AS BLOB) FROM "
            + BuiltInTables.SCHEMA
            + " WHERE sql IS NOT NULL AND name <> '"
            + SEQUENCE
            + "' AND rowid > "
            + last
            + " ORDER BY rowid";
    try (SqlText.Prepared row = SqlText.prepare(connection, query)) {
      while (row.step()) {
        stored.add(Names.of(row.bytes(0), charset));
      }
    }
    for (int at = 0; at < expected.size(); at++) {
      if (at >= stored.size() || !stored.get(at).equals(expected.get(at))) {
        return Optional.of(expected.get(at));
      }
    }
    expected.clear();
    return Optional.empty();
  }

  boolean isBegun() {
    return begun;
  }

  /** Lets SQLite know these tables alone, which were put aside. */
  void only(Collection<String> tables) throws SQLException, FailureException {
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
  }

  /** Puts everything back, in the order in which it was declared. */
  void putBack() throws SQLException, FailureException {
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
    begun = false;
  }
}
