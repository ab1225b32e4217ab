package dev.nightjar.pages;

import java.io.IOException;

/**
 * The pages that say of each other page what it is used for (sqlite.org/fileformat2.html, section
 * 1.8), in a file that can be vacuumed bit by bit. All that they must say is summed up while the
 * pages are used, and compared at the end with what they say, in their order.
 */
final class PointerMap {
  static final int ROOT = 1;
  static final int FREE = 2;
  static final int FIRST_OVERFLOW = 3;
  static final int NEXT_OVERFLOW = 4;
  static final int TREE = 5;

  private static final int ENTRY_BYTES = 5;
  private static final long FIRST_PAGE = 2;

  private final PageFile file;
  private final boolean isThere;
  private final MultisetHash expected = new MultisetHash();

  PointerMap(PageFile file, boolean isThere) {
    this.file = file;
    this.isThere = isThere;
  }

  /** Notes what it must say of a page. */
  void expect(long page, int use, long parent) {
    if (isThere) {
      add(expected, page, use, parent);
    }
  }

  private static void add(MultisetHash hash, long page, int use, long parent) {
    hash.begin();
    hash.add(page);
    hash.add(use);
    hash.add(parent);
    hash.end();
  }

  /** Gives its own pages their use. */
  void reserve(PageMap map) throws MalformedPage {
    if (isThere) {
      for (long page = FIRST_PAGE; page <= file.pages(); page = next(page)) {
        map.use(own(page));
      }
    }
  }

  private long next(long page) {
    return page + file.usable() / ENTRY_BYTES + 1;
  }

  /** The page that nobody uses moves it one further. */
  private long own(long page) {
    return page == file.lockPage() ? page + 1 : page;
  }

  /** Compares, once all pages have their use. */
  void end() throws IOException {
    if (!isThere) {
      return;
    }
    MultisetHash said = new MultisetHash();
    byte[] bytes = file.newPage();
    for (long page = FIRST_PAGE; page <= file.pages(); page = next(page)) {
      long own = own(page);
      file.read(own, bytes);
      long last = Math.min(next(page) - 1, file.pages());
      for (long child = page + 1; child <= last; child++) {
        if (child != own && child != file.lockPage()) {
          int at = (int) (child - own - 1) * ENTRY_BYTES;
          add(said, child, bytes[at], BigEndian.four(bytes, at + 1));
        }
      }
    }
    if (!said.isSameAs(expected)) {
      throw new MalformedPage(FIRST_PAGE, "pointer map");
    }
  }
}
