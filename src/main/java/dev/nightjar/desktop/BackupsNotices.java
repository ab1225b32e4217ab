package dev.nightjar.desktop;

import dev.nightjar.app.verdict.Verdict.Concern;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.PlaceVerdict;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Outcome;
import dev.nightjar.backup.StepResult;
import dev.nightjar.desktop.BackupsView.Choice;
import dev.nightjar.desktop.BackupsView.Notice;
import dev.nightjar.failure.Failure;
import dev.nightjar.text.Figures;
import dev.nightjar.text.WindowTexts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What went wrong last, and what wants an answer, each with what can be done about it. */
final class BackupsNotices {
  private final WindowTexts texts;
  private final ZonedDateTime now;

  BackupsNotices(WindowTexts texts, ZonedDateTime now) {
    this.texts = texts;
    this.now = now;
  }

  List<Notice> of(JobVerdict job, List<BackupRun> runs) {
    List<Notice> notices = new ArrayList<>();
    Optional<BackupRun> last = runs.stream().findFirst();
    last.flatMap(this::ofRun).ifPresent(notices::add);
    List<String> told =
        last.stream().flatMap(BackupsNotices::failures).map(texts::failure).toList();
    for (PlaceVerdict place : job.places()) {
      place
          .failure()
          .map(texts::failure)
          .filter(text -> !told.contains(text))
          .ifPresent(text -> notices.add(new Notice(ThemeSign.Kind.WARNING, text, List.of())));
    }
    job.concerns().forEach(concern -> notices.add(ofConcern(job, concern)));
    return notices;
  }

  private static Stream<Failure> failures(BackupRun run) {
    return run.results().stream().map(StepResult::failure).flatMap(Optional::stream);
  }

  private Optional<Notice> ofRun(BackupRun run) {
    Outcome outcome = run.outcome();
    if (outcome == Outcome.SUCCEEDED || outcome == Outcome.CANCELLED) {
      return Optional.empty();
    }
    String reasons =
        failures(run)
            .map(texts::failure)
            .distinct()
            .limit(2)
            .reduce((a, b) -> a + " " + b)
            .orElse("");
    String when = BackupsWording.sentence(when(run.startedAt()));
    return Optional.of(
        outcome == Outcome.FAILED
            ? new Notice(
                ThemeSign.Kind.PROBLEM,
                texts.of("backups.run.failed", when, reasons),
                List.of(new Choice("backups.log", new Command.OpenLog())))
            : new Notice(
                ThemeSign.Kind.WARNING,
                texts.of("backups.run.partial", when, reasons),
                List.of(new Choice("backups.log", new Command.OpenLog()))));
  }

  private Notice ofConcern(JobVerdict job, Concern concern) {
    List<Choice> fine =
        List.of(new Choice("backups.fine", new Command.Dismiss(job.job(), concern)));
    if (concern instanceof Concern.DataUnchanged unchanged) {
      return new Notice(
          ThemeSign.Kind.WARNING,
          texts.of("backups.unchanged", when(unchanged.since())),
          List.of(fine.get(0), new Choice("backups.find", new Command.ShowSettings())));
    }
    if (concern instanceof Concern.Shrunk shrunk) {
      return new Notice(
          ThemeSign.Kind.WARNING,
          texts.of(
              "backups.shrunk",
              shrunk.table(),
              texts.counted("rows", shrunk.rowsBefore()),
              Figures.count(shrunk.rowsNow())),
          List.of(new Choice("backups.was-me", new Command.Dismiss(job.job(), concern))));
    }
    Concern.OftenOff off = (Concern.OftenOff) concern;
    return new Notice(
        ThemeSign.Kind.WARNING,
        texts.of("backups.often-off", off.due(), off.suggested()),
        List.of(
            new Choice("backups.move", new Command.MoveTo(job.job(), off.suggested())),
            new Choice("backups.leave", new Command.Dismiss(job.job(), concern))));
  }

  private String when(Instant moment) {
    return Figures.when(moment.atOffset(ZoneOffset.UTC), now);
  }
}
