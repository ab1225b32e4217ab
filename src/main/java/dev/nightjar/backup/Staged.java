package dev.nightjar.backup;

import dev.nightjar.sqlite.Snapshot;
import java.nio.file.Path;

/**
 * The copy of the live database, from which everything else is made.
 *
 * @param json the path at which its JSON is written
 * @param startedAtMillis when copying began, by the run's clock
 */
record Staged(Path database, Path json, Snapshot snapshot, long startedAtMillis) {}
