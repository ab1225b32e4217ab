package dev.nightjar.app.agent;

import dev.nightjar.app.agent.Engine.RunEnd;
import dev.nightjar.app.agent.Engine.Task;
import dev.nightjar.backup.StepResult;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run at a time. Requests of the user and due runs go before catching up, which gives way to
 * them. Used on the agent's thread.
 */
final class RunQueue {
  /** Why a run is wanted. */
  enum Trigger {
    USER,
    DUE,
    CATCH_UP
  }

  /**
   * A run that is wanted.
   *
   * @param missedDue the due date that passed while nobody watched, which it makes up for
   */
  record Request(UUID job, Trigger trigger, Optional<ZonedDateTime> missedDue) {
    boolean makesBackup() {
      return trigger != Trigger.CATCH_UP;
    }

    /** The same run, which the user wants, too. */
    Request byUser() {
      return new Request(job, Trigger.USER, missedDue);
    }
  }

  /** The things a request needs when its turn comes. */
  interface Preparer {
    /** The job as the settings have it now, and the task; empty if it is not wanted any more. */
    Optional<Prepared> prepare(Request request);
  }

  record Prepared(Job job, Settings settings, Task task) {}

  /** Told of runs, on the agent's thread. */
  interface Listener {
    /** A run is wanted: it is begun as soon as none is under way. */
    void asked();

    void progressed();

    /** A step ended; if the user has asked for the run, be it since it began, it is the user's. */
    void stepEnded(Request request, Job job, StepResult result);

    /**
     * A run ended.
     *
     * @param endedByUserAt when the user ended it; empty if it ended by itself
     */
    void ended(Request request, Job job, RunEnd end, Optional<ZonedDateTime> endedByUserAt);
  }

  private final Engine engine;
  private final Timeline timeline;
  private final Preparer preparer;
  private final Listener listener;
  private final List<Request> waiting = new ArrayList<>();

  private @Nullable Running running;
  private @Nullable RunInProgress last;
  private boolean closed;

  private static final class Running {
    private Request request;
    private final RunMonitor monitor;
    private Optional<ZonedDateTime> endedByUserAt = Optional.empty();

    Running(Request request, RunMonitor monitor) {
      this.request = request;
      this.monitor = monitor;
    }
  }

  RunQueue(Engine engine, Timeline timeline, Preparer preparer, Listener listener) {
    this.engine = engine;
    this.timeline = timeline;
    this.preparer = preparer;
    this.listener = listener;
  }

  /** Queues a run, unless one that does the same is waiting or under way: then it is both's. */
  void ask(Request request) {
    boolean same =
        waiting.stream().anyMatch(one -> doesTheSame(one, request))
            || (running != null && doesTheSame(running.request, request));
    if (same && request.trigger() == Trigger.USER) {
      waiting.replaceAll(one -> doesTheSame(one, request) ? one.byUser() : one);
      if (running != null && doesTheSame(running.request, request)) {
        running.request = running.request.byUser();
      }
    }
    if (same || closed) {
      return;
    }
    waiting.add(request);
    listener.asked();
    if (running != null && request.makesBackup() && !running.request.makesBackup()) {
      running.monitor.cancel(); // It goes on afterwards: what it has delivered stays.
    }
    startNext();
  }

  private static boolean doesTheSame(Request one, Request other) {
    return one.job().equals(other.job()) && one.makesBackup() == other.makesBackup();
  }

  /** Whether a backup of that job is waiting or being made. */
  boolean makesBackupOf(UUID job) {
    return wants(job, true);
  }

  /** Whether anything of that job is waiting or under way. */
  boolean isBusyWith(UUID job) {
    return wants(job, true) || wants(job, false);
  }

  /** Whether nothing is waiting or under way. */
  boolean isIdle() {
    return waiting.isEmpty() && running == null;
  }

  private boolean wants(UUID job, boolean backup) {
    Request wanted = new Request(job, backup ? Trigger.DUE : Trigger.CATCH_UP, Optional.empty());
    return waiting.stream().anyMatch(one -> doesTheSame(one, wanted))
        || (running != null && doesTheSame(running.request, wanted));
  }

  Optional<RunInProgress> progress() {
    return Optional.ofNullable(running).map(run -> run.monitor.progress());
  }

  /** How far the run was that ended last. */
  Optional<RunInProgress> lastProgress() {
    return Optional.ofNullable(last);
  }

  /** Ends the run that is under way, as soon as it comes to notice. */
  void cancel() {
    if (running != null) {
      running.endedByUserAt = running.endedByUserAt.or(() -> Optional.of(timeline.now()));
      running.monitor.cancel();
    }
  }

  /** Ends what is under way, and begins nothing more. */
  void close() {
    closed = true;
    waiting.clear();
    if (running != null) {
      running.monitor.cancel();
    }
  }

  private void startNext() {
    while (running == null && !waiting.isEmpty()) {
      Request next =
          waiting.stream().filter(Request::makesBackup).findFirst().orElse(waiting.get(0));
      waiting.remove(next);
      preparer.prepare(next).ifPresent(prepared -> start(next, prepared));
    }
  }

  private void start(Request request, Prepared prepared) {
    Job job = prepared.job();
    RunMonitor monitor =
        new RunMonitor(
            job,
            timeline,
            () -> timeline.execute(listener::progressed),
            result -> timeline.execute(() -> stepEnded(job, result)));
    Running run = new Running(request, monitor);
    running = run;
    listener.progressed();
    engine.start(
        job,
        prepared.settings(),
        prepared.task(),
        monitor,
        end -> timeline.execute(() -> ended(run, job, end)));
  }

  private void stepEnded(Job job, StepResult result) {
    if (running != null) {
      listener.stepEnded(running.request, job, result);
    }
  }

  private void ended(Running run, Job job, RunEnd end) {
    if (running != run) {
      return;
    }
    running = null;
    last = run.monitor.progress();
    listener.ended(run.request, job, end, run.endedByUserAt);
    startNext();
  }
}
