package dev.nightjar.io;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** Adds lines at a file's end. */
public final class AppendedLines {
  private static final BriefRefusals REFUSALS = new BriefRefusals();

  private AppendedLines() {}

  /**
   * Adds a line and flushes it; makes the file if need be.
   *
   * @param line with its newline
   */
  public static void append(Path file, byte[] line) throws IOException {
    try (FileChannel channel = open(file, CREATE, READ, WRITE)) {
      long end = channel.size();
      channel.position(end);
      // A torn line is ended first, else it would swallow this one.
      if (end > 0 && !endsWithNewline(channel, end)) {
        DurableFiles.writeFully(channel, ByteBuffer.wrap(new byte[] {'\n'}));
      }
      DurableFiles.writeFully(channel, ByteBuffer.wrap(line));
      channel.force(true);
    }
  }

  /** Opens such a file for the caller to read from any place, whoever has it open for a moment. */
  public static FileChannel open(Path file) throws IOException {
    return open(file, READ);
  }

  private static FileChannel open(Path file, OpenOption... options) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new FileSystemException(
          file.toString(), null, "not a plain file"); // A pipe never ends.
    }
    return REFUSALS.outlast(file, () -> FileChannel.open(file, options));
  }

  private static boolean endsWithNewline(FileChannel channel, long end) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    channel.read(last, end - 1);
    return last.get(0) == '\n';
  }
}
