package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.sqlite.Collation;

/**
 * A finished database as SQLite itself describes it, to prove a JSON by. Asks by statements of its
 * own: what reads rows for an export has no part in it, so that a mistake there is seen here.
 */
public final class ProofDatabase implements AutoCloseable {
  private static final int LIMIT_LENGTH = 0;

  /** sqlite.org/fileformat.html, section 1.3.13, as the pragma names it. */
  private static final String UTF_16_LITTLE = "UTF-16le";

  private static final String UTF_16_BIG = "UTF-16be";

  private final Path file;
  private final Connection connection;
  private final String encoding;
  private @Nullable ProofColumns columns;

  private ProofDatabase(Path file, Connection connection) throws SQLException {
    this.file = file;
    this.connection = connection;
    this.encoding = one("PRAGMA main.encoding");
    nameUnknownCollations();
  }

  /**
   * A row of {@code sqlite_schema} that has a declaration.
   *
   * @param sql as stored, in the database's encoding
   * @param hasRows whether it is a table whose rows are in the file
   */
  public record Declared(String type, String name, String table, byte[] sql, boolean hasRows) {}

  /** Opens it. */
  public static ProofDatabase open(Path file) throws FailureException {
    try {
      return Connections.opened(Connections.finished(file), on -> new ProofDatabase(file, on));
    } catch (SQLException e) {
      throw CopyFailures.of(e, file);
    }
  }

  /**
   * Requires that a file that SQLite calls damaged can be read at all.
   *
   * @throws FailureException {@code PLACE_…} if it can't be read, or {@code CANCELLED}
   */
  public static void requireReadable(Path file, Progress progress) throws FailureException {
    CopyFailures.requireReadable(file, progress);
  }

  Connection connection() {
    return connection;
  }

  /**
   * Without them no statement about such a table can be prepared. Nothing here sorts by one: rows
   * are read in the order in which they are stored.
   */
  private void nameUnknownCollations() throws SQLException {
    if (one("SELECT 1 FROM " + BuiltInTables.SCHEMA + " WHERE sql LIKE '%collate%' LIMIT 1")
        .isEmpty()) {
      return; // Asking for each index takes as long as reading ten thousand small tables.
    }
    List<String> unknown = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT DISTINCT x.coll FROM "
                    + BuiltInTables.SCHEMA
                    + " s JOIN "
                    + BuiltInTables.indexes("s.name")
                    + " i"
                    + " JOIN "
                    + BuiltInTables.indexColumns("i.name")
                    + " x WHERE s.type = 'table'"
                    + " AND s.rootpage > 0 AND x.coll COLLATE NOCASE"
                    + " NOT IN ('BINARY', 'NOCASE', 'RTRIM')")) {
      while (row.next()) {
        unknown.add(row.getString(1));
      }
    }
    for (String name : unknown) {
      Collation.create(
          connection,
          name,
          new Collation() {
            @Override
            protected int xCompare(String left, String right) {
              throw new IllegalStateException("nothing is sorted");
            }
          });
    }
  }

  private String one(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }

  /** Returns the encoding as {@code PRAGMA encoding} names it. */
  public String encoding() {
    return encoding;
  }

  /** Returns the encoding in which text is stored. */
  public Charset charset() {
    if (encoding.equals(UTF_16_LITTLE)) {
      return StandardCharsets.UTF_16LE;
    }
    return encoding.equals(UTF_16_BIG) ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
  }

  public long userVersion() throws FailureException {
    return number("PRAGMA main.user_version");
  }

  public long applicationId() throws FailureException {
    return number("PRAGMA main.application_id");
  }

  public long pageSize() throws FailureException {
    return number("PRAGMA main.page_size");
  }

  public long autoVacuum() throws FailureException {
    return number("PRAGMA main.auto_vacuum");
  }

  private long number(String query) throws FailureException {
    try {
      return Long.parseLong(one(query));
    } catch (SQLException e) {
      throw CopyFailures.of(e, file);
    }
  }

  public List<Declared> declarations() throws FailureException {
    List<Declared> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT CAST(sql AS BLOB), CAST(tbl_name AS BLOB), CAST(name AS BLOB), type,"
                    + " rootpage FROM "
                    + BuiltInTables.SCHEMA
                    + " WHERE typeof(sql) <> 'null'")) {
      while (row.next()) {
        String type = row.getString(4).intern();
        boolean hasRows = type.equals("table") && row.getLong(5) != 0;
        String name = name(row, 3);
        String table = name(row, 2);
        all.add(
            new Declared(type, name, table.equals(name) ? name : table, bytes(row, 1), hasRows));
      }
      return all;
    } catch (SQLException e) {
      throw CopyFailures.of(e, file);
    }
  }

  private String name(ResultSet row, int at) throws SQLException {
    return Names.of(bytes(row, at), charset());
  }

  private static byte[] bytes(ResultSet row, int at) throws SQLException {
    byte[] bytes = row.getBytes(at);
    return bytes == null ? new byte[0] : bytes;
  }

  /**
   * Opens the rows of a table in the order in which they are stored.
   *
   * @throws FailureException {@code TABLE_UNREADABLE} if SQLite can't
   */
  public ProofRows rows(String table) throws FailureException {
    return rows(table, OptionalLong.empty());
  }

  /**
   * Opens the same from a rowid on.
   *
   * @throws FailureException {@code TABLE_UNREADABLE}, too, if the table has none that SQL can name
   */
  public ProofRows rowsFrom(String table, long rowid) throws FailureException {
    return rows(table, OptionalLong.of(rowid));
  }

  private ProofRows rows(String table, OptionalLong from) throws FailureException {
    try {
      if (columns == null) {
        columns = new ProofColumns(connection, charset());
      }
      // A declaration may be larger than a value that is held.
      Connections.database(connection).limit(LIMIT_LENGTH, Integer.MAX_VALUE);
      ProofColumns.Of about = columns.of(table);
      Connections.database(connection).limit(LIMIT_LENGTH, ProofRows.MAX_HELD);
      return new ProofRows(file, connection, table, about, from, charset());
    } catch (SQLException e) {
      throw CopyFailures.ofTable(e, file, table);
    }
  }

  @Override
  public void close() throws FailureException {
    try (connection) {
      if (columns != null) {
        columns.close();
      }
    } catch (SQLException e) {
      throw CopyFailures.of(e, file);
    }
  }
}
