package dev.nightjar.io;

import dev.nightjar.failure.FailureException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A copy on its way: made in one go, or bit by bit while its source is still written. It is flushed
 * a portion at a time, and hashed as it is read.
 */
public final class FileCopy implements AutoCloseable {
  /** Small enough that a flush of one portion doesn't stall an app on the same disk for long. */
  private static final long FLUSH_EVERY_BYTES = 4L << 20;

  private static final int BUFFER_BYTES = 1 << 20;

  private final Path target;
  private final FileChannel in;
  private final FileChannel out;
  private final Sha256 hash = new Sha256();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private long done;
  private long unflushed;

  private FileCopy(Path target, FileChannel in, FileChannel out) {
    this.target = target;
    this.in = in;
    this.out = out;
  }

  /** Begins to copy {@code source} to the new file {@code target}. */
  public static FileCopy begin(Path source, Path target) throws IOException {
    FileChannel in = DurableFiles.openToRead(source);
    try {
      return new FileCopy(target, in, DurableFiles.create(target, source));
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Copies on until {@code end} bytes of the source are copied, or all of it.
   *
   * @throws FileSystemException that names the target if that could not be written
   */
  public void continueTo(long end, Progress progress) throws IOException, FailureException {
    while (done < end) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), end - done));
      if (in.read(buffer) < 0) {
        return;
      }
      buffer.flip();
      int portion = buffer.remaining();
      hash.update(buffer.duplicate());
      about(() -> DurableFiles.writeFully(out, buffer));
      unflushed += portion;
      if (unflushed >= FLUSH_EVERY_BYTES) {
        about(() -> out.force(false));
        unflushed = 0;
      }
      done += portion;
      progress.advanced(done, in.size());
    }
  }

  /**
   * Copies the rest and flushes all of it.
   *
   * @return the content read from the source
   */
  public FileHash finish(Progress progress) throws IOException, FailureException {
    continueTo(Long.MAX_VALUE, progress);
    about(() -> out.force(true));
    return hash.finish();
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
    try (in) {
      out.close();
    }
  }
}
