package dev.nightjar.destination;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.Progress;
import dev.nightjar.io.ScratchFolder;
import dev.nightjar.io.SideFiles;
import java.nio.file.Path;

/** A file of a backup that SQLite, too, can read by its path, until it is closed. */
public final class OpenedFile implements AutoCloseable {
  private final Path path;
  private final boolean copied;

  private OpenedFile(Path path, boolean copied) {
    this.path = path;
    this.copied = copied;
  }

  /** The file itself, which is only to be read. */
  public static OpenedFile inPlace(Path path) {
    return new OpenedFile(path, false);
  }

  /**
   * A copy, compared with the manifest, which is removed when it is closed.
   *
   * @param scratchFolder where it is made; made itself if it isn't there
   * @throws FailureException {@code PLACE_…} and {@code BACKUP_…} of the place, {@code HOME_…} of
   *     that folder
   */
  public static OpenedFile fetched(
      Destination place,
      BackupSummary backup,
      BackupFile file,
      Path scratchFolder,
      Progress progress)
      throws FailureException {
    return ScratchFolder.use(
        scratchFolder,
        () -> {
          Path copy = DurableFiles.partialOf(scratchFolder.resolve(file.nameFor(backup.id())));
          boolean whole = false;
          try {
            place.fetch(backup, file, copy, progress);
            whole = true;
            return new OpenedFile(copy, true);
          } finally {
            if (!whole) {
              SideFiles.discardWith(copy); // A call that was left behind may have begun it.
            }
          }
        });
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    if (copied) {
      SideFiles.discardWith(path);
    }
  }
}
