package dev.nightjar.destination.folder;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.ManifestFormat;
import dev.nightjar.destination.Marker;
import dev.nightjar.failure.Attempt;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Gives a listed backup back a file that is missing or damaged: the good one is written and read
 * back under a partial name, the bad one is moved aside, and the good one gets the name.
 */
final class FolderHealing {
  private final PlaceLayout layout;
  private final Lease lease;
  private final Attempt<Marker> guard;
  private boolean unfinished;

  FolderHealing(PlaceLayout layout, Lease lease, Attempt<Marker> guard) {
    this.layout = layout;
    this.lease = lease;
    this.guard = guard;
  }

  /**
   * Returns the path at which a bad file waits until the good one in its place was checked once.
   */
  static Path badOf(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".bad");
  }

  /** Whether all that was written has its name or is gone again, however the healing ended. */
  boolean isClean() {
    return !unfinished;
  }

  void heal(BackupSummary backup, BackupFile file, Path content, Progress progress)
      throws FailureException {
    FileHash expected = FolderFiles.expected(backup, file);
    Path target = layout.file(file, backup.id());
    OwnFile good = new OwnFile(lease.partialOf(target), target);
    try {
      layout.makeFolders();
      PlaceCopy.make(content, good.partial(), expected, layout, progress);
      good.complete(expected);
      DurableFiles.forceFolder(good.partial());
      guard.run();
      requireListed(backup);
      replace(good);
    } catch (IOException e) {
      throw PlaceFailures.writing(e, layout.folder(), good.partial(), expected.bytes());
    } finally {
      discard(good);
    }
  }

  /** Another run may have pruned it meanwhile; a damaged manifest is healed after the files. */
  private void requireListed(BackupSummary backup) throws FailureException {
    try {
      new FolderFiles(layout, Optional.empty()).manifest(backup);
    } catch (FailureException e) {
      if (e.reason() != Reason.MANIFEST_DAMAGED) {
        throw e;
      }
    }
  }

  /** The same for a manifest, which is read back under its name. */
  void healManifest(Manifest manifest) throws FailureException {
    Path target = layout.manifest(manifest.id());
    byte[] text = ManifestFormat.toBytes(manifest);
    OwnFile good = new OwnFile(lease.partialOf(target), target);
    try {
      DurableFiles.createFlushed(good.partial(), text);
      good.complete(DurableFiles.readBack(good.partial(), Progress.NONE).hash());
      DurableFiles.forceFolder(good.partial());
      guard.run();
      if (Files.notExists(target, LinkOption.NOFOLLOW_LINKS)) {
        String path = "manifest/" + target.getFileName();
        throw new FailureException(Reason.BACKUP_DAMAGED, manifest.id(), path, "missing");
      }
      replace(good);
      if (!Arrays.equals(text, Files.readAllBytes(target))) {
        throw new FailureException(
            Reason.READ_BACK_DIFFERS, layout.folder(), target.getFileName().toString());
      }
      DurableFiles.deleteIfExists(badOf(target));
    } catch (IOException e) {
      throw PlaceFailures.writing(e, layout.folder(), good.partial(), text.length);
    } finally {
      discard(good);
    }
  }

  private void discard(OwnFile good) {
    good.discard();
    unfinished |= good.isUnfinished();
  }

  private static void replace(OwnFile good) throws IOException, FailureException {
    Path bad = badOf(good.target());
    boolean moved = false;
    if (Files.exists(good.target(), LinkOption.NOFOLLOW_LINKS)) {
      DurableFiles.deleteIfExists(bad); // An earlier one's, which was never checked.
      moved = movedAside(good.target(), bad);
    }
    try {
      good.giveName();
    } catch (IOException | FailureException e) {
      if (moved && Files.notExists(good.target(), LinkOption.NOFOLLOW_LINKS)) {
        DurableFiles.moveWithoutReplacing(bad, good.target());
      }
      throw e;
    }
    DurableFiles.forceFolder(good.target());
  }

  private static boolean movedAside(Path file, Path bad) throws IOException {
    try {
      DurableFiles.moveWithoutReplacing(file, bad);
      return true;
    } catch (NoSuchFileException e) {
      return false; // Another run heals it, too.
    }
  }
}
