package dev.nightjar.desktop.diff;

import dev.nightjar.desktop.diff.DifferentRow.Kind;
import dev.nightjar.diff.ComparedTable;
import dev.nightjar.diff.DatabaseDiff;
import dev.nightjar.diff.DiffListener;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.inside.CellText;
import dev.nightjar.io.Progress;
import dev.nightjar.rows.KeyText;
import dev.nightjar.sqlite.KeyValue;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.Row;
import dev.nightjar.sqlite.RowSource;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Some of the rows of a table that differ; the comparison ends behind them. */
final class DifferentRows implements DiffListener {
  private static final int MAX_ROWS = 100;

  /** Of a page: a table of very many columns takes no more memory than others. */
  private static final int MAX_CELLS = 10_000;

  private static final int MAX_TEXT = 200;

  private final long skipped;
  private final List<DifferentRow> lines = new ArrayList<>();
  private Charset from = StandardCharsets.UTF_8;
  private Charset to = StandardCharsets.UTF_8;
  private List<String> fromKey = List.of();
  private List<String> toKey = List.of();
  private List<String> columns = List.of();
  private long seen;
  private boolean full;

  private DifferentRows(long skipped) {
    this.skipped = skipped;
  }

  /**
   * A page of them.
   *
   * @param first how many rows that differ stand before these
   * @param rows how many rows these are
   */
  record Page(
      List<String> columns, List<DifferentRow> lines, long first, long rows, boolean hasMore) {
    static final Page NONE = new Page(List.of(), List.of(), 0, 0, false);

    Page {
      columns = List.copyOf(columns);
      lines = List.copyOf(lines);
    }
  }

  /** Compares one table up to the end of that page. */
  static Page read(Path from, Path to, String table, long skipped, Progress progress)
      throws FailureException {
    DifferentRows rows = new DifferentRows(skipped);
    try {
      DatabaseDiff.between(
          from, to, name -> Names.folded(name).equals(Names.folded(table)), rows, progress);
    } catch (FailureException e) {
      if (e.reason() != Reason.CANCELLED || !rows.full) {
        throw e;
      }
    }
    long shown = Math.max(0, rows.seen - skipped) - (rows.full ? 1 : 0);
    return new Page(rows.columns, rows.lines, skipped, shown, rows.full);
  }

  @Override
  public void begin(ComparedTable table) {
    from = table.fromCharset();
    to = table.toCharset();
    fromKey = table.fromKey();
    toKey = table.toKey();
    columns = table.columns();
  }

  /** Returns how many rows a page has. */
  static int most(int columns) {
    return Math.max(1, Math.min(MAX_ROWS, MAX_CELLS / Math.max(1, columns)));
  }

  /** Counts the row; false for one that stands before the page. */
  private boolean isWanted() throws FailureException {
    seen++;
    if (seen > skipped + most(columns.size())) {
      full = true;
      throw new FailureException(Reason.CANCELLED);
    }
    return seen > skipped;
  }

  @Override
  public void added(RowSource after) throws FailureException {
    if (isWanted()) {
      lines.add(
          new DifferentRow(
              Kind.ADDED, cells(after, to), new BitSet(), Optional.empty(), key(after, toKey, to)));
    }
  }

  @Override
  public void removed(RowSource before) throws FailureException {
    if (isWanted()) {
      lines.add(
          new DifferentRow(
              Kind.REMOVED,
              cells(before, from),
              new BitSet(),
              key(before, fromKey, from),
              Optional.empty()));
    }
  }

  @Override
  public void changed(RowSource before, RowSource after, BitSet cells) throws FailureException {
    if (isWanted()) {
      BitSet differing = (BitSet) cells.clone();
      Optional<String> then = key(before, fromKey, from);
      Optional<String> now = key(after, toKey, to);
      lines.add(new DifferentRow(Kind.BEFORE, cells(before, from), differing, then, now));
      lines.add(new DifferentRow(Kind.AFTER, cells(after, to), differing, then, now));
    }
  }

  /** Returns a row's key as a user writes it; empty for one that is too large, or can't be seen. */
  private Optional<String> key(RowSource row, List<String> key, Charset charset)
      throws FailureException {
    if (key.isEmpty()) {
      return row.showsRowid()
          ? Optional.of(KeyText.of(List.of(KeyValue.of(row.rowid()))))
          : Optional.empty();
    }
    List<String> folded = columns.stream().map(Names::folded).toList();
    List<KeyValue> values = new ArrayList<>(key.size());
    for (String column : key) {
      int at = folded.indexOf(Names.folded(column));
      if (row.isLarge(at)) {
        return Optional.empty();
      }
      values.add(KeyValue.of(row, at, charset));
    }
    return Optional.of(KeyText.of(values));
  }

  private List<CellText> cells(Row row, Charset charset) throws FailureException {
    List<CellText> cells = new ArrayList<>(columns.size());
    for (int at = 0; at < columns.size(); at++) {
      cells.add(CellText.of(row, at, charset, MAX_TEXT));
    }
    return cells;
  }
}
