package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.RowsRestore;
import dev.nightjar.app.verdict.BackupFinder;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Printable;
import dev.nightjar.rows.RowsEffect;
import dev.nightjar.rows.RowsRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar rows}: rows of a backup back into the live database. */
@Command(name = "rows")
final class RowsCommand extends Action {
  @Parameters(paramLabel = "ID", descriptionKey = "id")
  private String id = "";

  @Option(names = "--table", paramLabel = "TABLE", required = true)
  private String table = "";

  @Option(names = "--key", paramLabel = "KEY")
  private List<String> keys = new ArrayList<>();

  @Option(names = {"--missing", "--where-missing"})
  private boolean missing;

  @Option(names = "--apply")
  private boolean apply;

  @Mixin private PlaceOptions places = new PlaceOptions();

  @Option(names = "--database", paramLabel = "FILE")
  private @Nullable Path database;

  RowsCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    BackupFinder.Found found = PlaceOptions.find(places.backups(app), id, console);
    RestoreCommand.Live live = RestoreCommand.Live.of(app, found, database);
    if (live.file().isEmpty()) {
      throw wrongUse("restore.no-database");
    }
    RowsRestore.Request request =
        new RowsRestore.Request(
            found.kept(), new RowsRequest(table, keys, missing), live.file().get(), live.job());
    RowsRestore rows = app.rowsRestore();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", found.kept().summary().id());
    object.put("file", request.file());
    try (Cancellation cancellation = Cancellation.onControlC()) {
      if (apply) {
        apply(console, rows, request, object, cancellation, undoIn(live));
      } else {
        RowsEffect effect = rows.preview(request, cancellation.asProgress());
        print(console, effect);
        if (!effect.isNone()) {
          console.answer(Words.of("rows.preview"));
        }
        object.put("applied", false);
        put(object, effect);
      }
    }
    console.object(object);
    return ExitCode.DONE;
  }

  private void apply(
      Console console,
      RowsRestore rows,
      RowsRestore.Request request,
      Map<String, Object> object,
      Cancellation cancellation,
      UndoCommand undo)
      throws FailureException {
    RowsRestore.Done done =
        rows.apply(
            request,
            new RowsRestore.Listener() {
              @Override
              public void advanced(long now, long total) throws FailureException {
                cancellation.asProgress().advanced(now, total);
              }
            });
    print(console, done.effect());
    object.put("applied", done.saved().isPresent());
    put(object, done.effect());
    done.saved()
        .ifPresent(
            saved -> {
              console.done("", Words.of("restore.replace.saved", saved.id(), saved.location()));
              console.done("", Words.of("rows.done", request.file()));
              console.say(Words.of("restore.replace.undo", undo.of(saved)));
              undo.put(object, saved);
            });
  }

  private void print(Console console, RowsEffect effect) {
    for (RowsEffect.Table one : effect.tables()) {
      String name = Printable.of(one.name());
      if (one.inserted() + one.changed() > 0) {
        console.answer(Words.of("rows.back", name, one.inserted(), one.changed()));
      }
      if (one.linked() > 0) {
        console.answer(Words.of("rows.linked", name, one.linked()));
      }
      RowsEffect.Besides besides = one.besides();
      if (besides.isAny()) {
        console.answer(
            Words.of(
                "rows.besides", name, besides.inserted(), besides.changed(), besides.deleted()));
      }
      if (!one.columns().added().isEmpty()) {
        console.warn("", Words.of("rows.columns.added", name, names(one.columns().added())));
      }
      if (!one.columns().gone().isEmpty()) {
        console.warn("", Words.of("rows.columns.gone", name, names(one.columns().gone())));
      }
      if (one.byRowid()) {
        console.warn("", Words.of("rows.by-rowid", name));
      }
    }
    if (effect.orphans() > 0) {
      console.warn("", Words.of("rows.orphans", effect.orphans()));
    }
    if (effect.isNone()) {
      console.answer(Words.of(missing ? "rows.none.missing" : "rows.none", Printable.of(table)));
    } else if (effect.same() > 0) {
      console.answer(Words.of("rows.same", effect.same()));
    }
  }

  private static String names(List<String> columns) {
    return Printable.of(String.join(", ", columns));
  }

  private static void put(Map<String, Object> object, RowsEffect effect) {
    List<Map<String, Object>> tables = new ArrayList<>();
    for (RowsEffect.Table one : effect.tables()) {
      Map<String, Object> besides = new LinkedHashMap<>();
      besides.put("inserted", one.besides().inserted());
      besides.put("changed", one.besides().changed());
      besides.put("deleted", one.besides().deleted());
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("table", one.name());
      each.put("inserted", one.inserted());
      each.put("changed", one.changed());
      each.put("linked", one.linked());
      each.put("byRowid", one.byRowid());
      each.put("columnsAdded", one.columns().added());
      each.put("columnsGone", one.columns().gone());
      each.put("besides", besides);
      tables.add(each);
    }
    object.put("tables", tables);
    object.put("same", effect.same());
    object.put("orphans", effect.orphans());
  }
}
