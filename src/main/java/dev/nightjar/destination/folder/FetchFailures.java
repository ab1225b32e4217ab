package dev.nightjar.destination.folder;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;

/** Tells apart which side of a fetch failed: the place, or where the file was to go. */
final class FetchFailures {
  private FetchFailures() {}

  static FailureException of(IOException cause, Path folder, Path target, long bytes) {
    // A place is only read here: what can be full is the target's disk.
    return DiskFailures.isAbout(cause, target)
        ? DiskFailures.ofTarget(cause, target, bytes)
        : PlaceFailures.of(cause, folder);
  }

  static void deleteQuietly(Path target) {
    try {
      DurableFiles.deleteIfExists(target);
    } catch (IOException e) {
      return; // The failure that led here is the one to tell.
    }
  }
}
