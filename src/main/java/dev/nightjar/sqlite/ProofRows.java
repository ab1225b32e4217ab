package dev.nightjar.sqlite;

import static dev.nightjar.sqlite.ResultCodes.SQLITE_DONE;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_NOMEM;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_ROW;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_TOOBIG;

import dev.nightjar.failure.FailureException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.sqlite.core.DB;
import org.sqlite.core.SafeStmtPtr;

/**
 * One table's rows, asked for by statements that {@link ProofDatabase} alone uses.
 *
 * <p>It is long because a value comes in three ways: by itself, in the JSON of its row, and in
 * pieces.
 */
public final class ProofRows implements AutoCloseable {
  /** Values of more bytes are compared in pieces. */
  static final int MAX_HELD = 1 << 20;

  private static final int LIMIT_LENGTH = 0;

  /** Rows that are read value by value before it pays to let SQLite write them as JSON. */
  private static final int ROWS_BEFORE_JSON = 50;

  private static final String NOT_INDEXED = " NOT INDEXED";
  private static final byte[] NOTHING = {};

  private final Path file;
  private final Connection connection;
  private final String table;
  private final List<String> columns;
  private final String rowidName;
  private final boolean hasOwnRowid;
  private final String counting;
  private final String source;
  private final boolean counts;
  private final List<ProofPieces> opened = new ArrayList<>();
  private SqlText.Prepared prepared;
  private SafeStmtPtr row;
  private boolean inPieces;

  /** The JSON around the values of a row; nothing if SQLite isn't asked for that. */
  private List<String> around = List.of();

  private boolean inJson;
  private final Charset charset;
  private final boolean isUtf8;
  private long count = -1;
  private long passed;

  /**
   * Opens them.
   *
   * @param about its columns, and the key that it is stored by
   * @param from the first row's rowid; without one all rows are read
   */
  ProofRows(
      Path file,
      Connection connection,
      String table,
      ProofColumns.Of about,
      OptionalLong from,
      Charset charset)
      throws SQLException {
    this.file = file;
    this.connection = connection;
    this.table = table;
    String key = about.key();
    columns = about.stored();
    if (columns.isEmpty()) {
      throw new SQLException("no columns");
    }
    rowidName = about.rowidName();
    if (from.isPresent() && rowidName.isEmpty()) {
      throw new SQLException("no name for the rowid");
    }
    String named = " FROM main." + Connections.named(table);
    String all = named + (key.isEmpty() ? NOT_INDEXED : " INDEXED BY " + Connections.named(key));
    // SQLite counts the entries of any index that is small, and heeds only this.
    counting = "SELECT count(*)" + named + NOT_INDEXED;
    String behind = from.isPresent() ? " WHERE " + rowidName + " >= " + from.getAsLong() : "";
    source = rowidName.isEmpty() ? all : all + behind + " ORDER BY " + rowidName;
    // Counted with the first row, so that a small table takes one statement.
    counts = from.isEmpty();
    String counted = counts ? ",(" + counting + ')' : "";
    try {
      prepared = SqlText.prepare(connection, values() + counted + source);
    } catch (SQLException e) {
      if (!isTooLarge(Connections.code(e).code)) {
        throw e;
      }
      prepared = inPieces();
    }
    row = prepared.pointer();
    hasOwnRowid = !rowidName.isEmpty() && isUnnamed(about.names(ProofColumns.ROWID));
    this.charset = charset;
    this.isUtf8 = charset.equals(StandardCharsets.UTF_8);
  }

  /**
   * From the last column to the first: of a row that doesn't fit into a page SQLite else reads all
   * lengths again for each column that it comes to.
   */
  private String values() {
    StringBuilder results = new StringBuilder("SELECT ");
    for (int column = columns.size() - 1; column >= 0; column--) {
      results.append(Connections.named(columns.get(column))).append(',');
    }
    return results.append(rowidName.isEmpty() ? "0" : rowidName).toString();
  }

  /**
   * SQLite calls a rowid by the name of the column that shows it, if there is one, and else rowid;
   * a column of that very name shows it if it is the key and has no index.
   */
  private boolean isUnnamed(boolean columnOfThatName) throws SQLException {
    String name = row.safeRun((db, of) -> db.column_name(of, at(columns.size())));
    if (!ProofColumns.ROWID.equals(Names.folded(name))) {
      return false;
    }
    if (!columnOfThatName) {
      return true;
    }
    return !ProofColumns.showsRowidAsRowid(connection, table);
  }

  /** Returns the names of the columns that aren't generated. */
  public List<String> columns() {
    return columns;
  }

  /** Returns whether rows have a rowid that no column shows. */
  public boolean hasOwnRowid() {
    return hasOwnRowid;
  }

