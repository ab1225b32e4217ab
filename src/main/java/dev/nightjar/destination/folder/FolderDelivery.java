package dev.nightjar.destination.folder;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Delivery;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.ManifestFormat;
import dev.nightjar.destination.ManifestText;
import dev.nightjar.destination.Marker;
import dev.nightjar.failure.Attempt;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.FileCopy;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.MalformedRecordException;
import dev.nightjar.io.PlainFiles;
import dev.nightjar.io.Progress;
import dev.nightjar.io.Sha256;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A backup on its way into a folder: under partial names until all of it is there. Another run may
 * take this one for dead, and finish or clean up what it wrote: so nothing is believed to be as it
 * was left, and nothing is removed that isn't known to be this run's.
 *
 * <p>It is long because a file comes in three ways: staged in its place, while it is made, and once
 * it is proved.
 */
final class FolderDelivery implements Delivery {
  private static final Logger LOG = Logger.getLogger(FolderDelivery.class.getName());

  private final PlaceLayout layout;
  private final String id;
  private final boolean local;
  private final Attempt<Marker> guard;
  private final Lease lease;
  private final Map<BackupFile, OwnFile> files = new EnumMap<>(BackupFile.class);
  private final Map<BackupFile, FileCopy> begun = new EnumMap<>(BackupFile.class);

  /** Hashes that were read back of files that aren't proved yet. */
  private final Map<BackupFile, FileHash> readBack = new EnumMap<>(BackupFile.class);

  private final Map<BackupFile, FileHash> added = new EnumMap<>(BackupFile.class);
  private @Nullable OwnFile named;
  private boolean committed;
  private byte[] text = {};

  FolderDelivery(PlaceLayout layout, String id, boolean local, Lease lease, Attempt<Marker> guard) {
    this.layout = layout;
    this.id = id;
    this.local = local;
    this.lease = lease;
    this.guard = guard;
  }

  @Override
  public Optional<Path> stagingPath(BackupFile file) {
    return local ? Optional.of(own(file).partial()) : Optional.empty();
  }

  private OwnFile own(BackupFile file) {
    return files.computeIfAbsent(file, wanted -> ownFile(layout.file(wanted, id)));
  }

  private OwnFile ownFile(Path target) {
    return new OwnFile(lease.partialOf(target), target);
  }

  @Override
  public void addSoFar(BackupFile file, Path content, long bytes, long estimated, Progress progress)
      throws FailureException {
    OwnFile own = own(file);
    if (content.equals(own.partial())) {
      return;
    }
    boolean brought = false;
    try {
      FileCopy copy = begun.get(file);
      if (copy == null) {
        if (PlaceCopy.refusal(layout, estimated).isPresent()) {
          return;
        }
        copy = PlaceCopy.begin(content, own.partial(), layout);
        begun.put(file, copy);
      }
      copy.continueTo(bytes, progress);
      brought = true;
    } catch (IOException e) {
      throw PlaceFailures.writing(e, layout.folder(), own.partial(), estimated);
    } finally {
      if (!brought) {
        giveUp(file);
      }
    }
  }

  /** Takes away a copy that was begun; {@link #add} makes another, if it comes to that. */
  private void giveUp(BackupFile file) {
    FileCopy copy = begun.remove(file);
    if (copy != null) {
      try {
        copy.close();
      } catch (IOException e) {
        LOG.log(Level.FINE, "the copy goes all the same", e);
      }
      own(file).discard();
    }
  }

  @Override
  public void addWhole(BackupFile file, Path content, long bytes, Progress progress)
      throws FailureException {
    addSoFar(file, content, bytes, bytes, progress);
    OwnFile own = own(file);
    Path partial = own.partial();
    boolean staged = content.equals(partial);
    if (!staged && !begun.containsKey(file)) {
      return;
    }
    try {
      if (staged) {
        DurableFiles.force(partial);
      } else {
        try (FileCopy copy = begun.remove(file)) {
          copy.finish(progress);
        }
      }
      FileHash read = DurableFiles.readBack(partial, progress).hash();
      own.complete(read);
      readBack.put(file, read);
    } catch (IOException e) {
      throw PlaceFailures.writing(e, layout.folder(), partial, bytes);
    } finally {
      if (!readBack.containsKey(file) && !staged) {
        own.discard();
      }
    }
  }

