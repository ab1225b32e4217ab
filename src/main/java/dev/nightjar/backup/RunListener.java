package dev.nightjar.backup;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;

/** Told of a run as it goes, from several threads; may cancel it. */
public interface RunListener {
  /** Nobody looks, nobody cancels. */
  RunListener NONE = new RunListener() {};

  default void started(Step step, String place) {}

  /**
   * Between buffers.
   *
   * @param total −1 if it isn't known
   * @throws FailureException {@code CANCELLED} to end the run
   */
  default void advanced(Step step, String place, long done, long total) throws FailureException {}

  default void ended(StepResult result) {}

  /** The history couldn't take the run, which takes nothing from what it has made. */
  default void forgotten(Failure why) {}
}
