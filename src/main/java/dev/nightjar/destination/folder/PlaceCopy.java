package dev.nightjar.destination.folder;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.FileCopy;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.Progress;
import dev.nightjar.platform.NetworkFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A copy of a file into a place's folder, which is believed once it was read back. */
final class PlaceCopy {
  private PlaceCopy() {}

  /** Copies a file that was proved, if there is room for it, and reads the copy back. */
  static void make(
      Path content, Path partial, FileHash expected, PlaceLayout layout, Progress progress)
      throws IOException, FailureException {
    Optional<FailureException> full = refusal(layout, expected.bytes());
    if (full.isPresent()) {
      throw full.get();
    }
    try (FileCopy copy = begin(content, partial, layout)) {
      finish(copy, partial, expected, layout, progress);
    }
  }

  /** On a disk of this computer's the app may flush its own file meanwhile. */
  static FileCopy begin(Path content, Path partial, PlaceLayout layout) throws IOException {
    return FileCopy.begin(content, partial, !NetworkFolders.isNetwork(layout.folder()));
  }

  /** Returns why there is no room for so many bytes, and a tenth more; empty if there is. */
  static Optional<FailureException> refusal(PlaceLayout layout, long bytes) throws IOException {
    long needed = bytes + bytes / 10;
    long free = PlaceFailures.freeBytes(layout.folder());
    return free >= 0 && free < needed
        ? Optional.of(new FailureException(Reason.PLACE_FULL, layout.folder(), needed, free))
        : Optional.empty();
  }

  /** Copies the rest of what was begun, and reads the copy back. */
  static void finish(
      FileCopy copy, Path partial, FileHash expected, PlaceLayout layout, Progress progress)
      throws IOException, FailureException {
    long total = 2 * expected.bytes();
    FileHash read = copy.finish((done, all) -> progress.advanced(done, total));
    require(read.equals(expected), partial, layout);
    copy.close();
    FileHash kept =
        DurableFiles.readBack(
                partial, (done, all) -> progress.advanced(expected.bytes() + done, total))
            .hash();
    require(kept.equals(expected), partial, layout);
  }

  /** A place must have kept what was proved. */
  static void require(boolean same, Path file, PlaceLayout layout) throws FailureException {
    if (!same) {
      throw new FailureException(
          Reason.READ_BACK_DIFFERS, layout.folder(), file.getFileName().toString());
    }
  }
}
