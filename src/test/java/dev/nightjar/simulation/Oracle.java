package dev.nightjar.simulation;

import dev.nightjar.app.agent.Engine.Task;
import dev.nightjar.app.agent.Notification;
import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.Verdict;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.StepResult;
import dev.nightjar.failure.Reason;
import java.util.List;
import java.util.Optional;

/**
 * Knows what really happened, and judges after everything that happens. It shares no rule with the
 * agent: dates, what is due, what a place lacks are worked out here from the world alone.
 */
final class Oracle implements Watcher {
  private final World world;
  private final Ledger ledger;
  private final WorkClaims work;
  private final ShownClaims shown;
  private final WordClaims words;
  private final NoticeClaims notices;
  private final QuietClaims quiet;
  private final SettingsClaims settings;
  private final Coverage coverage;
  private long shownAt;
  private Optional<Verdict> published = Optional.empty();
  private final CheckClaims checks;
  private String said = "";

  Oracle(World world, Coverage coverage) {
    this.world = world;
    this.coverage = coverage;
    this.ledger = new Ledger(world);
    this.work = new WorkClaims(ledger);
    this.shown = new ShownClaims(ledger);
    this.words = new WordClaims(ledger);
    this.notices = new NoticeClaims(ledger, coverage);
    this.quiet = new QuietClaims(ledger, notices);
    this.settings = new SettingsClaims(ledger);
    this.checks = new CheckClaims(ledger);
  }

  @Override
  public void happened(Event event) {
    long now = world.now();
    coverage.event(event.what());
    switch (event.what()) {
      case PAUSE, RESUME -> {
        if (ledger.awake()) {
          paused(event);
        }
      }
      case CANCEL -> work.cancelled();
      case BACK_UP_NOW -> work.backUpAsked(event);
      case WINDOW_OPENED -> world.jobs.forEach(ledger::readingPromised);
      case ALL_WELL -> quiet.begins();
      case ROWS_COLLAPSE -> ledger.collapsed = true;
      case ANSWER -> {
        ledger.answeredAt = now;
        world.jobs.forEach(job -> ledger.of(job).changedAt = now);
      }
      default -> {}
    }
    judge();
  }

  private void paused(Event event) {
    long wall = world.wallMillis();
    ledger.pauses.forEach(pause -> world.jobs.forEach(job -> ledger.waiveWithin(pause, job)));
    ledger.pauses.replaceAll(
        pause ->
            pause.from() <= wall && wall < pause.until()
                ? new Ledger.Pause(pause.from(), wall, pause.madeAt())
                : pause);
    if (event.what() == What.PAUSE) {
      Ledger.Pause pause = new Ledger.Pause(wall, wall + event.amount() * 1000, world.now());
      ledger.pauses.add(pause);
      ledger.pausesAskedFor.add(pause);
    }
    world.jobs.forEach(job -> ledger.of(job).changedAt = world.now());
  }

  @Override
  public void notified(Notification notification) {
    world.diary.write(world, "    notice: " + Words.of(notification));
    coverage.notice(notification);
    words.notified(notification);
    notices.notified(notification);
  }

  @Override
  public void published(Status status) {
    ledger.observe();
    if (published.filter(before -> isSame(before, status.verdict())).isEmpty()) {
      published = Optional.of(status.verdict());
      coverage.verdict(status.verdict());
      tell(status);
    }
    settings.judge();
    if (!ledger.areSettingsSettled()) {
      words.stopped(status);
      return; // The rest is as it was when they were read last.
    }
    shown.published(status);
    words.published(status);
    notices.published(status);
  }

  private void tell(Status status) {
    if (world.diary.isKept()) {
      String now = Words.of(status);
      if (!now.equals(said)) {
        said = now;
        world.diary.write(world, "    shown: " + now);
      }
    }
  }

  /** A run that goes on shows the same again and again. */
  private static boolean isSame(Verdict before, Verdict now) {
    return now.state() == before.state() && isSame(before.jobs(), now.jobs());
  }

  static boolean isSame(List<JobVerdict> before, List<JobVerdict> now) {
    boolean same = now.size() == before.size();
    for (int i = 0; same && i < now.size(); i++) {
      same = now.get(i) == before.get(i);
    }
    return same;
  }

  @Override
  public void runAsked(SimJob job, Task task, Optional<SimRun> running) {
    ledger.observe();
    settings.runAsked(job);
    work.runAsked(job, task, running);
  }

  @Override
  public void runEnded(SimRun run, BackupRun result) {
    coverage.run(run, result);
    Ledger.OfJob job = ledger.of(run.job);
    job.runEndedAt = world.now();
    ledger.readingPromised(run.job);
    for (StepResult step : result.results()) {
      step.failure()
          .filter(failure -> failure.reason() != Reason.PLACE_UNREACHABLE)
          .filter(failure -> !step.place().isEmpty())
          .ifPresent(
              failure ->
                  ledger.of(run.job.place(step.place())).slowUntil =
                      world.now() + 65 * Ledger.MINUTE);
    }
    work.runEnded(run, result);
  }

  @Override
  public void touched(SimJob job, SimPlace place) {
    ledger.observe();
    if (ledger.areSettingsSettled()) {
      work.touched(job, place);
    }
  }

  @Override
  public void checkBegun(SimJob job) {
    ledger.observe();
    checks.begun(job);
  }

  @Override
  public void checks() {
    ledger.observe();
    checks.goesOn();
    coverage.count("copies read again");
  }

  @Override
  public void checkEnded() {
    checks.ended();
  }

  @Override
  public void judge() {
    ledger.observe();
    settings.judge();
    words.observe();
    if (ledger.alive()) {
      work.judge();
      if (world.now() - shownAt > 90_000) {
        shownAt = world.now();
        shown.judge();
        words.judge();
        checks.judge();
        notices.judge();
      }
    }
    quiet.judge();
  }
}
