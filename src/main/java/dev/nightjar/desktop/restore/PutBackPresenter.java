package dev.nightjar.desktop.restore;

import dev.nightjar.app.InPlaceRestore.Preview;
import dev.nightjar.app.InPlaceRestore.Request;
import dev.nightjar.desktop.kit.ActionView;
import dev.nightjar.desktop.kit.ActionView.Line;
import dev.nightjar.desktop.kit.StatusIcon;
import dev.nightjar.desktop.kit.Theme.Tone;
import dev.nightjar.desktop.restore.PutBackState.Asking;
import dev.nightjar.desktop.restore.PutBackState.Ended;
import dev.nightjar.desktop.restore.PutBackState.Failed;
import dev.nightjar.desktop.restore.PutBackState.Inspecting;
import dev.nightjar.desktop.restore.PutBackState.Obstacle;
import dev.nightjar.desktop.restore.PutBackState.Working;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.FileHolders.Holder;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Messages;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** Puts into words what will happen to the live file, what is happening, and what has happened. */
final class PutBackPresenter {
  private final Messages texts;
  private final Clock clock;

  PutBackPresenter(Messages texts, Clock clock) {
    this.texts = texts;
    this.clock = clock;
  }

  ActionView<PutBackAnswer> of(Request request, PutBackState state) {
    if (state instanceof Asking asking) {
      return asking(request, asking.preview());
    }
    if (state instanceof Working working) {
      return working(request, working);
    }
    if (state instanceof Ended ended) {
      return ended(request, ended);
    }
    if (state instanceof Failed failed) {
      return failed(request, failed);
    }
    return inspecting(request, (Inspecting) state);
  }

  private ActionView<PutBackAnswer> inspecting(Request request, Inspecting state) {
    Objects.requireNonNull(state);
    return ActionView.atRest(
        StatusIcon.Kind.EMPTY,
        title(request),
        List.of(new Line(Tone.QUIET, texts.of("put-back.inspecting", request.file()))),
        List.of(PutBackAnswer.CANCEL),
        PutBackAnswer.CANCEL,
        PutBackAnswer.CANCEL);
  }

  private ActionView<PutBackAnswer> asking(Request request, Preview preview) {
    BackupSummary backup = request.backup().summary();
    List<Line> lines = new ArrayList<>();
    lines.add(
        new Line(
            Tone.PLAIN,
            texts.of(
                "put-back.what",
                request.file(),
                when(request),
                texts.counted("tables", backup.tables()),
                texts.counted("rows", backup.rows()))));
    lines.add(new Line(Tone.PLAIN, now(preview, request)));
    if (preview.isOfAnotherLayout()) {
      long now = preview.layoutNow().orElseThrow();
      lines.add(new Line(Tone.WARNING, texts.of("put-back.layout", preview.layoutThen(), now)));
    }
    if (!preview.users().isEmpty()) {
      lines.add(new Line(Tone.WARNING, programs("put-back.users", preview.users())));
    }
    return ActionView.atRest(
        StatusIcon.Kind.WARNING,
        title(request),
        lines,
        List.of(PutBackAnswer.CANCEL, PutBackAnswer.GO),
        PutBackAnswer.GO,
        PutBackAnswer.CANCEL);
  }

  /** Says how the data of today is kept. */
  private String now(Preview preview, Request request) {
    if (preview.changedAt().isPresent()) {
      return texts.of(
          "put-back.saved-first",
          Figures.when(preview.changedAt().get().atZone(clock.getZone()).toOffsetDateTime(), now()),
          when(request));
    }
    Optional<Reason> trouble = preview.trouble().map(Failure::reason);
    if (trouble.filter(Reason.DATABASE_MISSING::equals).isPresent()) {
      return texts.of("put-back.missing");
    }
    if (trouble.filter(Reason.DATABASE_LOCKED::equals).isPresent()) {
      return texts.of("put-back.saved-first.unknown");
    }
    return texts.of("put-back.unreadable");
  }

