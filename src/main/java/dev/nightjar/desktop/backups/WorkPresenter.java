package dev.nightjar.desktop.backups;

import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.desktop.kit.Hint;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Messages;
import dev.nightjar.text.Moments;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts the window's own work on backups into words. */
final class WorkPresenter {
  /** The damaged backups that a sentence names; the list marks all of them. */
  private static final int NAMED = 3;

  private final Messages texts;
  private final Clock clock;

  WorkPresenter(Messages texts, Clock clock) {
    this.texts = texts;
    this.clock = clock;
  }

  private String when(KeptBackup backup) {
    return Figures.when(backup.summary().localSnapshotAt(), ZonedDateTime.now(clock));
  }

  /** Describes the work in progress on backups. */
  String ongoing(BackupTasks.Ongoing now) {
    if (now.cancelling()) {
      return texts.of("backups.stopping");
    }
    String when = when(now.backup());
    if (now.kind() == BackupTasks.Kind.SAVE) {
      return texts.of("backups.saving", when, now.percent());
    }
    return now.backups() == 1
        ? texts.of("backups.checking", when, now.percent())
        : texts.of("backups.checking.all", now.number(), now.backups(), when, now.percent());
  }

  /** Says how the work on backups ended. */
  Hint ended(WorkEnd end) {
    if (end instanceof WorkEnd.Saved saved) {
      return hint(saved.failure(), texts.of("backups.saved", saved.target()));
    }
    WorkEnd.Checked checked = (WorkEnd.Checked) end;
    BackupsCheck.Result result = checked.result();
    if (checked.chosen().isEmpty()) {
      return all(result);
    }
    String when = when(checked.chosen().get());
    boolean gone = result.backups() == 0 && result.failure().isEmpty();
    return hint(
        result.failure(), texts.of(gone ? "backups.check.gone" : "backups.check.whole", when));
  }

  private Hint hint(Optional<Failure> failure, String good) {
    return failure
        .map(
            one ->
                Hint.of(
                    one.reason() == Reason.CANCELLED ? Hint.Kind.INFO : Hint.Kind.PROBLEM,
                    texts.failure(one)))
        .orElseGet(() -> Hint.of(Hint.Kind.GOOD, good));
  }

  /** The damaged ones first, then those that could not be read, and why. */
  private Hint all(BackupsCheck.Result result) {
    List<String> sentences = new ArrayList<>();
    int damaged = result.damaged().size();
    if (result.isCancelled()) {
      long read = (long) result.whole() + damaged;
      sentences.add(texts.of("backups.check.all.cancelled", read, result.backups()));
    }
    if (damaged > 0) {
      List<OffsetDateTime> named =
          result.damaged().stream()
              .limit(NAMED)
              .map(backup -> backup.summary().localSnapshotAt())
              .toList();
      Moments moments = new Moments(named.stream(), clock.getZone());
      ZonedDateTime now = ZonedDateTime.now(clock);
      String whens =
          named.stream().map(at -> moments.when(at, now)).collect(Collectors.joining(", "));
      sentences.add(
          texts.of(
              "backups.check.all.damaged",
              texts.counted("backups", damaged),
              damaged > NAMED ? whens + ", …" : whens));
    }
    int unread = result.backups() - result.whole() - damaged;
    if (!result.isCancelled() && unread > 0) {
      sentences.add(texts.of("backups.check.all.unread", texts.counted("backups", unread)));
      result.failure().filter(one -> damaged == 0).map(texts::failure).ifPresent(sentences::add);
    }
    if (sentences.isEmpty()) {
      sentences.add(texts.of("backups.check.all.whole", texts.counted("backups", result.whole())));
    }
    Hint.Kind kind =
        damaged > 0 || (unread > 0 && !result.isCancelled())
            ? Hint.Kind.PROBLEM
            : result.isCancelled() ? Hint.Kind.INFO : Hint.Kind.GOOD;
    return Hint.of(kind, String.join(" ", sentences));
  }
}
