package dev.nightjar.history;

import dev.nightjar.io.AppendedLines;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.HeldLock;
import dev.nightjar.io.PlainFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lines of JSON, oldest first, appended to a file that stays bounded, and read from its end. A line
 * that a crash cut short is passed over, and does no harm to the next one. Any process adds lines,
 * under a lock of the file's own.
 */
public final class RunLog {
  private static final Logger LOG = Logger.getLogger(RunLog.class.getName());
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(5);
  static final long MAX_BYTES = 8L << 20;
  private static final int BLOCK = 1 << 16;

  private final Path file;
  private final long maxBytes;
  private final int block;

  public RunLog(Path historyFile) {
    this(historyFile, MAX_BYTES, BLOCK);
  }

  /** One that is read in blocks of {@code block} bytes, or more where a line is longer. */
  RunLog(Path historyFile, long maxBytes, int block) {
    this.file = historyFile;
    this.maxBytes = maxBytes;
    this.block = block;
  }

  /**
   * Adds one line and flushes it; the oldest quarter goes when there are too many bytes. If the
   * lock can't be had, the line is added all the same, but nothing is taken away.
   */
  public void append(String jsonLine) throws IOException {
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
      DurableFiles.makeFolders(folder);
    }
    try (@Nullable HeldLock lock = lock()) {
      AppendedLines.append(file, line);
      if (lock != null && Files.size(file) > maxBytes) {
        trim();
      }
    }
  }

  /** Others hold it for as long as they write a line, or shorten the file. */
  private @Nullable HeldLock lock() {
    try {
      return HeldLock.await(file.resolveSibling(file.getFileName() + ".lock"), LOCK_PATIENCE);
    } catch (IOException e) {
      LOG.log(Level.FINE, e, () -> "a line without a lock: " + file);
      return null;
    }
  }

  /**
   * Passes the whole lines, newest first, until {@code goOn} says no; none if there is no file. At
   * most the newest 8 MB.
   */
  public void newestFirst(Predicate<String> goOn) throws IOException {
    try (FileChannel channel = AppendedLines.open(file)) {
      long end = channel.size();
      long start = Math.max(0, end - maxBytes);
      byte[] rest = {}; // From a place within a line to its end and, after that, to a newline.
      while (end > start) {
        int length = (int) Math.min(Math.max(block, rest.length), end - start);
        end -= length;
        byte[] bytes = new byte[length + rest.length];
        PlainFiles.read(channel, ByteBuffer.wrap(bytes, 0, length), end);
        System.arraycopy(rest, 0, bytes, length, rest.length);
        int newline = lastNewline(bytes, bytes.length);
        int before = lastNewline(bytes, newline);
        while (before >= 0) {
          if (!pass(bytes, before + 1, newline, goOn)) {
            return;
          }
          newline = before;
          before = lastNewline(bytes, newline);
        }
        if (end == 0) {
          pass(bytes, 0, newline, goOn);
        }
        rest = Arrays.copyOf(bytes, newline + 1);
      }
    } catch (NoSuchFileException e) {
      // No run yet.
    }
  }

  /** Returns the place of the last newline before {@code end}, or −1. */
  private static int lastNewline(byte[] bytes, int end) {
    int at = end - 1;
    while (at >= 0 && bytes[at] != '\n') {
      at--;
    }
    return Math.max(at, -1);
  }

  private static boolean pass(byte[] bytes, int from, int to, Predicate<String> goOn) {
    // A torn line that was ended later doesn't close its object.
    boolean looksWhole = to > from && bytes[from] == '{' && bytes[to - 1] == '}';
    return !looksWhole || goOn.test(new String(bytes, from, to - from, StandardCharsets.UTF_8));
  }

  private void trim() throws IOException {
    List<byte[]> newest = new ArrayList<>();
    long[] room = {maxBytes * 3 / 4};
    newestFirst(
        line -> {
          byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
          room[0] -= bytes.length;
          return room[0] >= 0 && newest.add(bytes);
        });
    Collections.reverse(newest);
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    newest.forEach(kept::writeBytes);
    DurableFiles.replace(file, kept.toByteArray());
  }
}
