package dev.nightjar.destination;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells apart which side of a fetch failed: the place, or where the file was to go. */
final class FetchFailures {
  private FetchFailures() {}

  static FailureException of(IOException cause, Path folder, Path target, long bytes) {
    if (PlaceFailures.saysFull(cause)) {
      // A place is only read here: what is full is the target's disk.
      Path parent = target.toAbsolutePath().getParent();
      long free = parent == null ? -1 : PlaceFailures.freeBytes(parent);
      return FailureException.because(cause, Reason.TARGET_FULL, target, bytes, free);
    }
    if (cause instanceof FileSystemException named && target.toString().equals(named.getFile())) {
      return FailureException.because(cause, Reason.TARGET_IO, target);
    }
    return PlaceFailures.of(cause, folder);
  }

  static void deleteQuietly(Path target) {
    try {
      Files.deleteIfExists(target);
    } catch (IOException e) {
      return; // The failure that led here is the one to tell.
    }
  }
}
