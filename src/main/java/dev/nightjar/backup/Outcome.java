package dev.nightjar.backup;

import dev.nightjar.failure.Reason;
import java.util.List;

/** How a run ended; derived from its steps, never stored. */
public enum Outcome {
  SUCCEEDED,
  /** A proved backup was made, but a place lacks it: owed. */
  PARTIAL,
  FAILED,
  CANCELLED;

  static Outcome of(List<StepResult> all) {
    // To delete older backups, or not, changes nothing about the one that was made.
    List<StepResult> made = all.stream().filter(r -> !is(r, Step.PRUNED)).toList();
    return made.isEmpty() ? ofSteps(all) : ofSteps(made);
  }

  private static Outcome ofSteps(List<StepResult> results) {
    if (results.stream()
        .anyMatch(r -> r.failure().filter(f -> f.reason() == Reason.CANCELLED).isPresent())) {
      return CANCELLED;
    }
    if (results.stream().noneMatch(r -> is(r, Step.DATABASE))
        && results.stream().anyMatch(r -> r.succeeded())) {
      // Nothing was to be made, only delivered.
      return results.stream().allMatch(StepResult::succeeded) ? SUCCEEDED : PARTIAL;
    }
    boolean saved = results.stream().anyMatch(r -> is(r, Step.DATABASE_SAVED) && r.succeeded());
    boolean made =
        results.stream()
            .noneMatch(r -> (is(r, Step.DATABASE) || is(r, Step.JSON)) && !r.succeeded());
    if (!saved || !made) {
      return FAILED;
    }
    return results.stream().allMatch(StepResult::succeeded) ? SUCCEEDED : PARTIAL;
  }

  private static boolean is(StepResult result, Step step) {
    return result.step() == step;
  }
}
