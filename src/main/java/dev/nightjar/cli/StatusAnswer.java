package dev.nightjar.cli;

import dev.nightjar.app.verdict.AppState;
import dev.nightjar.app.verdict.Verdict;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.VerdictRules;
import dev.nightjar.backup.Runs;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * All that {@code status} says.
 *
 * @param trayRuns empty for folders that are no setting's: no program here keeps their due dates
 * @param running the names of the databases that are being backed up
 * @param databases the app's file of each job
 * @param failedTries the newest run of each job, if it has made no backup
 */
record StatusAnswer(
    Verdict verdict,
    Optional<Boolean> trayRuns,
    List<String> running,
    Map<UUID, String> databases,
    Map<UUID, FailedTry> failedTries,
    ZonedDateTime now) {
  StatusAnswer {
    running = List.copyOf(running);
    databases = Map.copyOf(databases);
    failedTries = Map.copyOf(failedTries);
  }

  /** The answer about these jobs; a run that goes on changes nothing about what is proved. */
  static StatusAnswer of(
      Map<UUID, String> databases,
      List<JobVerdict> verdicts,
      AppState state,
      Optional<Boolean> trayRuns,
      List<String> running,
      Runs runs,
      ZonedDateTime now) {
    VerdictRules rules = new VerdictRules(now.toInstant(), now.getZone(), state);
    Map<UUID, FailedTry> failedTries = new HashMap<>();
    for (JobVerdict job : verdicts) {
      FailedTry.of(job, runs).ifPresent(one -> failedTries.put(job.job(), one));
    }
    return new StatusAnswer(
        rules.of(verdicts, false, Optional.empty()),
        trayRuns,
        running,
        databases,
        failedTries,
        now);
  }

  Optional<FailedTry> failedTry(JobVerdict job) {
    return Optional.ofNullable(failedTries.get(job.job()));
  }

  Optional<Instant> pausedUntil() {
    return verdict.pausedUntil();
  }

  /** Whether something sees to the next backup by itself. */
  boolean isKept() {
    return pausedUntil().isEmpty() && trayRuns.orElse(true);
  }

  int exitCode() {
    return switch (verdict.state()) {
      case FAILED -> ExitCode.FAILED;
      case ATTENTION -> ExitCode.PARTIAL;
      case OK, PAUSED, RUNNING, NOT_SET_UP -> ExitCode.DONE;
    };
  }
}
