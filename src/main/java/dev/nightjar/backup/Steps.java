package dev.nightjar.backup;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The steps of one run: the one place where a failure is caught, logged and kept. */
final class Steps {
  private static final Logger LOG = Logger.getLogger(Steps.class.getName());

  private final RunListener listener;
  private final Clock clock;
  private final List<StepResult> results = new CopyOnWriteArrayList<>();

  Steps(RunListener listener, Clock clock) {
    this.listener = listener;
    this.clock = clock;
  }

  /** Work that may fail, telling its facts. */
  @FunctionalInterface
  interface Work {
    void run(Map<String, Object> facts) throws FailureException;
  }

  /** Does the work as a step; true where it succeeded. */
  boolean attempt(Step step, String place, Work work) {
    return attempt(step, place, failure -> false, work);
  }

  /**
   * Does the work as a step; true where it succeeded.
   *
   * @param later whether the work is to be done again after such a failure, which then doesn't end
   *     the step
   */
  boolean attempt(Step step, String place, Predicate<Failure> later, Work work) {
    listener.started(step, place);
    long startedAt = clock.millis();
    Map<String, Object> facts = new HashMap<>();
    Optional<Failure> failure = Optional.empty();
    try {
      work.run(facts);
    } catch (FailureException e) {
      failure = Optional.of(e.failure());
      if (e.reason() != Reason.CANCELLED) {
        LOG.log(Level.WARNING, e, () -> step + " " + place);
      }
    } catch (RuntimeException | Error e) { // Out of memory, too: the run goes on to clean up.
      failure = Optional.of(Failure.of(Reason.UNEXPECTED, e.toString()));
      LOG.log(Level.SEVERE, e, () -> step + " " + place);
    }
    if (failure.filter(later).isEmpty()) {
      end(step, place, clock.millis() - startedAt, facts, failure);
    }
    return failure.isEmpty();
  }

  void end(
      Step step,
      String place,
      long milliseconds,
      Map<String, Object> facts,
      Optional<Failure> failure) {
    StepResult result = new StepResult(step, place, Math.max(0, milliseconds), facts, failure);
    results.add(result);
    listener.ended(result);
  }

  Progress progress(Step step, String place) {
    return (done, total) -> listener.advanced(step, place, done, total);
  }

  void started(Step step, String place) {
    listener.started(step, place);
  }

  List<StepResult> results() {
    return List.copyOf(results);
  }
}
