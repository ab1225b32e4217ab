package dev.nightjar.desktop;

import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.Verdict;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.PlaceVerdict;
import dev.nightjar.app.verdict.Verdict.State;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.desktop.BackupsView.Choice;
import dev.nightjar.desktop.BackupsView.Headline;
import dev.nightjar.desktop.BackupsView.Row;
import dev.nightjar.text.Figures;
import dev.nightjar.text.WindowTexts;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** Puts how one database stands into words. */
final class BackupsWording {
  private final WindowTexts texts;
  private final Clock clock;
  private final BackupsWork work;

  BackupsWording(WindowTexts texts, Clock clock, BackupsWork work) {
    this.texts = texts;
    this.clock = clock;
    this.work = work;
  }

  /**
   * @param selected which database of the verdict is shown
   */
  BackupsView of(Status standing, int selected) {
    List<JobVerdict> jobs = standing.verdict().jobs();
    List<String> names = jobs.stream().map(JobVerdict::name).toList();
    if (jobs.isEmpty()) {
      return new BackupsView(
          unset(),
          names,
          List.of(),
          Optional.empty(),
          List.of(),
          List.of(),
          texts.of("backups.empty.unset"));
    }
    JobVerdict job = jobs.get(selected);
    List<KeptBackup> kept =
        selected < standing.surveys().size()
            ? standing.surveys().get(selected).backups()
            : List.of();
    List<BackupRun> runs =
        standing.runs().stream().filter(run -> run.job().equals(job.job())).toList();
    boolean running = standing.running().filter(run -> run.job().equals(job.job())).isPresent();
    return new BackupsView(
        headline(standing.verdict(), job, running, standing),
        names,
        running ? List.of() : new BackupsNotices(texts, now()).of(job, runs),
        standing.running().filter(run -> running).map(new BackupsSteps(texts)::running),
        new BackupsDays(texts, now()).of(kept, runs, labels(job)),
        kept.stream().map(this::row).toList(),
        texts.of("backups.empty"));
  }

  private ZonedDateTime now() {
    return ZonedDateTime.now(clock);
  }

  private static List<String> labels(JobVerdict job) {
    return job.places().stream().map(PlaceVerdict::label).toList();
  }

  private Headline unset() {
    return new Headline(
        ThemeSign.Kind.EMPTY,
        texts.of("backups.unset"),
        texts.of("backups.unset.detail"),
        Optional.of(new Choice("backups.set-up", new Command.ShowSettings())));
  }

  private Headline headline(Verdict verdict, JobVerdict job, boolean running, Status standing) {
    Choice now = new Choice("backups.now", new Command.BackUpNow(Optional.of(job.job())));
    if (running) {
      return new Headline(
          ThemeSign.Kind.RUNNING,
          texts.of("backups.running", standing.running().orElseThrow().percent()),
          last(job),
          Optional.of(new Choice("backups.cancel", new Command.Cancel())));
    }
    if (verdict.pausedUntil().isPresent()) {
      String until = when(verdict.pausedUntil().get().atOffset(ZoneOffset.UTC));
      return new Headline(
          ThemeSign.Kind.PAUSED,
          texts.of("backups.paused", until),
          last(job),
          Optional.of(new Choice("backups.resume", new Command.Resume())));
    }
    return new Headline(sign(job.state()), title(job), detail(job), Optional.of(now));
  }

  private static ThemeSign.Kind sign(State state) {
    return switch (state) {
      case OK -> ThemeSign.Kind.DONE;
      case ATTENTION -> ThemeSign.Kind.WARNING;
      case FAILED -> ThemeSign.Kind.PROBLEM;
      case RUNNING -> ThemeSign.Kind.RUNNING;
      case PAUSED -> ThemeSign.Kind.PAUSED;
      case NOT_SET_UP -> ThemeSign.Kind.EMPTY;
    };
  }

  private String title(JobVerdict job) {
    if (job.newest().isEmpty()) {
      return texts.of("backups.none");
    }
    String newest = when(job.newest().get().snapshotAt());
    if (job.placesUpToDate() == 0) {
      return texts.of("backups.failed", newest);
    }
    List<PlaceVerdict> behind = job.places().stream().filter(PlaceVerdict::behind).toList();
    if (behind.isEmpty()) {
      return texts.of("backups.safe", newest);
    }
    PlaceVerdict place = behind.get(0);
    if (place.behindSince().isPresent()) {
      String since = when(place.behindSince().get().atOffset(ZoneOffset.UTC));
      return texts.of("backups.behind.since", place.label(), since);
    }
    return texts.of(
        place.failure().isPresent() ? "backups.silent" : "backups.behind", place.label());
  }

  private String detail(JobVerdict job) {
    String next =
        job.next()
            .map(due -> texts.of("backups.next", when(due.toOffsetDateTime())))
            .orElseGet(() -> texts.of("backups.next.never"));
    if (job.newest().isEmpty()) {
      return next;
    }
    List<PlaceVerdict> good = job.places().stream().filter(place -> !place.behind()).toList();
    if (good.isEmpty()) {
      return next;
    }
    String where = texts.list(good.stream().map(PlaceVerdict::label).toList());
    long lacks =
        job.places().stream()
            .filter(PlaceVerdict::behind)
            .mapToLong(PlaceVerdict::lacks)
            .max()
            .orElse(0);
    String first =
        lacks > 0
            ? texts.of("backups.only", texts.counted("backups", lacks), where)
            : texts.of("backups.on", where);
    return texts.of("backups.detail", first, next);
  }

  private String last(JobVerdict job) {
    return job.newest()
        .map(newest -> texts.of("backups.last", when(newest.snapshotAt())))
        .orElseGet(() -> texts.of("backups.last.none"));
  }

  private String when(OffsetDateTime moment) {
    return Figures.when(moment, now());
  }

  String when(KeptBackup backup) {
    return when(backup.summary().snapshotAt());
  }

  /** What is being done with a backup. */
  String ongoing(BackupsWork.Ongoing now) {
    if (now.cancelling()) {
      return texts.of("backups.stopping");
    }
    return switch (now.kind()) {
      case CHECK -> texts.of("backups.checking", when(now.backup()), now.percent());
      case SAVE -> texts.of("backups.saving", when(now.backup()), now.percent());
    };
  }

  private Row row(KeptBackup kept) {
    var summary = kept.summary();
    return new Row(
        kept,
        sentence(when(summary.snapshotAt())),
        Figures.bytes(summary.databaseFile().bytes()),
        Figures.count(summary.rows()),
        String.join(", ", kept.labels()),
        checked(kept));
  }

  private String checked(KeptBackup kept) {
    BackupsWork.Check check = work.checkOf(kept);
    return switch (check.state()) {
      case NOT_SINCE -> texts.of("backups.checked.made");
      case CHECKING -> texts.of("backups.checked.now");
      case WHOLE -> check.at().map(at -> when(at.atOffset(ZoneOffset.UTC))).orElse("");
      case DAMAGED -> texts.of("backups.checked.damaged");
    };
  }

  static String sentence(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** The database to show first: the one that fares worst. */
  static int worst(Status standing) {
    List<State> gravity = List.of(State.FAILED, State.ATTENTION);
    List<JobVerdict> jobs = standing.verdict().jobs();
    for (State state : gravity) {
      for (int i = 0; i < jobs.size(); i++) {
        if (jobs.get(i).state() == state) {
          return i;
        }
      }
    }
    return 0;
  }
}
