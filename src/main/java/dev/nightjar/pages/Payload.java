package dev.nightjar.pages;

import java.io.IOException;
import java.util.Arrays;

/**
 * The bytes of one record: those on its page, and those on a chain of overflow pages. A record that
 * isn't large is held whole; of a large one its beginning is, and the rest is read where it stands.
 */
final class Payload {
  /** A record of more bytes isn't held. */
  static final int MAX_HELD = 2 << 20;

  /** The number of the next page stands at the beginning of one. */
  static final int NEXT_BYTES = 4;

  private static final int MIN_ROOM = 1 << 12;

  private final PageFile file;
  private final int usable;
  private byte[] page = {};
  private int from;
  private int local;
  private int size;
  private long first;

  /** The beginning, in one piece. */
  private byte[] held = {};

  private int heldFrom;
  private int heldBytes;
  private byte[] assembled = {};

  /** The overflow page that was read last, and where its content stands in the record. */
  private final byte[] overflow;

  private long overflowPage;
  private int overflowAt;

  /** One to begin again from. */
  private long markedPage;

  private int markedAt;

  Payload(PageFile file) {
    this.file = file;
    usable = file.usable();
    overflow = file.newPage();
  }

  /** Takes the record of {@code bytes} bytes that begins on {@code page} at {@code at}. */
  void begin(TreePage tree, int at, long bytes, boolean index) throws IOException {
    if (bytes < 0 || bytes > Integer.MAX_VALUE || bytes > file.pages() * usable) {
      throw tree.malformed("a record larger than the file");
    }
    size = (int) bytes;
    local = local(usable, size, index);
    boolean overflows = local < size;
    if (at + local + (overflows ? NEXT_BYTES : 0) > usable) {
      throw tree.malformed("a record outside");
    }
    page = tree.bytes();
    from = at;
    overflowPage = 0;
    markedPage = 0;
    held = page;
    heldFrom = from;
    heldBytes = local;
    if (overflows) {
      first = BigEndian.four(page, at + local);
      if (size <= MAX_HELD) {
        hold(size);
      }
    }
  }

  /** How much of a record stands on its page (sqlite.org/fileformat2.html, section 1.6). */
  static int local(int usable, int bytes, boolean index) {
    int max = index ? (usable - 12) * 64 / 255 - 23 : usable - 35;
    if (bytes <= max) {
      return bytes;
    }
    int min = (usable - 12) * 32 / 255 - 23;
    int fitting = min + (bytes - min) % (usable - NEXT_BYTES);
    return fitting <= max ? fitting : min;
  }

  int size() {
    return size;
  }

  /** Makes at least the first {@code bytes} bytes stand in one piece. */
  void hold(int bytes) throws IOException {
    if (bytes > heldBytes) {
      if (assembled.length < bytes + PageFile.SLACK_BYTES) {
        int room = Math.max(MIN_ROOM, Math.min(MAX_HELD, bytes + bytes / 2));
        assembled = new byte[room + PageFile.SLACK_BYTES];
      }
      copy(0, bytes, assembled);
      Arrays.fill(assembled, bytes, bytes + PageFile.SLACK_BYTES, (byte) 0);
      held = assembled;
      heldFrom = 0;
      heldBytes = bytes;
    }
  }

  /** Returns whether both are held whole, and are the same bytes. */
  boolean isSame(Payload other) {
    return size == other.size
        && holds(size)
        && other.holds(size)
        && Arrays.equals(
            held, heldFrom, heldFrom + size, other.held, other.heldFrom, other.heldFrom + size);
  }

  boolean holds(int end) {
    return end <= heldBytes;
  }

  byte[] held() {
    return held;
  }

  /** Returns where the record begins in {@link #held}. */
  int heldFrom() {
    return heldFrom;
  }

  /** Copies a part of the record; it must be within its size. */
  void copy(int start, int length, byte[] into) throws IOException {
    int done = Math.max(0, Math.min(length, local - start));
    if (done > 0) {
      System.arraycopy(page, from + start, into, 0, done);
    }
    while (done < length) {
      seek(start + done);
      int skipped = start + done - overflowAt;
      int part = Math.min(length - done, usable - NEXT_BYTES - skipped);
      System.arraycopy(overflow, NEXT_BYTES + skipped, into, done, part);
      done += part;
    }
  }

  /** Remembers where a value is that may be read more than once. */
  void mark(int start) throws IOException {
    if (start >= local && start < size) {
      seek(start);
      markedPage = overflowPage;
      markedAt = overflowAt;
    }
  }

  private void seek(int offset) throws IOException {
    if (overflowPage == 0 || offset < overflowAt) {
      boolean fromMark = markedPage != 0 && offset >= markedAt;
      read(fromMark ? markedPage : first, fromMark ? markedAt : local);
    }
    while (offset - overflowAt >= usable - NEXT_BYTES) {
      read(BigEndian.four(overflow, 0), overflowAt + usable - NEXT_BYTES);
    }
  }

  private void read(long number, int at) throws IOException {
    overflowPage = 0;
    file.read(number, overflow);
    overflowPage = number;
    overflowAt = at;
  }
}
