package dev.nightjar.destination;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.Progress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One backup on its way into a place. Files stand under partial names until {@link #commit}, which
 * gives all of them theirs, the manifest's last. Closed without that, it takes away what it wrote.
 */
public interface Delivery extends AutoCloseable {
  /**
   * A path under which the maker may write the file itself, inside the place and with a partial
   * name, so that adding it is a flush and no second copy; empty if the place is no folder of this
   * computer's own.
   */
  Optional<Path> stagingPath(BackupFile file);

  /**
   * Brings a part of a file that is still being made, which {@link #add} then ends: the whole is
   * sooner there. Only a hint: what there is no room for is left to {@code add}.
   *
   * @param bytes so many of {@code content} are written
   * @param estimated how many there will be
   */
  default void addSoFar(
      BackupFile file, Path content, long bytes, long estimated, Progress progress)
      throws FailureException {}

  /**
   * Brings the rest of such a file, which is written to its end and not proved yet, flushes it and
   * reads it back; {@link #add} then only compares. The place works while the proof is still made.
   * Only a hint, too.
   *
   * @param bytes its size
   */
  default void addWhole(BackupFile file, Path content, long bytes, Progress progress)
      throws FailureException {}

  /**
   * Brings {@code content} into the place, flushes it, and reads it back (past the system's cache
   * if that's possible), unless it is the place's own staging path, whose hash the caller has read
   * after its last change.
   *
   * @param expected the content's size and hash when it was proved
   * @throws FailureException {@code PLACE_FULL} before the first byte if the space isn't there,
   *     {@code READ_BACK_DIFFERS}
   */
  void add(BackupFile file, Path content, FileHash expected, Progress progress)
      throws FailureException;

  /**
   * The backup exists from here on. Its files are those that were added, with the hashes that they
   * were added with; the marker is looked at once more before the first name is given.
   */
  void commit(ManifestText manifest) throws FailureException;

  /** The same, for one place. */
  default void commit(Manifest manifest) throws FailureException {
    commit(ManifestText.of(manifest));
  }

  /** Ends it without asking the place, which doesn't answer: the next run cleans up. */
  void abandon();

  /** Removes what was not committed. Never fails: what can't be removed, the next run removes. */
  @Override
  void close();
}
