package dev.nightjar.cli;

import dev.nightjar.backup.BackupJob;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Outcome;
import dev.nightjar.backup.RunListener;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepFacts;
import dev.nightjar.backup.StepResult;
import dev.nightjar.destination.Destination;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.failure.Reason.Subject;
import dev.nightjar.sqlite.Checkpoint;
import dev.nightjar.text.Figures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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

  /** The failures printed so far, as they read. */
  private final Set<String> told = new HashSet<>();

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
    if (total > 0 && step != Step.PRUNED) { // Its progress is no number of bytes.
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
      case CAUGHT_UP, PRUNED -> {
        flushJson();
        print(result);
      }
      default -> print(result);
    }
  }

  @Override
  public synchronized void forgotten(Failure why) {
    flushJson();
    console.warn("", Words.of("run.forgotten", Words.of(why)));
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
        switch (result.step()) {
          case PLACE_READY, CAUGHT_UP, PRUNED -> "";
          default -> "  ";
        };
    if (result.failure().isPresent()) {
      if (told.add(Words.of(result.failure().get()))) { // Of a place that goes, each step tells.
        console.failed(indent, result.failure().get());
      }
      result
          .facts(StepFacts.DamagedCopy.class)
          .filter(damaged -> !damaged.evidence().isEmpty())
          .ifPresent(damaged -> printEvidence(indent, damaged));
      return;
    }
    if (result.facts() instanceof StepFacts.Place place) {
      place.readiness().ifPresent(ready -> printReady(result.place(), place.location(), ready));
    } else if (result.facts() instanceof StepFacts.Checkpoint checkpoint) {
      printCheckpoint(checkpoint.checkpoint());
    } else if (result.facts() instanceof StepFacts.Copy copy) {
      printDatabase(copy);
    } else if (result.facts() instanceof StepFacts.Json json) {
      printJson(indent, json);
    } else if (result.facts() instanceof StepFacts.Saved saved) {
      printSaved(result, saved);
    } else if (result.facts() instanceof StepFacts.CaughtUp caughtUp) {
      console.done(
          indent,
          Words.of(
              "run.caught-up",
              name(result.place()),
              Words.counted("backups", caughtUp.delivered())));
    } else if (result.facts() instanceof StepFacts.Pruned pruned) {
      console.done(
          indent,
          Words.of(
              "run.pruned",
              name(result.place()),
              Words.counted("backups", pruned.deleted()),
              pruned.bytes()));
    }
  }

  private void printEvidence(String indent, StepFacts.DamagedCopy damaged) {
    console.note(indent, Words.of("run.findings"));
    damaged.findings().forEach(line -> console.note(indent + "  ", line));
    damaged.evidence().forEach(path -> console.note(indent, Words.of("run.evidence", path)));
  }

  private void printReady(String place, String location, Destination.Readiness ready) {
    String key = ready.freeBytes().isPresent() ? "run.ready" : "run.ready.unknown";
    console.done("", Words.of(key, name(place), location, ready.freeBytes().orElse(-1L)));
    if (ready.markerHealed()) {
      console.note("  ", Words.of("run.marker-healed"));
    }
    if (ready.finished() > 0) {
      console.done("  ", Words.of("run.finished"));
    }
  }

  private void printCheckpoint(Checkpoint checkpoint) {
    switch (checkpoint.result()) {
      case COMPLETED -> console.done("  ", Words.of("run.checkpoint"));
      case PARTIAL ->
          console.note(
              "  ",
              Words.of("run.checkpoint.partial", checkpoint.pagesMoved(), checkpoint.pagesInLog()));
      case NOT_POSSIBLE -> console.note("  ", Words.of("run.checkpoint.not-possible"));
      case NOT_NEEDED -> {}
    }
  }

  private void printDatabase(StepFacts.Copy copy) {
    console.done(
        "  ",
        Words.of(
            copy.findings().isEmpty() ? "run.database.made" : "run.database.made.rebuildable",
            copy.bytes(),
            Words.counted("pages", copy.pages())));
    if (!copy.notChecked().isEmpty()) {
      console.note("  ", Words.of("run.not-checked", String.join(", ", copy.notChecked())));
    }
    if (!copy.findings().isEmpty()) {
      console.note("  ", Words.of("run.rebuildable"));
      copy.findings().forEach(line -> console.note("    ", line));
    }
    if (copy.valueViolations().any()) {
      console.note("  ", Words.violations("run.values", "values", copy.valueViolations()));
    }
    if (copy.foreignKeyViolations().any()) {
      console.note(
          "  ", Words.violations("run.foreign-keys", "refer", copy.foreignKeyViolations()));
    }
    if (copy.commitsWaited()) {
      console.note("  ", Words.of("run.commits-waited"));
    }
  }

  private void printJson(String indent, StepFacts.Json json) {
    console.done(
        indent,
        Words.of(
            "run.json.matches",
            Words.counted("tables", json.tables()),
            Words.counted("rows", json.rows())));
    json.lacks().forEach(line -> warn(indent, "run.json.lacks", line));
    json.rebuildLacks().forEach(line -> warn(indent, "run.json.rebuild", line));
  }

  private void warn(String indent, String text, String what) {
    console.warn(indent, Words.of(text, what));
  }

  private void printSaved(StepResult result, StepFacts.Saved saved) {
    String what = result.step() == Step.DATABASE_SAVED ? "database" : "json";
    String where = local.contains(result.place()) ? "local" : "elsewhere";
    console.done("  ", Words.of("run.saved." + what + "." + where, result.place(), saved.path()));
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
      String missing = isStuck(run) ? "run.partial.stuck" : "run.partial";
      String earlier = isDamaged(run) ? "run.partial.damaged" : "run.partial.earlier";
      String key = run.placesSaved() < run.places() ? missing : earlier;
      console.warn("", Words.of(key, run.placesSaved(), run.places()));
    } else if (run.outcome() == Outcome.CANCELLED) {
      console.warn("", Words.of("run.cancelled"));
    } else if (run.results().stream().anyMatch(result -> result.failure().isPresent())) {
      // If there is a backup all the same, only its JSON has failed.
      console.bad("", Words.of(run.backup().isPresent() ? "run.failed.json" : "run.failed"));
    }
  }

  /** Whether a place lacks it until somebody does something, as one that was taken over. */
  private static boolean isStuck(BackupRun run) {
    return run.results().stream()
        .flatMap(result -> result.failure().stream())
        .map(Failure::reason)
        .anyMatch(reason -> reason.subject() == Subject.PLACE && !reason.worthRetrying());
  }

  /** Whether what a place is owed is whole nowhere, so that no run can copy it. */
  private static boolean isDamaged(BackupRun run) {
    List<Failure> failures =
        run.results().stream().flatMap(result -> result.failure().stream()).toList();
    return !failures.isEmpty()
        && failures.stream().allMatch(failure -> failure.reason() == Reason.BACKUP_DAMAGED);
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
      step.put("facts", result.facts().byName());
      result.failure().ifPresent(failure -> step.put("error", Console.failure(failure)));
      steps.add(step);
    }
    object.put("steps", steps);
    return object;
  }
}
