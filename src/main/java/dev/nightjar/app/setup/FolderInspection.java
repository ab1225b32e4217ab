package dev.nightjar.app.setup;

import dev.nightjar.destination.JobIdentity;
import dev.nightjar.failure.Failure;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * The state of a folder, for a user who is about to choose it for backups.
 *
 * @param owner the owner named by its marker
 * @param kept the backups inside, if there are any
 * @param freeBytes usable space; empty if the system doesn't say
 * @param onNetwork whether it lies on another computer
 * @param syncedBy the service that syncs it, by name
 * @param onDatabasesDisk whether one broken disk would take database and backups
 * @param old recent files of the app's own backup
 * @param sameAs one of the folders that are in use already, if this is that one by another name
 * @param tested whether a file was written, read and deleted in it
 * @param failure why it can't be used as it is: it doesn't answer, it can't be made, its marker is
 *     damaged, or the test file could not be written, read or deleted
 */
public record FolderInspection(
    Path folder,
    State state,
    Optional<JobIdentity> owner,
    Optional<Kept> kept,
    Optional<Long> freeBytes,
    boolean onNetwork,
    Optional<String> syncedBy,
    boolean onDatabasesDisk,
    Optional<LegacyBackups> old,
    Optional<Path> sameAs,
    boolean tested,
    Optional<Failure> failure) {

  /** The thing found where the folder should be. */
  public enum State {
    /** Nothing; it can be made. */
    MISSING,
    EMPTY,
    /** Files, but no marker. */
    OTHER_FILES,
    /** The marker of the job that asks. */
    OURS,
    /** The marker of another job, or of another computer. */
    ANOTHERS,
    /** The marker of another job that is set up here, too: it isn't taken over. */
    OF_JOB_HERE,
    MARKER_DAMAGED,
    NOT_A_FOLDER,
    /** It doesn't answer, may not be read, or can't be there. */
    UNREACHABLE
  }

  /**
   * The backups in a folder, whoever made them.
   *
   * @param newestAt the instant that the newest one has
   * @param newestRows how many rows that one has
   */
  public record Kept(int backups, OffsetDateTime newestAt, long newestRows) {}

  static FolderInspection unreachable(Path folder, Failure failure) {
    return new FolderInspection(
        folder,
        State.UNREACHABLE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.of(failure));
  }
}
