package dev.nightjar.pages;

import java.io.IOException;
import java.util.BitSet;

/** The pages of a file that have a use: one that has two, or none, is damage. One bit a page. */
final class PageMap {
  /** A file of more pages isn't checked here: 8 MB of bits. */
  static final long MAX_PAGES = 1L << 26;

  private final BitSet used = new BitSet();
  private final int pages;

  PageMap(long pages) throws MalformedPage {
    if (pages > MAX_PAGES) {
      throw new MalformedPage(MAX_PAGES, "more pages than are counted here");
    }
    this.pages = (int) pages;
  }

  /** Gives a page its use. */
  void use(long page) throws MalformedPage {
    if (page < 1 || page > pages) {
      throw new MalformedPage(page, "not among " + pages);
    }
    if (used.get((int) page)) {
      throw new MalformedPage(page, "used twice");
    }
    used.set((int) page);
  }

  /** Gives theirs to those that are in no tree: the lock's, the pointer map's and the free ones. */
  void useOutsideTrees(PageFile file, FileHeader header, PointerMap pointers) throws IOException {
    if (file.lockPage() <= file.pages()) {
      use(file.lockPage());
    }
    pointers.reserve(this);
    FreeList.check(file, header, this, pointers);
  }

  /** Sees that no page is left. */
  void end() throws MalformedPage {
    int free = used.nextClearBit(1);
    if (free <= pages) {
      throw new MalformedPage(free, "used by nothing");
    }
  }
}
