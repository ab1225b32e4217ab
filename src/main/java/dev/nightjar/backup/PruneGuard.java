package dev.nightjar.backup;

import dev.nightjar.failure.FailureException;

/** Asked, once a run's backup is proved, how many older ones may go. */
public interface PruneGuard {
  /**
   * Whether a table shrank, in this very backup perhaps, and nobody has said that this is right; or
   * whether that can't be known.
   */
  boolean isShrunk();

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
