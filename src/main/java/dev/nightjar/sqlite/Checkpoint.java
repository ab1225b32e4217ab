package dev.nightjar.sqlite;

/**
 * The result of {@code PRAGMA wal_checkpoint(PASSIVE)}: it waits for nobody, so it may do less than
 * all.
 *
 * @param result how it went
 * @param pagesInLog pages in the -wal file
 * @param pagesMoved how many of them are in the database file now
 */
public record Checkpoint(Result result, long pagesInLog, long pagesMoved) {
  /** How a checkpoint went. */
  public enum Result {
    /** All pages of the log are in the database file. */
    COMPLETED,
    /** A reader or writer kept some pages in the log; a snapshot is complete all the same. */
    PARTIAL,
    /** Not in WAL mode: there is nothing to do. */
    NOT_NEEDED,
    /** The file or its folder can't be written to by us, or SQLite refused. */
    NOT_POSSIBLE
  }

  static final Checkpoint NOT_NEEDED = new Checkpoint(Result.NOT_NEEDED, 0, 0);
  static final Checkpoint NOT_POSSIBLE = new Checkpoint(Result.NOT_POSSIBLE, 0, 0);
}
