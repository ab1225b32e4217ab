package dev.nightjar.desktop.diff;

import dev.nightjar.desktop.kit.StatusIcon;
import java.util.List;
import java.util.Optional;

/**
 * All that the window shows, in words; {@link DiffPresenter} makes it.
 *
 * @param sign beside the summary; empty while it isn't known
 * @param lines the tables that differ, then the declarations
 * @param message stands in place of the rows, if there are none to show
 */
record DiffView(
    Optional<StatusIcon.Kind> sign,
    String summary,
    List<Line> lines,
    int chosen,
    List<String> columns,
    List<List<Cell>> rows,
    String position,
    Optional<String> message,
    boolean mayGoBack,
    boolean mayGoOn,
    boolean mayStop) {
  DiffView {
    lines = List.copyOf(lines);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** A table and what became of its rows, or a declaration. */
  record Line(String name, String added, String removed, String changed) {}

  /**
   * A value.
   *
   * @param number whether it stands at the right
   * @param quiet whether it says something about the row
   * @param differs whether it is another on the other side
   */
  record Cell(String text, boolean number, boolean quiet, boolean differs) {}
}
