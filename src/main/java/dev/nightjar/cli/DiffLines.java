package dev.nightjar.cli;

import dev.nightjar.diff.ComparedTable;
import dev.nightjar.diff.DiffListener;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Printable;
import dev.nightjar.failure.Reason;
import dev.nightjar.inside.CellText;
import dev.nightjar.sqlite.Row;
import dev.nightjar.sqlite.RowSource;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Prints each row that differs as a line: + added, - removed, ~ changed. */
final class DiffLines implements DiffListener {
  private static final int MAX_CELL = 40;
  private static final int ROWS_BETWEEN_LOOKS = 256;

  private final Console console;
  private Charset from = StandardCharsets.UTF_8;
  private Charset to = StandardCharsets.UTF_8;
  private List<String> columns = List.of();
  private List<String> key = List.of();
  private long rows;

  DiffLines(Console console) {
    this.console = console;
  }

  @Override
  public void begin(ComparedTable table) {
    from = table.fromCharset();
    to = table.toCharset();
    columns = table.columns().stream().map(Printable::of).toList();
    key = table.key().stream().map(Printable::of).toList();
  }

  @Override
  public void added(RowSource after) throws FailureException {
    print("+ " + whole(after, to));
  }

  @Override
  public void removed(RowSource before) throws FailureException {
    print("- " + whole(before, from));
  }

  @Override
  public void changed(RowSource before, RowSource after, BitSet cells) throws FailureException {
    List<String> parts = new ArrayList<>();
    for (int at = 0; at < columns.size(); at++) {
      if (cells.get(at)) {
        parts.add(columns.get(at) + "=" + cell(before, at, from) + " -> " + cell(after, at, to));
      } else if (key.contains(columns.get(at))) {
        parts.add(columns.get(at) + "=" + cell(after, at, to));
      }
    }
    print("~ " + String.join(", ", parts));
  }

  private String whole(Row row, Charset charset) throws FailureException {
    List<String> parts = new ArrayList<>();
    for (int at = 0; at < columns.size(); at++) {
      parts.add(columns.get(at) + "=" + cell(row, at, charset));
    }
    return String.join(", ", parts);
  }

  private static String cell(Row row, int column, Charset charset) throws FailureException {
    return CellText.of(row, column, charset, MAX_CELL).text();
  }

  private void print(String line) throws FailureException {
    console.answer(line);
    if (++rows % ROWS_BETWEEN_LOOKS == 0 && console.isLost()) {
      throw new FailureException(Reason.OUTPUT_LOST);
    }
  }
}
