package dev.nightjar.backup;

import dev.nightjar.destination.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One time of doing a job.
 *
 * @param backup the backup made, or empty if nothing was saved anywhere
 */
public record BackupRun(
    UUID job,
    String jobName,
    Manifest.Kind kind,
    Instant startedAt,
    Instant endedAt,
    List<StepResult> results,
    Optional<String> backup,
    long sequence) {
  public BackupRun {
    results = List.copyOf(results);
  }

  public Outcome outcome() {
    return Outcome.of(results);
  }

  /** How many places have what was made: at once, or late, when they were caught up. */
  public long placesSaved() {
    return results.stream()
        .filter(r -> r.succeeded() && (r.step() == Step.DATABASE_SAVED || isLate(r)))
        .count();
  }

  private boolean isLate(StepResult caughtUp) {
    return caughtUp.step() == Step.CAUGHT_UP
        && results.stream()
            .noneMatch(r -> r.step() == Step.DATABASE_SAVED && r.place().equals(caughtUp.place()));
  }

  /** Whether every place has what was made, whatever else went wrong. */
  public boolean isSavedEverywhere() {
    return backup.isPresent() && placesSaved() >= places();
  }

  /** Whether the run ended without that place. */
  public boolean lacks(String place) {
    return results.stream()
        .anyMatch(r -> r.place().equals(place) && !r.succeeded() && r.step() != Step.PRUNED);
  }

  public long places() {
    return results.stream().filter(r -> r.step() == Step.PLACE_READY).count();
  }
}
