package dev.nightjar.desktop.backups;

import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.BackupDays;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.Verdict;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.PlaceVerdict;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.desktop.backups.BackupsView.Choice;
import dev.nightjar.desktop.backups.BackupsView.Headline;
import dev.nightjar.desktop.backups.BackupsView.JobLine;
import dev.nightjar.desktop.backups.BackupsView.Row;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.kit.StatusIcon;
import dev.nightjar.desktop.kit.VerdictTexts;
import dev.nightjar.desktop.progress.StepPresenter;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Manifest;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Messages;
import dev.nightjar.text.Moments;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Puts how one database stands into words. */
public final class BackupsPresenter {
  private final Messages texts;
  private final VerdictTexts words;
  private final Clock clock;
  private final BackupTasks work;

  public BackupsPresenter(Messages texts, Clock clock, BackupTasks work) {
    this.texts = texts;
    this.words = new VerdictTexts(texts);
    this.clock = clock;
    this.work = work;
  }

  /**
   * Returns what the window shows.
   *
   * @param chosen the database that the user wants to see; the one that fares worst for none
   */
  public BackupsView of(Status status, Optional<UUID> chosen) {
    List<JobVerdict> jobs = status.verdict().jobs();
    List<JobLine> lines =
        jobs.stream()
            .map(
                job ->
                    new JobLine(
                        job.job(), sign(job, status), job.name(), words.of(job, now()).headline()))
            .toList();
    if (jobs.isEmpty()) {
      boolean setUp = status.verdict().stopped().isPresent() || !status.settings().jobs().isEmpty();
      return new BackupsView(
          none(status),
          lines,
          List.of(),
          Optional.empty(),
          List.of(),
          BackupRows.NONE,
          setUp ? "" : texts.of("backups.empty.unset"));
    }
    int selected = indexOf(jobs, chosen);
    JobVerdict job = jobs.get(selected);
    List<KeptBackup> kept =
        selected < status.surveys().size() ? status.surveys().get(selected).backups() : List.of();
    BackupDays days =
        selected < status.days().size() ? status.days().get(selected) : BackupDays.NONE;
    List<BackupRun> runs =
        status.runs().stream().filter(run -> run.job().equals(job.job())).toList();
    boolean running = runs(status, job);
    return new BackupsView(
        headline(status, job, running),
        lines,
        running ? List.of() : new NoticePresenter(texts, words, now()).of(job, runs),
        status.running().filter(run -> running).map(new StepPresenter(texts)::running),
        new DayPresenter(texts, now()).of(days, runs, labels(job)),
        new BackupRows(kept, at -> row(job.job(), kept, at)),
        texts.of("backups.empty"));
  }

  /** The one that is chosen; without one, or if it is gone, the first: it fares worst. */
  static int indexOf(List<JobVerdict> jobs, Optional<UUID> chosen) {
    List<UUID> ids = jobs.stream().map(JobVerdict::job).toList();
    return Math.max(0, chosen.map(ids::indexOf).orElse(0));
  }

  private static boolean runs(Status status, JobVerdict job) {
    return status.running().filter(run -> run.job().equals(job.job())).isPresent();
  }

  private ZonedDateTime now() {
    return ZonedDateTime.now(clock);
  }

  private static List<String> labels(JobVerdict job) {
    return job.places().stream().map(PlaceVerdict::label).toList();
  }

  private Headline none(Status status) {
    if (status.verdict().stopped().isPresent()) {
      return stopped();
    }
    if (!status.settings().jobs().isEmpty()) {
      return new Headline(StatusIcon.Kind.EMPTY, words.looking(), "", Optional.empty());
    }
    return new Headline(
        StatusIcon.Kind.EMPTY,
        words.notSetUp(),
        texts.of("backups.unset.detail"),
        Optional.of(new Choice("backups.set-up", new Command.ShowSettings())));
  }

  private Headline stopped() {
    return new Headline(
        StatusIcon.Kind.PROBLEM,
        words.stopped(),
        texts.of("backups.stopped.detail"),
        Optional.of(new Choice("backups.repair", new Command.ShowSettings())));
  }

