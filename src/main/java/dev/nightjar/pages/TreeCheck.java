package dev.nightjar.pages;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks a b-tree in the order of its records: each page has one use, all leaves are equally deep,
 * and rowids ascend within the bounds that the pages above give.
 */
final class TreeCheck {
  /** SQLite's BTCURSOR_MAX_DEPTH. */
  private static final int MAX_DEPTH = 20;

  private static final long FIRST_PAGE = 1;

  private final PageFile file;
  private final PageMap map;
  private final PointerMap pointers;
  private final Pulse pulse;
  private final CheckedRecord record;
  private final List<CheckedPage> levels = new ArrayList<>();
  private int leafDepth;
  private boolean anyRowid;
  private long lastRowid;

  TreeCheck(PageFile file, PageMap map, PointerMap pointers, Pulse pulse) {
    this.file = file;
    this.map = map;
    this.pointers = pointers;
    this.pulse = pulse;
    this.record = new CheckedRecord(file, map, pointers);
  }

  /** Gets the records of a tree, one after the other. */
  interface Records {
    /**
     * Takes one, which is valid until the next.
     *
     * @param rowid 0 in a tree by key
     */
    void next(CheckedRecord record, long rowid) throws IOException;
  }

  /** Walks through a tree. */
  void walk(long root, boolean byKey, Records to) throws IOException {
    leafDepth = -1;
    anyRowid = false;
    if (root > FIRST_PAGE) {
      pointers.expect(root, PointerMap.ROOT, 0);
    }
    page(root, 0, byKey, to);
  }

  private void page(long number, int depth, boolean byKey, Records to) throws IOException {
    if (depth == MAX_DEPTH) {
      throw new MalformedPage(number, "a tree too deep");
    }
    pulse.beat();
    map.use(number);
    if (depth == levels.size()) {
      levels.add(new CheckedPage(file));
    }
    CheckedPage page = levels.get(depth);
    page.read(number, byKey);
    boolean mayBeEmpty = depth == 0 && (page.isLeaf() || number == FIRST_PAGE);
    if (page.cells() == 0 && !mayBeEmpty) {
      throw page.malformed("no cells");
    }
    if (page.isLeaf()) {
      leaf(page, depth, to);
      return;
    }
    for (int i = 0; i <= page.cells(); i++) {
      pointers.expect(page.child(i), PointerMap.TREE, number);
      page(page.child(i), depth + 1, byKey, to);
      if (i == page.cells()) {
        break;
      }
      if (byKey) {
        take(page, i, to);
      } else {
        bound(page, page.key(i));
      }
    }
  }

  private void leaf(CheckedPage page, int depth, Records to) throws IOException {
    if (leafDepth >= 0 && leafDepth != depth) {
      throw page.malformed("leaves not equally deep");
    }
    leafDepth = depth;
    for (int i = 0; i < page.cells(); i++) {
      take(page, i, to);
    }
  }

  private void take(CheckedPage page, int cell, Records to) throws IOException {
    long rowid = 0;
    if (!page.isByKey()) {
      rowid = page.key(cell);
      if (anyRowid && rowid <= lastRowid) {
        throw page.malformed("rowids out of order");
      }
      anyRowid = true;
      lastRowid = rowid;
    }
    record.read(page, cell);
    to.next(record, rowid);
  }

  /** No rowid before is larger than the bound, each one behind is. */
  private void bound(CheckedPage page, long largest) throws MalformedPage {
    if (anyRowid && lastRowid > largest) {
      throw page.malformed("rowids beyond their page's");
    }
    lastRowid = largest;
  }
}
