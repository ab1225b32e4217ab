package dev.nightjar.app.setup;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Whether two paths lead to one folder: by a link, a second mount, a drive letter and a server's
 * address, or letter case. A dead network hangs it.
 */
final class FolderTwins {
  private FolderTwins() {}

  /** Whether the system says so; folders that aren't there yet are compared by what is. */
  static boolean inspect(Path one, Path other) {
    if (one.equals(other)) {
      return true;
    }
    try {
      FolderGround first = FolderGround.of(one);
      FolderGround second = FolderGround.of(other);
      return rest(first).equals(rest(second))
          && Files.isSameFile(first.nearest(), second.nearest());
    } catch (FailureException | IOException e) {
      return false; // A folder that doesn't answer is reported by those who use it.
    }
  }

  /**
   * Refuses two folders of a job that are one, or of which one lies in the other.
   *
   * @throws FailureException {@code PLACE_SAME}, {@code PLACE_NESTED}
   */
  static void requireApart(Path one, Path other) throws FailureException {
    if (inspect(one, other)) {
      throw new FailureException(Reason.PLACE_SAME, one, other);
    }
    requireBeside(one, other);
  }

  /**
   * Refuses two folders of a job of which one lies in the other: what moves or deletes the outer
   * one takes both copies.
   *
   * @throws FailureException {@code PLACE_NESTED}
   */
  static void requireBeside(Path one, Path other) throws FailureException {
    if (isWithin(one, other)) {
      throw new FailureException(Reason.PLACE_NESTED, one, other);
    }
    if (isWithin(other, one)) {
      throw new FailureException(Reason.PLACE_NESTED, other, one);
    }
  }

  private static boolean isWithin(Path inner, Path outer) {
    try {
      FolderGround ground = FolderGround.of(inner);
      Path above = ground.nearest().toRealPath().resolve(rest(ground)).getParent();
      while (above != null && !inspect(above, outer)) {
        above = above.getParent();
      }
      return above != null;
    } catch (FailureException | IOException e) {
      return false; // A folder that doesn't answer is reported by those who use it.
    }
  }

  private static Path rest(FolderGround ground) {
    return ground.nearest().relativize(ground.folder());
  }

  /**
   * The same; and if the system sees two folders, whether a file that is written through {@code
   * one} is seen through {@code other}. Leaves nothing behind.
   */
  static boolean test(Path one, Path other) {
    if (inspect(one, other)) {
      return true;
    }
    String name = ".nightjar-same-" + UUID.randomUUID();
    Path written = one.resolve(name);
    try {
      if (!Files.isDirectory(one) || !Files.isDirectory(other)) {
        return false;
      }
      try {
        DurableFiles.createFlushed(written, new byte[] {1});
        return Files.exists(other.resolve(name));
      } finally {
        DurableFiles.deleteIfExists(written);
      }
    } catch (IOException e) {
      return false; // A folder that can't be written to is reported by those who use it.
    }
  }
}
