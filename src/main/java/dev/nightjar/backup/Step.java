package dev.nightjar.backup;

/** A part of a run that can succeed or fail by itself. */
public enum Step {
  /** A place is the one chosen and can be written to. */
  PLACE_READY,
  CHECKPOINT,
  /** Copying, until the copy is known to be whole. */
  DATABASE,
  /** The copy has its name at a place. */
  DATABASE_SAVED,
  /** Writing the JSON, until every value in it has been compared with the copy. */
  JSON,
  JSON_SAVED,
  /** Earlier backups that a place lacked. */
  CAUGHT_UP,
  /** Backups that the retention plan doesn't keep were deleted. */
  PRUNED;

  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
