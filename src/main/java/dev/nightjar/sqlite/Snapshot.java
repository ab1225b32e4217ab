package dev.nightjar.sqlite;

import java.nio.file.Path;
import java.time.Instant;

/**
 * One consistent state of a live database, in a file of our own: self-contained, flushed, in
 * rollback journal mode, with no side files.
 *
 * @param file the staged copy
 * @param takenAt when the read transaction began that the copy shows
 * @param journalMode the live database's, as {@code PRAGMA journal_mode} names it
 * @param checkpoint the result of the best-effort checkpoint before it
 * @param commitsWaited whether the app's commits waited while this was copied (rollback mode)
 */
public record Snapshot(
    Path file,
    Instant takenAt,
    int pageSize,
    long pages,
    String journalMode,
    int userVersion,
    String sqliteVersion,
    Checkpoint checkpoint,
    boolean commitsWaited) {

  public long bytes() {
    return pageSize * pages;
  }
}
