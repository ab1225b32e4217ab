package dev.nightjar.destination;

import dev.nightjar.failure.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that a place holds, as its files say it.
 *
 * @param backups every backup with a sound manifest, highest sequence first
 * @param damaged manifests that can't be believed: shown as such, never chosen, never deleted
 * @param unverified copies with no manifest (another tool's, the old system's): never deleted
 */
public record Inventory(
    List<Manifest> backups, List<Damaged> damaged, List<Unverified> unverified) {
  public Inventory {
    backups = List.copyOf(backups);
    damaged = List.copyOf(damaged);
    unverified = List.copyOf(unverified);
  }

  /** A manifest file that isn't what it should be; {@code id} is from the file's name. */
  public record Damaged(String id, Failure failure) {}

  /** A file {@code database/backup-*.db} that no manifest names. */
  public record Unverified(String id, long bytes, Instant modifiedAt) {}

  public Optional<Manifest> find(String id) {
    return backups.stream().filter(manifest -> manifest.id().equals(id)).findFirst();
  }
}
