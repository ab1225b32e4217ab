package dev.nightjar.cli;

import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Runs;
import dev.nightjar.backup.Step;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run that has made no backup, and why.
 *
 * @param isDue whether a backup is missing that was due; else one that was started by hand
 */
record FailedTry(Instant endedAt, Failure failure, boolean isDue) {
  /**
   * The newest run of a job, if it is one; empty if a newer backup is there all the same, or if the
   * database's trouble is told anyway.
   */
  static Optional<FailedTry> of(JobVerdict job, Runs runs) {
    boolean isDue =
        job.findings().stream()
            .anyMatch(
                one -> one instanceof Finding.DueMissed || one instanceof Finding.NeverBackedUp);
    boolean isTold = job.findings().stream().anyMatch(Finding.DatabaseTrouble.class::isInstance);
    List<BackupRun> newest = new ArrayList<>();
    if (!isTold) {
      runs.newestFirst(
          job.job(),
          run -> {
            // One that only copied, or only deleted, says nothing of the database.
            if (run.results().stream().anyMatch(result -> result.step() == Step.DATABASE)) {
              newest.add(run);
            }
            return newest.isEmpty();
          });
    }
    return newest.stream()
        .findFirst()
        .filter(run -> isDue || !hasBackupSince(job, run.endedAt()))
        .flatMap(run -> of(run, isDue));
  }

  private static boolean hasBackupSince(JobVerdict job, Instant moment) {
    return job.places().stream()
        .flatMap(place -> place.newest().stream())
        .anyMatch(newest -> newest.snapshotAt().isAfter(moment));
  }

  private static Optional<FailedTry> of(BackupRun run, boolean isDue) {
    return run.results().stream()
        .filter(result -> result.step() == Step.DATABASE)
        .flatMap(result -> result.failure().stream())
        .filter(failure -> failure.reason() != Reason.CANCELLED)
        // A file that is missing or locked is told by the look at it, as long as it is.
        .filter(failure -> isDue || failure.reason().subject() != Reason.Subject.DATABASE)
        .findFirst()
        .map(failure -> new FailedTry(run.endedAt(), failure, isDue));
  }
}
