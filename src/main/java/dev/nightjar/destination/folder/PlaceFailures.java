package dev.nightjar.destination.folder;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DiskTrouble;
import java.io.IOException;
import java.nio.file.Path;

/** Turns a place's exceptions into the failures that are reported. */
final class PlaceFailures {
  private PlaceFailures() {}

  /** Of a failure to read there. */
  static FailureException of(IOException cause, Path folder) {
    return DiskFailures.reading(cause, folder);
  }

  /** Of a failure to write something small there, or to give or take away a name. */
  static FailureException writing(IOException cause, Path folder) {
    return writing(cause, folder, folder.resolve("none"), DiskTrouble.UNKNOWN);
  }

  /**
   * Of a failure to write {@code file}, called while what was written of it is still there.
   *
   * @param neededBytes the size that it was to have
   */
  static FailureException writing(IOException cause, Path folder, Path file, long neededBytes) {
    DiskTrouble trouble = DiskTrouble.whenWriting(cause, folder, file, neededBytes);
    return DiskFailures.place(cause, folder, trouble);
  }

  static long freeBytes(Path folder) {
    return DiskTrouble.freeBytes(folder);
  }
}
