package dev.nightjar.desktop.diff;

import dev.nightjar.desktop.diff.DiffView.Cell;
import dev.nightjar.desktop.diff.DiffView.Line;
import dev.nightjar.desktop.kit.StatusIcon;
import dev.nightjar.diff.DatabaseDiff;
import dev.nightjar.diff.SchemaChange;
import dev.nightjar.diff.TableDiff;
import dev.nightjar.failure.Printable;
import dev.nightjar.failure.Reason;
import dev.nightjar.inside.CellText;
import dev.nightjar.sqlite.Names;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts what differs into words. Names and values are others' data: they are made printable. */
final class DiffPresenter {
  private final Messages texts;

  DiffPresenter(Messages texts) {
    this.texts = texts;
  }

  DiffView of(DiffState state) {
    DifferentRows.Page page = state.page();
    Optional<SchemaChange> declaration = declaration(state);
    return new DiffView(
        sign(state),
        summary(state),
        Stream.concat(
                state.tables().stream().map(this::line), state.schema().stream().map(this::line))
            .toList(),
        state.chosen(),
        declaration.isPresent() ? List.of(texts.of("changes.what"), "SQL") : columns(page),
        declaration.map(this::rows).orElseGet(() -> rows(page)),
        position(state),
        message(state),
        !state.busy() && page.first() > 0,
        !state.busy() && page.hasMore(),
        state.busy());
  }

  private static Optional<StatusIcon.Kind> sign(DiffState state) {
    if (state.failure().filter(one -> one.reason() != Reason.CANCELLED).isPresent()
        || state.diff().filter(DatabaseDiff::isIncomplete).isPresent()) {
      return Optional.of(StatusIcon.Kind.PROBLEM);
    }
    return state.diff().filter(diff -> !diff.differs()).map(same -> StatusIcon.Kind.DONE);
  }

  private String summary(DiffState state) {
    if (state.diff().isEmpty()) {
      return state.failure().isPresent()
          ? texts.of("changes.not-compared")
          : texts.of("changes.comparing", texts.counted("rows", state.rowsRead()));
    }
    DatabaseDiff diff = state.diff().get();
    if (diff.isIncomplete()) {
      return texts.of("changes.incomplete");
    }
    if (!diff.differs()) {
      return texts.of(
          "changes.same",
          texts.counted("tables", diff.tables().size()),
          texts.counted("rows", diff.tables().stream().mapToLong(TableDiff::unchanged).sum()));
    }
    String rows =
        texts.of(
            "changes.total",
            texts.counted("rows", diff.tables().stream().mapToLong(TableDiff::added).sum()),
            Figures.count(diff.tables().stream().mapToLong(TableDiff::removed).sum()),
            Figures.count(diff.tables().stream().mapToLong(TableDiff::changed).sum()));
    return diff.schema().isEmpty() ? rows : texts.of("changes.schema", rows);
  }

  private Line line(TableDiff table) {
    String name = Names.shown(table.table().name());
    if (table.failure().isPresent()) {
      return new Line(texts.of("changes.unread", name), "", "", "");
    }
    String shown =
        !table.table().inFrom()
            ? texts.of("changes.new", name)
            : !table.table().inTo() ? texts.of("changes.gone", name) : name;
    return new Line(shown, count(table.added()), count(table.removed()), count(table.changed()));
  }

  private static String count(long rows) {
    return rows == 0 ? "" : Figures.count(rows);
  }

  private Line line(SchemaChange change) {
    String key =
        change.before().isEmpty()
            ? "changes.new"
            : change.after().isEmpty() ? "changes.gone" : "changes.altered";
    String type = texts.of("changes.type." + change.type().toLowerCase(Locale.ROOT));
    String name = texts.of("changes.declared", type, Names.shown(change.name()));
    return new Line(texts.of(key, name), "", "", "");
  }

  private static Optional<SchemaChange> declaration(DiffState state) {
    int at = state.chosen() - state.tables().size();
    return state.chosen() >= 0 && at >= 0 && at < state.schema().size()
        ? Optional.of(state.schema().get(at))
        : Optional.empty();
  }

  private List<List<Cell>> rows(SchemaChange change) {
    List<List<Cell>> rows = new ArrayList<>();
    change.before().ifPresent(sql -> rows.add(declared("changes.row.before", sql)));
    change.after().ifPresent(sql -> rows.add(declared("changes.row.after", sql)));
    return rows;
  }

  private List<Cell> declared(String key, String sql) {
    String text = Printable.of(sql.replaceAll("\\s+", " "));
    return List.of(
        new Cell(texts.of(key), false, true, false), new Cell(text, false, false, false));
  }

  private List<String> columns(DifferentRows.Page page) {
    if (page.columns().isEmpty()) {
      return List.of();
    }
    List<String> columns = new ArrayList<>();
    columns.add(texts.of("changes.what"));
    page.columns().forEach(name -> columns.add(Names.shown(name)));
    return columns;
  }

  private List<List<Cell>> rows(DifferentRows.Page page) {
    List<List<Cell>> rows = new ArrayList<>();
    for (DifferentRow line : page.lines()) {
      List<Cell> cells = new ArrayList<>();
      String kind = line.kind().name().toLowerCase(Locale.ROOT);
      cells.add(new Cell(texts.of("changes.row." + kind), false, true, false));
      for (int at = 0; at < line.cells().size(); at++) {
        CellText text = line.cells().get(at);
        cells.add(new Cell(text.text(), text.isNumber(), false, line.differing().get(at)));
      }
      rows.add(cells);
    }
    return rows;
  }

  private String position(DiffState state) {
    DifferentRows.Page page = state.page();
    if (state.busy() && state.chosen() >= 0) {
      return texts.of("inside.reading");
    }
    if (page.rows() == 0) {
      return "";
    }
    TableDiff table = state.tables().get(state.chosen());
    return texts.of(
        "inside.position",
        Figures.count(page.first() + 1),
        Figures.count(page.first() + page.rows()),
        Figures.count(table.added() + table.removed() + table.changed()));
  }

  private Optional<String> message(DiffState state) {
    if (state.failure().isPresent()) {
      return state
          .failure()
          .map(
              one ->
                  one.reason() == Reason.CANCELLED
                      ? texts.of("changes.cancelled")
                      : texts.failure(one));
    }
    if (state.chosen() >= 0 && state.chosen() < state.tables().size()) {
      Optional<String> problem = state.tables().get(state.chosen()).failure().map(texts::failure);
      if (problem.isPresent() || state.busy() || !state.page().lines().isEmpty()) {
        return problem;
      }
      return Optional.of(texts.of("changes.no-rows"));
    }
    return state.diff().filter(diff -> !diff.differs()).isPresent()
        ? Optional.of(texts.of("changes.nothing"))
        : Optional.empty();
  }
}
