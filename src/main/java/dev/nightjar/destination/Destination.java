package dev.nightjar.destination;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.io.HeldLock;
import dev.nightjar.io.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A place that keeps one job's backups. Any call may take as long as the place does to answer, and
 * fails with a {@code PLACE_…} reason.
 */
public interface Destination {
  /** As the user wrote it: a path, a share. */
  String location();

  /**
   * Makes sure that this is the folder the user chose and that {@code owner} may write here: reads
   * the marker, heals it if it is gone but this job's own manifests are there, and writes and
   * deletes a small file. Then ends what an interrupted run left: whole backups get their names,
   * the rest goes.
   */
  default Readiness prepare(JobIdentity owner) throws FailureException {
    return prepare(owner, Progress.NONE);
  }

  /**
   * The same.
   *
   * @param progress of reading what an interrupted run left
   */
  Readiness prepare(JobIdentity owner, Progress progress) throws FailureException;

  /**
   * Does what {@link #prepare} and then {@link #inventory} do, in as few passes over the names of
   * the place as goes: thousands of backups take a while to list.
   */
  default Prepared prepareAndRead(JobIdentity owner) throws FailureException {
    return prepareAndRead(owner, Progress.NONE);
  }

  /**
   * The same.
   *
   * @param progress as for both
   */
  default Prepared prepareAndRead(JobIdentity owner, Progress progress) throws FailureException {
    return new Prepared(prepare(owner, progress), inventory(progress));
  }

  /**
   * Reads the marker, and asks the system about the disk; nothing else.
   *
   * @throws FailureException as {@link #prepare} does, if {@code owner} couldn't write here
   */
  Sign poll(JobIdentity owner) throws FailureException;

  /** Reads all manifests; asks for no marker, so that a new computer can list, too. */
  default Inventory inventory() throws FailureException {
    return inventory(Progress.NONE);
  }

  /**
   * The same.
   *
   * @param progress in manifests
   */
  Inventory inventory(Progress progress) throws FailureException;

  /** Returns the backups read here when it last answered; touches the place itself in no way. */
  Optional<KnownInventory> lastKnown();

  /**
   * Remembers backups that were stored here since {@link #inventory} was read, for {@link
   * #lastKnown}; touches the place itself in no way.
   */
  default void remember(List<BackupSummary> stored) {}

  /**
   * Reads the whole manifest of a backup that {@link #inventory} listed.
   *
   * @throws FailureException {@code BACKUP_DAMAGED} if it is gone or another's by now, {@code
   *     MANIFEST_DAMAGED}
   */
  Manifest manifest(BackupSummary backup) throws FailureException;

  /**
   * Whether no file of that id is there, finished or not, whosever it is. Names that this program
   * never gives are those of the last reading.
   */
  boolean isFree(String id) throws FailureException;

  /** Begins to store a backup under {@code id}, which must be free. */
  Delivery deliver(String id, JobIdentity owner) throws FailureException;

  /**
   * Copies one file of a backup to the new file {@code target}, flushes it and compares it with the
   * manifest; leaves no file behind if that fails ({@code BACKUP_DAMAGED}).
   */
  void fetch(BackupSummary backup, BackupFile file, Path target, Progress progress)
      throws FailureException;

  /**
   * Reads one file of a backup where it is and compares it with the manifest.
   *
   * @throws FailureException {@code BACKUP_DAMAGED} if it is missing or another
   */
  void verify(BackupSummary backup, BackupFile file, Progress progress) throws FailureException;

  /**
   * Gives a listed backup back one file that is missing or damaged here, from one that is whole
   * elsewhere. The bad file is kept aside until a {@link #verify} has found the new one whole.
   *
   * @param content the good file
   */
  void heal(
      BackupSummary backup, BackupFile file, Path content, JobIdentity owner, Progress progress)
      throws FailureException;

  /**
   * Gives a backup that is here its manifest back, if that is damaged. The bad one is kept aside
   * until the new one has been read back.
   *
   * @param manifest the good one, under the id that the backup has here
   * @throws FailureException {@code BACKUP_DAMAGED} if no manifest is there any more
   */
  void healManifest(Manifest manifest, JobIdentity owner) throws FailureException;