  private Headline headline(Status status, JobVerdict job, boolean running) {
    Verdict verdict = status.verdict();
    if (running) {
      return new Headline(
          StatusIcon.Kind.RUNNING,
          words.running(status.running().orElseThrow()),
          last(job),
          Optional.of(new Choice("backups.cancel", new Command.Cancel())));
    }
    if (verdict.stopped().isPresent()) {
      return stopped();
    }
    boolean paused = verdict.pausedUntil().isPresent();
    Choice choice =
        paused
            ? new Choice("backups.resume", new Command.Resume())
            : new Choice("backups.now", new Command.BackUpNow(Optional.of(job.job())));
    if (paused && VerdictTexts.isWell(job)) {
      String until = words.paused(verdict.pausedUntil().get(), now());
      return new Headline(StatusIcon.Kind.PAUSED, until, last(job), Optional.of(choice));
    }
    VerdictTexts.Sentence sentence = words.of(job, now());
    return new Headline(
        sign(job, status), sentence.headline(), detail(job, sentence), Optional.of(choice));
  }

  private String detail(JobVerdict job, VerdictTexts.Sentence sentence) {
    if (job.newest().isEmpty() && VerdictTexts.isWell(job)) {
      return sentence.more(); // It says when the first one is due.
    }
    String next =
        job.next()
            .map(due -> texts.of("backups.next", when(due.toOffsetDateTime())))
            .orElseGet(() -> texts.of("backups.next.never"));
    return sentence.more().isEmpty() ? next : texts.of("backups.detail", sentence.more(), next);
  }

  private static StatusIcon.Kind sign(JobVerdict job, Status status) {
    if (runs(status, job)) {
      return StatusIcon.Kind.RUNNING;
    }
    return switch (job.state()) {
      case OK, RUNNING, PAUSED ->
          job.newest().isEmpty() ? StatusIcon.Kind.EMPTY : StatusIcon.Kind.DONE;
      case ATTENTION -> StatusIcon.Kind.WARNING;
      case FAILED -> StatusIcon.Kind.PROBLEM;
      case NOT_SET_UP -> StatusIcon.Kind.EMPTY;
    };
  }

  private String last(JobVerdict job) {
    return job.newest()
        .map(newest -> texts.of("backups.last", when(newest.localSnapshotAt())))
        .orElseGet(() -> texts.of("backups.last.none"));
  }

  private String when(OffsetDateTime moment) {
    return Figures.when(moment, now());
  }

  String when(KeptBackup backup) {
    return when(backup.summary().localSnapshotAt());
  }

  /** Backups of one minute stand beside each other. */
  private Row row(UUID job, List<KeptBackup> all, int at) {
    KeptBackup kept = all.get(at);
    var summary = kept.summary();
    List<KeptBackup> near = all.subList(Math.max(0, at - 1), Math.min(all.size(), at + 2));
    Moments moments =
        new Moments(near.stream().map(one -> one.summary().localSnapshotAt()), clock.getZone());
    return new Row(
        job,
        kept,
        Messages.sentence(made(summary, moments)),
        Figures.bytes(summary.databaseFile().bytes()),
        Figures.count(summary.rows()),
        kept.labels().stream().map(texts::place).collect(Collectors.joining(", ")),
        checked(job, kept));
  }

  /** Data that was saved before other data took its place is found by that. */
  private String made(BackupSummary summary, Moments moments) {
    String when = moments.when(summary.localSnapshotAt(), now());
    return summary.kind() == Manifest.Kind.BEFORE_RESTORE
        ? texts.of("backups.row.before-restore", when)
        : when;
  }

  private String checked(UUID job, KeptBackup kept) {
    BackupTasks.Check check = work.checkOf(job, kept);
    return switch (check.state()) {
      case NOT_SINCE -> texts.of("backups.checked.made");
      case CHECKING -> texts.of("backups.checked.now");
      case WHOLE -> check.at().map(at -> when(at.atOffset(ZoneOffset.UTC))).orElse("");
      case DAMAGED -> texts.of("backups.checked.damaged");
    };
  }
}