  @Override
  public void add(BackupFile file, Path content, FileHash expected, Progress progress)
      throws FailureException {
    OwnFile own = own(file);
    Path partial = own.partial();
    try {
      if (readBack.containsKey(file) && !own.hasChanged()) {
        PlaceCopy.require(readBack.get(file).equals(expected), partial, layout);
        progress.advanced(expected.bytes(), expected.bytes());
      } else if (readBack.containsKey(file) || content.equals(partial)) {
        DurableFiles.force(partial);
        PlaceCopy.require(Files.size(partial) == expected.bytes(), partial, layout);
        PlaceCopy.require(
            DurableFiles.readBack(partial, progress).hash().equals(expected), partial, layout);
      } else if (begun.containsKey(file)) {
        try (FileCopy copy = begun.remove(file)) {
          PlaceCopy.finish(copy, partial, expected, layout, progress);
        }
      } else {
        PlaceCopy.make(content, partial, expected, layout, progress);
      }
      own.complete(expected);
      added.put(file, expected);
    } catch (IOException e) {
      throw PlaceFailures.writing(e, layout.folder(), partial, expected.bytes());
    } finally {
      // The run reads on in what it staged here: that goes when this is closed.
      if (!added.containsKey(file) && !content.equals(partial)) {
        own.discard();
      }
    }
  }

  @Override
  public void commit(ManifestText written) throws FailureException {
    Manifest manifest = written.manifest();
    if (!manifest.id().equals(id) || !manifest.files().equals(added)) {
      throw new IllegalArgumentException("the manifest is not of what was added");
    }
    guard.run();
    try {
      nameAll(written);
    } catch (FileAlreadyExistsException e) {
      if (!isThereWhole(manifest)) {
        throw FailureException.because(
            e, Reason.NAME_TAKEN, layout.folder(), Path.of(e.getFile()).getFileName().toString());
      }
    } catch (NoSuchFileException e) {
      if (!isThereWhole(manifest)) {
        throw PlaceFailures.writing(e, layout.folder());
      }
    } catch (IOException e) {
      throw PlaceFailures.writing(e, layout.folder());
    }
    committed = true;
  }

  private void nameAll(ManifestText manifest) throws IOException, FailureException {
    OwnFile last = ownFile(layout.manifest(id));
    last.requireFree();
    for (BackupFile file : added.keySet()) {
      own(file).requireFree();
      DurableFiles.forceFolder(own(file).partial());
    }
    text = manifest.bytes();
    named = last;
    DurableFiles.createFlushed(last.partial(), text);
    DurableFiles.forceFolder(last.partial());
    last.complete(hash(text));
    PlaceCopy.require(isTextOf(last.partial()), last.target(), layout);
    for (BackupFile file : added.keySet()) {
      own(file).giveName();
    }
    requireOwn();
    last.giveName();
    try {
      requireOwn();
    } catch (IOException e) {
      last.takeNameBack();
      throw e;
    }
  }

  /** If the file system can't move without replacing, another may have been quicker. */
  private void requireOwn() throws IOException, FailureException {
    for (BackupFile file : added.keySet()) {
      if (own(file).isAnothers()) {
        throw new FileAlreadyExistsException(own(file).target().toString());
      }
    }
  }

  /** Another run has finished this one's work, or has brought the same backup meanwhile. */
  private boolean isThereWhole(Manifest wanted) throws FailureException {
    try {
      Manifest found = ManifestFormat.read(layout.manifest(id), id);
      if (!found.summary().sameBackupAs(wanted.summary())) {
        return false;
      }
      for (Map.Entry<BackupFile, FileHash> file : found.files().entrySet()) {
        Path target = layout.file(file.getKey(), id);
        if (!PlainFiles.isFile(target) || Files.size(target) != file.getValue().bytes()) {
          return false;
        }
      }
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw PlaceFailures.of(e, layout.folder());
    }
  }

  @Override
  public void abandon() {
    lease.abandon();
  }

  @Override
  public void close() {
    Set.copyOf(begun.keySet()).forEach(this::giveUp);
    try {
      if (isCommitted()) {
        files.values().forEach(OwnFile::discard);
      } else {
        files.values().forEach(OwnFile::takeBack);
      }
    } catch (IOException e) {
      lease.abandon(); // The next run takes what is there for what it is.
      return;
    }
    if (files.values().stream().anyMatch(OwnFile::isUnfinished)) {
      lease.abandon();
    } else {
      lease.close();
    }
  }

  /**
   * From the moment the manifest has its name the backup exists, whatever the move said after that.
   * It can't get it any more once its partial name is gone: then its name tells.
   */
  private boolean isCommitted() throws IOException {
    OwnFile manifest = named;
    if (committed || manifest == null) {
      return committed;
    }
    DurableFiles.deleteIfExists(manifest.partial());
    try {
      return isTextOf(manifest.target());
    } catch (MalformedRecordException e) {
      return false; // It is not ours.
    } catch (NoSuchFileException e) {
      // Nothing is taken away on the word of one failed open.
      String name = PlaceLayout.manifestName(id);
      if (!layout.list(PlaceLayout.MANIFEST_FOLDER, name::equals).isEmpty()) {
        throw e;
      }
      return false;
    }
  }

  private boolean isTextOf(Path file) throws IOException {
    return Arrays.equals(text, ManifestFormat.bytes(file));
  }

  private static FileHash hash(byte[] content) {
    Sha256 hash = new Sha256();
    hash.update(content, 0, content.length);
    return hash.finish();
  }
}
