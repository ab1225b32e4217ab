package dev.nightjar.desktop.rows;

import dev.nightjar.app.RowsRestore.Request;
import dev.nightjar.desktop.kit.ActionView;
import dev.nightjar.desktop.kit.ActionView.Line;
import dev.nightjar.desktop.kit.StatusIcon;
import dev.nightjar.desktop.kit.Theme.Tone;
import dev.nightjar.desktop.rows.RowsState.Asking;
import dev.nightjar.desktop.rows.RowsState.Ended;
import dev.nightjar.desktop.rows.RowsState.Failed;
import dev.nightjar.desktop.rows.RowsState.Trying;
import dev.nightjar.desktop.rows.RowsState.Working;
import dev.nightjar.failure.Printable;
import dev.nightjar.failure.Reason;
import dev.nightjar.rows.RowsEffect;
import dev.nightjar.sqlite.Names;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Messages;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Puts into words what rows that come back bring with them, and how it ended. */
final class RowsPresenter {
  private final Messages texts;
  private final Clock clock;

  RowsPresenter(Messages texts, Clock clock) {
    this.texts = texts;
    this.clock = clock;
  }

  ActionView<RowsAnswer> of(Request request, RowsState state) {
    if (state instanceof Asking asking) {
      return asking(request, asking.effect());
    }
    if (state instanceof Working working) {
      return working(request, working);
    }
    if (state instanceof Ended ended) {
      return ended(ended);
    }
    if (state instanceof Failed failed) {
      return failed(request, failed);
    }
    return trying(request, (Trying) state);
  }

  private ActionView<RowsAnswer> trying(Request request, Trying state) {
    return new ActionView<>(
        StatusIcon.Kind.EMPTY,
        title(request),
        List.of(
            new Line(Tone.PLAIN, which(request)),
            new Line(Tone.QUIET, texts.of("rows-back.trying", state.percent()))),
        OptionalInt.of(state.percent()),
        List.of(RowsAnswer.CANCEL),
        Optional.of(RowsAnswer.CANCEL),
        Optional.of(RowsAnswer.CANCEL));
  }

  private ActionView<RowsAnswer> asking(Request request, RowsEffect effect) {
    List<Line> lines = new ArrayList<>(List.of(new Line(Tone.PLAIN, which(request))));
    if (effect.isNone()) {
      boolean missing = request.rows().onlyMissing();
      String key = missing ? "rows-back.nothing.missing" : "rows-back.nothing";
      lines.add(new Line(Tone.PLAIN, texts.of(key)));
      return view(StatusIcon.Kind.DONE, title(request), lines, List.of(RowsAnswer.CLOSE));
    }
    lines.addAll(lines(effect));
    lines.add(new Line(Tone.PLAIN, texts.of("rows-back.how")));
    return view(
        StatusIcon.Kind.WARNING, title(request), lines, List.of(RowsAnswer.CANCEL, RowsAnswer.GO));
  }

  /** One in which nothing is under way: the last button is the main one, the first but one out. */
  private static ActionView<RowsAnswer> view(
      StatusIcon.Kind sign, String title, List<Line> lines, List<RowsAnswer> answers) {
    RowsAnswer main = answers.get(answers.size() - 1);
    RowsAnswer out = main == RowsAnswer.GO ? RowsAnswer.CANCEL : main;
    return ActionView.atRest(sign, title, lines, answers, main, out);
  }

  private List<Line> lines(RowsEffect effect) {
    List<Line> lines = new ArrayList<>();
    for (RowsEffect.Table table : effect.tables()) {
      String name = Names.shown(table.name());
      if (table.inserted() + table.changed() > 0) {
        lines.add(new Line(Tone.PLAIN, back(name, table.inserted(), table.changed())));
      }
      if (table.linked() > 0) {
        String linked = texts.counted("rows", table.linked());
        lines.add(new Line(Tone.PLAIN, texts.of("rows-back.linked", name, linked)));
      }
      RowsEffect.Besides besides = table.besides();
      if (besides.isAny()) {
        lines.add(
            new Line(
                Tone.PLAIN,
                texts.of(
                    "rows-back.besides",
                    name,
                    Figures.count(besides.inserted()),
                    Figures.count(besides.changed()),
                    Figures.count(besides.deleted()))));
      }
      lines.addAll(columns("rows-back.columns.added", name, table.columns().added()));
      lines.addAll(columns("rows-back.columns.gone", name, table.columns().gone()));
      if (table.byRowid()) {
        lines.add(new Line(Tone.WARNING, texts.of("rows-back.by-rowid", name)));
      }
    }
    if (effect.orphans() > 0) {
      String orphans = texts.counted("rows", effect.orphans());
      lines.add(new Line(Tone.WARNING, texts.of("rows-back.orphans", orphans)));
    }
    if (effect.same() > 0) {
      String same = texts.counted("rows", effect.same());
      lines.add(new Line(Tone.QUIET, texts.of("rows-back.same", same)));
    }
    return lines;
  }

