package dev.nightjar.pages;

import java.io.IOException;
import java.util.Arrays;

/** A page of a b-tree, and how far the walk has come on it. */
final class TreePage {
  private static final int INTERIOR_INDEX = 2;
  private static final int INTERIOR_TABLE = 5;
  private static final int LEAF_INDEX = 10;
  private static final int LEAF_TABLE = 13;

  /** The file's header stands before the first page's. */
  private static final int FILE_HEADER_BYTES = 100;

  /** The number of the page below stands at the beginning of a cell. */
  static final int CHILD_BYTES = 4;

  private static final int MIN_CELL_BYTES = 4;

  private final int usable;
  private final byte[] bytes;
  private long number;
  private int type;
  private int cells;
  private int header;
  private int pointers;
  private int steps;

  TreePage(PageFile file) {
    usable = file.usable();
    bytes = file.newPage();
  }

  void read(PageFile file, long page) throws IOException {
    file.read(page, bytes);
    number = page;
    header = page == 1 ? FILE_HEADER_BYTES : 0;
    type = bytes[header];
    if (type != INTERIOR_INDEX
        && type != INTERIOR_TABLE
        && type != LEAF_INDEX
        && type != LEAF_TABLE) {
      throw malformed("no page of a b-tree");
    }
    cells = BigEndian.two(bytes, header + 3);
    pointers = header + (isLeaf() ? 8 : 12);
    if (pointers + 2 * cells > usable) {
      throw malformed("too many cells");
    }
    steps = 0;
  }

  MalformedPage malformed(String what) {
    return new MalformedPage(number, what);
  }

  boolean isLeaf() {
    return type >= LEAF_INDEX;
  }

  /** Returns whether it is of an index, as which a WITHOUT ROWID table is stored. */
  boolean isIndex() {
    return type == INTERIOR_INDEX || type == LEAF_INDEX;
  }

  int cells() {
    return cells;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Returns how many steps the walk has made here, and makes one more. */
  int step() {
    return steps++;
  }

  /** Returns whether the walk has come to the first cell, and this is a leaf. */
  boolean isAtFirstOfLeaf() {
    return steps == 1 && isLeaf();
  }

  /** Ends the walk on this page. */
  void pass() {
    steps = cells;
  }

  /** Returns whether it holds the same bytes, wherever it is in its file. */
  boolean isSame(TreePage other) {
    return usable == other.usable && Arrays.equals(bytes, 0, usable, other.bytes, 0, usable);
  }

  /** Returns where a cell begins. */
  int cell(int index) throws MalformedPage {
    int at = BigEndian.two(bytes, pointers + 2 * index);
    if (at < pointers + 2 * cells || at > usable - MIN_CELL_BYTES) {
      throw malformed("a cell outside");
    }
    return at;
  }

  /** Returns the number of the page below, before a cell or behind all of them. */
  long child(int index) throws MalformedPage {
    return BigEndian.four(bytes, index == cells ? header + 8 : cell(index));
  }
}
