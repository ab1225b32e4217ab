package dev.nightjar.io;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A {@link DiskTrouble} as the failure that the user reads. */
public final class DiskFailures {
  private DiskFailures() {}

  /** {@code PLACE_…}, about the folder of {@code file}, which could not be read. */
  public static FailureException of(IOException cause, Path file) {
    return reading(cause, folderOf(file));
  }

  /** {@code PLACE_…}, about {@code folder}, in which something could not be read. */
  public static FailureException reading(IOException cause, Path folder) {
    DiskTrouble trouble = DiskTrouble.whenReading(cause, folder);
    return trouble.kind() == DiskTrouble.Kind.READ_ONLY
        ? FailureException.because(cause, Reason.PLACE_UNREADABLE, refused(cause, folder))
        : place(cause, folder, trouble);
  }

  /** The file or the folder that this user may not read. */
  private static Object refused(IOException cause, Path folder) {
    return cause instanceof AccessDeniedException denied && denied.getFile() != null
        ? denied.getFile()
        : folder;
  }

  /**
   * {@code PLACE_…}, about the folder of {@code file}, which could not be written. Called while
   * what was written of it is still there.
   *
   * @param neededBytes the size that it was to have, or {@link DiskTrouble#UNKNOWN}
   */
  public static FailureException writing(IOException cause, Path file, long neededBytes) {
    Path folder = folderOf(file);
    return place(cause, folder, DiskTrouble.whenWriting(cause, folder, file, neededBytes));
  }

  /** {@code PLACE_…}, about {@code folder}, which could not be made. */
  public static FailureException making(IOException cause, Path folder) {
    return isFile(cause, folder)
        .orElseGet(() -> place(cause, folder, DiskTrouble.whenMaking(cause, folder)));
  }

  /**
   * {@code TARGET_NO_FOLDER}, {@code TARGET_FULL}, {@code TARGET_NO_LARGE_FILES} or {@code
   * TARGET_IO}, about {@code file}, which could not be written.
   */
  public static FailureException ofTarget(IOException cause, Path file, long neededBytes) {
    Path folder = folderOf(file);
    if (Files.notExists(folder) || DiskTrouble.fileInTheWayOf(folder).isPresent()) {
      return FailureException.because(cause, Reason.TARGET_NO_FOLDER, file, folder);
    }
    DiskTrouble trouble = DiskTrouble.whenWriting(cause, folder, file, neededBytes);
    return switch (trouble.kind()) {
      case FULL ->
          FailureException.because(
              cause, Reason.TARGET_FULL, file, trouble.neededBytes(), trouble.freeBytes());
      case NO_LARGE_FILES -> FailureException.because(cause, Reason.TARGET_NO_LARGE_FILES, file);
      case UNREACHABLE, READ_ONLY, OTHER -> FailureException.because(cause, Reason.TARGET_IO, file);
    };
  }

  /** Refuses a {@code target} that SQLite would take as its own: {@code TARGET_BESIDE_DATABASE}. */
  public static void requireNoSideFile(Path target) throws FailureException {
    Optional<Path> database = SideFiles.databaseBeside(target);
    if (database.isPresent()) {
      throw new FailureException(Reason.TARGET_BESIDE_DATABASE, target, database.get());
    }
  }

  /** Refuses a {@code target} whose folder isn't there: {@code TARGET_NO_FOLDER}. */
  public static void requireFolderOf(Path target) throws FailureException {
    Path folder = folderOf(target);
    if (!Files.isDirectory(folder)) {
      throw new FailureException(Reason.TARGET_NO_FOLDER, target, folder);
    }
  }

  /** {@code PLACE_…} about {@code folder}. */
  public static FailureException place(IOException cause, Path folder, DiskTrouble trouble) {
    return switch (trouble.kind()) {
      case UNREACHABLE -> unreachable(cause, folder);
      case READ_ONLY -> FailureException.because(cause, readOnly(folder), folder);
      case FULL ->
          FailureException.because(
              cause, Reason.PLACE_FULL, folder, trouble.neededBytes(), trouble.freeBytes());
      case NO_LARGE_FILES -> FailureException.because(cause, Reason.PLACE_NO_LARGE_FILES, folder);
      case OTHER -> FailureException.because(cause, Reason.PLACE_IO, folder);
    };
  }

  /** Returns {@code PLACE_READ_ONLY}, or {@code PLACE_DISK_READ_ONLY} if no right would help. */
  public static Reason readOnly(Path folder) {
    return DiskTrouble.isDiskReadOnly(folder)
        ? Reason.PLACE_DISK_READ_ONLY
        : Reason.PLACE_READ_ONLY;
  }

  /**
   * {@code PLACE_IS_FILE} if a file is where {@code folder} should be, or in its way; else {@code
   * PLACE_UNREACHABLE}, about {@code folder}, which could not be listed.
   */
  public static FailureException unreachable(IOException cause, Path folder) {
    return isFile(cause, folder)
        .orElseGet(() -> FailureException.because(cause, Reason.PLACE_UNREACHABLE, folder));
  }

  private static Optional<FailureException> isFile(IOException cause, Path folder) {
    return DiskTrouble.fileInTheWayOf(folder)
        .map(file -> FailureException.because(cause, Reason.PLACE_IS_FILE, file));
  }

  /**
   * {@code HOME_BLOCKED}, {@code HOME_READ_ONLY}, {@code HOME_DISK_READ_ONLY}, {@code HOME_FULL} or
   * {@code SETTINGS_IO}, about {@code file}, one of the program's own that could not be written.
   */
  public static FailureException ofHome(IOException cause, Path file) {
    return Files.isDirectory(file) ? readingHome(cause, file) : inHome(cause, folderOf(file), file);
  }

  /** The same about {@code folder}, one of the program's own that could not be made. */
  static FailureException makingHome(IOException cause, Path folder) {
    return inHome(cause, folder, folder);
  }

  private static FailureException inHome(IOException cause, Path folder, Path named) {
    Optional<Path> inTheWay = DiskTrouble.fileInTheWayOf(folder);
    if (inTheWay.isPresent()) {
      return FailureException.because(cause, Reason.HOME_BLOCKED, inTheWay.get());
    }
    return switch (DiskTrouble.whenMaking(cause, folder).kind()) {
      case READ_ONLY -> {
        boolean disk = DiskTrouble.isDiskReadOnly(folder);
        Reason reason = disk ? Reason.HOME_DISK_READ_ONLY : Reason.HOME_READ_ONLY;
        yield FailureException.because(cause, reason, folder);
      }
      case FULL -> FailureException.because(cause, Reason.HOME_FULL, folder);
      case UNREACHABLE, NO_LARGE_FILES, OTHER ->
          FailureException.because(cause, Reason.SETTINGS_IO, named);
    };
  }

  /**
   * {@code HOME_BLOCKED} if a file is where the folder of {@code file} should be, or a folder where
   * it should be itself, else {@code SETTINGS_IO}; about one of the program's own files that could
   * not be read.
   */
  public static FailureException readingHome(IOException cause, Path file) {
    if (Files.isDirectory(file)) {
      return FailureException.because(cause, Reason.HOME_BLOCKED, file);
    }
    return DiskTrouble.fileInTheWayOf(folderOf(file))
        .map(inTheWay -> FailureException.because(cause, Reason.HOME_BLOCKED, inTheWay))
        .orElseGet(() -> FailureException.because(cause, Reason.SETTINGS_IO, file));
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
