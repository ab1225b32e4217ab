package dev.nightjar.simulation;

import static dev.nightjar.simulation.Ledger.MINUTE;

import dev.nightjar.app.agent.Notification;
import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.Checks;
import dev.nightjar.app.verdict.PlaceReport;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.app.verdict.Verdict;
import dev.nightjar.cli.ShownStatus;
import dev.nightjar.desktop.ShownWords;
import dev.nightjar.desktop.ShownWords.Shown;
import dev.nightjar.desktop.ShownWords.Window;
import dev.nightjar.failure.Failure;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Every word that a user reads is true: whenever what is shown changes, the real faces say it, and
 * it is read back and compared with the book.
 */
final class WordClaims {
  private static final long SEEN_WITHIN = 12 * MINUTE;
  private static final int ONE_IN = Integer.getInteger("nightjar.words.one-in", 32);

  private final Ledger ledger;
  private final World world;
  private final WordTruths truths;
  private final ShownWords faces = new ShownWords(this::remembered);
  private final NoticePhrases notices;
  private final WindowWords windows;
  private final StatusPhrases commandLine;
  private final Phrases balloons;
  private final TrayWords trayWords;
  private Optional<Said> said = Optional.empty();
  private Optional<StoppedSaid> saidStopped = Optional.empty();
  private LocalDate saidOn = LocalDate.EPOCH;
  private final Map<SimJob, Long> lookedFor = new IdentityHashMap<>();

  /** Everything that the words depend on. */
  private record Said(
      Verdict verdict,
      Optional<UUID> running,
      boolean cancelling,
      List<List<PlaceReport>> places,
      int runs,
      LocalDate today,
      ZoneId zone) {}

  /** The same while nothing can be read. */
  private record StoppedSaid(Optional<Failure> why, LocalDate today, ZoneId zone) {}

  WordClaims(Ledger ledger) {
    this.ledger = ledger;
    this.world = ledger.world;
    this.truths = new WordTruths(ledger);
    this.notices = new NoticePhrases(truths);
    this.windows = new WindowWords(truths, notices.ofWindow());
    this.commandLine = new StatusPhrases(truths);
    this.balloons = notices.ofSystem();
    this.trayWords = new TrayWords(truths);
  }

  private Checks remembered(UUID job) {
    return world.checks.of(job);
  }

  void observe() {
    truths.observe();
  }

  void published(Status status) {
    saidStopped = Optional.empty();
    ZonedDateTime now = world.wall();
    saidOn = now.toLocalDate();
    if (!status.settings().equals(world.settings) || world.now() - ledger.clockSince < MINUTE) {
      return; // They, or the clock, were changed a moment ago.
    }
    Said saying =
        new Said(
            status.verdict(),
            status.running().map(run -> run.job()),
            status.running().filter(run -> run.cancelling()).isPresent(),
            status.surveys().stream().map(Survey::places).toList(),
            status.runs().size(),
            saidOn,
            now.getZone());
    if (said.filter(saying::equals).isEmpty()) {
      said = Optional.of(saying);
      if (isSampled(ONE_IN)) {
        judge(status, now);
      }
    }
  }

  /** To say and read all of it is as much work as to play a day: a part is enough. */
  private boolean isSampled(int oneIn) {
    return ((world.now() * 0x9E3779B97F4A7C15L) >>> 32) % oneIn == 0;
  }

  /** Judges the words while the settings can't be read. */
  void stopped(Status status) {
    saidOn = world.wall().toLocalDate();
    if (status.verdict().stopped().isEmpty() || status.running().isPresent()) {
      return;
    }
    ZonedDateTime now = world.wall();
    StoppedSaid saying = new StoppedSaid(status.verdict().stopped(), saidOn, now.getZone());
    if (saidStopped.filter(saying::equals).isPresent()) {
      return;
    }
    saidStopped = Optional.of(saying);
    Shown tray = faces.tray(status, now);
    new Agreement(tray, faces.windows(status, now), false).judge();
    if (!tray.tooltip().equals("Backups are stopped: the settings can't be read")) {
      throw new Broken(Claim.NOTHING_SILENT, "backups are stopped, and " + tray.tooltip());
    }
  }

  private void judge(Status status, ZonedDateTime now) {
    Shown tray = faces.tray(status, now);
    List<Window> all = faces.windows(status, now);
    List<SimJob> jobs =
        status.verdict().jobs().stream().map(verdict -> world.job(verdict.job())).toList();
    boolean ofAnother =
        status
            .running()
            .filter(run -> jobs.stream().noneMatch(job -> job.id.equals(run.job())))
            .isPresent();
    Agreement agreement = new Agreement(tray, all, ofAnother);
    agreement.judge();
    for (int i = 0; i < jobs.size(); i++) {
      windows.judge(all.get(i), jobs, jobs.get(i));
    }
    if (!jobs.isEmpty()) {
      trayWords.judge(tray, jobs);
      ShownStatus answer =
          ShownStatus.of(
              status.settings().jobs(),
              status.verdict().jobs(),
              world.process.orElseThrow().agent.state(),
              status.running().map(run -> run.jobName()).stream().toList(),
              now);
      agreement.judge(answer);
      commandLine.judge(answer.lines(), jobs);
      new StatusJson(truths, answer).judge(jobs);
    }
  }

  void notified(Notification notice) {
    if (world.now() - ledger.clockSince < 10 * MINUTE) {
      return; // A run that began by another clock may name its dates.
    }
    Optional<SimJob> job =
        world.jobs.stream().filter(one -> one.name.equals(notice.jobName())).findFirst();
    for (String line : faces.notice(notice, world.wall())) {
      if (job.isPresent() && !line.endsWith("…")) {
        balloons.judge(line, job.get(), truths);
      }
    }
  }

  /** Judges the words that only time makes false. */
  void judge() {
    LocalDate today = world.wall().toLocalDate();
    boolean past = world.wall().minusMinutes(3).toLocalDate().equals(today);
    if (!world.history.shop().skipsIdle()
        && past
        && !saidOn.equals(today)
        && world.now() - ledger.steadySince > 3 * MINUTE) {
      throw new Broken(Claim.NOTHING_FALSE, "what is today on the screen was " + saidOn);
    }
    for (SimJob job : world.jobs) {
      Ledger.OfJob account = ledger.of(job);
      long since = Math.max(account.changedAt, Math.max(account.runEndedAt, ledger.steadySince));
      if (isGone(job) && world.now() - since > SEEN_WITHIN && isNew(job, since) && isSampled(4)) {
        canBeFound(job);
      }
    }
  }

  private boolean isNew(SimJob job, long since) {
    return !Long.valueOf(since).equals(lookedFor.put(job, since));
  }

  private boolean isGone(SimJob job) {
    boolean gone =
        job.database.state == SimDatabase.State.MISSING
            || job.database.state == SimDatabase.State.EMPTY;
    return gone && world.isSetUp(job) && world.process.flatMap(process -> process.run).isEmpty();
  }

  /** If the app's file is gone, the window has the button that finds it. */
  private void canBeFound(SimJob job) {
    Status status = world.process.flatMap(process -> process.status).orElseThrow();
    List<UUID> jobs = status.verdict().jobs().stream().map(verdict -> verdict.job()).toList();
    int at = jobs.indexOf(job.id);
    if (at < 0
        || faces.windows(status, world.wall()).get(at).notices().stream()
            .noneMatch(notice -> notice.buttons().contains("Find It…"))) {
      throw new Broken(
          Claim.NOTHING_FALSE, job.name + "'s file is gone, and nobody offers to find it");
    }
  }
}
