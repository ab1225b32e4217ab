package dev.nightjar.sqlite;

import static dev.nightjar.sqlite.ResultCodes.SQLITE_INTERRUPT;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_NOMEM;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_READONLY;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_TOOBIG;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sqlite.SQLiteErrorCode;

/**
 * One statement of a user's on a finished database that nobody writes to, and its rows.
 *
 * <p>Nothing is refused by its words. The file is opened read-only and immutable, on a connection
 * that may neither attach a file (so {@code VACUUM INTO} fails, too) nor write to a temporary one
 * nor load an extension. The statement must have results, and its program, as {@code EXPLAIN} lists
 * it, none of the instructions by which {@code sqlite3_stmt_readonly} tells one that writes.
 *
 * <p>A value larger than {@link RowQuery#MAX_WHOLE} is refused by SQLite at first. Then the
 * statement becomes the source of another one, which gives the lengths as well: large values come
 * in pieces, for each value of which it is computed again up to its row.
 *
 * <p>It is long because all that keeps a statement from doing harm stands side by side.
 */
public final class ReadOnlyQuery implements Row, AutoCloseable {
  private static final int LIMIT_LENGTH = 0;

  /** SQLite's own limit of a value, which the app that wrote the file had, too. */
  private static final int MAX_LENGTH = 1_000_000_000;

  private static final Set<String> WRITING = Set.of("Checkpoint", "Vacuum", "JournalMode");

  /** The rows that a statement gives. */
  private enum Kind {
    QUERY,
    /** Others each time: a row can't be found again. */
    BY_CHANCE,
    /**
     * A program's instructions, which don't run: SQLite lists them in UTF-8 whatever the file has.
     */
    EXPLAIN
  }

  private final Path file;
  private final Connection connection;
  private final Connections.Interruption interruption;
  private final Charset charset;
  private final String sql;
  private final List<String> columns;
  private final boolean byChance;
  private final List<RowCursor> pieces = new ArrayList<>();
  private RowCursor cursor;
  private long delivered;

  private ReadOnlyQuery(
      Path file,
      Connection connection,
      Connections.Interruption interruption,
      String sql,
      List<String> columns,
      Kind kind)
      throws SQLException {
    this.file = file;
    this.connection = connection;
    this.interruption = interruption;
    this.charset =
        kind == Kind.EXPLAIN
            ? StandardCharsets.UTF_8
            : BackupDatabase.charset(Connections.text(connection, "PRAGMA encoding"));
    this.sql = sql;
    this.columns = columns;
    this.byChance = kind == Kind.BY_CHANCE;
    this.cursor = cursor();
  }

  /**
   * Prepares the statement; nothing is computed yet.
   *
   * @param progress asked between SQLite's steps, and may cancel
   * @throws FailureException {@code STATEMENT_…} if the statement is refused, {@code COPY_…} if the
   *     file is
   */
  public static ReadOnlyQuery open(Path file, String text, Progress progress)
      throws FailureException {
    StatementText statement = StatementText.of(text);
    if (!statement.alone()) {
      throw new FailureException(Reason.STATEMENT_NOT_ALONE);
    }
    if (statement.first().isBlank()) {
      throw new FailureException(Reason.STATEMENT_WITHOUT_ROWS);
    }
    Connection connection = connect(file);
    boolean opened = false;
    try {
      Connections.Interruption interruption = Connections.interruptible(connection, progress);
      List<String> columns = columns(connection, statement.first());
      Kind kind = refuseToWrite(connection, statement.first());
      RowQuery.limit(connection);
      ReadOnlyQuery query =
          new ReadOnlyQuery(file, connection, interruption, statement.first(), columns, kind);
      opened = true;
      return query;
    } catch (SQLException e) {
      throw refused(e, file, connection, statement.first());
    } finally {
      if (!opened) {
        close(connection, file);
      }
    }
  }

  /** A name that only the app knows isn't misspelled. */
  private static FailureException refused(
      SQLException e, Path file, Connection connection, String statement) throws FailureException {
    Optional<String> collation = MissingCollations.neededFor(file, connection, statement, e);
    if (collation.isPresent()) {
      return FailureException.because(e, Reason.STATEMENT_NEEDS_APP, collation.get());
    }
    Optional<String> function =
        StandIns.missing(e)
            .filter(missing -> !missing.collation())
            .map(missing -> missing.name().replace("()", ""))
            .filter(name -> !Names.folded(statement).contains(Names.folded(name)));
    return function.isPresent()
        ? FailureException.because(e, Reason.STATEMENT_NEEDS_FUNCTION, function.get())
        : failed(e, file, Reason.STATEMENT_FAILED);
  }

