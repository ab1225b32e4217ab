package dev.nightjar.restore;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

/**
 * A backup that is being put back, and where: written before the first byte, removed last, so that
 * the next start can finish what a kill or a power cut interrupted.
 *
 * @param target the live database
 * @param made the verified file, beside it
 * @param backup the id of what is put back
 * @param stage how far it is
 * @param journalMode the one that the database had before, and is to have again
 * @param before the data from before, as {@code LockedDatabase.fingerprint} says it; empty if there
 *     was none
 * @param wanted the same of the verified file
 * @param saved where the data from before is: a backup's id, or a folder
 */
record RestoreIntent(
    String format,
    Path target,
    Path made,
    String backup,
    Stage stage,
    String journalMode,
    String before,
    String wanted,
    String saved,
    Instant startedAt) {
  static final String FORMAT = "nightjar-restore-record/1";

  enum Stage {
    /** The live database is untouched; only {@code made} may be there. */
    PREPARING,
    /** The live database may be old or new. */
    WRITING
  }

  RestoreIntent {
    if (!format.equals(FORMAT)) {
      throw new IllegalArgumentException("format: must be " + FORMAT + " (got " + format + ")");
    }
    Objects.requireNonNull(target);
    Objects.requireNonNull(made);
    Objects.requireNonNull(stage);
  }

  static RestoreIntent preparing(Path target, Path made, String backup, Instant now) {
    return new RestoreIntent(FORMAT, target, made, backup, Stage.PREPARING, "", "", "", "", now);
  }

  RestoreIntent writing(String newMode, String newBefore, String newWanted, String newSaved) {
    return new RestoreIntent(
        FORMAT,
        target,
        made,
        backup,
        Stage.WRITING,
        newMode,
        newBefore,
        newWanted,
        newSaved,
        startedAt);
  }
}
