package dev.nightjar.desktop.settings;

import dev.nightjar.app.setup.LegacyBackups;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.failure.FailureException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The questions that the settings ask the disk while they are edited; may take long, so never asked
 * twice.
 */
public interface Inspections {
  /** Reads what a database holds and closes it again. */
  DatabaseFound database(Path file) throws FailureException;

  /** Looks at a folder for backups, whether or not it is there yet. */
  PlaceFound place(PlaceAsked asked) throws FailureException;

  /** Databases that apps use here, newest change first. */
  List<DatabaseFound> suggestions();

  /**
   * Inspects a database.
   *
   * @param allCounted whether {@code rows} are all of them; else there are more
   */
  record DatabaseFound(
      Path file, int tables, long rows, boolean allCounted, Instant changedAt, long bytes) {}

  /**
   * A folder, and for what it is to be used.
   *
   * @param job the one that it is to be of; empty for a new one
   * @param others folders that are in use already, which this one must not be
   * @param probe whether a small file is to be written, read and deleted there
   */
  record PlaceAsked(
      Path folder,
      boolean local,
      Optional<Path> database,
      Optional<UUID> job,
      List<Path> others,
      boolean probe) {
    public PlaceAsked {
      others = List.copyOf(others);
    }
  }

  /** Returns a folder's owner. */
  enum Holder {
    /** There is a file where the folder should be. */
    NO_FOLDER,
    /** Nothing is there yet; it can be made. */
    NOT_THERE,
    /** Nothing is in it. */
    NOBODY,
    /** Something is in it, but no backups. */
    OTHER_FILES,
    /** This database's backups, from this computer. */
    THIS_JOB,
    /** Another database's or another computer's. */
    OTHER_JOB
  }

  /**
   * Inspects a folder.
   *
   * @param owner the owner of the backups there, with {@code OTHER_JOB}
   * @param sameDisk whether one broken disk would take the database along
   * @param syncedBy the program that copies what is in this folder elsewhere
   * @param old recent files of the app's own backup
   * @param sameAs the folder in use that this one is, under another name
   * @param tested whether a file was written, read and deleted there
   */
  record PlaceFound(
      Holder holder,
      Optional<JobIdentity> owner,
      Optional<Long> freeBytes,
      boolean sameDisk,
      Optional<String> syncedBy,
      Optional<LegacyBackups> old,
      Optional<Path> sameAs,
      boolean tested) {}
}
