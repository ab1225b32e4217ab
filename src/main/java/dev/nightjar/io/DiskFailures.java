package dev.nightjar.io;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What the system says about a disk, as far as Java lets it be told apart. */
public final class DiskFailures {
  /**
   * Java passes on the system's own words: ENOSPC, EDQUOT and SQLite's SQLITE_FULL in English;
   * Windows' ERROR_DISK_FULL (112) and ERROR_HANDLE_DISK_FULL (39) in its language, these here in
   * English, German, French, Spanish, Italian, Portuguese and Dutch.
   */
  private static final List<String> FULL =
      List.of(
          "no space left on device",
          "disk quota exceeded",
          "not enough space",
          "disk is full",
          "sqlite_full",
          "nicht genügend speicherplatz",
          "espace insuffisant",
          "espacio en disco insuficiente",
          "espacio suficiente",
          "spazio su disco insufficiente",
          "espaço insuficiente",
          "espaço suficiente",
          "onvoldoende schijfruimte");

  private DiskFailures() {}

  /** Whether the disk, or the user's share of it, is full. */
  public static boolean saysFull(IOException cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return FULL.stream().anyMatch(message::contains);
  }

  /** {@code PLACE_FULL} or {@code PLACE_IO}, about the folder of {@code file}. */
  public static FailureException of(IOException cause, Path file) {
    Path folder = folderOf(file);
    return saysFull(cause)
        ? FailureException.because(cause, Reason.PLACE_FULL, folder, -1L, -1L)
        : FailureException.because(cause, Reason.PLACE_IO, folder);
  }

  /** Whether the failure names that very file. */
  public static boolean isAbout(IOException cause, Path file) {
    return cause instanceof FileSystemException named && file.toString().equals(named.getFile());
  }

  /** The folder that a file is in. */
  public static Path folderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file : folder;
  }
}
