package dev.nightjar.cli;

import dev.nightjar.app.verdict.Verdict;
import java.time.Instant;
import java.time.ZonedDateTime;
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
 * @param next the next due date of each job that isn't waived; none if the schedule never fires
 */
record StatusAnswer(
    Verdict verdict,
    Optional<Boolean> trayRuns,
    List<String> running,
    Map<UUID, String> databases,
    Map<UUID, ZonedDateTime> next,
    ZonedDateTime now) {
  StatusAnswer {
    running = List.copyOf(running);
    databases = Map.copyOf(databases);
    next = Map.copyOf(next);
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
