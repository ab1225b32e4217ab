package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A finished database file that nobody writes to, opened to read all of it. */
public final class BackupDatabase implements DatabaseSource {
  /**
   * Whether a declaration has none of the words by which a table gets columns or an order that
   * {@code SELECT rowid, *} doesn't show, and nothing but ASCII. SQL has no other spelling of them.
   */
  private static final String PLAIN =
      "octet_length(sql) = length(sql) AND sql NOT LIKE '%without%' AND sql NOT LIKE '%rowid%'"
          + " AND sql NOT LIKE '%as%(%'";

  private final Path file;
  private final Connection connection;
  private final String encoding;
  private final TableShapes shapes;
  private final Set<String> plain = new HashSet<>();
  private final Set<String> read = new LinkedHashSet<>();
  private String binary = "BINARY";

  private BackupDatabase(Path file, Connection connection) throws SQLException {
    this.file = file;
    this.connection = connection;
    this.encoding = Connections.text(connection, "PRAGMA encoding");
    this.shapes = new TableShapes(connection, charset(encoding));
  }

  /** Opens it. */
  public static BackupDatabase open(Path file) throws FailureException {
    try {
      return Connections.opened(Connections.finished(file), on -> new BackupDatabase(file, on));
    } catch (SQLException e) {
      throw CopyFailures.of(e, file);
    }
  }

  /**
   * The same to compare it with another: what is sorted goes to a file if it is much.
   *
   * @param progress asked between SQLite's steps, and may cancel
   */
  public static BackupDatabase toCompare(Path file, Progress progress) throws FailureException {
    BackupDatabase database = open(file);
    try (Statement statement = database.connection.createStatement()) {
      statement.execute("PRAGMA temp_store=FILE");
      statement.execute("PRAGMA cache_size=-16000");
      Connections.interruptible(database.connection, progress);
      return database;
    } catch (SQLException e) {
      database.close();
      throw CopyFailures.of(e, file);
    }
  }

  public Path file() {
    return file;
  }

  Connection connection() {
    return connection;
  }

  TableShapes shapes() {
    return shapes;
  }

  /** Orders text by code point from now on, as UTF-8 does, in whichever encoding it is stored. */
  public void orderTextByCodePoint() throws FailureException {
    try {
      CodePointOrder.on(connection);
      binary = CodePointOrder.NAME;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Returns a table's columns and its key. */
  public TableKey key(String table) throws FailureException {
    try {
      return RowQuery.unlimited(
          connection, on -> TableKey.of(on, table, shapes.of(table), charset()));
    } catch (SQLException e) {
      throw CopyFailures.ofTable(e, file, table);
    }
  }

  /** Returns a name by which SQL can see a table's rowid; empty if it can't. */
  public String rowid(String table) throws FailureException {
    try {
      return RowQuery.unlimited(connection, on -> shapes.of(table).rowidName());
    } catch (SQLException e) {
      throw CopyFailures.ofTable(e, file, table);
    }
  }

  /** Opens the rows of an ordinary table in an order that another database can have, too. */
  public RowSource ordered(String table, RowOrder order) throws FailureException {
    return RowReader.ordered(file, connection, shapes, table, order, binary);
  }

  /** Returns the name of an ordinary table as it is declared; empty if there is none. */
  public Optional<String> table(String name) throws FailureException {
    String query =
        "SELECT CAST(name AS BLOB) FROM "
            + BuiltInTables.SCHEMA
            + " WHERE type = 'table' AND rootpage > 0"
            + " AND name = "
            + Connections.quoted(name)
            + " COLLATE NOCASE";
    try (SqlText.Prepared row = SqlText.prepare(connection, query)) {
      return row.step() ? Optional.of(Names.of(row.bytes(0), charset())) : Optional.empty();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /**
   * Opens those rows of an ordinary table for which a condition holds, in any order; by an index if
   * there is one.
   *
   * @param condition SQL of our own, names and values quoted
   */
  public RowSource where(String table, String condition) throws FailureException {
    return RowReader.where(file, connection, shapes, table, condition);
  }

  @Override
  public String encoding() {
    return encoding;
  }

  @Override
  public Charset charset() {
    return charset(encoding);
  }

  static Charset charset(String encoding) {
    return switch (encoding) {
      case "UTF-16le" -> StandardCharsets.UTF_16LE;
      case "UTF-16be" -> StandardCharsets.UTF_16BE;
      default -> StandardCharsets.UTF_8;
    };
  }

  @Override
  public String sqliteVersion() throws FailureException {
    try {
      return Connections.text(connection, "SELECT sqlite_version()");
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public long pragma(String name) throws FailureException {
    try {
      return Connections.number(connection, "PRAGMA " + name);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public SchemaSize schemaSize() throws FailureException {
    try {
      return RowQuery.unlimited(connection, SchemaSize::of);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public List<SchemaEntry> schema() throws FailureException {
    try {
      return RowQuery.unlimited(connection, on -> entries());
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private List<SchemaEntry> entries() throws SQLException {
    List<SchemaEntry> entries = new ArrayList<>();
    try (SqlText.Prepared row =
        SqlText.prepare(
            connection,
            "SELECT CAST(type AS BLOB), CAST(name AS BLOB), CAST(tbl_name AS BLOB),"
                + " CAST(sql AS BLOB), type = 'table' AND rootpage > 0, "
                + PLAIN
                + " FROM "
                + BuiltInTables.SCHEMA
                + " WHERE sql IS NOT NULL ORDER BY rowid")) {
      while (row.step()) {
        String name = Names.of(row.bytes(1), charset());
        boolean hasRows = row.integer(4) != 0;
        if (hasRows && row.integer(5) != 0) {
          plain.add(name);
        }
        String type = Names.of(row.bytes(0), charset()).intern();
        String table = Names.of(row.bytes(2), charset());
        entries.add(
            new SchemaEntry(type, name, table.equals(name) ? name : table, row.bytes(3), hasRows));
      }
    }
    return entries;
  }

  @Override
  public List<String> bySqlite() {
    return List.copyOf(read);
  }

  @Override
  public RowSource rows(String table) throws FailureException {
    read.add(table);
    return plain.contains(table)
        ? RowReader.openPlain(file, connection, shapes, table)
        : RowReader.open(file, connection, shapes, table);
  }

  private FailureException failed(SQLException e) {
    return CopyFailures.of(e, file);
  }

  @Override
  public void close() throws FailureException {
    try (connection) {
      shapes.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
