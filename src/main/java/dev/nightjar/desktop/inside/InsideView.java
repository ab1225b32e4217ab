package dev.nightjar.desktop.inside;

import dev.nightjar.desktop.kit.Hint;
import java.util.List;
import java.util.Optional;

/**
 * All that the window shows, in words; {@link InsidePresenter} makes it.
 *
 * @param message stands in place of the rows, if there are none to show
 * @param news about the export
 * @param mayStop whether there is something to cancel
 * @param mayReplace whether the user is asked whether a file may be replaced
 */
record InsideView(
    List<TableLine> tables,
    int chosen,
    List<Heading> columns,
    List<List<Cell>> rows,
    String position,
    Optional<String> message,
    Hint news,
    boolean mayGoBack,
    boolean mayGoOn,
    boolean mayExport,
    boolean mayStop,
    boolean mayReplace) {
  InsideView {
    tables = List.copyOf(tables);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** A table and how many rows it has. */
  record TableLine(String name, String rows) {}

  /** A column's name, with the sign of how it is sorted. */
  record Heading(String text) {}

  /**
   * A value.
   *
   * @param number whether it stands at the right
   * @param quiet whether it is a description rather than the value itself
   */
  record Cell(String text, boolean number, boolean quiet) {}
}
