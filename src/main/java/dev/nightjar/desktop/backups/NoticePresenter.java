package dev.nightjar.desktop.backups;

import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.Shortage;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.PlaceVerdict;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Outcome;
import dev.nightjar.backup.StepResult;
import dev.nightjar.desktop.backups.BackupsView.Choice;
import dev.nightjar.desktop.backups.BackupsView.Notice;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.kit.StatusIcon;
import dev.nightjar.desktop.kit.VerdictTexts;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Messages;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Chooses the latest problems and open questions, each with its remedies. */
final class NoticePresenter {
  private final Messages texts;
  private final VerdictTexts words;
  private final ZonedDateTime now;

  NoticePresenter(Messages texts, VerdictTexts words, ZonedDateTime now) {
    this.texts = texts;
    this.words = words;
    this.now = now;
  }

  List<Notice> of(JobVerdict job, List<BackupRun> runs) {
    List<Notice> notices = new ArrayList<>();
    for (Finding finding : job.findings()) {
      ofFinding(job, finding).ifPresent(notices::add);
    }
    List<String> told = notices.stream().map(Notice::text).toList();
    Optional<Notice> last = runs.stream().findFirst().flatMap(run -> ofRun(job, run, told));
    last.ifPresent(notice -> notices.add(0, notice));
    for (PlaceVerdict place : job.places()) {
      Optional<Choice> fewer = place.shortage().map(shortage -> keepFewer(job, place, shortage));
      if (fewer.isPresent() && last.filter(one -> one.choices().contains(fewer.get())).isEmpty()) {
        notices.add(ofShortage(place, fewer.get()));
      }
    }
    return notices;
  }

  private Notice ofShortage(PlaceVerdict place, Choice fewer) {
    Shortage shortage = place.shortage().orElseThrow();
    return notice(
        shortage.refused()
            ? Messages.sentence(texts.of("backups.refused", texts.place(place.label())))
            : texts.of("backups.shortage", shortage.freeBytes()),
        fewer);
  }

  private static Choice keepFewer(JobVerdict job, PlaceVerdict place, Shortage shortage) {
    return new Choice(
        "backups.keep-fewer",
        List.of(shortage.bytes()),
        new Command.KeepFewer(job.job(), place.which(), shortage.rule()));
  }

  private static Stream<Failure> failures(BackupRun run) {
    return run.results().stream().map(StepResult::failure).flatMap(Optional::stream);
  }

  /** Why the last run failed, as far as nothing else says it. */
  private Optional<Notice> ofRun(JobVerdict job, BackupRun run, List<String> told) {
    Outcome outcome = run.outcome();
    if (outcome == Outcome.SUCCEEDED || outcome == Outcome.CANCELLED) {
      return Optional.empty();
    }
    List<String> all = failures(run).map(texts::failure).distinct().toList();
    List<String> reasons = all.stream().filter(text -> !told.contains(text)).limit(2).toList();
    if (reasons.isEmpty() && !all.isEmpty()) {
      return Optional.empty();
    }
    String when = Messages.sentence(when(run.startedAt()));
    boolean failed = outcome == Outcome.FAILED;
    boolean lacking = run.backup().isPresent() && !run.isSavedEverywhere();
    boolean moved = failures(run).anyMatch(NoticePresenter::mayHaveMoved);
    return Optional.of(
        new Notice(
            failed ? StatusIcon.Kind.PROBLEM : StatusIcon.Kind.WARNING,
            texts.of(
                failed
                    ? "backups.run.failed"
                    : lacking ? "backups.run.partial" : "backups.run.incomplete",
                when,
                String.join(" ", reasons)),
            choices(job, run, moved ? find(job) : log())));
  }

  /**
   * The remedies for a run's failure: at a full place to keep fewer, which helps before the log.
   */
  private static List<Choice> choices(JobVerdict job, BackupRun run, Choice other) {
    List<Choice> choices = new ArrayList<>();
    for (PlaceVerdict place : job.places()) {
      place
          .shortage()
          .filter(shortage -> shortage.refused() && foundNoRoom(run, place))
          .ifPresent(shortage -> choices.add(keepFewer(job, place, shortage)));
    }
    choices.add(other);
    return choices;
  }

  private static boolean foundNoRoom(BackupRun run, PlaceVerdict place) {
    return run.results().stream()
        .filter(result -> result.place().equals(place.label()))
        .flatMap(result -> result.failure().stream())
        .anyMatch(failure -> failure.reason() == Reason.PLACE_FULL);
  }

