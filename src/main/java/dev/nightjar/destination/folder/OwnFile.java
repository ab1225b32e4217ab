package dev.nightjar.destination.folder;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.PlainFiles;
import dev.nightjar.io.Progress;
import dev.nightjar.io.SideFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * A file that one run writes: under a partial name, then under its own. The system's facts about it
 * (device, inode, size, time) prove under either name that it is this run's; if the system doesn't
 * say, only a move that succeeded does.
 */
final class OwnFile {
  private final Path partial;
  private final Path target;
  private Optional<Object> key = Optional.empty();
  private Optional<FileHash> content = Optional.empty();
  private boolean moved;

  OwnFile(Path partial, Path target) {
    this.partial = partial;
    this.target = target;
  }

  Path partial() {
    return partial;
  }

  Path target() {
    return target;
  }

  /** All of it is written, under the partial name. */
  void complete(FileHash written) throws IOException {
    key = keyOf(partial);
    content = Optional.of(written);
  }

  /** Whether the system says that the file isn't any more as {@link #complete} found it. */
  boolean hasChanged() throws IOException {
    return key.isPresent() && !isKnown(partial);
  }

  void requireFree() throws IOException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(target.toString());
    }
  }

  /** Gives the file its name, or finds that another run has given it meanwhile. */
  void giveName() throws IOException, FailureException {
    try {
      DurableFiles.moveWithoutReplacing(partial, target);
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      if (isAnothers()) {
        throw e;
      }
      DurableFiles.forceFolder(target);
    }
    moved = true;
  }

  private boolean isKnown(Path file) throws IOException {
    try {
      return key.isPresent() && key.equals(keyOf(file));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * Whether under the name there is no file, or one of another content. Some network file systems
   * number a file anew, so that another number proves nothing.
   */
  boolean isAnothers() throws IOException, FailureException {
    try {
      if (key.isEmpty() ? moved : isKnown(target)) {
        return Files.notExists(target, LinkOption.NOFOLLOW_LINKS);
      }
      return !PlainFiles.isFile(target)
          || !content.equals(Optional.of(DurableFiles.hash(target, Progress.NONE)));
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  /** The number alone may be a later file's: it is given again as soon as it is free. */
  private static Optional<Object> keyOf(Path file) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return Optional.ofNullable(found.fileKey())
        .map(number -> List.of(number, found.size(), found.lastModifiedTime()));
  }

  /** Takes the file away under both names, as far as it is this run's. */
  void takeBack() {
    discard();
    takeNameBack();
  }

  void takeNameBack() {
    try {
      if (key.isPresent() ? isKnown(target) : moved) {
        DurableFiles.deleteIfExists(target);
      }
    } catch (IOException e) {
      return; // Listed as a file that no manifest names, and kept.
    }
  }

  /** Takes the partial name away, and what SQLite may have left beside it. */
  void discard() {
    deleteQuietly(partial);
    SideFiles.of(partial).forEach(OwnFile::deleteQuietly);
  }

  boolean isUnfinished() {
    return Files.exists(partial, LinkOption.NOFOLLOW_LINKS)
        || SideFiles.of(partial).stream()
            .anyMatch(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS));
  }

  private static void deleteQuietly(Path file) {
    try {
      DurableFiles.deleteIfExists(file);
    } catch (IOException e) {
      return; // The next run removes it.
    }
  }
}
