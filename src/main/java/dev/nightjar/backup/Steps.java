package dev.nightjar.backup;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The steps of one run: the one place where a failure is caught, logged and kept. */
final class Steps {
  private static final Logger LOG = Logger.getLogger(Steps.class.getName());

  private final String job;
  private final RunListener listener;
  private final Clock clock;
  private final List<StepResult> results = new CopyOnWriteArrayList<>();

  /**
   * The steps of one run of {@code job}.
   *
   * @param job its name, for the log
   */
  Steps(String job, RunListener listener, Clock clock) {
    this.job = job;
    this.listener = listener;
    this.clock = clock;
  }

  /** Work that may fail, and hands over its facts as far as they are known: the last ones count. */
  @FunctionalInterface
  interface Work {
    void run(Consumer<StepFacts> known) throws FailureException;
  }

  /** Does the work as a step; true if it succeeded. */
  boolean attempt(Step step, String place, Work work) {
    return attempt(step, place, failure -> false, work);
  }

  /**
   * Does the work as a step; true if it succeeded.
   *
   * @param later whether the work is to be done again after such a failure, which then doesn't end
   *     the step
   */
  boolean attempt(Step step, String place, Predicate<Failure> later, Work work) {
    listener.started(step, place);
    long startedAt = clock.millis();
    List<StepFacts> known = new ArrayList<>(List.of(StepFacts.NONE));
    Optional<FailureException> failure = Optional.empty();
    try {
      work.run(known::add);
    } catch (FailureException e) {
      failure = Optional.of(e);
    } catch (RuntimeException | Error e) { // Out of memory, too: the run goes on to clean up.
      failure = Optional.of(FailureException.because(e, Reason.UNEXPECTED, e.toString()));
    }
    boolean again = failure.map(FailureException::failure).filter(later).isPresent();
    log(step, place, failure, again);
    if (!again) {
      end(step, place, clock.millis() - startedAt, known.get(known.size() - 1), failure);
    }
    return failure.isEmpty();
  }

  /** Ends a step that failed: {@code failure} is what was thrown, with all that led to it. */
  void record(Step step, String place, FailureException failure) {
    record(step, place, failure, StepFacts.NONE);
  }

  /** The same, with what is known besides. */
  void record(Step step, String place, FailureException failure, StepFacts facts) {
    listener.started(step, place);
    log(step, place, Optional.of(failure), false);
    end(step, place, 0, facts, Optional.of(failure));
  }

  /** Ends a step that succeeded. */
  void record(Step step, String place, long milliseconds, StepFacts facts) {
    log(step, place, Optional.empty(), false);
    end(step, place, milliseconds, facts, Optional.empty());
  }

  private void end(
      Step step,
      String place,
      long milliseconds,
      StepFacts facts,
      Optional<FailureException> failure) {
    StepResult result =
        new StepResult(
            step, place, Math.max(0, milliseconds), facts, failure.map(FailureException::failure));
    results.add(result);
    listener.ended(result);
  }

  /** One line that can be read by itself; the log puts the trace below it. */
  private void log(Step step, String place, Optional<FailureException> failure, boolean again) {
    String what = job + (place.isEmpty() ? "" : ", " + place) + ", " + step.code() + ": ";
    if (failure.isEmpty()) {
      LOG.log(Level.CONFIG, () -> what + "ok");
      return;
    }
    FailureException thrown = failure.get();
    if (thrown.reason() == Reason.CANCELLED) {
      LOG.log(Level.CONFIG, () -> what + "cancelled");
      return;
    }
    Level level =
        again ? Level.CONFIG : thrown.reason() == Reason.UNEXPECTED ? Level.SEVERE : Level.WARNING;
    String how = again ? "failed, is tried again (" : "failed (";
    LOG.log(level, thrown, () -> what + how + line(thrown.failure()) + ")");
  }

  private static String line(Failure failure) {
    String detail = failure.detail().isEmpty() ? "" : ": " + failure.detail();
    return (failure.reason().code() + " " + failure.arguments() + detail)
        .replaceAll("\\p{Cntrl}+", " ");
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
