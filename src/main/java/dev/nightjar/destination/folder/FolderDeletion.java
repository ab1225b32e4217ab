package dev.nightjar.destination.folder;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.io.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Takes a backup away whose manifest has given up its name. As long as that name, {@code
 * .NAME.json.deleted}, is there, nobody begins a backup of that id: so it goes last.
 */
final class FolderDeletion {
  private final PlaceLayout layout;
  private final Lease lease;

  FolderDeletion(PlaceLayout layout, Lease lease) {
    this.layout = layout;
    this.lease = lease;
  }

  void finish(Path deletedManifest, String id) throws IOException {
    if (!isThere(layout.manifest(id))) {
      for (BackupFile file : BackupFile.values()) {
        if (!remove(layout.file(file, id), deletedManifest)) {
          return;
        }
        DurableFiles.deleteIfExists(FolderHealing.badOf(layout.file(file, id)));
        DurableFiles.forceFolder(layout.file(file, id));
      }
      DurableFiles.deleteIfExists(FolderHealing.badOf(layout.manifest(id)));
    }
    DurableFiles.deleteIfExists(deletedManifest);
    DurableFiles.forceFolder(deletedManifest);
  }

  /** A folder that can't be read just now says nothing: then its files would stay for ever. */
  private static boolean isThere(Path manifest) throws IOException {
    try {
      Files.readAttributes(manifest, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * Claims the file by a move before it is deleted: if another run has finished the deletion
   * meanwhile, the name may be a newer backup's, which gets it back.
   */
  private boolean remove(Path file, Path deletedManifest) throws IOException {
    Path claimed = lease.partialOf(file);
    try {
      DurableFiles.moveWithoutReplacing(file, claimed);
    } catch (NoSuchFileException e) {
      return true;
    }
    if (Files.exists(deletedManifest, LinkOption.NOFOLLOW_LINKS)) {
      DurableFiles.deleteIfExists(claimed);
      return true;
    }
    DurableFiles.moveWithoutReplacing(claimed, file);
    return false;
  }
}
