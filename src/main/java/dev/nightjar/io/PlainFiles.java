package dev.nightjar.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Files under a name that is no link. Windows also calls files reparse points that are no links:
 * those whose blocks were deduplicated, those whose content a cloud or an archive holds. With
 * {@code NOFOLLOW_LINKS} Java shows neither their type nor their content
 * (FILE_FLAG_OPEN_REPARSE_POINT), but the stub's; these alone are followed.
 */
public final class PlainFiles {
  private PlainFiles() {}

  /** Whether names, folders and open files behave as POSIX has it; on Windows they don't. */
  public static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Returns the attributes of the file itself: of a link its own. */
  public static BasicFileAttributes attributes(Path file) throws IOException {
    return behindStub(
        file, Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
  }

  /**
   * Returns what {@link #attributes} would, without asking again for a usual file.
   *
   * @param own as found without following a link
   */
  public static BasicFileAttributes behindStub(Path file, BasicFileAttributes own)
      throws IOException {
    if (!own.isOther()) {
      return own;
    }
    BasicFileAttributes followed = Files.readAttributes(file, BasicFileAttributes.class);
    return followed.isRegularFile() ? followed : own;
  }

  /**
   * Returns whether there is a file that is no link, folder or device.
   *
   * @throws IOException if the system can't tell, which doesn't make it missing
   */
  public static boolean isFile(Path file) throws IOException {
    try {
      return attributes(file).isRegularFile();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Opens a file to read it; fails for a link. */
  public static FileChannel open(Path file) throws IOException {
    return isStub(file)
        ? FileChannel.open(file, StandardOpenOption.READ)
        : FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Fills the rest of a buffer, or as much of it as the file has.
   *
   * @param at where in the file the buffer's first byte stands
   */
  public static void read(FileChannel channel, ByteBuffer buffer, long at) throws IOException {
    while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) > 0) {
      // A channel may give less at once.
    }
  }

  private static boolean isStub(Path file) throws IOException {
    if (isPosix(file)) {
      return false;
    }
    BasicFileAttributes own =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return own.isOther() && behindStub(file, own).isRegularFile();
  }
}
