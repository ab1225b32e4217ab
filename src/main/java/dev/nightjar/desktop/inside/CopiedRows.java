package dev.nightjar.desktop.inside;

import dev.nightjar.failure.FailureException;
import dev.nightjar.sqlite.Excerpt;
import dev.nightjar.sqlite.RowPage;
import dev.nightjar.sqlite.TablePages;
import java.util.List;
import java.util.stream.IntStream;

/** Cells for the clipboard, as a spreadsheet takes them: a tab between them, a line each row. */
final class CopiedRows {
  /** The characters of one text; a clipboard is held in memory whole. */
  private static final int MAX_TEXT = 1 << 20;

  private static final int MAX_CHARACTERS = 4 << 20;

  private CopiedRows() {}

  /** Reads the texts that were cut in the list, too, up to a limit for all. */
  static String of(TablePages pages, List<RowPage.Listed> rows, int[] columns)
      throws FailureException {
    boolean alone = rows.size() == 1 && columns.length == 1;
    StringBuilder copied = new StringBuilder();
    for (RowPage.Listed row : rows) {
      for (int at : columns) {
        copied.append(at == columns[0] ? "" : "\t");
        Excerpt cell = row.cells().get(at);
        int room = Math.min(MAX_TEXT, MAX_CHARACTERS - copied.length());
        String text = cell.cut() && room > 0 ? pages.value(row, at, room).text() : cell.text();
        copied.append(alone ? text : quoted(text));
      }
      copied.append(alone ? "" : "\n");
    }
    return copied.toString();
  }

  private static String quoted(String text) {
    boolean plain = IntStream.of('\t', '\n', '\r', '"').noneMatch(c -> text.indexOf(c) >= 0);
    return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
