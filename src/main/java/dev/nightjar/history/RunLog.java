package dev.nightjar.history;

import dev.nightjar.io.AppendedLines;
import dev.nightjar.io.DurableFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Lines of JSON, oldest first, appended to a file that stays bounded. A line that a crash cut short
 * is passed over, and does no harm to the next one. Callers in several processes hold a lock of
 * theirs round {@link #append}.
 */
public final class RunLog {
  static final int MAX_LINES = 5_000;
  static final long MAX_BYTES = 8L << 20;

  private final Path file;
  private final int maxLines;
  private final long maxBytes;

  public RunLog(Path historyFile) {
    this(historyFile, MAX_LINES, MAX_BYTES);
  }

  RunLog(Path historyFile, int maxLines, long maxBytes) {
    this.file = historyFile;
    this.maxLines = maxLines;
    this.maxBytes = maxBytes;
  }

  /** Adds one line and flushes it; the oldest quarter goes when there are too many. */
  public synchronized void append(String jsonLine) throws IOException {
    if (jsonLine.indexOf('\n') >= 0 || jsonLine.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("line: must be one line");
    }
    byte[] line = (jsonLine + "\n").getBytes(StandardCharsets.UTF_8);
    if (line.length > maxBytes / 2) {
      throw new IllegalArgumentException(
          "line: must be " + maxBytes / 2 + " bytes or less (got " + line.length + ")");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    AppendedLines.append(file, line);
    trim();
  }

  /** All whole lines, oldest first; none if there is no file. At most the newest 8 MB. */
  public synchronized List<String> lines() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      long start = Math.max(0, size - maxBytes);
      ByteBuffer buffer = ByteBuffer.allocate((int) (size - start));
      channel.position(start);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // until all is read
      }
      String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
      int from = start == 0 ? 0 : text.indexOf('\n') + 1;
      int to = Math.max(from, text.lastIndexOf('\n') + 1);
      return text.substring(from, to).lines().filter(RunLog::looksWhole).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private void trim() throws IOException {
    List<String> lines = lines();
    if (Files.size(file) <= maxBytes && lines.size() <= maxLines) {
      return;
    }
    int keep = Math.min(lines.size(), maxLines * 3 / 4);
    long bytes = 0;
    int from = lines.size();
    while (from > lines.size() - keep) {
      bytes += lines.get(from - 1).getBytes(StandardCharsets.UTF_8).length + 1L;
      if (bytes > maxBytes * 3 / 4) {
        break;
      }
      from--;
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    for (String line : lines.subList(from, lines.size())) {
      kept.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
    DurableFiles.replace(file, kept.toByteArray());
  }

  /** A torn line that was ended later doesn't close its object. */
  private static boolean looksWhole(String line) {
    return line.startsWith("{") && line.endsWith("}");
  }
}
