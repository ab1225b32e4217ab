package dev.nightjar.destination.folder;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.ManifestFormat;
import dev.nightjar.destination.folder.Leases.Runs;
import dev.nightjar.destination.folder.PlaceLayout.Entry;
import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.PlainFiles;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ends what an interrupted run left: finishes a backup whose files are all there and whole,
 * finishes a deletion, removes other files that have our partial names. Files that a run in
 * progress may still need are not touched; and one that was only taken for dead loses no backup
 * that is listed.
 */
final class FolderRecovery {
  private static final Pattern UNFINISHED_MANIFEST =
      Pattern.compile("\\.backup-(.+)\\.json" + DurableFiles.PARTIAL);
  private static final Pattern UNFINISHED =
      Pattern.compile(
          "\\.backup-.+\\.(?:db|json)" + DurableFiles.PARTIAL + "(?:-journal|-wal|-shm)?");
  private static final Pattern UNFINISHED_NOTE =
      Pattern.compile(
          "\\.(?:\\.nightjar-place\\.json|\\.nightjar-probe|README\\.txt|nightjar-settings\\.json)"
              + DurableFiles.PARTIAL);
  private static final Pattern DELETED_MANIFEST =
      Pattern.compile("\\.backup-(.+)\\.json\\.deleted");

  private static final Logger LOG = Logger.getLogger(FolderRecovery.class.getName());

  private final PlaceLayout layout;
  private final JobIdentity owner;
  private final Lease lease;
  private final Runs runs;
  private final Hidden hidden;
  private final Progress progress;
  private boolean changed;

  /** Gives the names in one of the folders that begin with a point, each with its attributes. */
  @FunctionalInterface
  interface Hidden {
    Map<String, Entry> in(String folder) throws IOException;
  }

  /**
   * A recovery of what an interrupted run left at a place.
   *
   * @param runs the writers there, as they were when {@code hidden} was listed or later
   */
  FolderRecovery(
      PlaceLayout layout,
      JobIdentity owner,
      Lease lease,
      Runs runs,
      Hidden hidden,
      Progress progress) {
    this.hidden = hidden;
    this.layout = layout;
    this.owner = owner;
    this.lease = lease;
    this.runs = runs;
    this.progress = progress;
  }

  /** Whether there are other names now than were listed before. */
  boolean hasChanged() {
    return changed;
  }

  /** Returns how many backups got their names. */
  int run() throws IOException, FailureException {
    int finished = 0;
    Map<String, Entry> manifests = hidden.in(PlaceLayout.MANIFEST_FOLDER);
    for (Map.Entry<String, Entry> entry : manifests.entrySet()) {
      Path file = layout.folder().resolve(PlaceLayout.MANIFEST_FOLDER).resolve(entry.getKey());
      Matcher deleted = DELETED_MANIFEST.matcher(entry.getKey());
      Matcher unfinished = UNFINISHED_MANIFEST.matcher(entry.getKey());
      if (!entry.getValue().plain()) {
        continue;
      }
      if (deleted.matches() && ManifestFormat.isId(deleted.group(1))) {
        if (!runs.areOthersLive()) {
          finishDeletion(file, deleted.group(1));
        }
      } else if (unfinished.matches()
          && runs.isAbandoned(unfinished.group(2), Optional.of(entry.getValue()))
          && finish(file, unfinished.group(1))) {
        finished++;
      }
    }
    remove(UNFINISHED, PlaceLayout.MANIFEST_FOLDER, manifests);
    for (BackupFile file : BackupFile.values()) {
      remove(UNFINISHED, file.folder(), hidden.in(file.folder()));
    }
    remove(UNFINISHED_NOTE, "", hidden.in(""));
    for (String hex : runs.dead()) {
      DurableFiles.deleteIfExists(layout.folder().resolve(".nightjar.run-" + hex));
    }
    return finished;
  }

  /** A file that another program has open stays for a later run: it keeps no backup from here. */
  private void finishDeletion(Path deletedManifest, String id) {
    changed = true;
    try {
      new FolderDeletion(layout, lease).finish(deletedManifest, id);
    } catch (IOException e) {
      LOG.log(Level.WARNING, e, () -> deletedManifest + " is deleted by a later run");
    }
  }

  private void remove(Pattern pattern, String folder, Map<String, Entry> hidden)
      throws IOException {
    for (Map.Entry<String, Entry> entry : hidden.entrySet()) {
      Matcher unfinished = pattern.matcher(entry.getKey());
      if (unfinished.matches()
          && entry.getValue().plain()
          && runs.isAbandoned(unfinished.group(1), Optional.of(entry.getValue()))) {
        changed = true;
        DurableFiles.deleteIfExists(layout.folder().resolve(folder).resolve(entry.getKey()));
      }
    }
  }

  private boolean finish(Path unfinishedManifest, String id) throws IOException, FailureException {
    Manifest manifest;
    try {
      manifest = ManifestFormat.read(unfinishedManifest, id);
    } catch (FailureException | NoSuchFileException e) {
      return false; // A torn one is removed with the rest.
    }
    if (!manifest.job().job().equals(owner.job())
        || Files.exists(layout.manifest(id), LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    List<OwnFile> found = new ArrayList<>();
    for (Map.Entry<BackupFile, FileHash> entry : manifest.files().entrySet()) {
      Path target = layout.file(entry.getKey(), id);
      Optional<Path> whole = findWhole(entry.getKey(), id, entry.getValue());
      if (whole.isEmpty()) {
        return false;
      }
      if (!whole.get().equals(target)) {
        OwnFile file = new OwnFile(whole.get(), target);
        file.complete(entry.getValue());
        found.add(file);
      }
    }
    return giveNames(found, new OwnFile(unfinishedManifest, layout.manifest(id)));
  }

  /** A run that was only taken for dead may take its files back meanwhile, its manifest first. */
  private static boolean giveNames(List<OwnFile> files, OwnFile manifest)
      throws IOException, FailureException {
    List<OwnFile> named = new ArrayList<>();
    try {
      for (OwnFile file : files) {
        file.giveName();
        named.add(file);
      }
      manifest.giveName();
      return true;
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      if (Files.notExists(manifest.target(), LinkOption.NOFOLLOW_LINKS)) {
        named.forEach(OwnFile::takeNameBack);
      }
      return false;
    }
  }

  private Optional<Path> findWhole(BackupFile file, String id, FileHash expected)
      throws IOException, FailureException {
    Path target = layout.file(file, id);
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      // Another's file under that name: the backup can't have it any more.
      return isWhole(target, expected) ? Optional.of(target) : Optional.empty();
    }
    Pattern partial = Pattern.compile(Pattern.quote("." + file.nameFor(id)) + DurableFiles.PARTIAL);
    for (Map.Entry<String, Entry> entry : hidden.in(file.folder()).entrySet()) {
      Matcher candidate = partial.matcher(entry.getKey());
      Path path = target.resolveSibling(entry.getKey());
      if (candidate.matches()
          && runs.isAbandoned(candidate.group(1), Optional.of(entry.getValue()))
          && isWhole(path, expected)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  private boolean isWhole(Path file, FileHash expected) throws IOException, FailureException {
    return PlainFiles.isFile(file)
        && Files.size(file) == expected.bytes()
        && DurableFiles.readBack(file, progress).hash().equals(expected);
  }
}
