package dev.nightjar.io;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * Removes what a killed process left in a folder of the program's own. Best effort: what resists
 * stays until the next time, and takes nothing but room.
 */
public final class ScratchFolder {
  private static final Duration STALE = Duration.ofDays(1);

  private ScratchFolder() {}

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
