package dev.nightjar.io;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Says whether two files share a disk, and how much of it is free. */
public final class SharedDisk {
  private SharedDisk() {}

  /**
   * Returns the usable bytes of the disk that holds both; empty if they are on two, if one of them
   * isn't there, or if the system doesn't say.
   */
  public static Optional<Long> freeBytes(Path file, Path folder) {
    try {
      FileStore disk = Files.getFileStore(folder);
      boolean shared = isSame(Files.getFileStore(existing(file)), disk, existing(file), folder);
      return shared ? Optional.of(disk.getUsableSpace()) : Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /** A database that is missing just now comes back into its folder. */
  private static Path existing(Path file) {
    return Files.exists(file) ? file : DiskFailures.folderOf(file);
  }

  /** One disk may be mounted twice: then its number tells. */
  private static boolean isSame(FileStore one, FileStore other, Path file, Path folder)
      throws IOException {
    return one.equals(other)
        || (one.supportsFileAttributeView("unix")
            && Files.getAttribute(file, "unix:dev").equals(Files.getAttribute(folder, "unix:dev")));
  }
}
