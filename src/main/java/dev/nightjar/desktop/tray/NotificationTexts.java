package dev.nightjar.desktop.tray;

import dev.nightjar.app.agent.Notification;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Outcome;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepFacts;
import dev.nightjar.backup.StepResult;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Messages;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Notifications in words: the result first, the thing and the place by their names. */
public final class NotificationTexts {
  /** Windows cuts longer ones (NOTIFYICONDATA: szInfo, szInfoTitle). */
  private static final int MAX_TEXT = 255;

  private static final int MAX_TITLE = 63;

  private final Messages texts;

  public NotificationTexts(Messages texts) {
    this.texts = texts;
  }

  /** A notice as a system shows it. */
  public record Notice(String title, String text, boolean problem) {}

  public Notice of(Notification notification, ZonedDateTime now) {
    List<String> lines = new ArrayList<>();
    boolean problem = false;
    if (notification instanceof Notification.StepsEnded ended) {
      problem = ended.steps().stream().anyMatch(step -> !step.succeeded());
      ended.steps().stream()
          .flatMap(step -> step.failure().stream())
          .forEach(failure -> lines.add("✗ " + texts.failure(failure)));
      told(ended.steps()).forEach(line -> lines.add("✓ " + line));
    } else if (notification instanceof Notification.RunEnded ended) {
      ended
          .missedDue()
          .ifPresent(
              due ->
                  lines.add(texts.of("notice.missed", Figures.when(due.toOffsetDateTime(), now))));
      problem = ended.run().outcome() != Outcome.SUCCEEDED || !ended.run().isSavedEverywhere();
      lines.add((problem ? "⚠ " : "✓ ") + of(ended.run()));
    } else if (notification instanceof Notification.RunRefused refused) {
      problem = true;
      lines.add("✗ " + texts.failure(refused.failure()));
    } else if (notification instanceof Notification.CaughtUp caught) {
      lines.add(
          "✓ "
              + sentence(
                  "notice.caught-up",
                  texts.place(caught.place()),
                  texts.counted("backups", caught.backups())));
    } else if (notification instanceof Notification.Found found) {
      problem = true;
      lines.add("⚠ " + of(found.finding(), now));
    } else if (notification instanceof Notification.Over over) {
      lines.add("✓ " + of(over));
    }
    String title =
        notification.jobName().isEmpty()
            ? texts.of("notice.title")
            : texts.of("notice.title.of", notification.jobName());
    return new Notice(cut(title, MAX_TITLE), cut(String.join("\n", lines), MAX_TEXT), problem);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  /** Lists the successes, a line a thing rather than a line a step, with the places it is at. */
  private List<String> told(List<StepResult> steps) {
    List<String> lines = new ArrayList<>();
    List<String> ready = places(steps, Step.PLACE_READY);
    if (!ready.isEmpty() && steps.stream().allMatch(step -> step.step() == Step.PLACE_READY)) {
      lines.add(sentence("notice.place-ready", joined(ready)));
    }
    String database = fact(steps, Step.DATABASE, step -> Figures.bytes(bytes(step)));
    String rows = fact(steps, Step.JSON, step -> texts.counted("rows", rows(step)));
    line(lines, "notice.database", database, places(steps, Step.DATABASE_SAVED));
    line(lines, "notice.json", rows, places(steps, Step.JSON_SAVED));
    return lines;
  }

  private void line(List<String> lines, String key, String fact, List<String> places) {
    if (!places.isEmpty()) {
      lines.add(
          fact.isEmpty()
              ? texts.of(key + ".saved", joined(places))
              : texts.of(key + ".both", fact, joined(places)));
    } else if (!fact.isEmpty()) {
      lines.add(texts.of(key, fact));
    }
  }

  private List<String> places(List<StepResult> steps, Step wanted) {
    return steps.stream()
        .filter(step -> step.step() == wanted && step.succeeded())
        .map(StepResult::place)
        .map(texts::place)
        .toList();
  }

  private static String fact(
      List<StepResult> steps, Step wanted, Function<StepResult, String> fact) {
    return steps.stream()
        .filter(step -> step.step() == wanted && step.succeeded())
        .map(fact)
        .findFirst()
        .orElse("");
  }

  private static long bytes(StepResult step) {
    return step.facts(StepFacts.Copy.class).map(StepFacts.Copy::bytes).orElse(0L);
  }

  private static long rows(StepResult step) {
    return step.facts(StepFacts.Json.class).map(StepFacts.Json::rows).orElse(0L);
  }

  private String joined(List<String> places) {
    return places.size() == 2
        ? texts.of("places.and", places.get(0), places.get(1))
        : String.join(", ", places);
  }

  private String of(BackupRun run) {
    Outcome outcome = run.outcome();
    if (outcome == Outcome.SUCCEEDED && !run.isSavedEverywhere()) {
      outcome = Outcome.PARTIAL; // A place was emptied before it could be copied to the other.
    }
    boolean incomplete = outcome == Outcome.PARTIAL && run.isSavedEverywhere();
    String key =
        incomplete
            ? "notice.run.incomplete"
            : "notice.run." + outcome.name().toLowerCase(Locale.ROOT);
    return texts.of(key, run.placesSaved(), run.places());
  }

  private String of(Finding finding, ZonedDateTime now) {
    if (finding instanceof Finding.NeverBackedUp) {
      return texts.of("notice.never");
    }
    if (finding instanceof Finding.DueMissed missed) {
      return texts.of("notice.due-missed", when(missed.newestAt(), now));
    }
    if (finding instanceof Finding.DatabaseTrouble trouble) {
      return texts.failure(trouble.failure());
    }
    if (finding instanceof Finding.PlaceTrouble trouble) {
      return texts.failure(trouble.failure());
    }
    if (finding instanceof Finding.PlaceBehind behind) {
      return of(behind, now);
    }
    if (finding instanceof Finding.DamagedCopies copies) {
      String there =
          sentence(
              "notice.copies",
              texts.counted("backups", copies.count()),
              texts.place(copies.place()));
      if (!copies.lost().isEmpty()) {
        return there;
      }
      String heals = copies.healing().isEmpty() ? "notice.copies.spare" : "notice.copies.healing";
      return there + " " + texts.of(heals);
    }
    if (finding instanceof Finding.JsonMissing
        || finding instanceof Finding.JsonLacks
        || finding instanceof Finding.Rebuildable) {
      return texts.of("notice." + finding.code());
    }
    return question(finding, now);
  }

  private String of(Finding.PlaceBehind behind, ZonedDateTime now) {
    if (behind.failure().isPresent()) {
      return texts.failure(behind.failure().get());
    }
    return behind
        .newestAt()
        .map(
            at ->
                sentence(
                    "notice.place-behind",
                    texts.place(behind.place()),
                    when(at, now),
                    texts.counted("backups", behind.lacks())))
        .orElseGet(() -> sentence("notice.place-empty", texts.place(behind.place())));
  }

  private String question(Finding finding, ZonedDateTime now) {
    if (finding instanceof Finding.Shrunk shrunk) {
      return texts.of(
          "notice.shrunk",
          shrunk.table(),
          Figures.count(shrunk.rowsBefore()),
          Figures.count(shrunk.rowsNow()));
    }
    if (finding instanceof Finding.DataUnchanged unchanged) {
      return texts.of("notice.unchanged", when(unchanged.since(), now));
    }
    return finding instanceof Finding.OftenOff off
        ? texts.of("notice.often-off", off.due(), off.suggested())
        : "";
  }

  private static String when(Instant moment, ZonedDateTime now) {
    return Figures.when(moment.atZone(now.getZone()).toOffsetDateTime(), now);
  }

  private String of(Notification.Over over) {
    String key = "notice.over." + over.trouble().name().toLowerCase(Locale.ROOT);
    return sentence(key, texts.place(over.place()));
  }

  /** A text that a place may begin, in some language. */
  private String sentence(String key, Object... arguments) {
    return Messages.sentence(texts.of(key, arguments));
  }
}
