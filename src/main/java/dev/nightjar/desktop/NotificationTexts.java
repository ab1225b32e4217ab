package dev.nightjar.desktop;

import dev.nightjar.app.Notification;
import dev.nightjar.app.Verdict.Concern;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Outcome;
import dev.nightjar.backup.StepResult;
import dev.nightjar.text.FailureTexts;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Texts;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
      for (StepResult step : ended.steps()) {
        problem |= !step.succeeded();
        lines.add((step.succeeded() ? "✓ " : "✗ ") + of(step));
      }
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

  private String of(StepResult step) {
    if (step.failure().isPresent()) {
      return FailureTexts.of(step.failure().get());
    }
    return switch (step.step()) {
      case PLACE_READY -> texts.of("notice.place-ready", step.place());
      case CHECKPOINT, DATABASE -> texts.of("notice.database", Figures.bytes(step.number("bytes")));
      case DATABASE_SAVED ->
          texts.of(
              step.place().equals(texts.of("place.here"))
                  ? "notice.database-saved"
                  : "notice.database-saved.remote",
              step.place());
      case JSON ->
          texts.of(
              "notice.json",
              Figures.counted(step.number("tables"), "table"),
              Figures.counted(step.number("rows"), "row"));
      case JSON_SAVED -> texts.of("notice.json-saved", step.place());
      case CAUGHT_UP ->
          texts.of(
              "notice.caught-up",
              step.place(),
              Figures.counted(step.number("delivered"), "backup"));
    };
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
    ZonedDateTime since =
        concern instanceof Concern.DataUnchanged unchanged
            ? unchanged.since().atZone(now.getZone())
            : now;
    return texts.of("notice.unchanged", Figures.when(since.toOffsetDateTime(), now));
  }
}
