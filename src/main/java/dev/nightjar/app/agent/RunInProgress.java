package dev.nightjar.app.agent;

import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepResult;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A run as it goes.
 *
 * @param step the step in progress, and its place ({@code ""} for none)
 * @param doneBytes of that step
 * @param totalBytes of that step; −1 if it isn't known
 * @param percent of the whole run, as far as one can say; never goes back
 * @param ended the steps that ended, in order
 */
public record RunInProgress(
    UUID job,
    String jobName,
    Instant startedAt,
    Step step,
    String place,
    long doneBytes,
    long totalBytes,
    int percent,
    boolean cancelling,
    List<StepResult> ended) {
  public RunInProgress {
    ended = List.copyOf(ended);
  }
}