  private static Connection connect(Path file) throws FailureException {
    try {
      return Connections.opened(
          Connections.finished(file),
          connection -> {
            Connections.database(connection).limit(LIMIT_LENGTH, MAX_LENGTH);
            try (Statement statement = connection.createStatement()) {
              statement.execute("PRAGMA temp_store=FILE");
              statement.execute("PRAGMA query_only=ON");
            }
            return connection;
          });
    } catch (SQLException e) {
      throw CopyFailures.of(e, file);
    }
  }

  private static List<String> columns(Connection connection, String sql)
      throws SQLException, FailureException {
    try (SqlText.Prepared prepared = SqlText.prepare(connection, sql)) {
      int count = prepared.pointer().safeRunInt((db, at) -> db.column_count(at));
      if (count == 0) {
        throw new FailureException(Reason.STATEMENT_WITHOUT_ROWS);
      }
      return List.of(prepared.pointer().safeRun((db, at) -> db.column_names(at)));
    }
  }

  /**
   * Refuses a statement that writes (sqlite.org/c3ref/stmt_readonly.html; vdbeaux.c,
   * resolveP2Values).
   */
  private static Kind refuseToWrite(Connection connection, String sql)
      throws SQLException, FailureException {
    SqlText.Prepared explained;
    try {
      explained = SqlText.prepare(connection, "EXPLAIN " + sql);
    } catch (SQLException e) {
      return Kind.EXPLAIN;
    }
    boolean byChance = false;
    try (explained) {
      while (explained.step()) {
        String instruction = explained.pointer().safeRun((db, at) -> db.column_text(at, 1));
        String function = explained.pointer().safeRun((db, at) -> db.column_text(at, 5));
        byChance |= instruction.equals("Function") && String.valueOf(function).startsWith("random");
        long second = explained.pointer().safeRunLong((db, at) -> db.column_long(at, 3));
        if (WRITING.contains(instruction) || (instruction.equals("Transaction") && second != 0)) {
          throw new FailureException(Reason.STATEMENT_WRITES);
        }
      }
    }
    return byChance ? Kind.BY_CHANCE : Kind.QUERY;
  }

  /** Returns the names of the results; two may be the same. */
  public List<String> columns() {
    return columns;
  }

  /** Returns the encoding in which text comes. */
  public Charset charset() {
    return charset;
  }

