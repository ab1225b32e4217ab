package dev.nightjar.cli;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Printable;
import dev.nightjar.failure.Reason;
import dev.nightjar.inside.CellText;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.ReadOnlyQuery;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints a result as a table of text. The first rows tell how wide each column is; the others come
 * as they are read.
 */
final class TextTable {
  private static final int MAX_CELL = 40;
  private static final int MEASURED_ROWS = 200;

  /** Of a table with thousands of columns not even as many rows are held. */
  private static final int MEASURED_CELLS = 20_000;

  private static final int ROWS_BETWEEN_LOOKS = 256;
  private static final String GAP = "  ";

  private final Console console;
  private final ReadOnlyQuery query;
  private final Progress progress;
  private final List<String> names;
  private final int[] widths;
  private long rows;

  TextTable(Console console, ReadOnlyQuery query, Progress progress) {
    this.console = console;
    this.query = query;
    this.progress = progress;
    this.names =
        query.columns().stream()
            .map(Printable::of)
            .map(name -> CellText.cut(name, MAX_CELL))
            .toList();
    this.widths = names.stream().mapToInt(TextTable::length).toArray();
  }

  /**
   * Prints all rows, and how many there are.
   *
   * @param first whether there is a row, to which the query has moved
   */
  void print(boolean first) throws FailureException {
    List<List<CellText>> measured = new ArrayList<>();
    boolean row = first;
    int most = Math.max(1, Math.min(MEASURED_ROWS, MEASURED_CELLS / Math.max(1, widths.length)));
    for (; row && measured.size() < most; row = query.next()) {
      measured.add(cells());
    }
    for (List<CellText> cells : measured) {
      for (int at = 0; at < widths.length; at++) {
        widths[at] = Math.max(widths[at], length(cells.get(at).text()));
      }
    }
    console.answer(line(names.stream().map(name -> new CellText(name, false)).toList()));
    StringBuilder rule = new StringBuilder();
    for (int at = 0; at < widths.length; at++) {
      rule.append(at == 0 ? "" : GAP).append("-".repeat(widths[at]));
    }
    console.answer(rule.toString());
    for (List<CellText> cells : measured) {
      print(cells);
    }
    for (; row; row = query.next()) {
      print(cells());
    }
    console.say(Words.counted("rows", rows));
  }

  private List<CellText> cells() throws FailureException {
    progress.advanced(0, -1);
    List<CellText> cells = new ArrayList<>();
    for (int at = 0; at < widths.length; at++) {
      cells.add(CellText.of(query, at, query.charset(), MAX_CELL));
    }
    return cells;
  }

  private void print(List<CellText> cells) throws FailureException {
    console.answer(line(cells));
    if (++rows % ROWS_BETWEEN_LOOKS == 0 && console.isLost()) {
      throw new FailureException(Reason.OUTPUT_LOST);
    }
  }

  private String line(List<CellText> cells) {
    StringBuilder line = new StringBuilder();
    for (int at = 0; at < widths.length; at++) {
      CellText cell = cells.get(at);
      String blanks = " ".repeat(Math.max(0, widths[at] - length(cell.text())));
      line.append(at == 0 ? "" : GAP);
      line.append(cell.isNumber() ? blanks + cell.text() : cell.text() + blanks);
    }
    return line.toString().stripTrailing();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
