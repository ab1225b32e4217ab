package dev.nightjar.desktop.trace;

import dev.nightjar.desktop.trace.TraceEntry.Kind;
import dev.nightjar.desktop.trace.TraceEntry.TracedRow;
import dev.nightjar.failure.Failure;
import dev.nightjar.trace.Cell;
import dev.nightjar.trace.RowTrace;
import dev.nightjar.trace.RowTrace.Change;
import dev.nightjar.trace.TextTrace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes entries of what a trace finds. */
final class TraceListener implements RowTrace.Listener {
  private final TracedRow row;
  private final Consumer<TraceEntry> found;
  private boolean lacking;

  TraceListener(TracedRow row, Consumer<TraceEntry> found) {
    this.row = row;
    this.found = found;
  }

  private void found(Kind kind, String backup, Optional<String> holder, List<Change> cells) {
    lacking = kind == Kind.LACKS_TABLE;
    found.accept(new TraceEntry(kind, backup, holder, row, cells, Optional.empty()));
  }

  private static List<Change> values(Map<String, Cell> cells) {
    return cells.entrySet().stream()
        .map(one -> new Change(one.getKey(), one.getValue(), one.getValue()))
        .toList();
  }

  @Override
  public void appeared(String backup, Map<String, Cell> cells, String older) {
    found(Kind.APPEARED, backup, Optional.of(backup), values(cells));
  }

  @Override
  public void changed(String backup, List<Change> cells, String older) {
    found(Kind.CHANGED, backup, Optional.of(backup), cells);
  }

  @Override
  public void disappeared(String backup, Map<String, Cell> cells, String older) {
    found(Kind.DISAPPEARED, backup, Optional.of(older), values(cells));
  }

  @Override
  public void oldest(String backup, Map<String, Cell> cells) {
    found(Kind.OLDEST, backup, Optional.of(backup), values(cells));
  }

  /** Said once of those that follow each other. */
  @Override
  public void lacksTable(String backup) {
    if (!lacking) {
      found(Kind.LACKS_TABLE, backup, Optional.empty(), List.of());
    }
  }

  @Override
  public void unreadable(String backup, Failure failure) {
    found.accept(
        new TraceEntry(
            Kind.UNREADABLE, backup, Optional.empty(), row, List.of(), Optional.of(failure)));
  }

  /** The rows in which a text was last seen. */
  void seen(TextTrace.Seen seen) {
    for (TextTrace.Hit hit : seen.hits()) {
      found.accept(
          new TraceEntry(
              Kind.FOUND,
              seen.backup(),
              Optional.of(seen.backup()),
              new TracedRow(hit.table(), hit.key()),
              List.of(new Change(hit.column(), Cell.shown(hit.value()), Cell.shown(hit.value()))),
              Optional.empty()));
    }
  }
}
