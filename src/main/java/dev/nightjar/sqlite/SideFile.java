package dev.nightjar.sqlite;

import dev.nightjar.io.PlainFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Whether a log or journal belongs to the database that it stands beside, by what their headers and
 * first pages say of each other (sqlite.org/fileformat.html, sections 3 and 4). SQLite itself
 * doesn't ask: it replays what it finds.
 */
record SideFile(CopiedSet.Use use, String why) {
  private static final int PAGE_1_HEADER = 100;
  private static final int PAGE_SIZE_AT = 16;
  private static final int CHANGE_COUNTER_AT = 24;
  private static final int PAGE_COUNT_AT = 28;
  private static final int SCHEMA_COOKIE_AT = 40;
  private static final int VACUUM_ROOT_AT = 52;
  private static final int ENCODING_AT = 56;

  private static final int WAL_HEADER = 32;
  private static final int WAL_FRAME_HEADER = 24;
  private static final int WAL_MAGIC = 0x377f0682;
  private static final int WAL_VERSION = 3007000;

  private static final int JOURNAL_HEADER = 28;
  private static final long JOURNAL_MAGIC = 0xd9d505f920a163d7L;
  private static final int JOURNAL_CHECKSUM_STEP = 200;
  private static final int MAX_PAGE = 65536;

  private static SideFile taken() {
    return new SideFile(CopiedSet.Use.TAKEN, "");
  }

  private static SideFile nothing() {
    return new SideFile(CopiedSet.Use.NOTHING_IN_IT, "");
  }

  private static SideFile notItsOwn(String why) {
    return new SideFile(CopiedSet.Use.NOT_ITS_OWN, why);
  }

