package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import java.nio.file.Path;

/** A database of which one consistent state can be copied. */
public interface SnapshotSource {
  /** Returns the database's own file. */
  Path file();

  /** Returns the bytes that a copy may need. */
  long bytes() throws FailureException;

  /**
   * Copies one consistent state into the new file {@code target} and flushes it.
   *
   * @param progress bytes copied; may cancel, which takes effect at the copy's end
   * @throws FailureException {@code DATABASE_…} for the source, {@code PLACE_…} for the target; the
   *     target is then removed
   */
  Snapshot snapshot(Path target, Progress progress) throws FailureException;
}
