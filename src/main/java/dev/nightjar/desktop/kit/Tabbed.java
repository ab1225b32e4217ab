package dev.nightjar.desktop.kit;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Cells for the clipboard, as a spreadsheet takes them: a tab between them, a line each row. */
public final class Tabbed {
  private Tabbed() {}

  /** Returns the cells as lines; one that is alone as it is. */
  public static String of(List<List<String>> rows) {
    if (rows.size() == 1 && rows.get(0).size() == 1) {
      return rows.get(0).get(0);
    }
    return rows.stream()
        .map(row -> row.stream().map(Tabbed::quoted).collect(Collectors.joining("\t")) + "\n")
        .collect(Collectors.joining());
  }

  private static String quoted(String text) {
    boolean plain = IntStream.of('\t', '\n', '\r', '"').noneMatch(c -> text.indexOf(c) >= 0);
    return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
