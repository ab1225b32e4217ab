package dev.nightjar.io;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Flushes folders, so that new names in them survive a power cut, if the system can do that:
 * Windows can't open a folder, and some network file systems refuse the call for every folder.
 */
final class FolderFlush {
  /** If a flush was found out to be impossible: it isn't tried, nor found out, again. */
  private static final Set<Path> IMPOSSIBLE = ConcurrentHashMap.newKeySet();

  private FolderFlush() {}

  /**
   * Flushes {@code folder}, or does nothing if its file system has no such call.
   *
   * @throws IOException if the flush failed although folders can be flushed there
   */
  static void force(Path folder) throws IOException {
    if (!PlainFiles.isPosix(folder) || IMPOSSIBLE.contains(folder)) {
      return;
    }
    FileChannel channel;
    try {
      channel = FileChannel.open(folder, READ);
    } catch (AccessDeniedException e) {
      return; // A folder that we may write to, but not list.
    }
    try (channel) {
      channel.force(true);
    } catch (IOException e) {
      if (!isImpossible(folder)) {
        throw e;
      }
      IMPOSSIBLE.add(folder);
    }
  }

  /**
   * Whether a new folder in {@code folder} can't be flushed either, although a new file there can.
   * A disk that fails refuses the file, too; if the new folder is flushed the failure was no matter
   * of what is possible.
   */
  private static boolean isImpossible(Path folder) {
    Path made = DurableFiles.partialOf(folder.resolve(".nightjar-probe"));
    Path file = made.resolve("file");
    try {
      Files.createDirectory(made);
      try {
        return isFlushed(file, CREATE_NEW, WRITE) && !isFlushed(made, READ);
      } finally {
        DurableFiles.deleteIfExists(file);
        DurableFiles.deleteIfExists(made);
      }
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isFlushed(Path path, OpenOption... options) {
    try (FileChannel channel = FileChannel.open(path, options)) {
      if (options.length > 1) {
        DurableFiles.writeFully(channel, ByteBuffer.wrap(new byte[] {1}));
      }
      channel.force(true);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
