package dev.nightjar.app;

import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.SideFiles;
import dev.nightjar.platform.FileHolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** A database that this program has just made, and may have to take back. */
final class FreshFile {
  private final Path file;
  private final Optional<State> made;

  private record State(FileTime changedAt, long bytes) {}

  FreshFile(Path file) {
    this.file = file;
    this.made = state(file);
  }

  /**
   * Deletes it, but not from under an app that has begun to use it.
   *
   * @return whether it is gone
   */
  boolean takeBack(FileHolders holders) throws IOException {
    boolean untouched =
        made.isPresent()
            && made.equals(state(file))
            && SideFiles.of(file).stream().noneMatch(Files::exists)
            && holders.of(file).isEmpty();
    if (untouched) {
      DurableFiles.deleteIfExists(file);
    }
    return untouched;
  }

  private static Optional<State> state(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(new State(now.lastModifiedTime(), now.size()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
