package dev.nightjar.destination;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;

/** What the system says about a folder, as the failure that the user is told. */
final class PlaceFailures {
  private PlaceFailures() {}

  static FailureException of(IOException cause, Path folder) {
    return of(cause, folder, -1);
  }

  /**
   * @param neededBytes how much was to be written, or −1 where that isn't known
   */
  static FailureException of(IOException cause, Path folder, long neededBytes) {
    if (DiskFailures.saysFull(cause)) {
      long free = freeBytes(folder);
      // Where there seems to be room it is the user's share of the disk that is full.
      return free < neededBytes
          ? FailureException.because(cause, Reason.PLACE_FULL, folder, neededBytes, free)
          : FailureException.because(cause, Reason.PLACE_FULL, folder, -1L, -1L);
    }
    return FailureException.because(cause, reason(cause, folder), folder);
  }

  static long freeBytes(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException | UnsupportedOperationException e) {
      return -1; // Some network drives don't say.
    }
  }

  private static Reason reason(IOException cause, Path folder) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (cause instanceof AccessDeniedException
        || cause.getCause() instanceof ReadOnlyFileSystemException
        || message.contains("read-only file system")
        || message.contains("write-protected")) {
      return Reason.PLACE_READ_ONLY;
    }
    if (message.contains("network")
        || message.contains("host is down")
        || message.contains("no route to host")
        || message.contains("stale file handle")
        || message.contains("not connected")
        || message.contains("timed out")) {
      return Reason.PLACE_UNREACHABLE;
    }
    boolean gone = cause instanceof NoSuchFileException && !Files.isDirectory(folder);
    return gone ? Reason.PLACE_UNREACHABLE : Reason.PLACE_IO;
  }

  /** A file that is no link, folder or device. */
  static boolean isPlainFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }
}
