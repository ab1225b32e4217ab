package dev.nightjar.pages;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of one table in the order in which they are stored: by rowid, or by key if the table
 * is WITHOUT ROWID. No tree of pages makes the walk endless: it is bounded by the number of pages
 * that the file has.
 */
public final class TableTree {
  /** SQLite's BTCURSOR_MAX_DEPTH. */
  private static final int MAX_DEPTH = 20;

  private final PageFile file;
  private final List<TreePage> way = new ArrayList<>();
  private final boolean index;
  private final Payload payload;
  private final Varint varint = new Varint();
  private int depth = -1;
  private long pagesRead;
  private boolean hasRowid;
  private long rowid;

  /** Reads the root page. */
  public TableTree(PageFile file, long root) throws IOException {
    this.file = file;
    this.payload = new Payload(file);
    this.index = read(root).isIndex();
  }

  /** Returns whether it is a tree of keys, without rowids. */
  public boolean isIndex() {
    return index;
  }

  private TreePage read(long number) throws IOException {
    if (depth + 1 == MAX_DEPTH || pagesRead++ == file.pages()) {
      throw new MalformedPage(number, "a tree without an end");
    }
    if (++depth == way.size()) {
      way.add(new TreePage(file));
    }
    TreePage page = way.get(depth);
    page.read(file, number);
    return page;
  }

  private void descend(long number) throws IOException {
    TreePage page = read(number);
    if (page.isIndex() != index || page.cells() == 0) {
      throw page.malformed("of another tree");
    }
  }

  /** Moves to the next record; false past the last one. */
  public boolean next() throws IOException {
    while (depth >= 0) {
      TreePage page = way.get(depth);
      int step = page.step();
      if (page.isLeaf()) {
        if (step < page.cells()) {
          record(page, page.cell(step));
          return true;
        }
      } else if (index && step <= 2 * page.cells()) {
        if (step % 2 == 1) {
          record(page, page.cell(step / 2) + TreePage.CHILD_BYTES);
          return true;
        }
        descend(page.child(step / 2));
        continue;
      } else if (!index && step <= page.cells()) {
        descend(page.child(step));
        continue;
      }
      depth--;
    }
    return false;
  }

  private void record(TreePage page, int at) throws IOException {
    int behind = varint.read(page.bytes(), at);
    long size = varint.value();
    if (!index) {
      behind = varint.read(page.bytes(), behind);
      if (hasRowid && varint.value() <= rowid) {
        throw page.malformed("rowids out of order");
      }
      rowid = varint.value();
      hasRowid = true;
    }
    payload.begin(page, behind, size, index);
  }

  /**
   * Passes over all records of a leaf if the other tree has the same ones, byte by byte with all
   * that overflows, and both have come to the first of them. There is no record then until the next
   * one is asked for. Only their bytes are compared: the declarations are to be the same, too.
   *
   * @return how many records they are; 0 if none were passed
   */
  int passSameLeaf(TableTree other) throws IOException {
    TreePage mine = way.get(depth);
    TreePage theirs = other.way.get(other.depth);
    if (!mine.isAtFirstOfLeaf() || !theirs.isAtFirstOfLeaf() || !mine.isSame(theirs)) {
      return 0;
    }
    OverflowComparison overflow = new OverflowComparison(file, other.file);
    long last = rowid;
    for (int cell = 0; cell < mine.cells(); cell++) {
      int behind = varint.read(mine.bytes(), mine.cell(cell));
      long size = varint.value();
      if (!index) {
        behind = varint.read(mine.bytes(), behind);
        if (cell > 0 && varint.value() <= last) {
          return 0;
        }
        last = varint.value();
      }
      if (!overflow.isSame(mine, behind, size, index)) {
        return 0;
      }
    }
    mine.pass();
    theirs.pass();
    rowid = last;
    other.rowid = last;
    return mine.cells();
  }

  /** Returns what to throw of the record. */
  MalformedPage malformed(String what) {
    return way.get(depth).malformed(what);
  }

  /** Returns the rowid of the record. */
  public long rowid() {
    return rowid;
  }

  Payload payload() {
    return payload;
  }
}
