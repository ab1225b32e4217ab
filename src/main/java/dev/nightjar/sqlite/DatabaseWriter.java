package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/**
 * Writes a new database from declarations and rows that nobody vouches for: one CREATE statement at
 * a time, no extension, no attached file, no trigger firing.
 */
public final class DatabaseWriter implements AutoCloseable {
  private static final int LIMIT_COLUMN = 2;
  private static final int LIMIT_ATTACHED = 7;
  private static final int MOST_COLUMNS = 32767;
  private static final List<String> ORDINARY =
      List.of(
          "CREATE TABLE ",
          "CREATE INDEX ",
          "CREATE UNIQUE INDEX ",
          "CREATE VIEW ",
          "CREATE TRIGGER ");

  private final Path file;
  private final Connection connection;
  private final Charset charset;
  private final LargeInserts large;
  private final Map<List<Boolean>, PreparedStatement> inserts = new HashMap<>();
  private String table = "";
  private TableShape shape = TableShape.NONE;

  private DatabaseWriter(Path file, Connection connection, Charset charset) {
    this.file = file;
    this.connection = connection;
    this.charset = charset;
    this.large = new LargeInserts(connection, !charset.equals(StandardCharsets.UTF_8));
  }

  /**
   * Makes the new file {@code file}, with the pragmas that can't be changed later.
   *
   * @param autoVacuum 0 none, 1 full, 2 incremental
   */
  public static DatabaseWriter create(Path file, String encoding, long pageSize, long autoVacuum)
      throws FailureException {
    if (!List.of("UTF-8", "UTF-16le", "UTF-16be").contains(encoding)) {
      throw new FailureException(Reason.JSON_DAMAGED, file, "an unknown encoding", 0);
    }
    try {
      Connection connection = Connections.creator(file);
      DatabaseWriter writer =
          new DatabaseWriter(file, connection, BackupDatabase.charset(encoding));
      Connections.database(connection).limit(LIMIT_COLUMN, MOST_COLUMNS);
      Connections.database(connection).limit(LIMIT_ATTACHED, 0);
      writer.execute("PRAGMA page_size=" + pageSize);
      writer.execute("PRAGMA encoding='" + encoding + "'");
      writer.execute("PRAGMA auto_vacuum=" + autoVacuum);
      writer.execute("PRAGMA trusted_schema=OFF");
      writer.execute("PRAGMA foreign_keys=OFF");
      writer.execute("PRAGMA ignore_check_constraints=ON");
      writer.execute("PRAGMA journal_mode=OFF");
      writer.execute("PRAGMA synchronous=OFF");
      writer.execute("BEGIN");
      return writer;
    } catch (SQLException e) {
      throw FailureException.because(e, Reason.TARGET_IO, file);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The encoding in which text is stored. */
  public Charset charset() {
    return charset;
  }

  /** Declares a table, index, view or trigger. */
  public void declare(String name, String sql) throws FailureException {
    boolean known = ORDINARY.stream().anyMatch(sql::startsWith);
    if (!known || !isOneDeclaration(sql)) {
      throw refused("a declaration of another kind: " + name);
    }
    try {
      // Names like sqlite_stat1 are reserved otherwise.
      execute("PRAGMA writable_schema=" + (name.startsWith("sqlite_") ? "ON" : "OFF"));
      long before = declarations(name);
      runFirst(name, sql);
      if (declarations(name) != before + 1) {
        throw refused("a declaration of another name: " + name);
      }
    } catch (SQLException e) {
      throw FailureException.because(
          e, Reason.JSON_DAMAGED, file, "the declaration of " + name + ": " + e.getMessage(), 0);
    }
  }

  private long declarations(String name) throws SQLException {
    return Connections.number(
        connection, "SELECT count(*) FROM sqlite_schema WHERE name = " + Connections.quoted(name));
  }

  /** Runs the first statement of {@code sql} alone: prepared, what may follow a ';' isn't run. */
  private void runFirst(String name, String sql) throws SQLException, FailureException {
    try (StandIns standIns = new StandIns(connection)) {
      while (true) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
          statement.execute();
          break;
        } catch (SQLException e) {
          String missing = StandIns.missing(e);
          // An index would be sorted wrongly, and the app would not find its rows.
          if (!missing.isEmpty() && !sql.startsWith("CREATE TABLE ")) {
            throw needsApp(name, "its own " + missing, e);
          }
          if (missing.isEmpty() || !standIns.supply(missing)) {
            throw e;
          }
        }
      }
      boolean computes =
          standIns.functions()
              && TableShape.of(connection, name).columns().stream()
                  .anyMatch(TableShape.Column::generated);
      if (computes || standIns.sort(name)) {
        throw needsApp(name, "its own functions or collations", null);
      }
    }
  }

