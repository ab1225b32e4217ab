package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.PlainFiles;
import java.nio.file.Path;

/**
 * A live file that its app may be replacing: it moves the old one away and then the new one to its
 * name. In between there is none, and afterwards it is another file.
 */
final class ReplacedFile {
  /** Each pause is twice as long as the one before: about a second in all. */
  private static final long MAX_PAUSE_MILLIS = 512;

  /** How long an app may take to remove the log of its old file, once the new one is there. */
  private static final long SETTLING_MILLIS = 50;

  private final Path file;

  ReplacedFile(Path file) {
    this.file = file;
  }

  /** Something asked of the file, which fails while it is being replaced. */
  @FunctionalInterface
  interface Look<T> {
    T take() throws FailureException;
  }

  /** Takes a look again, for a second, while its failure may be that of a file being replaced. */
  <T> T outlast(Look<T> look) throws FailureException {
    for (long pause = 1; ; pause *= 2) {
      try {
        T seen = look.take();
        return pause > 1 && paused(SETTLING_MILLIS) ? look.take() : seen;
      } catch (FailureException e) {
        if (pause > MAX_PAUSE_MILLIS || !explains(e.reason()) || !paused(pause)) {
          throw e;
        }
      }
    }
  }

  /**
   * Compared before and after a copy; refuses what is no file. On Windows it need not be known: a
   * file that SQLite has open can't be renamed, replaced or deleted there.
   */
  String identity() throws FailureException {
    return outlast(() -> FileIdentity.of(Refusals.ofWhatIsNoFile(file)));
  }

  /** Whether no other file has the name, as far as can be known. */
  boolean isStill(String identity) {
    try {
      return !FileIdentity.differ(identity, identity());
    } catch (FailureException e) {
      return false;
    }
  }

  /** Whether a failure may come from its being replaced, so that it is worth another try. */
  boolean explains(Reason reason) {
    return switch (reason) {
      // FOLDER_READ_ONLY: SQLite couldn't open the file, and it was there again when that was
      // looked into.
      case DATABASE_MISSING, DATABASE_REPLACED, DATABASE_FOLDER_READ_ONLY -> true;
      // Windows refuses to look at a name while its file is being replaced.
      case DATABASE_IO, DATABASE_NO_PERMISSION -> !PlainFiles.isPosix(file);
      default -> false;
    };
  }

  private static boolean paused(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