  /** The line about columns that only one of the databases has, if there are any. */
  private List<Line> columns(String key, String table, List<String> names) {
    return names.isEmpty()
        ? List.of()
        : List.of(
            new Line(Tone.WARNING, texts.of(key, table, Printable.of(String.join(", ", names)))));
  }

  private String back(String table, long inserted, long changed) {
    if (changed == 0) {
      return texts.of("rows-back.inserted", table, texts.counted("rows", inserted));
    }
    if (inserted == 0) {
      return texts.of("rows-back.changed", table, texts.counted("rows", changed));
    }
    return texts.of(
        "rows-back.both", table, texts.counted("rows", inserted), Figures.count(changed));
  }

  private ActionView<RowsAnswer> working(Request request, Working working) {
    String key =
        working.cancelling()
            ? "put-back.cancelling"
            : switch (working.stage()) {
              case FETCHING -> "put-back.fetching";
              case SAVING -> "put-back.saving";
              case WRITING -> "rows-back.writing";
            };
    Optional<RowsAnswer> out =
        working.mayBeCancelled() ? Optional.of(RowsAnswer.CANCEL) : Optional.empty();
    return new ActionView<>(
        StatusIcon.Kind.RUNNING,
        texts.of("rows-back.running"),
        List.of(
            new Line(Tone.PLAIN, texts.of(key, working.percent())),
            new Line(Tone.QUIET, request.file().toString())),
        OptionalInt.of(overall(working)),
        List.of(RowsAnswer.CANCEL),
        out,
        out);
  }

  /** Each stage has its third of the bar. */
  private static int overall(Working working) {
    return switch (working.stage()) {
      case FETCHING -> working.percent() / 3;
      case SAVING -> (100 + working.percent()) / 3;
      case WRITING -> 70;
    };
  }

  private ActionView<RowsAnswer> ended(Ended ended) {
    List<Line> lines = new ArrayList<>(lines(ended.done().effect()));
    if (ended.done().saved().isEmpty()) {
      return view(
          StatusIcon.Kind.DONE, texts.of("rows-back.nothing"), lines, List.of(RowsAnswer.CLOSE));
    }
    ended
        .done()
        .saved()
        .ifPresent(
            saved ->
                lines.add(
                    new Line(
                        Tone.PLAIN,
                        texts.of(
                            saved.ownFolder().isPresent()
                                ? "put-back.done.saved.own"
                                : "put-back.done.saved",
                            saved.location()))));
    return view(
        StatusIcon.Kind.DONE,
        texts.of("rows-back.done"),
        lines,
        ended.undo().isPresent()
            ? List.of(RowsAnswer.UNDO, RowsAnswer.CLOSE)
            : List.of(RowsAnswer.CLOSE));
  }

  private ActionView<RowsAnswer> failed(Request request, Failed failed) {
    boolean cancelled = failed.failure().reason() == Reason.CANCELLED;
    List<Line> lines = new ArrayList<>();
    if (!cancelled) {
      lines.add(new Line(Tone.PLAIN, texts.failure(failed.failure())));
    }
    lines.add(new Line(Tone.PLAIN, texts.of("put-back.unchanged", request.file())));
    return view(
        cancelled ? StatusIcon.Kind.EMPTY : StatusIcon.Kind.PROBLEM,
        texts.of(cancelled ? "put-back.cancelled" : "rows-back.failed"),
        lines,
        List.of(RowsAnswer.AGAIN, RowsAnswer.CLOSE));
  }

  private String title(Request request) {
    return texts.of(
        "rows-back.title",
        Figures.when(request.backup().summary().localSnapshotAt(), ZonedDateTime.now(clock)));
  }

  private String which(Request request) {
    String table = Names.shown(request.rows().table());
    int rows = request.rows().keys().size();
    return rows == 0
        ? texts.of("rows-back.all", table)
        : texts.of("rows-back.chosen", table, texts.counted("rows", rows));
  }
}
