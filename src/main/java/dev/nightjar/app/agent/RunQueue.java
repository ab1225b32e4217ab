package dev.nightjar.app.agent;

import dev.nightjar.app.agent.Engine.RunEnd;
import dev.nightjar.app.agent.Engine.Task;
import dev.nightjar.backup.StepResult;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /**
     * A step ended.
     *
     * @param asked whether the user has asked for this backup, at its beginning or since
     */
    void stepEnded(Job job, boolean asked, StepResult result);

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

  /** The jobs of which the user awaits a backup. */
  private final Set<UUID> asked = new HashSet<>();

  private @Nullable Running running;
  private @Nullable RunInProgress last;
  private boolean closed;

  private static final class Running {
    private final Request request;
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

  /** Queues a run, unless one that does the same is waiting or under way. */
  void ask(Request request) {
    if (request.trigger() == Trigger.USER) {
      asked.add(request.job());
    }
    boolean same =
        waiting.stream().anyMatch(one -> doesTheSame(one, request))
            || (running != null && doesTheSame(running.request, request));
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
      Optional<Prepared> prepared = preparer.prepare(next);
      if (prepared.isPresent()) {
        start(next, prepared.get());
      } else if (next.makesBackup()) {
        asked.remove(next.job());
      }
    }
  }

  private void start(Request request, Prepared prepared) {
    Job job = prepared.job();
    RunMonitor monitor =
        new RunMonitor(
            job,
            timeline,
            () -> timeline.execute(listener::progressed),
            result -> timeline.execute(() -> stepEnded(request, job, result)));
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

  private void stepEnded(Request request, Job job, StepResult result) {
    listener.stepEnded(job, request.makesBackup() && asked.contains(job.id()), result);
  }

  private void ended(Running run, Job job, RunEnd end) {
    if (running != run) {
      return;
    }
    running = null;
    if (run.request.makesBackup()) {
      asked.remove(job.id());
    }
    last = run.monitor.progress();
    listener.ended(run.request, job, end, run.endedByUserAt);
    startNext();
  }
}
