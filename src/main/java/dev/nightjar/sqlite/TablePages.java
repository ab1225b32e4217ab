package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.Progress;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The tables of a finished database, a page of rows at a time, for those who leaf through them.
 *
 * <p>The rows of a whole table are found by their rowid from one page to the next. If they are
 * sorted or searched, the list of rowids is made once, in a temporary file of SQLite's, so that a
 * page far behind costs no more than the first. Memory grows with one page only.
 *
 * <p>Nothing that the file declares is computed: neither views nor triggers nor generated columns
 * are asked for. Used by one thread at a time.
 */
public final class TablePages implements AutoCloseable {
  private static final int MAX_ROWS = 200;

  /** Of a page, so that a table of very many columns takes no more memory than others. */
  private static final int MAX_CELLS = 20_000;

  /** A value that is read for itself is loaded by SQLite up to this size. */
  private static final long MAX_VALUE = 64L << 20;

  private final Path file;
  private final Connection connection;
  private final Connections.Interruption interruption;
  private final Charset charset;
  private final TableShapes shapes;
  private final String made = "nightjar_" + DurableFiles.newTag();
  private final Set<String> supplied = new HashSet<>();
  private RowList list = RowList.of("");
  private ListSql sql = new ListSql(made, "", TableShape.NONE);
  private List<String> columns = List.of();
  private long rows = -1;

