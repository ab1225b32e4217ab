package dev.nightjar.destination;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;

/** Tells apart which side of a fetch failed: the place, or where the file was to go. */
final class FetchFailures {
  private FetchFailures() {}

  static FailureException of(IOException cause, Path folder, Path target, long bytes) {
    if (DiskFailures.saysFull(cause)) {
      // A place is only read here: what is full is the target's disk.
      long free = PlaceFailures.freeBytes(DiskFailures.folderOf(target));
      return FailureException.because(cause, Reason.TARGET_FULL, target, bytes, free);
    }
    if (DiskFailures.isAbout(cause, target)) {
      return FailureException.because(cause, Reason.TARGET_IO, target);
    }
    return PlaceFailures.of(cause, folder);
  }

  static void deleteQuietly(Path target) {
    try {
      DurableFiles.deleteIfExists(target);
    } catch (IOException e) {
      return; // The failure that led here is the one to tell.
    }
  }
}
