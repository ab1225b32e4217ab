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

/** A run that has made no backup, and why. */
record FailedTry(Instant endedAt, Failure failure) {
  /**
   * The newest run of a job that lacks a backup, if it is one; empty if the database's trouble is
   * told anyway.
   */
  static Optional<FailedTry> of(JobVerdict job, Runs runs) {
    boolean lacksBackup =
        job.findings().stream()
            .anyMatch(
                one -> one instanceof Finding.DueMissed || one instanceof Finding.NeverBackedUp);
    boolean isTold = job.findings().stream().anyMatch(Finding.DatabaseTrouble.class::isInstance);
    List<BackupRun> newest = new ArrayList<>();
    if (lacksBackup && !isTold) {
      runs.newestFirst(
          job.job(),
          run -> {
            newest.add(run);
            return false;
          });
    }
    return newest.stream().findFirst().flatMap(FailedTry::of);
  }

  private static Optional<FailedTry> of(BackupRun run) {
    return run.results().stream()
        .filter(result -> result.step() == Step.DATABASE)
        .flatMap(result -> result.failure().stream())
        .filter(failure -> failure.reason() != Reason.CANCELLED)
        .findFirst()
        .map(failure -> new FailedTry(run.endedAt(), failure));
  }
}
