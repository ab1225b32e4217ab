package dev.nightjar.desktop;

import dev.nightjar.app.verdict.Finding;
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
    job.findings().forEach(finding -> ofFinding(job, finding).ifPresent(notices::add));
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

  /** What the header doesn't say already, or what wants an answer. */
  private Optional<Notice> ofFinding(JobVerdict job, Finding finding) {
    Choice fine = new Choice("backups.fine", new Command.Answer(job.job(), finding));
    Choice find = new Choice("backups.find", new Command.ShowSettings());
    if (finding instanceof Finding.DatabaseTrouble trouble) {
      return Optional.of(notice(texts.failure(trouble.failure()), find));
    }
    if (finding instanceof Finding.DataUnchanged unchanged) {
      return Optional.of(
          notice(texts.of("backups.unchanged", when(unchanged.since())), fine, find));
    }
    if (finding instanceof Finding.Shrunk shrunk) {
      String text =
          texts.of(
              "backups.shrunk",
              shrunk.table(),
              texts.counted("rows", shrunk.rowsBefore()),
              Figures.count(shrunk.rowsNow()));
      return Optional.of(
          notice(text, new Choice("backups.was-me", new Command.Answer(job.job(), finding))));
    }
    if (finding instanceof Finding.DamagedCopies copies) {
      String text =
          texts.of(
              copies.healable() ? "backups.copies.healable" : "backups.copies",
              texts.counted("backups", copies.ids().size()),
              copies.place());
      return Optional.of(copies.isQuestion() ? notice(text, fine) : notice(text));
    }
    if (finding instanceof Finding.OftenOff off) {
      return Optional.of(
          notice(
              texts.of("backups.often-off", off.due(), off.suggested()),
              new Choice("backups.move", new Command.MoveTo(job.job(), off.suggested())),
              new Choice("backups.leave", new Command.Answer(job.job(), finding))));
    }
    return Optional.empty();
  }

  private static Notice notice(String text, Choice... choices) {
    return new Notice(ThemeSign.Kind.WARNING, text, List.of(choices));
  }

  private String when(Instant moment) {
    return Figures.when(moment.atOffset(ZoneOffset.UTC), now);
  }
}
