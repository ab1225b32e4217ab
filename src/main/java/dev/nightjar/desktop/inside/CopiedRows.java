package dev.nightjar.desktop.inside;

import dev.nightjar.desktop.kit.Tabbed;
import dev.nightjar.failure.FailureException;
import dev.nightjar.sqlite.Excerpt;
import dev.nightjar.sqlite.RowPage;
import dev.nightjar.sqlite.TablePages;
import java.util.ArrayList;
import java.util.List;

/** Rows for the clipboard. */
final class CopiedRows {
  /** The characters of one text; a clipboard is held in memory whole. */
  private static final int MAX_TEXT = 1 << 20;

  private static final int MAX_CHARACTERS = 4 << 20;

  private CopiedRows() {}

  /** Reads the texts that were cut in the list, too, up to a limit for all. */
  static String of(TablePages pages, List<RowPage.Listed> rows, int[] columns)
      throws FailureException {
    int read = 0;
    List<List<String>> copied = new ArrayList<>();
    for (RowPage.Listed row : rows) {
      List<String> cells = new ArrayList<>();
      for (int at : columns) {
        Excerpt cell = row.cells().get(at);
        int room = Math.min(MAX_TEXT, MAX_CHARACTERS - read);
        String text = cell.cut() && room > 0 ? pages.value(row, at, room).text() : cell.text();
        read += text.length();
        cells.add(text);
      }
      copied.add(cells);
    }
    return Tabbed.of(copied);
  }
}
