package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.TracedBackups;
import dev.nightjar.app.verdict.BackupFinder;
import dev.nightjar.app.verdict.JobBackups;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Printable;
import dev.nightjar.failure.Reason;
import dev.nightjar.inside.CellText;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.BackupDatabase;
import dev.nightjar.trace.Cell;
import dev.nightjar.trace.RowTrace;
import dev.nightjar.trace.TextTrace;
import dev.nightjar.trace.TracedBackup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar trace}: the life of a row through all backups. */
@Command(name = "trace")
final class TraceCommand extends Action {
  private static final int MAX_CELL = 40;

  @Option(names = "--table", paramLabel = "TABLE")
  private @Nullable String table;

  @Option(names = "--key", paramLabel = "KEY")
  private @Nullable String key;

  @Option(names = "--text", paramLabel = "TEXT")
  private @Nullable String text;

  @Mixin private PlaceOptions places = new PlaceOptions();

  TraceCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    boolean byKey = table != null && key != null;
    boolean byText = text != null && !text.isEmpty() && key == null;
    if (byKey == byText) {
      throw wrongUse("trace.key-or-text");
    }
    BackupFinder finder = places.backups(app);
    List<JobBackups> jobs = finder.jobs();
    if (jobs.size() > 1) {
      throw new FailureException(
          Reason.JOB_NOT_CHOSEN, String.join(", ", BackupFinder.names(jobs)));
    }
    List<KeptBackup> kept = jobs.stream().flatMap(job -> job.backups().stream()).toList();
    if (kept.isEmpty()) {
      throw finder.survey().whyThereIsNone();
    }
    try (Cancellation cancellation = Cancellation.onControlC()) {
      Progress counted = cancellation.asProgress().then(console.percent("trace.progress"));
      List<TracedBackup> backups = TracedBackups.whereTheyAre(app, kept, cancellation.asProgress());
      return text == null
          ? byKey(console, backups, String.valueOf(table), String.valueOf(key), counted)
          : byText(console, backups, text, counted);
    }
  }

  private int byKey(
      Console console, List<TracedBackup> backups, String name, String row, Progress progress)
      throws FailureException {
    Printer printer = new Printer(console, name);
    RowTrace.Summary summary = new RowTrace(name, row, printer).run(backups, progress);
    if (summary.withTable() == 0 && summary.unreadable() == 0) {
      requireOrdinary(backups, name);
    }
    printer.printLacking();
    console.answer(
        summary.withRow() == 0
            ? Words.of("trace.never", Printable.of(name), Printable.of(row))
            : Words.of("trace.total", summary.withRow(), summary.read()));
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("table", name);
    object.put("key", row);
    object.put("events", printer.events);
    object.put("unreadable", printer.unreadable);
    object.put("read", summary.read());
    object.put("withTable", summary.withTable());
    object.put("withRow", summary.withRow());
    console.object(object);
    return summary.unreadable() > 0 ? ExitCode.FAILED : ExitCode.DONE;
  }

  /** Nothing that was looked for in a table that can't be searched is said to be nowhere. */
  private void requireOrdinary(List<TracedBackup> backups, String name) throws FailureException {
    for (TracedBackup backup : backups) {
      if (backup.opener().read(path -> isOrdinary(path, name))) {
        return;
      }
    }
    boolean isThere = false;
    for (TracedBackup backup : backups) {
      isThere |= backup.opener().read(path -> OtherTables.has(path, name));
    }
    throw wrongUse(isThere ? "trace.other-table" : "trace.no-table", name);
  }

  private static boolean isOrdinary(Path database, String name) throws FailureException {
    try (BackupDatabase opened = BackupDatabase.open(database)) {
      return opened.table(name).isPresent();
    }
  }

  private int byText(Console console, List<TracedBackup> backups, String wanted, Progress progress)
      throws FailureException {
    Printer printer = new Printer(console, "");
    Optional<TextTrace.Seen> seen =
        new TextTrace(wanted, Optional.ofNullable(table), printer::unreadable)
            .run(backups, progress);
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("text", wanted);
    object.put("unreadable", printer.unreadable);
    if (seen.isEmpty()) {
      if (table != null && printer.unreadable.isEmpty()) {
        requireOrdinary(backups, table);
      }
      console.answer(Words.of("trace.not-seen"));
    } else {
      console.answer(Words.of("trace.seen", seen.get().backup()));
      List<Map<String, Object>> rows = new ArrayList<>();
      for (TextTrace.Hit hit : seen.get().hits()) {
        console.answer(
            "  "
                + Printable.of(hit.table())
                + (hit.key().isEmpty() ? "" : " " + CellText.cut(Printable.of(hit.key()), MAX_CELL))
                + (hit.column().isEmpty() ? "" : ": " + Printable.of(hit.column()) + "=")
                + CellText.cut(hit.value(), MAX_CELL));
        Map<String, Object> each = new LinkedHashMap<>();
        each.put("table", hit.table());
        each.put("key", hit.key());
        each.put("column", hit.column());
        each.put("value", hit.value());
        rows.add(each);
      }
      if (seen.get().more()) {
        console.answer("  " + Words.of("trace.seen.more"));
      }
      object.put("lastSeen", seen.get().backup());
      object.put("rows", rows);
      object.put("more", seen.get().more());
    }
    console.object(object);
    return printer.unreadable.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** Prints each finding as it comes, and keeps it for the one object of JSON. */
  private static final class Printer implements RowTrace.Listener {
    private final Console console;
    private final String table;
    private final List<Map<String, Object>> events = new ArrayList<>();
    private final List<Map<String, Object>> unreadable = new ArrayList<>();

    /** Kept until it is known that the table is in another backup, and so was gone at that time. */
    private final List<String> lacking = new ArrayList<>();

    Printer(Console console, String table) {
      this.console = console;
      this.table = table;
    }

    private void answer(String line) {
      printLacking();
      console.answer(line);
    }

    private void printLacking() {
      lacking.forEach(console::answer);
      lacking.clear();
    }

    private Map<String, Object> event(String what, String backup) throws FailureException {
      if (console.isLost()) {
        throw new FailureException(Reason.OUTPUT_LOST);
      }
      Map<String, Object> event = new LinkedHashMap<>();
      event.put("event", what);
      event.put("backup", backup);
      if (console.isJson()) {
        events.add(event);
      }
      return event;
    }

    private static Map<String, Object> object(Cell cell) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("type", cell.type().name().toLowerCase(java.util.Locale.ROOT));
      object.put("text", cell.text());
      return object;
    }

    private static Map<String, Object> object(Map<String, Cell> row) {
      Map<String, Object> cells = new LinkedHashMap<>();
      row.forEach((column, cell) -> cells.put(column, object(cell)));
      return cells;
    }

    private static String shown(Cell cell) {
      return CellText.cut(cell.text(), MAX_CELL);
    }

    private void print(Map<String, Cell> row) {
      List<String> parts = new ArrayList<>();
      row.forEach((column, cell) -> parts.add(Printable.of(column) + "=" + shown(cell)));
      console.answer("    " + String.join(", ", parts));
    }

    @Override
    public void appeared(String backup, Map<String, Cell> row, String older)
        throws FailureException {
      answer(Words.of("trace.appeared", backup, older));
      print(row);
      Map<String, Object> event = event("appeared", backup);
      event.put("older", older);
      event.put("row", object(row));
    }

    @Override
    public void changed(String backup, List<RowTrace.Change> cells, String older)
        throws FailureException {
      answer(Words.of("trace.changed", backup, older));
      List<Map<String, Object>> changes = new ArrayList<>();
      for (RowTrace.Change one : cells) {
        console.answer(
            "    %s=%s -> %s"
                .formatted(Printable.of(one.column()), shown(one.from()), shown(one.to())));
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("column", one.column());
        change.put("from", object(one.from()));
        change.put("to", object(one.to()));
        changes.add(change);
      }
      Map<String, Object> event = event("changed", backup);
      event.put("older", older);
      event.put("cells", changes);
    }

    @Override
    public void disappeared(String backup, Map<String, Cell> row, String older)
        throws FailureException {
      answer(Words.of("trace.disappeared", backup, older));
      print(row);
      Map<String, Object> event = event("disappeared", backup);
      event.put("older", older);
      event.put("row", object(row));
    }

    @Override
    public void oldest(String backup, Map<String, Cell> row) throws FailureException {
      answer(Words.of("trace.oldest", backup));
      print(row);
      event("oldest", backup).put("row", object(row));
    }

    @Override
    public void lacksTable(String backup) throws FailureException {
      lacking.add(Words.of("trace.lacks-table", backup, Printable.of(table)));
      event("lacks-table", backup);
    }

    @Override
    public void unreadable(String backup, Failure failure) {
      console.bad("", Words.of("trace.unreadable", backup, Words.of(failure)));
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("backup", backup);
      object.put("error", Console.failure(failure));
      unreadable.add(object);
    }
  }
}
