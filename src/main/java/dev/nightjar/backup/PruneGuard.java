package dev.nightjar.backup;

/** Asked, once a run's backup is proved, how many older ones may go. */
public interface PruneGuard {
  /**
   * Whether a table shrank, in this very backup perhaps, and nobody has said that this is right.
   */
  boolean isShrunk();

  /** How many backups were deleted at that place within the last 7 days. */
  long deletedLately(String place);
}