  private FailureException needsApp(String name, String what, @Nullable SQLException cause) {
    return cause == null
        ? new FailureException(Reason.JSON_NEEDS_APP, file, name, what)
        : FailureException.because(cause, Reason.JSON_NEEDS_APP, file, name, what);
  }

  /** SQLite keeps no table's query: where one stands, somebody put it there. */
  private static boolean isOneDeclaration(String sql) {
    return !sql.startsWith("CREATE TABLE ") || SqlScan.afterTableName(sql) == '(';
  }

  /**
   * Declares a virtual table as .dump does: its module isn't called, its rows are in other tables.
   */
  public void declareVirtual(String name, String sql) throws FailureException {
    if (!sql.toUpperCase(Locale.ROOT).startsWith("CREATE VIRTUAL TABLE ")) {
      throw refused("a declaration of another kind: " + name);
    }
    try {
      execute("PRAGMA writable_schema=ON");
      try (PreparedStatement statement =
          connection.prepareStatement(
              "INSERT INTO sqlite_schema(type, name, tbl_name, rootpage, sql)"
                  + " VALUES ('table', ?, ?, 0, ?)")) {
        statement.setString(1, name);
        statement.setString(2, name);
        statement.setString(3, sql);
        statement.execute();
      }
      execute("PRAGMA writable_schema=OFF");
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** sqlite_sequence can only be made by a table that needs it. */
  public void declareSequence() throws FailureException {
    try {
      execute("CREATE TABLE nightjar_sequence(id INTEGER PRIMARY KEY AUTOINCREMENT)");
      execute("DROP TABLE nightjar_sequence");
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Begins to fill a table, emptying it first: SQLite itself writes to sqlite_sequence. */
  public void fill(String name) throws FailureException {
    try {
      closeInserts();
      table = name;
      shape = TableShape.of(connection, name);
      if (name.equals("sqlite_sequence")) {
        execute("DELETE FROM sqlite_sequence");
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** The columns that take values, in order. */
  public List<String> columns() {
    return shape.valueColumns();
  }

  /**
   * Adds a row.
   *
   * @param asText which of {@code values} are a TEXT's bytes in the database's encoding
   * @param values {@link Long}, {@link Double}, {@link String}, {@code byte[]}, {@link Pieces} or
   *     null
   */
  public void insert(OptionalLong rowid, List<Boolean> asText, @Nullable Object[] values)
      throws FailureException {
    if (rowid.isPresent() != shape.showsRowid()) {
      throw refused("a row of " + table + " with a rowid too many or too few");
    }
    try {
      if (Arrays.stream(values).anyMatch(Pieces.class::isInstance)) {
        List<String> expressions = large.store(asText, values);
        try (PreparedStatement insert = connection.prepareStatement(insertInto(expressions))) {
          bind(insert, rowid, values);
        }
        large.clear();
      } else {
        PreparedStatement insert = inserts.get(asText);
        if (insert == null) {
          insert = connection.prepareStatement(insertInto(large.store(asText, values)));
          inserts.put(asText, insert);
        }
        bind(insert, rowid, values);
      }
    } catch (SQLException e) {
      throw FailureException.because(
          e, Reason.JSON_DAMAGED, file, "a row of " + table + ": " + e.getMessage(), 0);
    }
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

  private String insertInto(List<String> expressions) {
    List<String> names = new ArrayList<>();
    List<String> all = new ArrayList<>(expressions);
    if (shape.showsRowid()) {
      names.add(shape.rowidName());
      all.add(0, "?");
    }
    shape.valueColumns().forEach(column -> names.add(Connections.named(column)));
    return "INSERT INTO "
        + Connections.named(table)
        + "("
        + String.join(", ", names)
        + ") VALUES ("
        + String.join(", ", all)
        + ")";
  }

  private void closeInserts() throws SQLException {
    for (PreparedStatement insert : inserts.values()) {
      insert.close();
    }
    inserts.clear();
  }

  /** Ends the work: the file is whole and closed afterwards, though not yet flushed. */
  public void finish(long userVersion, long applicationId) throws FailureException {
    try {
      closeInserts();
      execute("PRAGMA user_version=" + userVersion);
      execute("PRAGMA application_id=" + applicationId);
      execute("COMMIT");
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private FailureException refused(String what) {
    return new FailureException(Reason.JSON_DAMAGED, file, what, 0);
  }

  private FailureException failed(SQLException e) {
    return Connections.primary(e) == SQLiteErrorCode.SQLITE_FULL.code
        ? FailureException.because(e, Reason.TARGET_FULL, file, -1L, -1L)
        : FailureException.because(e, Reason.TARGET_IO, file);
  }

  @Override
  public void close() throws FailureException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
