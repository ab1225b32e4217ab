package dev.nightjar.cli;

import dev.nightjar.backup.BackupJob;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Outcome;
import dev.nightjar.backup.RunListener;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepResult;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.text.Figures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Prints a run as it goes, in the order in which a person thinks of it: database first, then JSON.
 */
final class RunPrinter implements RunListener {
  private final Console console;
  private final Cancellation cancellation;

  /** The labels of this computer's own folders. */
  private final Set<String> local;

  private final List<StepResult> jsonPart = new ArrayList<>();
  private final Map<String, Long> beganAt = new HashMap<>();
  private long progressAt;
  private boolean databaseHeading;

  RunPrinter(Console console, BackupJob job, Cancellation cancellation) {
    this.console = console;
    this.local =
        job.targets().stream()
            .filter(BackupJob.Target::local)
            .map(BackupJob.Target::label)
            .collect(Collectors.toUnmodifiableSet());
    this.cancellation = cancellation;
  }

  @Override
  public synchronized void started(Step step, String place) {
    if (step == Step.DATABASE && !databaseHeading) {
      databaseHeading = true;
      console.say(Words.of("run.database"));
    }
  }

  @Override
  public void advanced(Step step, String place, long done, long total) throws FailureException {
    if (cancellation.isRequested()) {
      throw new FailureException(Reason.CANCELLED);
    }
    if (total > 0) {
      show(step, place, done, total);
    }
  }

  private synchronized void show(Step step, String place, long done, long total) {
    long now = System.nanoTime();
    if (now - progressAt > 200_000_000L || done == total) {
      progressAt = now;
      String what =
          switch (step) {
            case JSON -> Words.of("run.progress.json");
            case DATABASE -> Words.of("run.progress.database");
            default -> place;
          };
      long took = now - beganAt.computeIfAbsent(step + place, key -> now);
      String rate = took < 1_000_000_000L ? "" : " " + Figures.rate(done, took / 1_000_000);
      console.progress(Words.of("run.progress", what, done, total, done * 100 / total) + rate);
    }
  }

  @Override
  public synchronized void ended(StepResult result) {
    switch (result.step()) {
      case JSON, JSON_SAVED -> jsonPart.add(result);
      case CAUGHT_UP -> {
        flushJson();
        print(result);
      }
      default -> print(result);
    }
  }

  private void flushJson() {
    if (!jsonPart.isEmpty()) {
      console.say(Words.of("run.json"));
      jsonPart.forEach(this::print);
      jsonPart.clear();
    }
  }

  private void print(StepResult result) {
    String indent =
        result.step() == Step.PLACE_READY || result.step() == Step.CAUGHT_UP ? "" : "  ";
    if (result.failure().isPresent()) {
      console.failed(indent, result.failure().get());
      if (!result.text("evidence").isEmpty()) {
        console.note(indent, Words.of("run.findings"));
        result.text("findings").lines().forEach(line -> console.note(indent + "  ", line));
        result
            .text("evidence")
            .lines()
            .forEach(path -> console.note(indent, Words.of("run.evidence", path)));
      }
      return;
    }
    switch (result.step()) {
      case PLACE_READY -> printReady(result);
      case CHECKPOINT -> printCheckpoint(result);
      case DATABASE -> printDatabase(result);
      case JSON -> printJson(indent, result);
      case DATABASE_SAVED, JSON_SAVED -> printSaved(result);
      case CAUGHT_UP ->
          console.done(
              indent,
              Words.of(
                  "run.caught-up",
                  name(result.place()),
                  Words.counted("backups", result.number("delivered"))));
    }
  }

  private void printReady(StepResult result) {
    long free = result.number("freeBytes");
    String key = free >= 0 ? "run.ready" : "run.ready.unknown";
    console.done("", Words.of(key, name(result.place()), result.text("location"), free));
    if (result.number("markerHealed") == 1) {
      console.note("  ", Words.of("run.marker-healed"));
    }
    if (result.number("finished") > 0) {
      console.done("  ", Words.of("run.finished"));
    }
  }

