package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.PlainFiles;
import dev.nightjar.io.Progress;
import dev.nightjar.io.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Compares database files. One is the other's copy if they have every byte in common, but for the
 * counters and the mark of the journal mode in the header, which SQLite sets by itself, and the
 * bytes on which it puts its locks, which mean nothing (sqlite.org/fileformat.html, sections 1.3
 * and 1.5).
 */
final class DatabasePages {
  private static final int BUFFER_BYTES = 1 << 20;

  /** SQLite's PENDING_BYTE, and all that it locks behind it (os.h). */
  private static final long LOCK_BYTES_AT = 1L << 30;

  private static final int LOCK_BYTES = 512;

  /** From and to, the latter not included. */
  private static final int[][] SET_BY_SQLITE = {
    {18, 20}, // Versions: 1 for a rollback journal, 2 for WAL.
    {24, 28}, // The file change counter,
    {40, 44}, // the schema cookie,
    {92, 100}, // the counter's value at which the version number was written, and that number.
  };

  private DatabasePages() {}

  /** A part of a file, in order. */
  @FunctionalInterface
  interface Part {
    void read(ByteBuffer bytes, long at) throws IOException;
  }

  /** Returns the same text for two files that hold the same database. */
  static String fingerprint(Path file, Progress progress) throws IOException, FailureException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return fingerprint(channel, progress);
    }
  }

  /** The same of a file that is open already. */
  static String fingerprint(FileChannel channel, Progress progress)
      throws IOException, FailureException {
    Sha256 hash = new Sha256();
    readAll(
        channel,
        (bytes, at) -> {
          if (at == 0) {
            for (int[] range : SET_BY_SQLITE) {
              for (int i = range[0]; i < range[1] && i < bytes.limit(); i++) {
                bytes.put(i, (byte) 0);
              }
            }
          }
          hash.update(bytes);
        },
        progress);
    return hash.finish().sha256();
  }

  /** Reads a file from end to end; in place of the bytes that may be locked there are zeros. */
  static void readAll(FileChannel channel, Part part, Progress progress)
      throws IOException, FailureException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    long size = channel.size();
    for (long at = 0; at < size; ) {
      buffer.clear().limit((int) Math.min(BUFFER_BYTES, size - at));
      if (at == LOCK_BYTES_AT) {
        // On Windows nobody else may read them. The buffer's size divides their position.
        buffer.put(new byte[Math.min(LOCK_BYTES, buffer.limit())]);
      }
      PlainFiles.read(channel, buffer, at);
      if (buffer.hasRemaining()) {
        throw new EOFException("it ends at byte " + (at + buffer.position()) + " of " + size);
      }
      buffer.flip();
      part.read(buffer, at);
      at += buffer.limit();
      progress.advanced(at, size);
    }
  }
}
