package dev.nightjar.desktop;

import dev.nightjar.app.agent.Notification;
import dev.nightjar.app.verdict.Verdict.Concern;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Outcome;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepResult;
import dev.nightjar.text.FailureTexts;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Texts;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Notifications in words: the result first, the thing and the place by their names. */
final class NotificationTexts {
  /** Windows cuts longer ones (NOTIFYICONDATA: szInfo, szInfoTitle). */
  private static final int MOST_TEXT = 255;

  private static final int MOST_TITLE = 63;

  private final Texts texts;

  NotificationTexts(Texts texts) {
    this.texts = texts;
  }

  /** A notice as a system shows it. */
  record Notice(String title, String text, boolean problem) {}

  Notice of(Notification notification, ZonedDateTime now) {
    List<String> lines = new ArrayList<>();
    boolean problem = false;
    if (notification instanceof Notification.StepsEnded ended) {
      problem = ended.steps().stream().anyMatch(step -> !step.succeeded());
      ended.steps().stream()
          .flatMap(step -> step.failure().stream())
          .forEach(failure -> lines.add("✗ " + FailureTexts.of(failure)));
      told(ended.steps()).forEach(line -> lines.add("✓ " + line));
    } else if (notification instanceof Notification.RunEnded ended) {
      ended
          .missedDue()
          .ifPresent(
              due ->
                  lines.add(texts.of("notice.missed", Figures.when(due.toOffsetDateTime(), now))));
      problem = ended.run().outcome() != Outcome.SUCCEEDED;
      lines.add((problem ? "⚠ " : "✓ ") + of(ended.run()));
    } else if (notification instanceof Notification.RunRefused refused) {
      problem = true;
      lines.add("✗ " + FailureTexts.of(refused.failure()));
    } else if (notification instanceof Notification.CaughtUp caught) {
      lines.add(
          "✓ "
              + texts.of(
                  "notice.caught-up", caught.place(), Figures.counted(caught.backups(), "backup")));
    } else if (notification instanceof Notification.Worry worry) {
      problem = true;
      lines.add("⚠ " + of(worry.concern(), now));
    }
    String title =
        notification.jobName().isEmpty()
            ? texts.of("notice.title")
            : texts.of("notice.title.of", notification.jobName());
    return new Notice(cut(title, MOST_TITLE), cut(String.join("\n", lines), MOST_TEXT), problem);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  /** What succeeded, a line a thing rather than a line a step, with the places it is at. */
  private List<String> told(List<StepResult> steps) {
    List<String> lines = new ArrayList<>();
    List<String> ready = places(steps, Step.PLACE_READY);
    if (!ready.isEmpty() && steps.stream().allMatch(step -> step.step() == Step.PLACE_READY)) {
      lines.add(texts.of("notice.place-ready", joined(ready)));
    }
    String database = fact(steps, Step.DATABASE, step -> Figures.bytes(step.number("bytes")));
    String rows = fact(steps, Step.JSON, step -> Figures.counted(step.number("rows"), "row"));
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

  private static List<String> places(List<StepResult> steps, Step wanted) {
    return steps.stream()
        .filter(step -> step.step() == wanted && step.succeeded())
        .map(StepResult::place)
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

  private String joined(List<String> places) {
    return places.size() == 2
        ? texts.of("places.and", places.get(0), places.get(1))
        : String.join(", ", places);
  }

  private String of(BackupRun run) {
    String key = "notice.run." + run.outcome().name().toLowerCase(Locale.ROOT);
    return texts.of(key, run.placesSaved(), run.places());
  }

  private String of(Concern concern, ZonedDateTime now) {
    if (concern instanceof Concern.Shrunk shrunk) {
      return texts.of(
          "notice.shrunk",
          shrunk.table(),
          Figures.count(shrunk.rowsBefore()),
          Figures.count(shrunk.rowsNow()));
    }
    if (concern instanceof Concern.DataUnchanged unchanged) {
      ZonedDateTime since = unchanged.since().atZone(now.getZone());
      return texts.of("notice.unchanged", Figures.when(since.toOffsetDateTime(), now));
    }
    Concern.OftenOff off = (Concern.OftenOff) concern;
    return texts.of("notice.often-off", off.due(), off.suggested());
  }
}