  private void printCheckpoint(StepResult result) {
    switch (result.text("result")) {
      case "COMPLETED" -> console.done("  ", Words.of("run.checkpoint"));
      case "PARTIAL" ->
          console.note(
              "  ",
              Words.of(
                  "run.checkpoint.partial",
                  result.number("pagesMoved"),
                  result.number("pagesInLog")));
      case "NOT_POSSIBLE" -> console.note("  ", Words.of("run.checkpoint.not-possible"));
      default -> {}
    }
  }

  private void printDatabase(StepResult result) {
    console.done(
        "  ",
        Words.of(
            result.text("findings").isEmpty()
                ? "run.database.made"
                : "run.database.made.rebuildable",
            result.number("bytes"),
            Words.counted("pages", result.number("pages"))));
    if (!result.text("notChecked").isEmpty()) {
      console.note("  ", Words.of("run.not-checked", result.text("notChecked")));
    }
    if (!result.text("findings").isEmpty()) {
      console.note("  ", Words.of("run.rebuildable"));
      result.text("findings").lines().forEach(line -> console.note("    ", line));
    }
    if (result.number("valueViolations") > 0) {
      console.note(
          "  ", Words.of("run.values", Words.counted("values", result.number("valueViolations"))));
    }
    if (result.number("foreignKeyViolations") > 0) {
      console.note(
          "  ",
          Words.of(
              "run.foreign-keys", Words.counted("refer", result.number("foreignKeyViolations"))));
    }
    if (result.number("commitsWaited") == 1) {
      console.note("  ", Words.of("run.commits-waited"));
    }
  }

  private void printJson(String indent, StepResult result) {
    console.done(
        indent,
        Words.of(
            "run.json.matches",
            Words.counted("tables", result.number("tables")),
            Words.counted("rows", result.number("rows"))));
    result.text("lacks").lines().forEach(line -> warn(indent, "run.json.lacks", line));
    result.text("rebuildLacks").lines().forEach(line -> warn(indent, "run.json.rebuild", line));
  }

  private void warn(String indent, String text, String what) {
    console.warn(indent, Words.of(text, what));
  }

  private void printSaved(StepResult result) {
    String what = result.step() == Step.DATABASE_SAVED ? "database" : "json";
    String where = local.contains(result.place()) ? "local" : "elsewhere";
    console.done(
        "  ", Words.of("run.saved." + what + "." + where, result.place(), result.text("path")));
  }

  private String name(String place) {
    return local.contains(place) ? Words.of("run.here") : place;
  }

  /** The last line, once the run is over. */
  synchronized void finish(BackupRun run) {
    flushJson();
    if (run.outcome() == Outcome.SUCCEEDED) {
      console.done("", Words.of("run.succeeded", run.placesSaved(), run.places()));
    } else if (run.outcome() == Outcome.PARTIAL) {
      String key = run.placesSaved() < run.places() ? "run.partial" : "run.partial.earlier";
      console.warn("", Words.of(key, run.placesSaved(), run.places()));
    } else if (run.outcome() == Outcome.CANCELLED) {
      console.warn("", Words.of("run.cancelled"));
    } else if (run.results().stream().anyMatch(result -> result.failure().isPresent())) {
      console.bad("", Words.of("run.failed"));
    }
  }

  static Map<String, Object> object(BackupRun run) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("job", run.jobName());
    object.put("outcome", run.outcome().name().toLowerCase(Locale.ROOT));
    object.put("startedAt", run.startedAt());
    object.put("endedAt", run.endedAt());
    object.put("backup", run.backup());
    object.put("places", run.places());
    object.put("placesSaved", run.placesSaved());
    List<Map<String, Object>> steps = new ArrayList<>();
    for (StepResult result : run.results()) {
      Map<String, Object> step = new LinkedHashMap<>();
      step.put("name", result.step().code());
      step.put("place", result.place());
      step.put("milliseconds", result.milliseconds());
      step.put("facts", result.facts());
      result.failure().ifPresent(failure -> step.put("error", Console.failure(failure)));
      steps.add(step);
    }
    object.put("steps", steps);
    return object;
  }
}
