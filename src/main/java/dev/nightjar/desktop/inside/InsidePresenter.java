package dev.nightjar.desktop.inside;

import dev.nightjar.desktop.inside.InsideState.Table;
import dev.nightjar.desktop.inside.InsideView.Cell;
import dev.nightjar.desktop.inside.InsideView.Heading;
import dev.nightjar.desktop.inside.InsideView.TableLine;
import dev.nightjar.desktop.kit.Hint;
import dev.nightjar.failure.Printable;
import dev.nightjar.failure.Reason;
import dev.nightjar.sqlite.Excerpt;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.RowPage;
import dev.nightjar.sqlite.StorageClass;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Puts tables and rows into words. Names and values are others' data: they are made printable. */
final class InsidePresenter {
  private static final String UP = " \u25b2";
  private static final String DOWN = " \u25bc";
  private static final String CUT = "…";

  private final Messages texts;

  InsidePresenter(Messages texts) {
    this.texts = texts;
  }

  InsideView of(InsideState state) {
    RowPage page = state.page();
    boolean running = state.export() instanceof Export.Running;
    boolean asks = state.export() instanceof Export.Asking;
    return new InsideView(
        state.tables().stream().map(InsidePresenter::line).toList(),
        state.chosen(),
        headings(state),
        page.rows().stream().map(row -> row.cells().stream().map(this::cell).toList()).toList(),
        position(state),
        message(state),
        news(state.export()),
        !state.reading() && page.first() > 0,
        !state.reading() && page.hasMore(),
        !running && state.chosen() >= 0,
        running || asks || (state.opened() && state.reading() && !isWhole(state)),
        asks);
  }

  /** A table as it is stored is read so quickly that there is nothing to cancel. */
  private static boolean isWhole(InsideState state) {
    return state.list().order().isEmpty() && state.list().search().isEmpty();
  }

  private static TableLine line(Table table) {
    String rows = known(table.rows()).isPresent() ? Figures.count(table.rows().getAsLong()) : "";
    return new TableLine(Names.shown(table.name()), rows);
  }

  /** A table that couldn't be counted has fewer than none. */
  private static OptionalLong known(OptionalLong rows) {
    return rows.isPresent() && rows.getAsLong() >= 0 ? rows : OptionalLong.empty();
  }

  private static List<Heading> headings(InsideState state) {
    List<Heading> headings = new ArrayList<>();
    for (int at = 0; at < state.columns().size(); at++) {
      int column = at;
      String sign =
          state
              .list()
              .order()
              .filter(order -> order.column() == column)
              .map(order -> order.descending() ? DOWN : UP)
              .orElse("");
      headings.add(new Heading(Names.shown(state.columns().get(at)) + sign));
    }
    return headings;
  }

  private Cell cell(Excerpt value) {
    return switch (value.type()) {
      case NULL -> new Cell("NULL", false, true);
      case INTEGER, REAL -> new Cell(value.text(), true, false);
      case TEXT -> {
        boolean described = value.text().isEmpty() && value.cut();
        yield described
            ? new Cell(texts.of("inside.text", Figures.bytes(value.bytes())), false, true)
            : new Cell(Printable.of(value.text()) + (value.cut() ? CUT : ""), false, false);
      }
      case BLOB -> new Cell(described(value), false, true);
    };
  }

  /** Describes a value that isn't text. */
  private String described(Excerpt value) {
    String key = Pictures.beginsAsOne(value.beginning()) ? "inside.picture" : "inside.data";
    return texts.of(key, Figures.bytes(value.bytes()));
  }

  private String position(InsideState state) {
    if (!state.opened() || state.chosen() < 0) {
      return "";
    }
    if (state.reading()) {
      return texts.of(state.list().search().isEmpty() ? "inside.reading" : "inside.searching");
    }
    RowPage page = state.page();
    if (page.rows().isEmpty()) {
      return "";
    }
    String from = Figures.count(page.first() + 1);
    String to = Figures.count(page.first() + page.rows().size());
    OptionalLong all = known(state.rows());
    return all.isPresent()
        ? texts.of("inside.position", from, to, Figures.count(all.getAsLong()))
        : texts.of("inside.position.some", from, to);
  }

  private Optional<String> message(InsideState state) {
    if (state.failure().isPresent()) {
      return state.failure().map(texts::failure);
    }
    if (!state.opened()) {
      return Optional.of(texts.of("inside.opening", state.percent()));
    }
    if (state.tables().isEmpty()) {
      return Optional.of(texts.of("inside.no-tables"));
    }
    if (state.reading() || !state.page().rows().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        state.list().search().isEmpty()
            ? texts.of("inside.no-rows")
            : texts.of("inside.not-found", state.list().search()));
  }

  private Hint news(Export export) {
    if (export instanceof Export.Running running) {
      return Hint.of(
          Hint.Kind.BUSY,
          running.cancelling()
              ? texts.of("inside.stopping")
              : texts.of(
                  "inside.exporting", running.table(), texts.counted("rows", running.rows())));
    }
    if (export instanceof Export.Asking asking) {
      return Hint.of(Hint.Kind.WARNING, texts.of("inside.replace-question", asking.target()));
    }
    if (export instanceof Export.Done done) {
      String rows = texts.counted("rows", done.rows());
      return Hint.of(Hint.Kind.GOOD, texts.of("inside.exported", rows, done.target()));
    }
    if (export instanceof Export.Failed failed) {
      boolean cancelled = failed.failure().reason() == Reason.CANCELLED;
      return cancelled
          ? Hint.of(Hint.Kind.INFO, texts.of("inside.export-cancelled"))
          : Hint.of(Hint.Kind.PROBLEM, texts.failure(failed.failure()));
    }
    return Hint.NONE;
  }

  /** Names the value in a window of its own. */
  String title(InsideState state, int row, int column) {
    return texts.of(
        "inside.value.title",
        Names.shown(state.columns().get(column)),
        Figures.count(state.page().first() + row + 1));
  }

  /** Says why a value is not shown as it is; empty if it is. */
  String remark(Excerpt value) {
    if (value.type() == StorageClass.TEXT) {
      return value.cut() ? texts.of("inside.value.cut", Figures.bytes(value.bytes())) : "";
    }
    return value.type() == StorageClass.BLOB ? described(value) : "";
  }
}
