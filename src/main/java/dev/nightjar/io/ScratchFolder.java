package dev.nightjar.io;

import dev.nightjar.failure.Attempt;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * A folder of the program's own, for files that nobody needs after the work on them. Those of a
 * killed process are removed by best effort: a file that resists stays until the next time, and
 * takes nothing but room.
 */
public final class ScratchFolder {
  private static final Duration STALE = Duration.ofDays(1);

  private ScratchFolder() {}

  /**
   * Does work whose files are in {@code folder}, which is made if it isn't there. If it takes none
   * it is no place that lacks a backup, and the user knows no file there.
   *
   * @throws FailureException {@code HOME_…} or {@code SETTINGS_IO} of that folder, or the work's
   *     own
   */
  public static <T> T use(Path folder, Attempt<T> work) throws FailureException {
    try {
      DurableFiles.makeFolders(folder);
    } catch (IOException e) {
      throw DiskFailures.makingHome(e, folder);
    }
    try {
      return work.run();
    } catch (FailureException e) {
      if (!isOf(folder, e)) {
        throw e;
      }
      switch (e.reason()) {
        case PLACE_FULL, TARGET_FULL -> throw FailureException.because(e, Reason.HOME_FULL, folder);
        case PLACE_IS_FILE ->
            throw FailureException.because(e, Reason.HOME_BLOCKED, e.failure().arguments().get(0));
        case PLACE_READ_ONLY -> throw FailureException.because(e, Reason.HOME_READ_ONLY, folder);
        case PLACE_DISK_READ_ONLY ->
            throw FailureException.because(e, Reason.HOME_DISK_READ_ONLY, folder);
        default -> throw e;
      }
    }
  }

  /** Whether it is about {@code folder}: something in it, or a file in its way. */
  private static boolean isOf(Path folder, FailureException e) {
    List<Object> about = e.failure().arguments();
    if (about.isEmpty()) {
      return false;
    }
    try {
      Path named = folder.getFileSystem().getPath(about.get(0).toString());
      return named.startsWith(folder)
          || (e.reason() == Reason.PLACE_IS_FILE && folder.startsWith(named));
    } catch (InvalidPathException notOne) {
      return false; // A share, or a table's name.
    }
  }

  /** Removes every file; the caller holds the lock of all that write there. */
  public static void empty(Path folder) {
    remove(folder, file -> true);
  }

  /** Removes the files that nobody has changed for a day: no process that lives needs them. */
  public static void removeStale(Path folder, Instant now) {
    Instant limit = now.minus(STALE);
    remove(folder, file -> isOlder(file, limit));
  }

  private static boolean isOlder(Path file, Instant limit) {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant().isBefore(limit);
    } catch (IOException e) {
      return false; // Removed meanwhile, most likely.
    }
  }

  private static void remove(Path folder, Predicate<Path> wanted) {
    if (!Files.isDirectory(folder)) {
      return; // Java would open a pipe of that name, and wait for its writer.
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && wanted.test(file)) {
          delete(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return; // There is none, as a rule.
    }
  }

  private static void delete(Path file) {
    try {
      DurableFiles.deleteIfExists(file);
    } catch (IOException e) {
      return; // The next run removes it.
    }
  }
}
