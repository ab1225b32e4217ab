package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.diff.DatabaseDiff;
import dev.nightjar.diff.DiffListener;
import dev.nightjar.diff.SchemaChange;
import dev.nightjar.diff.TableDiff;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Printable;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.Names;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar diff}: what changed from one backup to another, or to now. */
@Command(name = "diff")
final class DiffCommand extends Action {
  @Parameters(index = "0", paramLabel = "ID", descriptionKey = "from")
  private String from = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "ID", descriptionKey = "to")
  private String to = ReadableOptions.NOW;

  @Mixin private ReadableOptions databases = new ReadableOptions();

  @Option(names = "--table", paramLabel = "TABLE")
  private @Nullable String table;

  @Option(names = "--summary")
  private boolean summary;

  @Option(names = "--exit-code")
  private boolean exitCode;

  DiffCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    if (summary && table != null) {
      throw wrongUse("diff.summary-or-table");
    }
    try (Cancellation cancellation = Cancellation.onControlC()) {
      Progress progress = cancellation.asProgress();
      try (ReadableOptions.Opened older = databases.open(app, from, console, progress);
          ReadableOptions.Opened newer = databases.open(app, to, console, progress)) {
        return console.isJson()
            ? json(console, older, newer, progress)
            : words(console, older, newer, progress);
      }
    } catch (IOException e) {
      throw FailureException.because(e, Reason.OUTPUT_LOST);
    }
  }

  private int code(DatabaseDiff diff) {
    return diff.isIncomplete() || (exitCode && diff.differs()) ? ExitCode.FAILED : ExitCode.DONE;
  }

  private Predicate<String> wanted() {
    String name = table;
    return name == null ? any -> true : any -> Names.folded(any).equals(Names.folded(name));
  }

  private int json(
      Console console,
      ReadableOptions.Opened older,
      ReadableOptions.Opened newer,
      Progress progress)
      throws FailureException, IOException {
    try (OutputStream out = console.jsonStream()) {
      DiffJson.Head head =
          new DiffJson.Head(console.format(), older.id(), newer.id(), console.mayBeNewer());
      DiffJson json = new DiffJson(out, head, table != null);
      try {
        DiffListener listener = summary ? DiffListener.NONE : json;
        DatabaseDiff diff = between(older, newer, listener, progress);
        json.finish(diff);
        return code(diff);
      } catch (FailureException e) {
        if (!json.hasBegun() || e.reason() == Reason.OUTPUT_LOST) {
          throw e;
        }
        json.fail(e.failure());
        return ExitCode.of(e.reason());
      }
    }
  }

  private DatabaseDiff between(
      ReadableOptions.Opened older,
      ReadableOptions.Opened newer,
      DiffListener listener,
      Progress progress)
      throws FailureException {
    DatabaseDiff diff =
        DatabaseDiff.between(
            older.copy().path(), newer.copy().path(), wanted(), listener, progress);
    requireTable(diff, older, newer);
    return diff;
  }

  /** A name that neither of them has is a mistake, and no sameness. */
  private void requireTable(
      DatabaseDiff diff, ReadableOptions.Opened older, ReadableOptions.Opened newer)
      throws FailureException {
    if (table != null && diff.tables().isEmpty()) {
      if (OtherTables.has(older.copy().path(), table)
          || OtherTables.has(newer.copy().path(), table)) {
        throw wrongUse("diff.other-table", table);
      }
      throw wrongUse("diff.no-table", table, older.id(), newer.id());
    }
  }

  private int words(
      Console console,
      ReadableOptions.Opened older,
      ReadableOptions.Opened newer,
      Progress progress)
      throws FailureException {
    DiffListener listener = table == null ? DiffListener.NONE : new DiffLines(console);
    DatabaseDiff diff = between(older, newer, listener, progress);
    if (!summary) {
      diff.tables().forEach(one -> line(console, one));
      if (table == null) {
        diff.schema().forEach(change -> line(console, change));
      }
    }
    total(console, diff);
    return code(diff);
  }

  private static void line(Console console, TableDiff diff) {
    String name = Printable.of(diff.table().name());
    diff.failure().ifPresent(failure -> console.failed("", failure));
    if (!diff.table().inFrom()) {
      console.answer(Words.of("diff.table.new", name, Words.counted("rows", diff.added())));
    } else if (!diff.table().inTo()) {
      console.answer(Words.of("diff.table.gone", name, Words.counted("rows", diff.removed())));
    } else if (diff.differs()) {
      console.answer(Words.of("diff.table", name, diff.added(), diff.removed(), diff.changed()));
    }
  }

  /** Tables that came or went are lines of their own already. */
  private static void line(Console console, SchemaChange change) {
    boolean both = change.before().isPresent() && change.after().isPresent();
    if (!change.type().equals("table") || both) {
      String key = both ? "diff.changed" : change.after().isPresent() ? "diff.added" : "diff.gone";
      console.answer(Words.of(key, change.type(), Printable.of(change.name())));
    }
  }

  private static void total(Console console, DatabaseDiff diff) {
    List<TableDiff> tables = diff.tables();
    long added = tables.stream().mapToLong(TableDiff::added).sum();
    long removed = tables.stream().mapToLong(TableDiff::removed).sum();
    long changed = tables.stream().mapToLong(TableDiff::changed).sum();
    long unchanged = tables.stream().mapToLong(TableDiff::unchanged).sum();
    if (diff.differs()) {
      long differing = tables.stream().filter(TableDiff::differs).count();
      console.answer(
          Words.of(
              "diff.total",
              added,
              removed,
              changed,
              unchanged,
              Words.counted("tables", differing)));
      if (!diff.schema().isEmpty()) {
        console.answer(Words.of("diff.schema"));
      }
    } else if (!diff.isIncomplete()) {
      console.answer(
          Words.of(
              "diff.same",
              Words.counted("tables", tables.size()),
              Words.counted("rows", unchanged)));
    }
  }
}
