package dev.nightjar.destination;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.Progress;
import dev.nightjar.io.SideFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A backup on its way into a folder: under partial names until all of it is there. */
final class FolderDelivery implements Delivery {
  /** Looks at the marker once more. */
  interface Guard {
    void check() throws FailureException;
  }

  private final PlaceLayout layout;
  private final String id;
  private final boolean local;
  private final Guard guard;
  private final Map<BackupFile, Path> partials = new EnumMap<>(BackupFile.class);
  private final Map<BackupFile, FileHash> added = new EnumMap<>(BackupFile.class);
  private @Nullable Path partialManifest;
  private boolean naming;
  private boolean namingManifest;

  FolderDelivery(PlaceLayout layout, String id, boolean local, Guard guard) {
    this.layout = layout;
    this.id = id;
    this.local = local;
    this.guard = guard;
  }

  @Override
  public Optional<Path> stagingPath(BackupFile file) {
    return local ? Optional.of(partialOf(file)) : Optional.empty();
  }

  private Path partialOf(BackupFile file) {
    return partials.computeIfAbsent(
        file, wanted -> DurableFiles.partialOf(layout.file(wanted, id)));
  }

  @Override
  public void add(BackupFile file, Path content, FileHash expected, Progress progress)
      throws FailureException {
    Path partial = partialOf(file);
    try {
      if (content.equals(partial)) {
        DurableFiles.force(partial);
        require(Files.size(partial) == expected.bytes(), partial);
      } else {
        requireRoom(expected.bytes());
        copy(content, partial, expected, progress);
      }
      added.put(file, expected);
    } catch (IOException e) {
      throw PlaceFailures.writing(e, layout.folder(), partial, expected.bytes());
    } finally {
      if (!added.containsKey(file)) {
        deleteQuietly(partial);
      }
    }
  }

  private void requireRoom(long bytes) throws FailureException {
    long needed = bytes + bytes / 10;
    long free = PlaceFailures.freeBytes(layout.folder());
    if (free >= 0 && free < needed) {
      throw new FailureException(Reason.PLACE_FULL, layout.folder(), needed, free);
    }
  }

  private void copy(Path content, Path partial, FileHash expected, Progress progress)
      throws IOException, FailureException {
    long total = 2 * expected.bytes();
    FileHash read =
        DurableFiles.copy(content, partial, (done, all) -> progress.advanced(done, total));
    require(read.equals(expected), partial);
    FileHash kept =
        DurableFiles.readBack(
                partial, (done, all) -> progress.advanced(expected.bytes() + done, total))
            .hash();
    require(kept.equals(expected), partial);
  }

  private void require(boolean same, Path file) throws FailureException {
    if (!same) {
      throw new FailureException(
          Reason.READ_BACK_DIFFERS, layout.folder(), file.getFileName().toString());
    }
  }

  @Override
  public void commit(Manifest manifest) throws FailureException {
    if (!manifest.id().equals(id) || !manifest.files().equals(added)) {
      throw new IllegalArgumentException("the manifest is not of what was added");
    }
    guard.check();
    try {
      Path target = layout.manifest(id);
      requireFree(target);
      for (BackupFile file : added.keySet()) {
        requireFree(layout.file(file, id));
        DurableFiles.forceFolder(partialOf(file));
      }
      Path partial = DurableFiles.partialOf(target);
      partialManifest = partial;
      byte[] text = ManifestFormat.toBytes(manifest);
      DurableFiles.createFlushed(partial, text);
      DurableFiles.forceFolder(partial);
      // What no list could read must not be given a name.
      byte[] kept = ManifestFormat.toBytes(ManifestFormat.read(partial, id));
      require(Arrays.equals(kept, text), target);
      naming = true;
      for (BackupFile file : added.keySet()) {
        name(partialOf(file), layout.file(file, id));
      }
      namingManifest = true;
      name(partial, target);
    } catch (IOException e) {
      throw PlaceFailures.writing(e, layout.folder());
    }
  }

  private void requireFree(Path target) throws FailureException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw nameTaken(target);
    }
  }

  private void name(Path partial, Path target) throws IOException, FailureException {
    try {
      DurableFiles.moveWithoutReplacing(partial, target);
    } catch (FileAlreadyExistsException e) {
      throw nameTaken(target);
    }
  }

  private FailureException nameTaken(Path target) {
    return new FailureException(
        Reason.NAME_TAKEN, layout.folder(), target.getFileName().toString());
  }

  @Override
  public void close() {
    if (mayBeCommitted()) {
      return;
    }
    partials.forEach(this::remove);
  }

  /**
   * From the moment the manifest has its name the backup exists, whatever the move said after that.
   * Only to have removed its partial name proves that it never got the other.
   */
  private boolean mayBeCommitted() {
    Path manifest = partialManifest;
    if (manifest == null) {
      return false;
    }
    try {
      DurableFiles.delete(manifest);
      return false;
    } catch (NoSuchFileException e) {
      return namingManifest;
    } catch (IOException e) {
      return true; // The next run takes the rest for what it is.
    }
  }

  private void remove(BackupFile file, Path partial) {
    try {
      DurableFiles.delete(partial);
    } catch (NoSuchFileException e) {
      if (naming && added.containsKey(file)) {
        deleteQuietly(layout.file(file, id));
      }
    } catch (IOException e) {
      return; // The next run removes it.
    }
    SideFiles.of(partial).forEach(FolderDelivery::deleteQuietly);
  }

  private static void deleteQuietly(Path file) {
    try {
      DurableFiles.deleteIfExists(file);
    } catch (IOException e) {
      return; // The next run removes it.
    }
  }
}
