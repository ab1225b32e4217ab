package dev.nightjar.backup;

import dev.nightjar.destination.Inventory;
import dev.nightjar.failure.FailureException;
import java.util.Map;

/** Asked, once a run's backup is proved, how many older ones may go. */
public interface PruneGuard {
  /**
   * Whether a table shrank, in this very backup perhaps, and nobody has said that this is right; or
   * whether that can't be known.
   *
   * @param read the contents of the job's places, by label: of one that doesn't answer the last
   *     that is known
   */
  boolean isShrunk(Map<String, Inventory> read);

  /**
   * Notes durably that backups are about to be deleted at a place.
   *
   * @param there how many there are now
   * @param wanted how many are to be deleted
   * @return how many may be: they count as deleted from now on
   * @throws FailureException if it can't be noted: then none may be
   */
  int reserve(String place, int there, int wanted) throws FailureException;
}
