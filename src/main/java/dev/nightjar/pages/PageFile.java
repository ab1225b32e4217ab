package dev.nightjar.pages;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A database file that nobody writes to, and that has no journal. It is read, not mapped: a mapped
 * file that shrinks ends the whole JVM. If pages are asked for one after the other, more and more
 * of them are read at once; otherwise one.
 */
public final class PageFile implements AutoCloseable {
  /** Zeros behind each page that is read, so that a number at its end needs no check. */
  static final int SLACK_BYTES = 16;

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = 100;
  private static final int MAX_RUN_BYTES = 256 << 10;
  private static final int MIN_PAGE_SIZE = 512;
  private static final int MIN_USABLE_BYTES = 480;

  /** SQLite's PENDING_BYTE: the page that holds it is never used. */
  private static final long LOCK_BYTE = 1L << 30;

  private final FileChannel channel;
  private final int pageSize;
  private final int usable;
  private final long pages;
  private final ByteBuffer run;
  private long runFirst;
  private int runPages;
  private int ahead = 1;

  private PageFile(FileChannel channel) throws IOException {
    this.channel = channel;
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    fill(header, 0);
    byte[] bytes = header.array();
    int size = BigEndian.two(bytes, 16);
    pageSize = size == 1 ? 1 << 16 : size;
    usable = pageSize - (bytes[20] & 0xff);
    if (!Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
        || Integer.bitCount(pageSize) != 1
        || pageSize < MIN_PAGE_SIZE
        || usable < MIN_USABLE_BYTES) {
      throw new MalformedPage(1, "no database");
    }
    long counted = BigEndian.four(bytes, 28);
    boolean valid = counted > 0 && BigEndian.four(bytes, 24) == BigEndian.four(bytes, 92);
    long there = channel.size() / pageSize;
    pages = valid ? Math.min(counted, there) : there;
    run = ByteBuffer.allocateDirect(Math.max(pageSize, MAX_RUN_BYTES));
  }

  /** Opens a file that isn't written to until it is closed. */
  public static PageFile open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new PageFile(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Returns how many bytes of each page hold content. */
  int usable() {
    return usable;
  }

  long pages() {
    return pages;
  }

  int pageSize() {
    return pageSize;
  }

  /** Returns the page that is never used; it may be behind the last one. */
  long lockPage() {
    return LOCK_BYTE / pageSize + 1;
  }

  /** Returns the bytes of the whole file, of pages and behind them. */
  long bytes() throws IOException {
    return channel.size();
  }

  /** Returns room for a page. */
  byte[] newPage() {
    return new byte[pageSize + SLACK_BYTES];
  }

  /** Reads a page; {@code into} is from {@link #newPage}. */
  void read(long page, byte[] into) throws IOException {
    if (page < 1 || page > pages || page == lockPage()) {
      throw new MalformedPage(page, "not among " + pages);
    }
    if (page < runFirst || page >= runFirst + runPages) {
      load(page);
    }
    run.get((int) (page - runFirst) * pageSize, into, 0, pageSize);
  }

  private void load(long page) throws IOException {
    long end = runFirst + runPages;
    boolean near = page >= end && page < end + ahead;
    ahead = near ? Math.min(ahead * 2, run.capacity() / pageSize) : 1;
    runPages = 0;
    int count = (int) Math.min(ahead, pages - page + 1);
    run.clear().limit(count * pageSize);
    fill(run, (page - 1) * pageSize);
    runFirst = page;
    runPages = count;
  }

  private void fill(ByteBuffer bytes, long at) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) {
        throw new EOFException("the file ends at byte " + (at + bytes.position()));
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
