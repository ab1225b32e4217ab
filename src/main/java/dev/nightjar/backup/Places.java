package dev.nightjar.backup;

import dev.nightjar.destination.Destination;
import dev.nightjar.failure.Attempt;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Readies a run's places. One that doesn't answer keeps no other waiting: it is asked again, for as
 * long as the job's patience, when the rest is done.
 */
final class Places {
  private static final Logger LOG = Logger.getLogger(Places.class.getName());
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(2);

  private final BackupJob job;
  private final Steps steps;
  private final Sleeper sleeper;
  private final Executor workers;
  private final long giveUpAtNanos;
  private final List<BackupJob.Target> silent = new ArrayList<>();
  private final List<BackupJob.Target> refusing = new ArrayList<>();

  /** Waits, by a clock that nobody sets; a test's lets no time pass. */
  interface Sleeper {
    void sleep(Duration time) throws InterruptedException;

    default long nanoTime() {
      return System.nanoTime();
    }
  }

  Places(BackupJob job, Steps steps, Sleeper sleeper, Executor workers) {
    this.job = job;
    this.steps = steps;
    this.sleeper = sleeper;
    this.workers = workers;
    this.giveUpAtNanos = sleeper.nanoTime() + job.placePatience().toNanos();
  }

  /**
   * Those that answer at once; if none does, those that answer in the end. All are asked at once,
   * since a place with thousands of backups takes its time; their steps come one after another.
   */
  List<ReadPlace> ready() {
    Map<BackupJob.Target, CompletableFuture<Made<Destination.Prepared>>> answers =
        new LinkedHashMap<>();
    for (BackupJob.Target target : job.targets()) {
      answers.put(
          target, CompletableFuture.supplyAsync(() -> Made.by(() -> answer(target)), workers));
    }
    List<ReadPlace> ready = new ArrayList<>();
    answers.forEach(
        (target, answer) ->
            steps.attempt(
                Step.PLACE_READY,
                target.label(),
                failure -> noted(failure, target),
                known -> ready.add(ready(target, known, () -> answer.join().get()))));
    return ready.isEmpty() ? late() : ready;
  }

  /** Those that had not answered, and do now. */
  List<ReadPlace> late() {
    List<ReadPlace> ready = new ArrayList<>();
    for (BackupJob.Target target : silent) {
      steps.attempt(
          Step.PLACE_READY,
          target.label(),
          known -> ready.add(ready(target, known, () -> answerInTheEnd(target))));
    }
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
    if (mayAnswerLater(failure)) {
      return silent.add(target);
    }
    switch (failure.reason()) {
      case PLACE_READ_ONLY, PLACE_FULL, PLACE_IO -> refusing.add(target);
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
  private Destination.Prepared answerInTheEnd(BackupJob.Target target) throws FailureException {
    while (true) {
      try {
        return answer(target);
      } catch (FailureException e) {
        if (!mayAnswerLater(e.failure()) || !waited(target)) {
          throw e;
        }
      }
    }
  }

  private boolean mayAnswerLater(Failure failure) {
    return failure.reason() == Reason.PLACE_UNREACHABLE && giveUpAtNanos - sleeper.nanoTime() > 0;
  }

  /**
   * A user who cancels a run that only waits has its backup, and doesn't want to wait for a place.
   */
  private boolean waited(BackupJob.Target target) {
    try {
      sleeper.sleep(BETWEEN_ATTEMPTS);
      steps.progress(Step.PLACE_READY, target.label()).advanced(0, -1);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (FailureException e) {
      return false;
    }
  }
}
