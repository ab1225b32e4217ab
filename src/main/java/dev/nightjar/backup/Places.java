package dev.nightjar.backup;

import dev.nightjar.destination.Destination;
import dev.nightjar.failure.Attempt;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.Beside;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Readies a run's places. One that doesn't answer keeps no other waiting: it is heard, or asked
 * again for as long as the job's patience, when the rest is done.
 */
final class Places {
  private static final Logger LOG = Logger.getLogger(Places.class.getName());
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final BackupJob job;
  private final Steps steps;
  private final Sleeper sleeper;
  private final long giveUpAtNanos;

  /** Those that have not answered, with what gets an answer. */
  private final Map<BackupJob.Target, Attempt<Destination.Prepared>> silent = new LinkedHashMap<>();

  private final List<BackupJob.Target> refusing = new ArrayList<>();

  /** Waits, by a clock that nobody sets; a test's lets no time pass. */
  interface Sleeper {
    void sleep(Duration time) throws InterruptedException;

    default long nanoTime() {
      return System.nanoTime();
    }

    /**
     * How long a run waits for a place across a network before it begins without it. To list
     * thousands of backups takes seconds; a disk that spins up, or a NAS that hangs, takes more.
     */
    default Duration headStart() {
      return Duration.ofSeconds(10);
    }
  }

  Places(BackupJob job, Steps steps, Sleeper sleeper) {
    this.job = job;
    this.steps = steps;
    this.sleeper = sleeper;
    this.giveUpAtNanos = sleeper.nanoTime() + job.placePatience().toNanos();
  }

  /**
   * Those that answer soon; if none does, those that answer in the end. All are asked at once,
   * since a place with thousands of backups takes its time, each on a thread of its own, which one
   * that hangs keeps; their steps come one after another.
   */
  List<ReadPlace> ready() {
    long waitUntilNanos = sleeper.nanoTime() + sleeper.headStart().toNanos();
    Map<BackupJob.Target, Beside<Made<Destination.Prepared>>> asked = new LinkedHashMap<>();
    for (BackupJob.Target target : job.targets()) {
      asked.put(
          target, Beside.start("asks " + target.label(), () -> Made.by(() -> answer(target))));
    }
    List<ReadPlace> ready = new ArrayList<>();
    asked.forEach(
        (target, answer) -> {
          Duration left = Duration.ofNanos(waitUntilNanos - sleeper.nanoTime());
          steps.attempt(
              Step.PLACE_READY,
              target.label(),
              failure -> noted(failure, target),
              known -> ready.add(ready(target, known, () -> soon(target, answer, left))));
        });
    return ready.isEmpty() ? late() : ready;
  }

  /** The answer of a place; this computer's own disk always gives one. */
  private Destination.Prepared soon(
      BackupJob.Target target, Beside<Made<Destination.Prepared>> answer, Duration left)
      throws FailureException {
    Optional<Made<Destination.Prepared>> come =
        target.local() ? Optional.of(answer.get()) : answer.within(left);
    if (come.isEmpty()) {
      silent.put(target, () -> inTheEnd(target, answer));
      throw unreachable(target);
    }
    return come.get().get();
  }

  private static FailureException unreachable(BackupJob.Target target) {
    return new FailureException(Reason.PLACE_UNREACHABLE, target.destination().location());
  }

  /** Those that had not answered, and do now. */
  List<ReadPlace> late() {
    List<ReadPlace> ready = new ArrayList<>();
    silent.forEach(
        (target, next) ->
            steps.attempt(
                Step.PLACE_READY,
                target.label(),
                known -> ready.add(ready(target, known, () -> answerInTheEnd(target, next)))));
    silent.clear();
    return ready;
  }

  /**
   * Those that can't be written to now, and can be read: full, read-only. Their backups may be owed
   * to others.
   */
  List<ReadPlace> readable() {
    List<ReadPlace> readable = new ArrayList<>();
    for (BackupJob.Target target : refusing) {
      try {
        readable.add(new ReadPlace(target, target.destination().inventory(), Optional.empty()));
      } catch (FailureException e) {
        LOG.log(Level.INFO, e, () -> "can't be read either: " + target.label());
      }
    }
    return readable;
  }

  /** Whether it is asked again later. */
  private boolean noted(Failure failure, BackupJob.Target target) {
    if (silent.containsKey(target)) {
      return true;
    }
    if (mayAnswerLater(failure)) {
      silent.put(target, () -> answer(target));
      return true;
    }
    switch (failure.reason()) {
      case PLACE_READ_ONLY, PLACE_DISK_READ_ONLY, PLACE_FULL, PLACE_IO -> refusing.add(target);
      default -> {} // Silent still, or not the folder that holds this job's backups.
    }
    return false;
  }

  private static ReadPlace ready(
      BackupJob.Target target, Consumer<StepFacts> known, Attempt<Destination.Prepared> asked)
      throws FailureException {
    String location = target.destination().location();
    known.accept(new StepFacts.Place(location, Optional.empty()));
    Destination.Prepared answer = asked.run();
    known.accept(new StepFacts.Place(location, Optional.of(answer.readiness())));
    return new ReadPlace(target, answer.inventory(), answer.readiness().freeBytes());
  }

  private Destination.Prepared answer(BackupJob.Target target) throws FailureException {
    return target.destination().prepareAndRead(job.identity());
  }

  /** Disks spin up, a wireless network comes. */
  private Destination.Prepared answerInTheEnd(
      BackupJob.Target target, Attempt<Destination.Prepared> first) throws FailureException {
    Attempt<Destination.Prepared> next = first;
    while (true) {
      try {
        return next.run();
      } catch (FailureException e) {
        if (!mayAnswerLater(e.failure()) || !waited(target)) {
          throw e;
        }
        next = () -> answer(target);
      }
    }
  }

  /** The answer of a place that was asked and goes on: it isn't asked twice. */
  private Destination.Prepared inTheEnd(
      BackupJob.Target target, Beside<Made<Destination.Prepared>> asked) throws FailureException {
    Optional<Made<Destination.Prepared>> come = Optional.empty();
    while (come.isEmpty()) {
      come = asked.within(BETWEEN_LOOKS);
      if (come.isEmpty() && !goesOn(target)) {
        throw unreachable(target);
      }
    }
    return come.get().get();
  }

  private boolean mayAnswerLater(Failure failure) {
    return failure.reason() == Reason.PLACE_UNREACHABLE && giveUpAtNanos - sleeper.nanoTime() > 0;
  }

  private boolean waited(BackupJob.Target target) {
    try {
      sleeper.sleep(BETWEEN_ATTEMPTS);
      return goesOn(target);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * A user who cancels a run that only waits has its backup, and doesn't want to wait for a place.
   */
  private boolean goesOn(BackupJob.Target target) {
    try {
      steps.progress(Step.PLACE_READY, target.label()).advanced(0, -1);
      return !Thread.currentThread().isInterrupted();
    } catch (FailureException e) {
      return false;
    }
  }
}