  /**
   * Deletes one backup that this job may write beside: first its manifest's name, then its files.
   * {@link #prepare} finishes what was interrupted.
   */
  void remove(BackupSummary backup, JobIdentity owner) throws FailureException;

  /**
   * Keeps a damaged copy in the folder {@code damaged}, with a text that says what is wrong with
   * it: evidence, not a backup. Nothing is added if the newest one kept is the same file; of those
   * kept the first after the last whole backup and the newest two stay.
   *
   * @return the path of the copy that stands for it
   */
  String keepEvidence(Evidence evidence, Path copy, Progress progress) throws FailureException;

  /**
   * Leaves a note for people and new computers beside the backups, if it isn't there yet.
   *
   * @param name {@code README.txt}, {@code nightjar-settings.json}
   * @param content without secrets
   */
  void leave(String name, byte[] content) throws FailureException;

  /** Returns where a file of a backup is, for a step's detail: {@link #location} and its path. */
  default String location(BackupFile file, String id) {
    return location() + "/" + file.pathFor(id);
  }

  /**
   * Opens one file of a backup for a program that reads it by its path. If it isn't a file of the
   * system, it is fetched.
   *
   * @param scratchFolder where a fetched copy is, until it is closed
   */
  default OpenedFile open(
      BackupSummary backup, BackupFile file, Path scratchFolder, Progress progress)
      throws FailureException {
    return OpenedFile.fetched(this, backup, file, scratchFolder, progress);
  }

  /** Reads a file by its path. */
  @FunctionalInterface
  interface Reading<T> {
    T of(Path file) throws FailureException;
  }

  /**
   * Reads a few pages of a file of a backup where it is, or of a copy if it isn't a file of the
   * system. Nothing compares it with the manifest.
   *
   * @param reading may be left behind if the place doesn't answer any more
   */
  default <T> T read(
      BackupSummary backup,
      BackupFile file,
      Path scratchFolder,
      Reading<T> reading,
      Progress progress)
      throws FailureException {
    try (OpenedFile opened = open(backup, file, scratchFolder, progress)) {
      return reading.of(opened.path());
    }
  }

  /**
   * Whether its files are on a disk of this computer's, so that they can be read where they are by
   * what can't be left behind.
   */
  default boolean isOnThisComputer() throws FailureException {
    return false;
  }

  /**
   * Returns the usable bytes of the disk that holds the place and {@code file}; empty if they are
   * on two, or if the system doesn't say.
   */
  default Optional<Long> freeBytesBeside(Path file) throws FailureException {
    return Optional.empty();
  }

  /** Returns a copy that no manifest names, if it can be read with the files beside it. */
  default Optional<Path> unverified(Inventory.Unverified copy) {
    return Optional.empty();
  }

  /** Returns the place for the system's file manager, if that can show it. */
  default Optional<Address> address() {
    return Optional.empty();
  }

  /** Returns the part of the place that keeps files of that kind, for the same. */
  default Optional<Address> address(BackupFile kind) {
    return Optional.empty();
  }

  /**
   * Locks the place for a run, against those of other users of this computer.
   *
   * @param holder one line that says who holds it
   * @return empty if this place can't be locked, or can't be locked now
   * @throws FailureException {@code RUN_IN_PROGRESS} while another holds it
   */
  default Optional<HeldLock> lock(String holder) throws FailureException {
    return Optional.empty();
  }

  /**
   * The result of {@link #poll}.
   *
   * @param marker the place's own id; empty if {@link #prepare} would have to write the marker
   *     again
   * @param freeBytes usable space, or empty if the system doesn't say
   * @param refusal why nothing can be written there, though it can be read: {@code
   *     PLACE_DISK_READ_ONLY}
   */
  record Sign(Optional<UUID> marker, Optional<Long> freeBytes, Optional<Failure> refusal) {}

  /**
   * The result of {@link #prepare}.
   *
   * @param freeBytes usable space, or empty if the system doesn't say
   * @param markerHealed the marker was gone and has been written again
   * @param finished how many whole backups of an interrupted run got their names
   */
  record Readiness(Optional<Long> freeBytes, boolean markerHealed, int finished) {}

  /** The result of {@link #prepareAndRead}. */
  record Prepared(Readiness readiness, Inventory inventory) {}
}
