package dev.nightjar.desktop.trace;

import dev.nightjar.desktop.trace.TraceEntry.Kind;
import dev.nightjar.failure.Printable;
import dev.nightjar.failure.Reason;
import dev.nightjar.inside.CellText;
import dev.nightjar.sqlite.Names;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Messages;
import dev.nightjar.trace.Cell;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Puts the life of a row into words. Names and values are others' data: they are made printable.
 */
final class TracePresenter {
  private static final int MAX_CELL = 60;
  private static final int MAX_VALUES = 400;

  private final Messages texts;
  private final UnaryOperator<String> names;

  /**
   * @param names names a backup by its id
   */
  TracePresenter(Messages texts, UnaryOperator<String> names) {
    this.texts = texts;
    this.names = names;
  }

  /** One finding: the backup, what it is about, values. */
  record Line(String backup, String what, String values) {}

  Line line(TraceEntry entry) {
    String what =
        entry.kind() == Kind.FOUND
            ? row(entry)
            : texts.of("trace-row." + entry.kind().name().toLowerCase(Locale.ROOT));
    String values =
        entry
            .failure()
            .map(texts::failure)
            .orElseGet(
                () ->
                    entry.cells().stream()
                        .map(
                            change ->
                                value(entry.kind(), change.column(), change.from(), change.to()))
                        .collect(Collectors.joining(", ")));
    return new Line(names.apply(entry.backup()), what, CellText.cut(values, MAX_VALUES));
  }

  private static String row(TraceEntry entry) {
    String key = CellText.cut(Printable.of(entry.row().key()), MAX_CELL);
    return Names.shown(entry.row().table()) + (key.isEmpty() ? "" : " " + key);
  }

  private String value(Kind kind, String column, Cell from, Cell to) {
    String now = shown(to);
    return Names.shown(column)
        + ": "
        + (kind == Kind.CHANGED ? texts.of("trace-row.from-to", shown(from), now) : now);
  }

  private static String shown(Cell cell) {
    return CellText.cut(cell.text(), MAX_CELL);
  }

  /** Says how far it is, or what came out. */
  String summary(TraceState state) {
    boolean finding = !state.text().isEmpty();
    if (state.failure().isPresent()) {
      return state.failure().get().reason() == Reason.CANCELLED
          ? texts.of("trace-row.cancelled")
          : texts.failure(state.failure().get());
    }
    if (state.reading()) {
      return texts.of("trace-row.reading", state.percent());
    }
    if (state.ended().isEmpty()) {
      return texts.of("trace-row.enter");
    }
    TraceState.Summary end = state.ended().get();
    List<TraceEntry> found =
        state.entries().stream().filter(one -> one.kind() == Kind.FOUND).toList();
    if (finding) {
      return found.isEmpty()
          ? texts.of("trace-row.not-seen", state.text())
          : texts.of(
              end.more() ? "trace-row.seen.more" : "trace-row.seen",
              names.apply(found.get(0).backup()));
    }
    return texts.of("trace-row.total", Figures.count(end.with()), Figures.count(end.read()));
  }
}
