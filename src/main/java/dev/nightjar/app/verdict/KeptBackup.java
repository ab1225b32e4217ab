package dev.nightjar.app.verdict;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.util.List;

/**
 * One backup and the places that keep it.
 *
 * @param copies where it is, each with the summary of the manifest that stands there (its id may
 *     differ)
 */
public record KeptBackup(List<Copy> copies) {
  public KeptBackup {
    copies = List.copyOf(copies);
  }

  /** A backup at one place. */
  public record Copy(String label, Destination destination, BackupSummary summary) {}

  public BackupSummary summary() {
    return copies.get(0).summary();
  }

  public List<String> labels() {
    return copies.stream().map(Copy::label).distinct().toList();
  }

  /**
   * Read whole from the first place that gives it.
   *
   * @throws FailureException if none does, why the last didn't
   */
  public Manifest manifest() throws FailureException {
    FailureException last = null;
    for (Copy copy : copies) {
      try {
        return copy.destination().manifest(copy.summary());
      } catch (FailureException e) {
        last = e;
      }
    }
    throw last == null ? new FailureException(Reason.BACKUP_UNKNOWN, summary().id()) : last;
  }
}
