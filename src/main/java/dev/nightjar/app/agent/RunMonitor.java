package dev.nightjar.app.agent;

import dev.nightjar.backup.RunListener;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepResult;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A run as the tray program sees it: how far it is, and how it is ended. Any thread may ask. */
final class RunMonitor implements RunListener {
  private static final Duration BETWEEN_CHANGES = Duration.ofMillis(500);

  private final Job job;
  private final Timeline timeline;
  private final Instant startedAt;
  private final Runnable changed;
  private final Consumer<StepResult> stepEnded;
  private final List<StepResult> ended = new ArrayList<>();
  private Step step = Step.PLACE_READY;
  private String place = "";
  private long done;
  private long total = -1;
  private int percent;
  private Duration changedAt = Duration.ZERO;
  private volatile boolean cancelling;

  /**
   * Starts at the first step.
   *
   * @param changed called when there is something new to show
   * @param stepEnded called with each result
   */
  RunMonitor(Job job, Timeline timeline, Runnable changed, Consumer<StepResult> stepEnded) {
    this.job = job;
    this.timeline = timeline;
    this.startedAt = timeline.now().toInstant();
    this.changed = changed;
    this.stepEnded = stepEnded;
  }

  void cancel() {
    cancelling = true;
  }

  synchronized RunInProgress progress() {
    return new RunInProgress(
        job.id(), job.name(), startedAt, step, place, done, total, percent, cancelling, ended);
  }

  @Override
  public void started(Step now, String at) {
    show(now, at, 0, -1, true);
  }

  @Override
  public void advanced(Step now, String at, long doneNow, long totalNow) throws FailureException {
    if (cancelling) {
      throw new FailureException(Reason.CANCELLED);
    }
    show(now, at, doneNow, totalNow, false);
  }

  private void show(Step now, String at, long doneNow, long totalNow, boolean atOnce) {
    synchronized (this) {
      step = now;
      place = at;
      done = doneNow;
      total = totalNow;
      percent = Math.max(percent, percentAt(now, doneNow, totalNow));
      Duration elapsed = timeline.elapsed();
      if (!atOnce && elapsed.minus(changedAt).compareTo(BETWEEN_CHANGES) < 0) {
        return;
      }
      changedAt = elapsed;
    }
    changed.run();
  }

  /** Returns a step's part of a usual run: copying and checking, JSON, the way to the NAS. */
  private static int percentAt(Step step, long done, long total) {
    int from =
        switch (step) {
          case PLACE_READY -> 0;
          case CHECKPOINT, DATABASE -> 2;
          case JSON -> 30;
          case DATABASE_SAVED -> 75;
          case JSON_SAVED -> 90;
          case CAUGHT_UP -> 95;
          case PRUNED -> 98;
        };
    int width = step == Step.DATABASE ? 28 : step == Step.JSON ? 45 : 15;
    int within = total > 0 ? (int) (width * Math.min(done, total) / total) : 0;
    return Math.min(99, from + within);
  }

  @Override
  public void ended(StepResult result) {
    synchronized (this) {
      ended.add(result);
    }
    stepEnded.accept(result);
    changed.run();
  }
}
