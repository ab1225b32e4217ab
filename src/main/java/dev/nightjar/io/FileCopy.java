package dev.nightjar.io;

import static java.nio.file.StandardOpenOption.WRITE;

import dev.nightjar.failure.FailureException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A copy on its way: made in one go, or bit by bit while its source is still written. It is hashed
 * as it is read, and written past the system's cache or flushed a portion at a time: else an app's
 * flush of its own few pages would wait for all that is not on the disk yet.
 */
public final class FileCopy implements AutoCloseable {
  /** Small enough that a flush of one portion doesn't stall an app on the same disk for long. */
  private static final long FLUSH_EVERY_BYTES = 4L << 20;

  private static final int BUFFER_BYTES = 1 << 20;

  private final Path target;
  private final FileChannel in;
  private final FileChannel out;
  private final Sha256 hash = new Sha256();
  private final int block;
  private final ByteBuffer buffer;
  private @Nullable PastCache direct;
  private long done;
  private long unflushed;

  FileCopy(Path target, FileChannel in, FileChannel out, Optional<PastCache> direct) {
    this.target = target;
    this.in = in;
    this.out = out;
    this.direct = direct.orElse(null);
    this.block = direct.map(PastCache::block).orElse(1);
    this.buffer = PastCache.buffer(BUFFER_BYTES, block);
  }

  /** Begins to copy {@code source} to the new file {@code target}. */
  public static FileCopy begin(Path source, Path target) throws IOException {
    return begin(source, target, false);
  }

  /**
   * The same.
   *
   * @param pastCache whether to write past the system's cache, if the file system can: for a disk
   *     of this computer's, on which an app may flush its own file meanwhile
   */
  public static FileCopy begin(Path source, Path target, boolean pastCache) throws IOException {
    FileChannel in = DurableFiles.openToRead(source);
    try {
      FileChannel out = DurableFiles.create(target, source);
      return new FileCopy(
          target, in, out, pastCache ? PastCache.open(target, WRITE) : Optional.empty());
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Copies on until {@code end} bytes of the source are copied, or a little less, or all of it.
   *
   * @throws FileSystemException that names the target if that could not be written
   */
  public void continueTo(long end, Progress progress) throws IOException, FailureException {
    // Each portion but the last is of whole blocks.
    copy(end - end % block, progress);
  }

  private void copy(long end, Progress progress) throws IOException, FailureException {
    while (done < end) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), end - done));
      while (buffer.hasRemaining() && in.read(buffer) >= 0) {
        // A read may give less than is there.
      }
      buffer.flip();
      if (!buffer.hasRemaining()) {
        return;
      }
      int portion = buffer.remaining();
      hash.update(buffer.duplicate());
      about(this::write);
      done += portion;
      progress.advanced(done, in.size());
    }
  }

  private void write() throws IOException {
    int end = buffer.limit();
    buffer.limit(end - end % block);
    PastCache past = direct;
    if (past != null && buffer.hasRemaining()) {
      try {
        writeAt(past.channel());
      } catch (IOException e) {
        // The ordinary way may do it still; if not, its error is the one that is understood.
        direct = null;
        past.close();
        buffer.rewind();
      }
    }
    buffer.limit(end);
    int left = buffer.remaining();
    if (left > 0) {
      writeAt(out);
      unflushed += left;
    }
    if (unflushed >= FLUSH_EVERY_BYTES) {
      out.force(false);
      unflushed = 0;
    }
  }

  private void writeAt(FileChannel channel) throws IOException {
    channel.position(done + buffer.position());
    DurableFiles.writeFully(channel, buffer);
  }

  /**
   * Copies the rest and flushes all of it.
   *
   * @return the content read from the source
   */
  public FileHash finish(Progress progress) throws IOException, FailureException {
    copy(Long.MAX_VALUE, progress);
    about(() -> out.force(true));
    return hash.finish();
  }

  /** Whether nothing but a part of a block waits in the system's cache. */
  boolean isPastCache() {
    return direct != null && unflushed < block;
  }

  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  /** A channel's own exceptions don't say which of two files they are about. */
  private void about(Writing writing) throws IOException {
    try {
      writing.run();
    } catch (IOException e) {
      FileSystemException named =
          new FileSystemException(target.toString(), null, String.valueOf(e.getMessage()));
      named.initCause(e);
      throw named;
    }
  }

  @Override
  public void close() throws IOException {
    try (in;
        PastCache past = direct) {
      out.close();
    }
  }
}