  private TablePages(Path file, Connection connection, Progress progress) throws SQLException {
    this.file = file;
    this.connection = connection;
    this.charset = BackupDatabase.charset(Connections.text(connection, "PRAGMA encoding"));
    this.shapes = new TableShapes(connection, charset);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA temp_store=FILE");
      statement.execute("PRAGMA cache_size=-16000");
    }
    this.interruption = Connections.interruptible(connection, progress);
  }

  /**
   * Opens a file that nobody writes to.
   *
   * @param progress asked between SQLite's steps, and may cancel each call
   */
  public static TablePages open(Path file, Progress progress) throws FailureException {
    try {
      return Connections.opened(
          Connections.finished(file), on -> new TablePages(file, on, progress));
    } catch (SQLException e) {
      throw CopyFailures.of(e, file);
    }
  }

  /** Returns the tables whose rows are in the file, in order of name; SQLite's own are left out. */
  public List<String> tables() throws FailureException {
    try {
      TableList all = TableList.of(connection, false);
      List<String> tables = new ArrayList<>(all.shown());
      tables.retainAll(all.ordinary());
      tables.sort(String.CASE_INSENSITIVE_ORDER.thenComparing(one -> one));
      return Collections.unmodifiableList(tables);
    } catch (SQLException e) {
      throw failed(e, "");
    }
  }

  /** Counts a table's rows. */
  public long count(String table) throws FailureException {
    try {
      return Connections.number(connection, new ListSql(made, table, shape(table)).count());
    } catch (SQLException e) {
      throw failed(e, table);
    }
  }

  /**
   * Lists these rows from now on.
   *
   * @return the names of their columns; generated ones are left out
   */
  public List<String> list(RowList wanted) throws FailureException {
    list = RowList.of("");
    try {
      TableShape shape = shape(wanted.table());
      ListSql next = new ListSql(made, wanted.table(), shape);
      run(next.drop());
      rows = -1;
      if (!wanted.isWhole()) {
        run(next.make(wanted));
        rows = Connections.number(connection, next.countMade());
      }
      sql = next;
      columns = shape.valueColumns();
      list = wanted;
      return columns;
    } catch (SQLException e) {
      throw failed(e, wanted.table());
    }
  }

  private void run(List<String> statements) throws SQLException {
    for (String one : statements) {
      SqlText.run(connection, one);
    }
  }

  private TableShape shape(String table) throws SQLException {
    TableShape shape = shapes.of(table);
    if (shape.valueColumns().isEmpty()) {
      throw new SQLException("SQLite doesn't understand its declaration");
    }
    if (!shape.keyIndex().isEmpty() && supplied.add(table)) {
      StandIns.supplyCollations(connection, table);
    }
    return shape;
  }

  /** Counts the rows that are listed. */
  public long rows() throws FailureException {
    if (rows < 0) {
      rows = count(list.table());
    }
    return rows;
  }

  private int most() {
    return Math.max(1, Math.min(MAX_ROWS, MAX_CELLS / columns.size()));
  }

  /** Reads the page that {@code move} leads to from {@code from}. */
  public RowPage page(RowPage.Move move, RowPage from) throws FailureException {
    try {
      return list.isWhole() && sql.hasRowid() ? byRowid(move, from) : byPlace(move, from);
    } catch (SQLException e) {
      throw failed(e, list.table());
    }
  }

  private RowPage byRowid(RowPage.Move move, RowPage from) throws SQLException, FailureException {
    int most = most();
    if (from.rows().isEmpty() || move == RowPage.Move.FIRST) {
      return forwards(read(sql.byRowid("", false, most + 1)), 0);
    }
    if (move == RowPage.Move.NEXT) {
      long last = from.rows().get(from.rows().size() - 1).address();
      String behind = " WHERE " + sql.rowid() + " > " + last;
      return forwards(
          read(sql.byRowid(behind, false, most + 1)), from.first() + from.rows().size());
    }
    if (move == RowPage.Move.PREVIOUS) {
      String before = " WHERE " + sql.rowid() + " < " + from.rows().get(0).address();
      List<RowPage.Listed> read = read(sql.byRowid(before, true, most));
      return read.isEmpty()
          ? page(RowPage.Move.FIRST, RowPage.NONE)
          : backwards(read, from.first(), true);
    }
    long all = rows();
    return backwards(read(sql.byRowid("", true, lastOf(all))), all, false);
  }

  /** As many as the last page has if the pages are full from the first on. */
  private int lastOf(long all) {
    int rest = (int) (all % most());
    return rest == 0 ? most() : rest;
  }

  private RowPage forwards(List<RowPage.Listed> read, long first) {
    boolean more = read.size() > most();
    return new RowPage(more ? read.subList(0, most()) : read, first, more);
  }

  private static RowPage backwards(List<RowPage.Listed> read, long end, boolean more) {
    List<RowPage.Listed> turned = new ArrayList<>(read);
    Collections.reverse(turned);
    return new RowPage(turned, Math.max(0, end - turned.size()), more);
  }

  private RowPage byPlace(RowPage.Move move, RowPage from) throws SQLException, FailureException {
    long skipped =
        switch (move) {
          case FIRST -> 0;
          case NEXT -> from.first() + from.rows().size();
          case PREVIOUS -> Math.max(0, from.first() - most());
          case LAST -> Math.max(0, rows() - lastOf(rows()));
        };
    String page = list.isWhole() ? sql.byPlace(skipped, most() + 1) : sql.page(skipped, most() + 1);
    List<RowPage.Listed> read = read(page);
    if (list.isWhole()) {
      for (int at = 0; at < read.size(); at++) {
        read.set(at, new RowPage.Listed(skipped + at, read.get(at).cells()));
      }
    }
    return forwards(read, skipped);
  }

  private List<RowPage.Listed> read(String page) throws SQLException {
    List<RowPage.Listed> found = new ArrayList<>();
    try (RowCursor row = cursor(page)) {
      while (row.step() == RowCursor.Step.ROW) {
        List<Excerpt> cells = new ArrayList<>(columns.size());
        for (int at = 0; at < columns.size(); at++) {
          cells.add(Excerpt.of(row, 1 + at * ListSql.STEP, ListSql.MAX_TEXT, charset));
        }
        found.add(new RowPage.Listed(row.integer(0), cells));
      }
    }
    return found;
  }

  private RowCursor cursor(String query) throws SQLException {
    return new RowCursor(connection, new RowQuery("", query, 1, 0, "", true, "", ""));
  }

  /**
   * Reads one value of a row that is listed.
   *
   * @param most the bytes of a BLOB, or characters of a text, that are read; of a value of more
   *     than 64 MiB none are
   */
  public Excerpt value(RowPage.Listed row, int column, int most) throws FailureException {
    try (RowCursor found = cursor(sql.value(row.address(), column, most + 1, MAX_VALUE))) {
      if (found.step() != RowCursor.Step.ROW) {
        throw new SQLException("a row is gone while it is read");
      }
      return Excerpt.of(found, 0, most, charset);
    } catch (SQLException e) {
      throw failed(e, list.table());
    }
  }

  /**
   * Reads the key of a row that is listed: its rowid if none is declared, and nothing if it has
   * neither.
   */
  public List<KeyValue> key(RowPage.Listed row) throws FailureException {
    try {
      String table = list.table();
      List<TableKey.Part> parts = TableKey.of(connection, table, shape(table), charset).key();
      if (parts.isEmpty()) {
        return sql.hasRowid() ? List.of(KeyValue.of(row.address())) : List.of();
      }
      List<KeyValue> key = new ArrayList<>(parts.size());
      for (TableKey.Part part : parts) {
        int column = columns.indexOf(part.column());
        try (RowCursor found = cursor(sql.whole(row.address(), column, MAX_VALUE))) {
          key.add(KeyValue.whole(found, charset));
        }
      }
      return key;
    } catch (SQLException e) {
      throw failed(e, list.table());
    }
  }

  private FailureException failed(SQLException e, String table) throws FailureException {
    try {
      interruption.rethrow();
    } finally {
      interruption.forget();
    }
    return table.isEmpty() ? CopyFailures.of(e, file) : CopyFailures.ofTable(e, file, table);
  }

  @Override
  public void close() throws FailureException {
    try (connection) {
      shapes.close();
    } catch (SQLException e) {
      throw CopyFailures.of(e, file);
    }
  }
}
