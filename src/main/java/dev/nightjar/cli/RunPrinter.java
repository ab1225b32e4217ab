package dev.nightjar.cli;

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
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells a run as it goes, in the order in which a person thinks of it: database first, then JSON.
 */
final class RunPrinter implements RunListener {
  private final Console console;
  private final AtomicBoolean cancelled;
  private final List<StepResult> jsonPart = new ArrayList<>();
  private final Map<String, Long> beganAt = new HashMap<>();
  private long progressAt;
  private boolean databaseHeading;

  RunPrinter(Console console, AtomicBoolean cancelled) {
    this.console = console;
    this.cancelled = cancelled;
  }

  @Override
  public synchronized void started(Step step, String place) {
    if (step == Step.DATABASE && !databaseHeading) {
      databaseHeading = true;
      console.say("Creating database backup...");
    }
  }

  @Override
  public void advanced(Step step, String place, long done, long total) throws FailureException {
    if (cancelled.get()) {
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
            case JSON -> "JSON";
            case DATABASE -> "database";
            default -> place;
          };
      long took = now - beganAt.computeIfAbsent(step + place, key -> now);
      String rate = took < 1_000_000_000L ? "" : ", " + Figures.rate(done, took / 1_000_000);
      console.progress(
          String.format(
              "  %s: %s of %s (%d %%%s)",
              what, Figures.bytes(done), Figures.bytes(total), done * 100 / total, rate));
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
      console.say("Creating JSON backup...");
      jsonPart.forEach(this::print);
      jsonPart.clear();
    }
  }

  private void print(StepResult result) {
    String indent =
        result.step() == Step.PLACE_READY || result.step() == Step.CAUGHT_UP ? "" : "  ";
    if (result.failure().isPresent()) {
      console.failed(indent, result.failure().get());
      return;
    }
    switch (result.step()) {
      case PLACE_READY -> printReady(result);
      case CHECKPOINT -> printCheckpoint(result);
      case DATABASE -> printDatabase(result);
      case JSON ->
          console.done(
              indent,
              "JSON matches the database: "
                  + Figures.counted(result.number("tables"), "table")
                  + ", "
                  + Figures.counted(result.number("rows"), "row"));
      case DATABASE_SAVED, JSON_SAVED -> printSaved(result);
      case CAUGHT_UP ->
          console.done(
              indent,
              name(result.place())
                  + " is up to date: "
                  + Figures.counted(result.number("delivered"), "backup")
                  + " copied");
    }
  }

  private void printReady(StepResult result) {
    long free = result.number("freeBytes");
    console.done(
        "",
        name(result.place())
            + " is accessible: "
            + result.text("location")
            + (free >= 0 ? " (" + Figures.bytes(free) + " free)" : " (free space unknown)"));
    if (result.number("markerHealed") == 1) {
      console.warn("  ", "The folder's marker was gone; its own backups were there: written again");
    }
    if (result.number("finished") > 0) {
      console.done("  ", "An interrupted backup was whole and has been finished");
    }
  }

  private void printCheckpoint(StepResult result) {
    switch (result.text("result")) {
      case "COMPLETED" -> console.done("  ", "WAL checkpoint completed");
      case "PARTIAL" ->
          console.warn(
              "  ",
              "WAL checkpoint: "
                  + result.number("pagesMoved")
                  + " of "
                  + result.number("pagesInLog")
                  + " pages moved, a reader is open; the copy is complete all the same");
      case "NOT_POSSIBLE" ->
          console.warn("  ", "WAL checkpoint not possible; the copy is complete all the same");
      default -> {}
    }
  }

  private void printDatabase(StepResult result) {
    console.done(
        "  ",
        "Database backup created: "
            + Figures.bytes(result.number("bytes"))
            + ", "
            + Figures.counted(result.number("pages"), "page")
            + ", whole");
    if (!result.text("notChecked").isEmpty()) {
      console.warn(
          "  ", "Not checked: " + result.text("notChecked") + " (needs the app's function)");
    }
    if (result.number("valueViolations") > 0) {
      console.warn(
          "  ",
          Figures.counted(result.number("valueViolations"), "value")
              + " against their column's type or NOT NULL; so it is in the app's own file");
    }
    if (result.number("foreignKeyViolations") > 0) {
      console.warn(
          "  ",
          Figures.count(result.number("foreignKeyViolations"))
              + " rows refer to rows that aren't there; so it is in the app's own file");
    }
    if (result.number("commitsWaited") == 1) {
      console.warn("  ", "The app's changes waited while the file was copied");
    }
  }

  private void printSaved(StepResult result) {
    String what = result.step() == Step.DATABASE_SAVED ? "Database" : "JSON";
    boolean here = result.place().equals("this computer");
    console.done(
        "  ",
        what
            + (here ? " saved locally: " : " saved to " + result.place() + ": ")
            + result.text("path")
            + (here ? "" : " (read back and compared)"));
  }

  private static String name(String place) {
    return place.equals("this computer") ? "This computer" : place;
  }

  /** The last line, once the run is over. */
  synchronized void finish(BackupRun run) {
    flushJson();
    if (run.outcome() == Outcome.SUCCEEDED) {
      console.done(
          "", "Backup process completed: " + run.placesSaved() + " of " + run.places() + " places");
    } else if (run.outcome() == Outcome.PARTIAL) {
      console.warn(
          "",
          "Backup process completed: "
              + run.placesSaved()
              + " of "
              + run.places()
              + " places; "
              + (run.placesSaved() < run.places() ? "the missing copy" : "an earlier backup")
              + " is owed and follows with a later run");
    } else if (run.outcome() == Outcome.CANCELLED) {
      console.warn("", "Backup cancelled; earlier backups are as they were");
    } else {
      run.results().stream()
          .flatMap(result -> result.failure().stream())
          .findFirst()
          .ifPresent(failure -> console.bad("", "Backup failed; earlier backups are as they were"));
    }
  }

  static Map<String, Object> object(BackupRun run) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("job", run.jobName());
    object.put("outcome", run.outcome().name().toLowerCase(java.util.Locale.ROOT));
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
