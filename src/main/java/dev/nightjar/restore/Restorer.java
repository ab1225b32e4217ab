package dev.nightjar.restore;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Destination;
import dev.nightjar.failure.Attempt;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DiskTrouble;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.Progress;
import dev.nightjar.io.SideFiles;
import dev.nightjar.json.JsonImporter;
import dev.nightjar.platform.FileHolders;
import dev.nightjar.sqlite.CheckReport;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings a backup back as a new file; never touches a file that is there. */
public final class Restorer {
  private static final Logger LOG = Logger.getLogger(Restorer.class.getName());

  private Restorer() {}

  /**
   * Makes {@code target} from {@code backup}: fetched beside it under a partial name, compared with
   * the manifest, checked, and only then given its name.
   *
   * @param from the kind of file to use; the JSON is rebuilt into a database
   * @return the file that was made, and is checked
   * @throws FailureException {@code TARGET_EXISTS}, {@code BACKUP_DAMAGED}, …; nothing is left at
   *     the target then
   */
  public static RestoredFile restore(
      Destination source, BackupSummary backup, BackupFile from, Path target, Progress progress)
      throws FailureException {
    Path absolute = target.toAbsolutePath();
    refuseWhatIsThere(absolute);
    removeLeft(absolute);
    Path made = DurableFiles.partialOf(absolute);
    try {
      RestoredFile restored =
          naming(absolute, made, () -> fetch(source, backup, from, made, progress));
      give(made, absolute);
      return restored;
    } finally {
      SideFiles.discardWith(made);
    }
  }

  /**
   * Makes the new file {@code made} from {@code backup}: compared with the manifest, and checked.
   *
   * @return the file that was made, and is checked
   * @throws FailureException of every kind; there is no file then, and another copy may be tried
   */
  public static RestoredFile fetch(
      Destination source, BackupSummary backup, BackupFile from, Path made, Progress progress)
      throws FailureException {
    if (!backup.files().containsKey(from)) {
      throw new FailureException(
          Reason.BACKUP_LACKS_FILE, backup.id(), from.name().toLowerCase(Locale.ROOT));
    }
    Path fetched = from == BackupFile.DATABASE ? made : jsonBeside(made);
    source.fetch(backup, from, fetched, progress);
    boolean whole = false;
    try {
      String known = source.location() + "/" + from.pathFor(backup.id());
      List<String> leftOut =
          from == BackupFile.JSON ? rebuild(fetched, made, known, progress) : List.of();
      CheckReport report = Verifier.requireWhole(made, progress);
      whole = true;
      return new RestoredFile(report, leftOut);
    } finally {
      if (from == BackupFile.JSON) {
        SideFiles.discardWith(fetched);
      }
      if (!whole) {
        SideFiles.discardWith(made);
      }
    }
  }

  /** Returns where the JSON is from which {@code made} is rebuilt. */
  static Path jsonBeside(Path made) {
    return made.resolveSibling(made.getFileName() + ".json");
  }

  /** A failure of the JSON is told of the file that the user knows, not of our copy of it. */
  private static List<String> rebuild(Path fetched, Path rebuilt, String known, Progress progress)
      throws FailureException {
    try {
      return JsonImporter.rebuild(fetched, rebuilt, progress);
    } catch (FailureException e) {
      throw e.about(known, fetched);
    }
  }

  /** Makes {@code made}, whose failures name the file that it is to be: {@code target}. */
  static <T> T naming(Path target, Path made, Attempt<T> work) throws FailureException {
    try {
      return work.run();
    } catch (FailureException e) {
      throw e.about(target, jsonBeside(made)).about(target, made);
    }
  }

  /**
   * The same of a copy that no manifest vouches for, with what SQLite left beside it: only its
   * structure can be checked.
   *
   * @throws FailureException {@code COPY_DAMAGED}, {@code TARGET_EXISTS}, …
   */
  public static UnverifiedCopy restoreUnverified(Path copy, Path target, Progress progress)
      throws FailureException {
    Path absolute = target.toAbsolutePath();
    refuseWhatIsThere(absolute);
    removeLeft(absolute);
    Path fetched = DurableFiles.partialOf(absolute);
    try {
      UnverifiedCopy taken =
          naming(absolute, fetched, () -> fetchUnverified(copy, fetched, progress));
      give(fetched, absolute);
      return taken;
    } finally {
      SideFiles.discardWith(fetched);
    }
  }

  /** Makes the new file {@code made} of such a copy, and flushes it. */
  public static UnverifiedCopy fetchUnverified(Path copy, Path made, Progress progress)
      throws FailureException {
    try {
      UnverifiedCopy taken = UnverifiedCopy.take(copy, made, progress);
      DurableFiles.force(made);
      return taken;
    } catch (IOException e) {
      throw DiskFailures.isAbout(e, made)
          ? DiskFailures.ofTarget(e, made, DiskTrouble.UNKNOWN)
          : DiskFailures.of(e, copy);
    }
  }

  private static void give(Path made, Path target) throws FailureException {
    try {
      DurableFiles.moveWithoutReplacing(made, target);
    } catch (FileAlreadyExistsException e) {
      throw FailureException.because(e, Reason.TARGET_EXISTS, target);
    } catch (IOException e) {
      throw DiskFailures.ofTarget(e, target, DiskTrouble.UNKNOWN);
    }
  }

  /** A side file of an earlier database would be replayed onto the new one. */
  private static void refuseWhatIsThere(Path target) throws FailureException {
    List<Path> inTheWay = new ArrayList<>(SideFiles.of(target));
    inTheWay.add(0, target);
    for (Path there : inTheWay) {
      if (Files.exists(there, NOFOLLOW_LINKS)) {
        throw new FailureException(Reason.TARGET_EXISTS, there);
      }
    }
    DiskFailures.requireNoSideFile(target);
    DiskFailures.requireFolderOf(target);
  }

  /** Removes what a killed restore to {@code target} left beside it. Best effort. */
  private static void removeLeft(Path target) {
    Pattern partial =
        Pattern.compile(
            Pattern.quote("." + target.getFileName())
                + DurableFiles.PARTIAL
                + "(?:\\.json)?(?:-journal|-wal|-shm)?");
    Map<String, List<Path>> left = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(DiskFailures.folderOf(target))) {
      for (Path file : files) {
        Matcher name = partial.matcher(file.getFileName().toString());
        if (name.matches() && Files.isRegularFile(file, NOFOLLOW_LINKS)) {
          left.computeIfAbsent(name.group(1), one -> new ArrayList<>()).add(file);
        }
      }
      FileHolders holders = FileHolders.current();
      for (List<Path> ofOne : left.values()) {
        // A restore that lives has one of them open, nearly always: else it ends with a failure.
        if (ofOne.stream().allMatch(file -> holders.of(file).isEmpty())) {
          for (Path file : ofOne) {
            DurableFiles.deleteIfExists(file);
          }
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(Level.FINE, e, () -> "left beside " + target);
    }
  }
}