  /** Returns how many rows SQLite counts in the table itself, no index asked. */
  public long count() throws FailureException {
    if (count >= 0) {
      return count;
    }
    try (SqlText.Prepared counted = SqlText.prepare(connection, counting)) {
      int code = counted.pointer().safeRunInt(DB::step);
      if (code != SQLITE_ROW) {
        throw SqlText.failed(connection, code);
      }
      return counted.pointer().safeRunLong((db, of) -> db.column_long(of, 0));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Moves to the next row; false past the last one. */
  public boolean next() throws FailureException {
    try {
      closePieces();
      if (passed == ROWS_BEFORE_JSON && !around.isEmpty() && isUtf8 && !inPieces) {
        goOn(withJson());
      }
      int code = row.safeRunInt(DB::step);
      if (isTooLarge(code) && !inPieces) {
        goOn(inPieces());
        code = row.safeRunInt(DB::step);
      }
      if (code == SQLITE_ROW) {
        if (passed == 0 && counts && !inPieces) {
          count = prepared.number(columns.size() + 1);
        }
        passed++;
        return true;
      }
      if (code == SQLITE_DONE) {
        return false;
      }
      throw SqlText.failed(connection, code);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void goOn(SqlText.Prepared by) throws SQLException {
    row.safeRunInt(DB::reset);
    prepared.close();
    prepared = by;
    row = prepared.pointer();
  }

  /**
   * Asks SQLite to write rows as JSON, too, once that pays.
   *
   * @param parts the JSON before each value, a rowid of its own first, and behind the last one
   */
  public void writeJson(List<String> parts) {
    around = parts;
  }

  /** From here on SQLite writes each row as JSON, too. */
  private SqlText.Prepared withJson() throws SQLException {
    List<String> values = new ArrayList<>();
    if (hasOwnRowid) {
      values.add(rowidName);
    }
    columns.forEach(column -> values.add(Connections.named(column)));
    String json =
        RowAsJson.sql(values, around, ProofColumns.keepingSigns(connection, table, charset));
    inJson = true;
    return SqlText.prepare(connection, values() + ',' + json + fromHere());
  }

  private String fromHere() {
    return source + " LIMIT -1 OFFSET " + passed;
  }

  /** Returns the row as SQLite writes it; nothing if it wasn't asked for that. */
  public byte[] json() throws FailureException {
    return inJson && !inPieces ? bytes(columns.size() + 1) : NOTHING;
  }

  /** From here on each value comes with what is known of it while it isn't loaded. */
  private SqlText.Prepared inPieces() throws SQLException {
    Connections.database(connection).limit(LIMIT_LENGTH, Integer.MAX_VALUE);
    List<String> results = new ArrayList<>();
    for (int column = columns.size() - 1; column >= 0; column--) {
      String name = Connections.named(columns.get(column));
      String large = "octet_length(" + name + ") > " + MAX_HELD;
      results.add("iif(" + large + ", typeof(" + name + ") = 'text', " + name + ")");
      results.add(large);
    }
    results.add(rowidName.isEmpty() ? "0" : rowidName);
    inPieces = true;
    return SqlText.prepare(connection, "SELECT " + String.join(",", results) + fromHere());
  }

  /** As a want of memory SQLite reports a column's default beyond the limit. */
  private static boolean isTooLarge(int code) {
    return (code & 0xff) == SQLITE_TOOBIG || (code & 0xff) == SQLITE_NOMEM;
  }

  /** The place of a column in the results; what comes behind the columns keeps its own. */
  private int at(int column) {
    int place = column < columns.size() ? columns.size() - 1 - column : column;
    return inPieces ? 2 * place : place;
  }

  public long rowid() throws FailureException {
    return integer(columns.size());
  }

  public StorageClass type(int column) throws FailureException {
    try {
      if (isLarge(column)) {
        return integer(column) != 0 ? StorageClass.TEXT : StorageClass.BLOB;
      }
      return StorageClass.of(row.safeRunInt((db, of) -> db.column_type(of, at(column))));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Returns whether the value is to be read in {@link #pieces} only. */
  public boolean isLarge(int column) throws FailureException {
    try {
      return inPieces && row.safeRunInt((db, of) -> db.column_int(of, at(column) + 1)) != 0;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  public long integer(int column) throws FailureException {
    try {
      return row.safeRunLong((db, of) -> db.column_long(of, at(column)));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  public double real(int column) throws FailureException {
    try {
      return row.safeRunDouble((db, of) -> db.column_double(of, at(column)));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Returns a TEXT's bytes as stored, or a BLOB's. */
  public byte[] bytes(int column) throws FailureException {
    try {
      return prepared.bytes(at(column));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Returns the same bytes, large or not; to be read before {@link #next}. */
  public Pieces pieces(int column) throws FailureException {
    if (!isLarge(column)) {
      return Pieces.of(bytes(column));
    }
    String where = " LIMIT 1 OFFSET " + (passed - 1);
    String only =
        rowidName.isEmpty()
            ? source + where
            : " FROM main." + Connections.named(table) + " WHERE " + rowidName + " = " + rowid();
    ProofPieces value =
        new ProofPieces(
            connection, Connections.named(columns.get(column)), only, !rowidName.isEmpty());
    opened.add(value);
    return () -> {
      try {
        return value.next();
      } catch (SQLException e) {
        throw failed(e);
      }
    };
  }

  private void closePieces() throws SQLException {
    for (ProofPieces value : opened) {
      value.close();
    }
    opened.clear();
  }

  private FailureException failed(SQLException e) {
    return CopyFailures.ofTable(e, file, table);
  }

  @Override
  public void close() throws FailureException {
    try {
      closePieces();
      prepared.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
