package dev.nightjar.backup;

import dev.nightjar.failure.Failure;
import java.util.Optional;

/**
 * How a step ended.
 *
 * @param place the label of the place it was about, or empty
 * @param failure why it failed, or empty if it succeeded
 */
public record StepResult(
    Step step, String place, long milliseconds, StepFacts facts, Optional<Failure> failure) {
  public boolean succeeded() {
    return failure.isEmpty();
  }

  /** Returns the facts if they are of that kind. */
  public <F extends StepFacts> Optional<F> facts(Class<F> kind) {
    return Optional.of(facts).filter(kind::isInstance).map(kind::cast);
  }

  /** How many backups were delivered that a place was owed. */
  public long delivered() {
    return facts(StepFacts.CaughtUp.class).map(StepFacts.CaughtUp::delivered).orElse(0L);
  }
}
