package dev.nightjar.destination;

import static dev.nightjar.destination.PlaceFailures.isPlainFile;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ends what an interrupted run left: finishes a backup whose files are all there and whole,
 * finishes a deletion, removes other files that have our partial names. Nothing else is touched.
 */
final class FolderRecovery {
  private static final String PARTIAL = "\\.[0-9a-f]{8}\\.partial";
  private static final Pattern UNFINISHED_MANIFEST =
      Pattern.compile("\\.backup-(.+)\\.json" + PARTIAL);
  private static final Pattern DELETED_MANIFEST =
      Pattern.compile("\\.backup-(.+)\\.json\\.deleted");
  private static final Pattern UNFINISHED =
      Pattern.compile(
          "\\.(backup-.+\\.(db|json)|\\.nightjar-probe)" + PARTIAL + "(-journal|-wal|-shm)?");
  private static final Pattern UNFINISHED_NOTE =
      Pattern.compile(
          "\\.(\\.nightjar-place\\.json|\\.nightjar-probe|README\\.txt|nightjar-settings\\.json)"
              + PARTIAL);

  private final PlaceLayout layout;
  private final JobIdentity owner;

  FolderRecovery(PlaceLayout layout, JobIdentity owner) {
    this.layout = layout;
    this.owner = owner;
  }

  /** Returns how many backups got their names. */
  int run() throws IOException, FailureException {
    int finished = 0;
    for (Path file : layout.list(PlaceLayout.MANIFEST_FOLDER)) {
      Matcher deleted = DELETED_MANIFEST.matcher(nameOf(file));
      Matcher unfinished = UNFINISHED_MANIFEST.matcher(nameOf(file));
      if (deleted.matches() && isPlainFile(file) && ManifestFormat.isId(deleted.group(1))) {
        finishDeletion(file, deleted.group(1));
      } else if (unfinished.matches() && finish(file, unfinished.group(1))) {
        finished++;
      }
    }
    for (String folder : PlaceLayout.FOLDERS) {
      for (Path file : layout.list(folder)) {
        removeIf(UNFINISHED, file);
      }
    }
    for (Path file : layout.list()) {
      removeIf(UNFINISHED_NOTE, file);
    }
    return finished;
  }

  private static void removeIf(Pattern pattern, Path file) throws IOException {
    if (pattern.matcher(nameOf(file)).matches() && isPlainFile(file)) {
      DurableFiles.deleteIfExists(file);
    }
  }

  /** The files first, that name last: until it is gone, the next run knows what to remove. */
  void finishDeletion(Path deletedManifest, String id) throws IOException {
    if (Files.notExists(layout.manifest(id), LinkOption.NOFOLLOW_LINKS)) {
      for (BackupFile file : BackupFile.values()) {
        if (DurableFiles.deleteIfExists(layout.file(file, id))) {
          DurableFiles.forceFolder(layout.file(file, id));
        }
      }
    }
    DurableFiles.deleteIfExists(deletedManifest);
    DurableFiles.forceFolder(deletedManifest);
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
    Map<BackupFile, Path> found = new EnumMap<>(BackupFile.class);
    for (Map.Entry<BackupFile, FileHash> entry : manifest.files().entrySet()) {
      Optional<Path> whole = findWhole(entry.getKey(), id, entry.getValue());
      if (whole.isEmpty()) {
        return false;
      }
      found.put(entry.getKey(), whole.get());
    }
    for (Map.Entry<BackupFile, Path> entry : found.entrySet()) {
      Path target = layout.file(entry.getKey(), id);
      if (!entry.getValue().equals(target)) {
        DurableFiles.moveWithoutReplacing(entry.getValue(), target);
      }
    }
    DurableFiles.moveWithoutReplacing(unfinishedManifest, layout.manifest(id));
    return true;
  }

  private Optional<Path> findWhole(BackupFile file, String id, FileHash expected)
      throws IOException, FailureException {
    Path target = layout.file(file, id);
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      // Another's file under that name: the backup can't have it any more.
      return isWhole(target, expected) ? Optional.of(target) : Optional.empty();
    }
    Pattern partial = Pattern.compile(Pattern.quote("." + file.nameFor(id)) + PARTIAL);
    for (Path candidate : layout.list(file.folder())) {
      if (partial.matcher(nameOf(candidate)).matches() && isWhole(candidate, expected)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static boolean isWhole(Path file, FileHash expected)
      throws IOException, FailureException {
    return isPlainFile(file)
        && Files.size(file) == expected.bytes()
        && DurableFiles.readBack(file, Progress.NONE).hash().equals(expected);
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString();
  }
}