  /** Whether another file may be the app's by now: to choose it helps, and no log does. */
  private static boolean mayHaveMoved(Failure failure) {
    return switch (failure.reason()) {
      case DATABASE_MISSING, DATABASE_IS_FOLDER, DATABASE_EMPTY, NOT_A_DATABASE -> true;
      default -> false;
    };
  }

  private static Choice find(JobVerdict job) {
    return new Choice("backups.find", new Command.FindDatabase(job.job()));
  }

  private static Choice log() {
    return new Choice("backups.log", new Command.OpenLog());
  }

  private static Choice answer(String key, JobVerdict job, Finding finding) {
    return new Choice(key, new Command.Answer(job.job(), finding));
  }

  /** Returns the findings that the header doesn't say already, or that want an answer. */
  private Optional<Notice> ofFinding(JobVerdict job, Finding finding) {
    if (finding instanceof Finding.NeverBackedUp || finding instanceof Finding.DueMissed) {
      return Optional.empty();
    }
    if (finding instanceof Finding.DatabaseTrouble trouble) {
      Failure failure = trouble.failure();
      return Optional.of(notice(texts.failure(failure), mayHaveMoved(failure) ? find(job) : log()));
    }
    if (finding instanceof Finding.PlaceBehind behind) {
      return behind(job, behind);
    }
    if (finding instanceof Finding.PlaceTrouble trouble) {
      return Optional.of(
          notice(
              texts.failure(trouble.failure()),
              new Choice("backups.settings", new Command.ShowSettings())));
    }
    if (finding instanceof Finding.DamagedCopies copies) {
      String text =
          Stream.of(
                  copies("backups.copies", copies.place(), copies.lost()),
                  copies("backups.copies.healing", copies.place(), copies.healing()),
                  copies("backups.copies.spare", copies.place(), copies.spare()))
              .flatMap(Optional::stream)
              .collect(Collectors.joining(" "));
      return Optional.of(
          copies.isQuestion() ? notice(text, answer("backups.known", job, finding)) : notice(text));
    }
    if (finding instanceof Finding.JsonMissing) {
      return Optional.of(notice(texts.of("backups.json-missing"), log()));
    }
    if (finding instanceof Finding.Rebuildable) {
      return Optional.of(notice(texts.of("backups.rebuildable"), log()));
    }
    if (finding instanceof Finding.JsonLacks) {
      return Optional.of(
          notice(texts.of("backups.json-lacks"), answer("backups.known", job, finding), log()));
    }
    return Optional.of(question(job, finding));
  }

  private Optional<String> copies(String key, String place, List<String> ids) {
    return ids.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Messages.sentence(
                texts.of(key, texts.counted("backups", ids.size()), texts.place(place))));
  }

  /** If it has no failure of its own the header says it, or nothing else does. */
  private Optional<Notice> behind(JobVerdict job, Finding.PlaceBehind behind) {
    if (behind.failure().isPresent()) {
      return Optional.of(notice(texts.failure(behind.failure().get())));
    }
    return job.findings().get(0).equals(behind)
        ? Optional.empty()
        : Optional.of(notice(words.of(job, behind, now).headline()));
  }

  private Notice question(JobVerdict job, Finding finding) {
    if (finding instanceof Finding.DataUnchanged unchanged) {
      return notice(
          texts.of("backups.unchanged", when(unchanged.since())),
          answer("backups.fine", job, finding),
          find(job));
    }
    if (finding instanceof Finding.Shrunk shrunk) {
      return notice(
          texts.of(
              "backups.shrunk",
              shrunk.table(),
              texts.counted("rows", shrunk.rowsBefore()),
              Figures.count(shrunk.rowsNow())),
          answer("backups.was-me", job, finding),
          new Choice("backups.was-not-me", new Command.ShowBefore(job.job(), shrunk)));
    }
    if (finding instanceof Finding.OftenOff off) {
      return notice(
          texts.of("backups.often-off", off.due(), off.suggested()),
          new Choice("backups.move", new Command.MoveTo(job.job(), off.suggested())),
          answer("backups.leave", job, finding));
    }
    String text = words.of(job, finding, now).headline();
    return finding.isQuestion() ? notice(text, answer("backups.fine", job, finding)) : notice(text);
  }

  private static Notice notice(String text, Choice... choices) {
    return new Notice(StatusIcon.Kind.WARNING, text, List.of(choices));
  }

  private String when(Instant moment) {
    return Figures.when(moment.atOffset(ZoneOffset.UTC), now);
  }
}
