package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A finished database file that nobody writes to, opened to read all of it. */
public final class BackupDatabase implements AutoCloseable {
  private static final int LIMIT_COLUMN = 2;
  private static final int LIMIT_ATTACHED = 7;
  private static final int MOST_COLUMNS = 32767;

  private final Path file;
  private final Connection connection;
  private final String encoding;

  private BackupDatabase(Path file, Connection connection, String encoding) {
    this.file = file;
    this.connection = connection;
    this.encoding = encoding;
  }

  public static BackupDatabase open(Path file) throws FailureException {
    try {
      Connection connection = Connections.finished(file);
      // 2 000 columns and the rowid are one more than the default allows.
      Connections.database(connection).limit(LIMIT_COLUMN, MOST_COLUMNS);
      Connections.database(connection).limit(LIMIT_ATTACHED, 0);
      return new BackupDatabase(file, connection, Connections.text(connection, "PRAGMA encoding"));
    } catch (SQLException e) {
      throw CopyFailures.of(e, file);
    }
  }

  /** As {@code PRAGMA encoding} names it. */
  public String encoding() {
    return encoding;
  }

  /** The encoding in which text is stored. */
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

  public String sqliteVersion() throws FailureException {
    try {
      return Connections.text(connection, "SELECT sqlite_version()");
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** A pragma that is a number: user_version, page_size, … */
  public long pragma(String name) throws FailureException {
    try {
      return Connections.number(connection, "PRAGMA " + name);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** All declarations, in the order in which they stand in the file. */
  public List<SchemaEntry> schema() throws FailureException {
    List<SchemaEntry> entries = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT type, CAST(name AS BLOB), CAST(tbl_name AS BLOB), CAST(sql AS BLOB),"
                    + " type = 'table' AND rootpage > 0"
                    + " FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")) {
      while (row.next()) {
        entries.add(
            new SchemaEntry(
                row.getString(1),
                name(row.getBytes(2)),
                name(row.getBytes(3)),
                row.getBytes(4),
                row.getBoolean(5)));
      }
    } catch (SQLException e) {
      throw failed(e);
    }
    return entries;
  }

  private String name(byte @Nullable [] stored) throws FailureException {
    byte[] bytes = stored == null ? new byte[0] : stored; // An empty name is NULL as a BLOB.
    try {
      return charset().newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw FailureException.because(
          e, Reason.NAME_NOT_UNICODE, file, new String(bytes, charset()));
    }
  }

  /**
   * The rows of an ordinary table, in rowid order, or key order where it has no rowid.
   *
   * @throws FailureException {@code NAME_NOT_UNICODE}, since such a column can't be asked for
   */
  public RowReader rows(String table) throws FailureException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT CAST(name AS BLOB) FROM pragma_table_xinfo("
                    + Connections.quoted(table)
                    + ")")) {
      while (row.next()) {
        name(row.getBytes(1));
      }
    } catch (SQLException e) {
      throw failed(e);
    }
    return RowReader.open(file, connection, table);
  }

  private FailureException failed(SQLException e) {
    return CopyFailures.of(e, file);
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
