package dev.nightjar.cli;

import dev.nightjar.app.verdict.AppState;
import dev.nightjar.app.verdict.Verdict;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.VerdictRules;
import dev.nightjar.settings.Job;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Collection;
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
 */
record StatusAnswer(
    Verdict verdict,
    Optional<Boolean> trayRuns,
    List<String> running,
    Map<UUID, String> databases,
    ZonedDateTime now) {
  StatusAnswer {
    running = List.copyOf(running);
    databases = Map.copyOf(databases);
  }

  /** The answer about these jobs; a run that goes on changes nothing about what is proved. */
  static StatusAnswer of(
      Collection<Job> jobs,
      List<JobVerdict> verdicts,
      AppState state,
      Optional<Boolean> trayRuns,
      List<String> running,
      ZonedDateTime now) {
    Map<UUID, String> databases = new HashMap<>();
    jobs.forEach(job -> databases.put(job.id(), job.database().toString()));
    VerdictRules rules = new VerdictRules(now.toInstant(), now.getZone(), state);
    return new StatusAnswer(
        rules.of(verdicts, false, Optional.empty()), trayRuns, running, databases, now);
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