  /** Moves to the next row; false past the last one. */
  public boolean next() throws FailureException {
    try {
      closePieces();
      RowCursor.Step step = cursor.step();
      if (step == RowCursor.Step.TOO_LARGE) {
        if (byChance) {
          throw tooLargeForChance();
        }
        cursor.close();
        cursor = goOnWithoutLarge();
        step = cursor.step();
      }
      if (step == RowCursor.Step.ROW) {
        delivered++;
        return true;
      }
      return false;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** The rows whole if SQLite prepares that: a column's default may be too large. */
  private RowCursor cursor() throws SQLException {
    try {
      return new RowCursor(connection, query(sql, false));
    } catch (SQLException e) {
      if (byChance || !RowQuery.isBeyondLimit(Connections.code(e).code)) {
        throw e;
      }
      return goOnWithoutLarge();
    }
  }

  private RowCursor goOnWithoutLarge() throws SQLException {
    Connections.database(connection).limit(LIMIT_LENGTH, MAX_LENGTH);
    return new RowCursor(connection, query(withLengths(), true));
  }

  private static RowQuery query(String sql, boolean withLengths) {
    return new RowQuery("", sql, 1, 0, "", withLengths, "", "");
  }

  /** The statement's results, then the length of each in bytes. */
  private String withLengths() {
    return ("WITH " + asResult())
        + (" SELECT " + each("c%d") + ", " + each("octet_length(c%d)"))
        + (" FROM " + unused("result") + " LIMIT -1 OFFSET " + delivered);
  }

  /**
   * One value of the row in pieces. It is computed once and set aside. SQLite holds it while it is
   * cut, but not from one row of a result to the next (vdbe.c, vdbeColumnFromOverflow): sorting
   * makes it cut all pieces first. The lengths are asked for so that the same columns are read, by
   * the same index and in the same order.
   */
  private String inPieces(int column) throws FailureException {
    String one = unused("one");
    String piece = unused("piece");
    int bytes = RowQuery.PIECE_BYTES;
    return ("WITH " + asResult() + ", " + one + "(value, " + each("l%d") + ") AS MATERIALIZED (")
        + ("SELECT c" + column + ", " + each("octet_length(c%d)") + " FROM " + unused("result"))
        + (" LIMIT 1 OFFSET " + (delivered - 1) + "), " + piece + "(at) AS (SELECT 1 UNION ALL")
        + (" SELECT at + " + bytes + " FROM " + piece)
        + (" WHERE at + " + bytes + " <= " + integer(columns.size() + column) + ")")
        + (" SELECT substr(CAST(value AS BLOB), at, " + bytes + ")")
        + (" FROM " + one + " CROSS JOIN " + piece + " ORDER BY at");
  }

  private String asResult() {
    return unused("result") + "(" + each("c%d") + ") AS (\n" + sql + "\n)";
  }

  /** A table of that name would be ours. */
  private String unused(String name) {
    String free = name;
    while (Names.folded(sql).contains(free)) {
      free += "_";
    }
    return free;
  }

  private String each(String form) {
    return IntStream.range(0, columns.size())
        .mapToObj(at -> form.replace("%d", Integer.toString(at)))
        .collect(Collectors.joining(", "));
  }

  @Override
  public StorageClass type(int column) throws FailureException {
    try {
      return cursor.type(column);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public boolean isLarge(int column) throws FailureException {
    try {
      return cursor.query().leavesLargeOut()
          && cursor.integer(columns.size() + column) > RowQuery.MAX_WHOLE;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public long integer(int column) throws FailureException {
    try {
      return cursor.integer(column);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public double real(int column) throws FailureException {
    try {
      return cursor.real(column);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public byte[] bytes(int column) throws FailureException {
    try {
      return cursor.bytes(column);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public Pieces pieces(int column) throws FailureException {
    if (!isLarge(column)) {
      return Pieces.of(bytes(column));
    }
    try {
      RowCursor value = new RowCursor(connection, query(inPieces(column), true));
      pieces.add(value);
      long bytes = integer(columns.size() + column);
      AtomicLong left = new AtomicLong((bytes + RowQuery.PIECE_BYTES - 1) / RowQuery.PIECE_BYTES);
      return () -> {
        try {
          boolean more = left.getAndDecrement() > 0;
          return more && value.step() == RowCursor.Step.ROW ? value.bytes(0) : new byte[0];
        } catch (SQLException e) {
          throw failed(e);
        }
      };
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void closePieces() throws SQLException {
    for (RowCursor value : pieces) {
      value.close();
    }
    pieces.clear();
  }

  private FailureException tooLargeForChance() {
    return new FailureException(Reason.STATEMENT_LARGE_BY_CHANCE, (long) RowQuery.MAX_WHOLE);
  }

  private FailureException failed(SQLException e) throws FailureException {
    interruption.rethrow();
    return failed(e, file, Reason.STATEMENT_STOPPED);
  }

  /**
   * By SQLite's code alone: a wrong statement has codes that no disk and no damage has.
   *
   * @param other the reason if the code says no more than that SQLite refuses
   */
  static FailureException failed(SQLException e, Path file, Reason other) {
    FailureException failure = CopyFailures.reading(e, file);
    String words = CopyFailures.words(e);
    if (Connections.code(e) == SQLiteErrorCode.SQLITE_IOERR_NOMEM) {
      return FailureException.because(e, Reason.STATEMENT_OUT_OF_MEMORY);
    }
    return switch (Connections.primary(e)) {
      case SQLITE_READONLY -> FailureException.because(e, Reason.STATEMENT_WRITES);
      case SQLITE_TOOBIG -> FailureException.because(e, Reason.STATEMENT_TOO_LARGE, words);
      case SQLITE_NOMEM -> FailureException.because(e, Reason.STATEMENT_OUT_OF_MEMORY);
      case SQLITE_INTERRUPT -> FailureException.because(e, Reason.CANCELLED);
      default ->
          failure.reason() == Reason.COPY_UNREADABLE
              ? FailureException.because(e, other, words)
              : failure;
    };
  }

  private static void close(Connection connection, Path file) throws FailureException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw CopyFailures.of(e, file);
    }
  }

  @Override
  public void close() throws FailureException {
    try {
      closePieces();
      cursor.close();
    } catch (SQLException e) {
      throw failed(e, file, Reason.STATEMENT_STOPPED);
    } finally {
      close(connection, file);
    }
  }
}
