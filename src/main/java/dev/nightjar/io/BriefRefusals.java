package dev.nightjar.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Repeats what Windows refuses only for a moment: to rename, replace, delete or open a file that a
 * virus scanner, an indexer or a sync client has open (errors 5, 32 and 33). POSIX has no such
 * refusals: there a denial is one, and is reported at once.
 */
final class BriefRefusals {
  /** Two seconds in all: a scanner holds a new file for some 100 ms. */
  static final List<Duration> PAUSES =
      Stream.of(10, 20, 40, 80, 150, 200, 250, 250, 250, 250, 250, 250)
          .map(Duration::ofMillis)
          .toList();

  private final Sleeper sleeper;

  /** Waits; a test's lets no time pass. */
  interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
  }

  @FunctionalInterface
  interface Operation<T> {
    T run() throws IOException;
  }

  BriefRefusals() {
    this(pause -> TimeUnit.MILLISECONDS.sleep(pause.toMillis()));
  }

  BriefRefusals(Sleeper sleeper) {
    this.sleeper = sleeper;
  }

  /** Does the operation, again and again while it is refused in such a way, for about 2 s. */
  <T> T outlast(Path file, Operation<T> operation) throws IOException {
    for (Duration pause : PAUSES) {
      try {
        return operation.run();
      } catch (IOException e) {
        if (!mayBeBrief(file, e) || !slept(pause)) {
          throw e;
        }
      }
    }
    return operation.run();
  }

  /**
   * Java gives error 5 a type of its own; 32 and 33 come as the plain type, as those of a network
   * that is gone do: there each try may take half a minute, and none is made again.
   */
  private static boolean mayBeBrief(Path file, IOException e) {
    if (PlainFiles.isPosix(file)
        || !(e instanceof AccessDeniedException || e.getClass() == FileSystemException.class)) {
      return false;
    }
    Path folder = file.toAbsolutePath().getParent();
    return folder == null || Files.isDirectory(folder);
  }

  private boolean slept(Duration pause) {
    try {
      sleeper.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
