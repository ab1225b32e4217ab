package dev.nightjar.pages;

import java.io.IOException;

/**
 * A page of a b-tree of which every byte is accounted for: cells and free blocks don't overlap, and
 * the bytes between them are as many as the page says (sqlite.org/fileformat2.html, section 1.6).
 */
final class CheckedPage {
  private static final int INTERIOR_BY_KEY = 2;
  private static final int INTERIOR = 5;
  private static final int LEAF_BY_KEY = 10;
  private static final int LEAF = 13;
  private static final int MIN_CELL_BYTES = 4;
  private static final int POINTER_BYTES = 4;

  /** Of the smallest cell and the number that says where it is. */
  private static final int MIN_BYTES_A_CELL = 6;

  private final PageFile file;
  private final int usable;
  private final byte[] bytes;
  private final CellMap map;
  private final Varint varint = new Varint();
  private final long[] children;
  private final long[] keys;
  private final long[] sizes;
  private final int[] contents;
  private final int[] locals;
  private long number;
  private boolean byKey;
  private boolean leaf;
  private int cells;
  private long right;

  CheckedPage(PageFile file) {
    this.file = file;
    usable = file.usable();
    bytes = file.newPage();
    map = new CellMap(usable);
    int most = maxCells();
    children = new long[most];
    keys = new long[most];
    sizes = new long[most];
    contents = new int[most];
    locals = new int[most];
  }

  private int maxCells() {
    return (file.pageSize() - 8) / MIN_BYTES_A_CELL;
  }

  /** Reads a page, which must be of a tree by key, or of one by rowid. */
  void read(long page, boolean ofKeys) throws IOException {
    file.read(page, bytes);
    number = page;
    byKey = ofKeys;
    int header = page == 1 ? FileHeader.BYTES : 0;
    int type = bytes[header];
    leaf = type == (byKey ? LEAF_BY_KEY : LEAF);
    if (!leaf && type != (byKey ? INTERIOR_BY_KEY : INTERIOR)) {
      throw malformed("no page of this b-tree");
    }
    cells = BigEndian.two(bytes, header + 3);
    int pointers = header + (leaf ? 8 : 12);
    int content = BigEndian.two(bytes, header + 5);
    content = content == 0 ? 1 << 16 : content;
    if (cells > maxCells() || pointers + 2 * cells > content || content > usable) {
      throw malformed("its content's beginning");
    }
    right = leaf ? 0 : BigEndian.four(bytes, header + 8);
    map.clear();
    int taken = 0;
    for (int i = 0; i < cells; i++) {
      taken += cell(i, BigEndian.two(bytes, pointers + 2 * i), content);
    }
    taken += freeBlocks(BigEndian.two(bytes, header + 1), content);
    if (usable - content - taken != (bytes[header + 7] & 0xff)) {
      throw malformed("bytes between cells");
    }
  }

  private int cell(int index, int at, int content) throws MalformedPage {
    if (at < content || at > usable - MIN_CELL_BYTES) {
      throw malformed("a cell outside");
    }
    int next = at;
    if (!leaf) {
      children[index] = BigEndian.four(bytes, at);
      next += POINTER_BYTES;
    }
    long size = 0;
    if (leaf || byKey) {
      next = varint.read(bytes, next);
      size = varint.value();
      if (size < 0 || size > Integer.MAX_VALUE) {
        throw malformed("a record too large");
      }
    }
    if (!byKey) {
      next = varint.read(bytes, next);
      keys[index] = varint.value();
    }
    int local = Payload.local(usable, (int) size, byKey);
    sizes[index] = size;
    contents[index] = next;
    locals[index] = local;
    int end = next + local + (local < size ? POINTER_BYTES : 0);
    end = Math.max(end, at + MIN_CELL_BYTES);
    if (end > usable || !map.take(at, end)) {
      throw malformed("a cell over another or outside");
    }
    return end - at;
  }

  private int freeBlocks(int first, int content) throws MalformedPage {
    int taken = 0;
    int before = content - MIN_CELL_BYTES;
    for (int at = first; at != 0; ) {
      if (at < before + MIN_CELL_BYTES || at > usable - MIN_CELL_BYTES) {
        throw malformed("free blocks out of order");
      }
      int size = BigEndian.two(bytes, at + 2);
      if (size < MIN_CELL_BYTES || at + size > usable || !map.take(at, at + size)) {
        throw malformed("a free block over a cell or outside");
      }
      taken += size;
      before = at + size;
      at = BigEndian.two(bytes, at);
    }
    return taken;
  }

  MalformedPage malformed(String what) {
    return new MalformedPage(number, what);
  }

  long number() {
    return number;
  }

  boolean isLeaf() {
    return leaf;
  }

  boolean isByKey() {
    return byKey;
  }

  int cells() {
    return cells;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Returns the page below, before a cell or behind all of them. */
  long child(int index) {
    return index == cells ? right : children[index];
  }

  /** Returns a cell's rowid; in a page above others the largest one below. */
  long key(int index) {
    return keys[index];
  }

  /** Returns how many bytes a cell's record has. */
  int size(int index) {
    return (int) sizes[index];
  }

  /** Returns where a cell's record begins. */
  int content(int index) {
    return contents[index];
  }

  /** Returns how many bytes of a cell's record are on this page. */
  int local(int index) {
    return locals[index];
  }
}
