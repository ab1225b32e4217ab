package dev.nightjar.destination.folder;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.ManifestFormat;
import dev.nightjar.destination.Marker;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.PlainFiles;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** Reads the files of a folder's backups, and compares them with what their manifests say. */
final class FolderFiles {
  private final PlaceLayout layout;
  private final Optional<UUID> marker;

  /**
   * Reads below {@code layout}.
   *
   * @param marker the id of the place's marker, if it is known
   */
  FolderFiles(PlaceLayout layout, Optional<UUID> marker) {
    this.layout = layout;
    this.marker = marker;
  }

  Manifest manifest(BackupSummary backup) throws FailureException {
    Path file = layout.manifest(backup.id());
    try {
      Manifest found = ManifestFormat.read(file, backup.id());
      if (found.summary().sameBackupAs(backup)) {
        return found;
      }
      throw damaged(backup, file, "another backup's");
    } catch (NoSuchFileException e) {
      requireFolder(e);
      throw missing(backup, file);
    } catch (IOException e) {
      throw PlaceFailures.of(e, layout.folder());
    }
  }

  void fetch(BackupSummary backup, BackupFile file, Path target, Progress progress)
      throws FailureException {
    FileHash expected = expected(backup, file);
    Path source = layout.file(file, backup.id());
    boolean whole = false;
    boolean ours = true;
    try {
      requireThere(backup, source);
      requireSame(backup, source, expected, DurableFiles.copy(source, target, progress));
      whole = true;
    } catch (FileAlreadyExistsException e) {
      ours = false;
      throw FailureException.because(e, Reason.TARGET_EXISTS, target);
    } catch (IOException e) {
      throw FetchFailures.of(e, layout.folder(), target, expected.bytes());
    } finally {
      if (ours && !whole) {
        FetchFailures.deleteQuietly(target);
      }
    }
  }

  void verify(BackupSummary backup, BackupFile file, Progress progress) throws FailureException {
    FileHash expected = expected(backup, file);
    Path kept = layout.file(file, backup.id());
    try {
      requireThere(backup, kept);
      if (Files.size(kept) != expected.bytes()) {
        throw damaged(backup, kept, "another size");
      }
      requireSame(backup, kept, expected, DurableFiles.readBack(kept, progress).hash());
    } catch (NoSuchFileException e) {
      throw missing(backup, kept);
    } catch (IOException e) {
      throw PlaceFailures.of(e, layout.folder());
    }
  }

  static FileHash expected(BackupSummary backup, BackupFile file) throws FailureException {
    FileHash expected = backup.files().get(file);
    if (expected == null) {
      throw new FailureException(Reason.BACKUP_LACKS_FILE, backup.id(), file.folder());
    }
    return expected;
  }

  private void requireFolder(IOException cause) throws FailureException {
    if (!Files.isDirectory(layout.folder())) {
      throw DiskFailures.unreachable(cause, layout.folder());
    }
  }

  private void requireThere(BackupSummary backup, Path kept) throws IOException, FailureException {
    requireFolder(new NotDirectoryException(layout.folder().toString()));
    if (!PlainFiles.isFile(kept)) {
      throw missing(backup, kept);
    }
  }

  /** An unmounted disk leaves an ordinary empty folder, which says nothing of the backups. */
  private FailureException missing(BackupSummary backup, Path file) throws FailureException {
    boolean samePlace =
        marker.isEmpty() || MarkerFile.read(layout.folder()).map(Marker::id).equals(marker);
    return samePlace
        ? damaged(backup, file, "missing")
        : new FailureException(Reason.PLACE_NOT_CONNECTED, layout.folder());
  }

  private void requireSame(BackupSummary backup, Path file, FileHash expected, FileHash found)
      throws FailureException {
    if (found.bytes() != expected.bytes()) {
      throw damaged(backup, file, "another size");
    }
    if (!found.equals(expected)) {
      throw damaged(backup, file, "another hash");
    }
  }

  /** The path as the manifest has it, on every system. */
  private FailureException damaged(BackupSummary backup, Path file, String found) {
    String path = layout.folder().relativize(file).toString().replace('\\', '/');
    return new FailureException(Reason.BACKUP_DAMAGED, backup.id(), path, found);
  }
}