  /** Judges a write-ahead log. */
  static SideFile wal(Path database, Path log) throws IOException {
    ByteBuffer first = head(database);
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
      if (channel.size() == 0) {
        return nothing();
      }
      ByteBuffer header = read(channel, 0, WAL_HEADER);
      if (header.limit() < WAL_HEADER
          || (header.getInt(0) & ~1) != WAL_MAGIC
          || header.getInt(4) != WAL_VERSION) {
        return notItsOwn("it doesn't begin as a log does");
      }
      WalSum sum = new WalSum((header.getInt(0) & 1) != 0);
      sum.add(header, 0, 24);
      if (!sum.is(header.getInt(24), header.getInt(28))) {
        return notItsOwn("its header is damaged");
      }
      int pageSize = header.getInt(8);
      if (pageSize != pageSize(first) || !Refusals.isPageSize(pageSize)) {
        return notItsOwn("its pages are of another size");
      }
      return frames(channel, header, pageSize, sum, first);
    }
  }

  /** Goes on as long as frames are of this log; what stands behind is of an earlier one. */
  private static SideFile frames(
      FileChannel channel, ByteBuffer header, int pageSize, WalSum sum, ByteBuffer first)
      throws IOException {
    boolean committed = false;
    String against = "";
    long at = WAL_HEADER;
    while (true) {
      ByteBuffer frame = read(channel, at, WAL_FRAME_HEADER + pageSize);
      if (frame.limit() < WAL_FRAME_HEADER + pageSize || frame.getLong(8) != header.getLong(16)) {
        break;
      }
      sum.add(frame, 0, 8);
      sum.add(frame, WAL_FRAME_HEADER, pageSize);
      if (!sum.is(frame.getInt(16), frame.getInt(20))) {
        break;
      }
      if (frame.getInt(0) == 1) {
        against = against(first, frame.slice(WAL_FRAME_HEADER, PAGE_1_HEADER), true);
      }
      committed |= frame.getInt(4) != 0;
      at += frame.limit();
    }
    if (!committed) {
      return nothing();
    }
    return against.isEmpty() ? taken() : notItsOwn(against);
  }

  /**
   * Returns the reason why two first pages aren't one database's; empty if there is none.
   *
   * @param later whether the other must be as new as this one, or newer
   */
  private static String against(ByteBuffer first, ByteBuffer other, boolean later) {
    if (pageSize(first) != pageSize(other)
        || isAnother(first, other, later)
        || (first.getInt(VACUUM_ROOT_AT) == 0) != (other.getInt(VACUUM_ROOT_AT) == 0)) {
      return "it is another database's";
    }
    int newer = other.getInt(CHANGE_COUNTER_AT) - first.getInt(CHANGE_COUNTER_AT);
    // In WAL mode a connection counts its first change only, but each change of the schema.
    int newerSchema = other.getInt(SCHEMA_COOKIE_AT) - first.getInt(SCHEMA_COOKIE_AT);
    boolean fits =
        later ? newer >= 0 && newerSchema >= 0 : newer <= 0 && newer >= -1 && newerSchema <= 0;
    return fits ? "" : "it is of another time";
  }

  /**
   * Compares encodings. A database has none before its first table: with an app that sets WAL mode
   * first all tables may be in the log, and a journal may take the first table back, by which the
   * change counter went up.
   */
  private static boolean isAnother(ByteBuffer first, ByteBuffer other, boolean later) {
    boolean mayHaveNone =
        later
            ? first.get(Refusals.READ_VERSION_AT) == 2
            : first.getInt(CHANGE_COUNTER_AT) - other.getInt(CHANGE_COUNTER_AT) == 1;
    int before = (later ? first : other).getInt(ENCODING_AT);
    return first.getInt(ENCODING_AT) != other.getInt(ENCODING_AT) && !(before == 0 && mayHaveNone);
  }

  /** Judges a rollback journal. */
  static SideFile journal(Path database, Path journal) throws IOException {
    ByteBuffer first = head(database);
    try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.READ)) {
      ByteBuffer header = read(channel, 0, JOURNAL_HEADER);
      if (header.limit() < JOURNAL_HEADER || header.getLong(0) == 0) {
        return nothing(); // Cut or overwritten with zeros: the transaction had ended.
      }
      if (header.getLong(0) != JOURNAL_MAGIC) {
        return notItsOwn("it doesn't begin as a journal does");
      }
      int pageSize = header.getInt(24);
      if (header.getInt(16) == 0 && Refusals.isPageSize(pageSize)) {
        return ofFirstTransaction(Files.size(database), first, pageSize);
      }
      if (pageSize != pageSize(first) || !Refusals.isPageSize(pageSize)) {
        return notItsOwn("its pages are of another size");
      }
      int records = header.getInt(8);
      int nonce = header.getInt(12);
      if (records == 0) {
        return nothing(); // It wasn't flushed yet, so nothing was written to the database.
      }
      boolean any = false;
      long at = Integer.toUnsignedLong(header.getInt(20));
      for (long i = 0; records < 0 || i < records; i++) {
        ByteBuffer record = read(channel, at, 4 + pageSize + 4);
        if (record.limit() < 4 + pageSize + 4 || !isWhole(record, pageSize, nonce)) {
          break;
        }
        any = true;
        if (record.getInt(0) == 1) {
          String against = against(first, record.slice(4, PAGE_1_HEADER), false);
          if (!against.isEmpty()) {
            return notItsOwn(against);
          }
        }
        at += record.limit();
      }
      return any ? taken() : notItsOwn("its pages are damaged");
    }
  }

  /**
   * Judges a journal that takes everything back: the database had no page before, so no page in the
   * journal says whose it is. It is taken only if the file is no database without it: its first
   * page wasn't written yet, or not all pages of its first transaction.
   */
  private static SideFile ofFirstTransaction(long size, ByteBuffer first, int pageSize) {
    if (size == 0) {
      return nothing();
    }
    if (first.equals(ByteBuffer.allocate(PAGE_1_HEADER))) {
      return size % pageSize == 0 ? taken() : notItsOwn("its pages are of another size");
    }
    if (pageSize != pageSize(first)) {
      return notItsOwn("its pages are of another size");
    }
    long pages = Integer.toUnsignedLong(first.getInt(PAGE_COUNT_AT));
    boolean unfinished = first.getInt(CHANGE_COUNTER_AT) == 1 && size < pages * pageSize;
    return unfinished ? taken() : notItsOwn("it is of another time");
  }

  private static boolean isWhole(ByteBuffer record, int pageSize, int nonce) {
    int sum = nonce;
    for (int at = pageSize - JOURNAL_CHECKSUM_STEP; at > 0; at -= JOURNAL_CHECKSUM_STEP) {
      sum += record.get(4 + at) & 0xff;
    }
    return sum == record.getInt(4 + pageSize);
  }

  private static ByteBuffer head(Path database) throws IOException {
    try (FileChannel channel = FileChannel.open(database, StandardOpenOption.READ)) {
      ByteBuffer head = read(channel, 0, PAGE_1_HEADER);
      byte[] bytes = new byte[PAGE_1_HEADER];
      head.get(bytes, 0, head.remaining());
      return ByteBuffer.wrap(bytes);
    }
  }

  private static int pageSize(ByteBuffer first) {
    int size = first.getShort(PAGE_SIZE_AT) & 0xffff;
    return size == 1 ? MAX_PAGE : size;
  }

  private static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Math.min(length, MAX_PAGE + WAL_FRAME_HEADER + 8));
    PlainFiles.read(channel, buffer, from);
    return buffer.flip();
  }

  /** The log's running checksum (section 4.2). */
  private static final class WalSum {
    private final ByteOrder order;
    private int one;
    private int two;

    WalSum(boolean bigEndian) {
      order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    void add(ByteBuffer bytes, int from, int length) {
      ByteBuffer words = bytes.slice(from, length).order(order);
      while (words.remaining() >= 2 * Integer.BYTES) {
        one += words.getInt() + two;
        two += words.getInt() + one;
      }
    }

    boolean is(int first, int second) {
      return one == first && two == second;
    }
  }
}