  private ActionView<PutBackAnswer> working(Request request, Working working) {
    String key =
        working.cancelling()
            ? "put-back.cancelling"
            : switch (working.stage()) {
              case FETCHING -> "put-back.fetching";
              case SAVING -> "put-back.saving";
              case WRITING -> "put-back.writing";
            };
    Line line = new Line(Tone.PLAIN, texts.of(key, working.percent()));
    if (!working.cancelling() && working.obstacle() == Obstacle.PROGRAMS) {
      line = new Line(Tone.WARNING, programs("put-back.waiting", working.programs()));
    } else if (!working.cancelling() && working.obstacle() == Obstacle.RUN) {
      line = new Line(Tone.PLAIN, texts.of("put-back.waiting.run"));
    }
    boolean waiting = working.obstacle() != Obstacle.NONE;
    Optional<PutBackAnswer> out =
        working.mayBeCancelled() ? Optional.of(PutBackAnswer.CANCEL) : Optional.empty();
    return new ActionView<>(
        waiting ? StatusIcon.Kind.PAUSED : StatusIcon.Kind.RUNNING,
        texts.of("put-back.running", when(request)),
        List.of(line, new Line(Tone.QUIET, request.file().toString())),
        OptionalInt.of(waiting ? 0 : overall(working)),
        List.of(PutBackAnswer.CANCEL),
        out,
        out);
  }

  /** Each stage has its third of the bar. */
  private static int overall(Working working) {
    return switch (working.stage()) {
      case FETCHING -> working.percent() * 35 / 100;
      case SAVING -> 35 + working.percent() * 35 / 100;
      case WRITING -> 70;
    };
  }

  private String programs(String key, List<Holder> programs) {
    String names = Holder.names(programs);
    return names.isEmpty() ? texts.of(key + ".unnamed") : texts.of(key, names);
  }

  private ActionView<PutBackAnswer> ended(Request request, Ended ended) {
    CheckReport report = ended.done().restored().contents().report();
    List<Line> lines = new ArrayList<>();
    lines.add(
        new Line(
            Tone.PLAIN,
            texts.of(
                "put-back.done",
                ended.done().restored().target(),
                when(request),
                texts.counted("tables", report.tables().size()),
                texts.counted("rows", report.rows()))));
    ended
        .done()
        .saved()
        .ifPresent(
            saved ->
                lines.add(
                    new Line(
                        Tone.PLAIN,
                        saved.ownFolder().isPresent()
                            ? texts.of("put-back.done.saved.own", saved.location())
                            : texts.of("put-back.done.saved", saved.location()))));
    ended
        .done()
        .restored()
        .rawCopy()
        .ifPresent(
            folder -> lines.add(new Line(Tone.WARNING, texts.of("put-back.done.raw", folder))));
    boolean updated =
        ended
            .done()
            .restored()
            .userVersionBefore()
            .filter(before -> before != request.backup().summary().userVersion())
            .isPresent();
    if (updated) {
      lines.add(new Line(Tone.WARNING, texts.of("put-back.done.layout")));
    }
    return ActionView.atRest(
        StatusIcon.Kind.DONE,
        texts.of("put-back.done.title", when(request)),
        lines,
        ended.undo().isPresent()
            ? List.of(PutBackAnswer.UNDO, PutBackAnswer.CLOSE)
            : List.of(PutBackAnswer.CLOSE),
        PutBackAnswer.CLOSE,
        PutBackAnswer.CLOSE);
  }

  private ActionView<PutBackAnswer> failed(Request request, Failed failed) {
    boolean cancelled = failed.failure().reason() == Reason.CANCELLED;
    List<Line> lines = new ArrayList<>();
    if (!cancelled) {
      lines.add(new Line(Tone.PLAIN, texts.failure(failed.failure())));
    }
    lines.add(
        new Line(
            failed.unfinished() ? Tone.WARNING : Tone.PLAIN,
            texts.of(
                failed.unfinished() ? "put-back.unfinished" : "put-back.unchanged",
                request.file())));
    return ActionView.atRest(
        cancelled ? StatusIcon.Kind.EMPTY : StatusIcon.Kind.PROBLEM,
        texts.of(cancelled ? "put-back.cancelled" : "put-back.failed"),
        lines,
        List.of(PutBackAnswer.AGAIN, PutBackAnswer.CLOSE),
        PutBackAnswer.CLOSE,
        PutBackAnswer.CLOSE);
  }

  /** The data from before is asked for to undo something. */
  private String title(Request request) {
    boolean before = request.backup().summary().kind() == Manifest.Kind.BEFORE_RESTORE;
    return texts.of(before ? "put-back.title.before" : "put-back.title", when(request));
  }

  private String when(Request request) {
    return Figures.when(request.backup().summary().localSnapshotAt(), now());
  }

  private ZonedDateTime now() {
    return ZonedDateTime.now(clock);
  }
}
