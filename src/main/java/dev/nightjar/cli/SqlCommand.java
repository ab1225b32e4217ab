package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.inside.CsvRows;
import dev.nightjar.io.JsonRecords;
import dev.nightjar.io.Progress;
import dev.nightjar.json.JsonStream;
import dev.nightjar.sqlite.ReadOnlyQuery;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar sql}: one statement that only reads, against a backup. */
@Command(name = "sql")
final class SqlCommand extends Action {
  private static final Pattern COMMENT = Pattern.compile("--(?!(?:in|job|database|home)=)\\S*\\s");

  @Parameters(index = "0", paramLabel = "ID", descriptionKey = "id-or-now")
  private String id = "";

  @Parameters(index = "1", paramLabel = "SQL", descriptionKey = "sql")
  private String sql = "";

  @Mixin private ReadableOptions databases = new ReadableOptions();

  @Option(names = "--csv")
  private boolean csv;

  SqlCommand(GlobalOptions globals) {
    super(globals);
  }

  /**
   * Sets a blank before a statement that begins with a comment, since the parser takes what begins
   * with two dashes for an option. No option has white space in its name.
   */
  static String[] statementMarked(String... arguments) {
    List<String> words = List.of(arguments);
    return Commands.named(words).equals("sql")
        ? words.stream()
            .map(word -> COMMENT.matcher(word).lookingAt() ? " " + word : word)
            .toArray(String[]::new)
        : arguments;
  }

  @Override
  int run(App app, Console console) throws FailureException {
    if (csv && console.isJson()) {
      throw wrongUse("sql.csv-or-json");
    }
    try (Cancellation cancellation = Cancellation.onControlC()) {
      Progress progress = cancellation.asProgress();
      try (ReadableOptions.Opened opened = databases.open(app, id, console, progress);
          ReadOnlyQuery query = ReadOnlyQuery.open(opened.copy().path(), sql, progress)) {
        // The first row tells whether the statement can be computed at all.
        boolean row = query.next();
        if (console.isJson()) {
          return json(console, opened.id(), query, row, progress);
        } else if (csv) {
          csv(console, query, row, progress);
        } else {
          new TextTable(console, query, progress).print(row);
        }
      }
      return ExitCode.DONE;
    } catch (IOException e) {
      throw FailureException.because(e, Reason.OUTPUT_LOST);
    }
  }

  private static int json(
      Console console, String id, ReadOnlyQuery query, boolean first, Progress progress)
      throws IOException, FailureException {
    try (OutputStream out = console.jsonStream()) {
      JsonStream json = new JsonStream(out);
      json.raw("{\"format\": \"" + console.format() + "\",\n \"backup\": ");
      json.name(id);
      json.raw(console.mayBeNewer());
      json.raw(",\n \"columns\": [");
      for (int at = 0; at < query.columns().size(); at++) {
        json.raw(at == 0 ? "" : ", ");
        json.name(query.columns().get(at));
      }
      json.raw("],\n \"rows\": [");
      Optional<Failure> failure = Optional.empty();
      try {
        rows(json, query, first, progress);
      } catch (FailureException e) {
        // The object has begun: its end tells why there is no more of it.
        failure = Optional.of(e.failure());
      }
      json.raw(failure.isEmpty() ? "]" : "],\n \"error\": ");
      json.flush();
      if (failure.isPresent()) {
        out.write(JsonRecords.toBytes(Console.failure(failure.get())));
        console.failed("", failure.get());
      }
      json.raw("}\n");
      json.flush();
      return failure.map(one -> ExitCode.of(one.reason())).orElse(ExitCode.DONE);
    }
  }

  private static void rows(JsonStream json, ReadOnlyQuery query, boolean first, Progress progress)
      throws IOException, FailureException {
    String between = "\n  [";
    for (boolean row = first; row; row = query.next()) {
      progress.advanced(0, -1);
      json.raw(between);
      between = ",\n  [";
      try {
        for (int at = 0; at < query.columns().size(); at++) {
          json.raw(at == 0 ? "" : ", ");
          json.value(query, at, query.charset());
        }
      } finally {
        json.raw("]");
      }
    }
  }

  private static void csv(Console console, ReadOnlyQuery query, boolean first, Progress progress)
      throws IOException, FailureException {
    try (OutputStream out = console.stream()) {
      CsvRows rows = new CsvRows(out, query.charset());
      rows.header(query.columns());
      for (boolean row = first; row; row = query.next()) {
        progress.advanced(0, -1);
        rows.row(query, query.columns().size());
      }
    }
  }
}
