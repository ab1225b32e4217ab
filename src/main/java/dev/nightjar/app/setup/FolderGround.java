package dev.nightjar.app.setup;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The existing folder below a folder: itself if it is there, else the nearest one above it in which
 * it can be made. Reads only; a dead network hangs it.
 *
 * @param folder as it was asked for
 * @param nearest the part of its path that is there
 */
record FolderGround(Path folder, Path nearest) {
  /**
   * Returns what {@code folder} stands on.
   *
   * @throws FailureException {@code PLACE_IS_FILE}; {@code PLACE_IMPOSSIBLE} if its name is
   *     refused; {@code PLACE_UNREACHABLE} if nothing of its path is there, or a link leads
   *     nowhere; {@code PLACE_READ_ONLY} if its path may not be read
   */
  static FolderGround of(Path folder) throws FailureException {
    Path absolute = folder.toAbsolutePath().normalize();
    if (!FolderNames.arePossible(absolute)) {
      throw new FailureException(Reason.PLACE_IMPOSSIBLE, absolute);
    }
    IOException refusal = new NoSuchFileException(absolute.toString());
    for (Path above = absolute; above != null; above = above.getParent()) {
      try {
        if (Files.readAttributes(above, BasicFileAttributes.class).isDirectory()) {
          return found(absolute, above, refusal);
        }
        throw FailureException.because(refusal, Reason.PLACE_IS_FILE, above);
      } catch (NoSuchFileException e) {
        // A link that leads nowhere is a drive that isn't connected.
        if (Files.exists(above, LinkOption.NOFOLLOW_LINKS)) {
          throw FailureException.because(e, Reason.PLACE_UNREACHABLE, absolute);
        }
      } catch (AccessDeniedException e) {
        throw FailureException.because(e, Reason.PLACE_READ_ONLY, above);
      } catch (IOException e) {
        refusal = e; // Below a file, or the network: what is above tells.
      }
    }
    throw FailureException.because(refusal, Reason.PLACE_UNREACHABLE, absolute);
  }

  private static FolderGround found(Path folder, Path nearest, IOException refusal)
      throws FailureException {
    if (refusal instanceof NoSuchFileException) {
      return new FolderGround(folder, nearest);
    }
    throw FailureException.because(refusal, Reason.PLACE_UNREACHABLE, folder);
  }

  boolean isThere() {
    return nearest.equals(folder);
  }

  /** Whether nothing is there that could be anybody's. */
  static boolean isMissingOrEmpty(Path folder) {
    if (Files.notExists(folder)) {
      return true;
    }
    try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
      return !content.iterator().hasNext();
    } catch (IOException e) {
      return false;
    }
  }
}
