package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.BeforeRestore;
import dev.nightjar.app.InPlaceRestore;
import dev.nightjar.app.InPlaceRestore.Done;
import dev.nightjar.app.InPlaceRestore.Preview;
import dev.nightjar.app.InPlaceRestore.Request;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.platform.FileHolders.Holder;
import dev.nightjar.restore.RestoredFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code nightjar restore --replace}: says what will happen, does it, and says how to undo it. */
final class InPlaceRestoring {
  private final App app;
  private final Console console;

  InPlaceRestoring(App app, Console console) {
    this.app = app;
    this.console = console;
  }

  /** Restores, and prints; returns what {@code --json} says of it. */
  Map<String, Object> run(Request request, UndoCommand undo) throws FailureException {
    InPlaceRestore restore = app.inPlaceRestore();
    BackupSummary summary = request.backup().summary();
    List<String> known = RestoreCommand.rebuildLacks(request.backup(), request.from());
    Preview preview = restore.preview(request);
    console.say(
        Words.of("restore.replace.begin", summary.id(), summary.job().name(), request.file()));
    if (preview.isOfAnotherLayout()) {
      console.warn(
          "  ",
          Words.of(
              "restore.replace.layout", preview.layoutThen(), preview.layoutNow().orElseThrow()));
    }
    Done done;
    try (Cancellation cancellation = Cancellation.onControlC()) {
      done = restore.restore(request, new Printer(cancellation));
    }
    Path file = done.restored().target();
    RestoredFile contents = done.restored().contents();
    Optional<BeforeRestore.Saved> saved = done.saved();
    Optional<Path> raw = done.restored().rawCopy();
    saved.ifPresent(
        one -> console.done("  ", Words.of("restore.replace.saved", one.id(), one.location())));
    raw.ifPresent(folder -> console.warn("  ", Words.of("restore.replace.raw", file, folder)));
    console.done(
        "",
        Words.of(
            "restore.replace.done",
            summary.id(),
            file,
            RestoreCommand.contents(contents.report())));
    saved.ifPresent(one -> console.say(Words.of("restore.replace.undo", undo.of(one))));
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", summary.id());
    object.put("job", summary.job().name());
    object.put("host", summary.job().host());
    object.put("file", file);
    object.put("replaced", true);
    object.put("from", request.from().name().toLowerCase(java.util.Locale.ROOT));
    object.put("journalMode", done.restored().journalMode());
    object.put("layout", preview.layoutThen());
    preview.layoutNow().ifPresent(layout -> object.put("layoutBefore", layout));
    saved.ifPresent(one -> undo.put(object, one));
    raw.ifPresent(folder -> object.put("rawCopy", folder));
    RestoreCommand.lacksOf(object, contents.leftOut(), known, console);
    return RestoreCommand.contents(object, contents.report(), console);
  }

  /** Shows progress, and says once for each program that it is waited for. */
  private final class Printer implements InPlaceRestore.Listener {
    private final Cancellation cancellation;
    private final Progress shown = console.percent("restore.replace.progress");
    private List<Holder> told = List.of(new Holder("-", -1));

    Printer(Cancellation cancellation) {
      this.cancellation = cancellation;
    }

    @Override
    public void advanced(long done, long total) throws FailureException {
      if (cancellation.isRequested()) {
        throw new FailureException(Reason.CANCELLED);
      }
      shown.advanced(done, total);
    }

    @Override
    public void waiting(List<Holder> programs) {
      if (!programs.equals(told)) {
        told = programs;
        String names = Holder.names(programs);
        console.note(
            "  ",
            names.isEmpty()
                ? Words.of("restore.replace.waiting.unnamed")
                : Words.of("restore.replace.waiting", names));
      }
    }
  }
}
