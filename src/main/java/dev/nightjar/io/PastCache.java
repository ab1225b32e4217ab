package dev.nightjar.io;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file opened past the system's cache (O_DIRECT, F_NOCACHE): reads are of what the disk has, and
 * writes leave nothing that another program's flush would have to write first.
 *
 * @param block of which each position and length is a multiple, in bytes
 */
record PastCache(FileChannel channel, int block) implements AutoCloseable {
  private static final int MIN_BLOCK = 512;
  private static final int MAX_BLOCK = 1 << 20;

  /**
   * Opens a file that is there, for {@code mode} alone; links are not followed.
   *
   * <p>On Windows Java's way to do it reads through the cache all the same, and leaves the file
   * open for as long as the program runs: it isn't used there.
   *
   * @return empty if the file system has no such mode, as tmpfs and some FUSE and network file
   *     systems, or the file can't be opened so
   */
  static Optional<PastCache> open(Path file, OpenOption mode) {
    if (!PlainFiles.isPosix(file)) {
      return Optional.empty();
    }
    try {
      long asked = Math.max(MIN_BLOCK, Files.getFileStore(file).getBlockSize());
      int block = Integer.highestOneBit((int) Math.min(asked, MAX_BLOCK));
      OpenOption[] direct = {mode, ExtendedOpenOption.DIRECT, LinkOption.NOFOLLOW_LINKS};
      return Optional.of(new PastCache(FileChannel.open(file, direct), block));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns a buffer of {@code bytes}, a multiple of {@code block}, at an address that is one. */
  static ByteBuffer buffer(int bytes, int block) {
    return ByteBuffer.allocateDirect(bytes + block).alignedSlice(block).limit(bytes).slice();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
