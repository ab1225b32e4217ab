package dev.nightjar.backup;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.sqlite.Snapshot;
import java.nio.file.Path;

/**
 * The copy of the live database, from which everything else is made.
 *
 * @param json the path at which its JSON is written
 * @param startedAtMillis when copying began, by the run's clock
 * @param folder where both are, as the user knows it: a place, or the program's own folder
 */
record Staged(Path database, Path json, Snapshot snapshot, long startedAtMillis, String folder) {
  /** Returns why the JSON wasn't written, told of the folder that the user knows. */
  FailureException told(FailureException why) {
    return why.about(folder, DiskFailures.folderOf(json));
  }
}
