package dev.nightjar.pages;

import java.io.IOException;

/** The pages without content (sqlite.org/fileformat2.html, section 1.5). */
final class FreeList {
  private static final int COUNT_AT = 4;
  private static final int LEAVES_AT = 8;

  private FreeList() {}

  /** Gives them their use; there must be as many as the header says. */
  static void check(PageFile file, FileHeader header, PageMap map, PointerMap pointers)
      throws IOException {
    byte[] trunk = file.newPage();
    long found = 0;
    for (long page = header.firstFree(); page != 0; page = BigEndian.four(trunk, 0)) {
      map.use(page);
      pointers.expect(page, PointerMap.FREE, 0);
      file.read(page, trunk);
      long leaves = BigEndian.four(trunk, COUNT_AT);
      if (leaves > file.usable() / 4 - 2) {
        throw new MalformedPage(page, "too many free pages");
      }
      for (int i = 0; i < leaves; i++) {
        long leaf = BigEndian.four(trunk, LEAVES_AT + 4 * i);
        map.use(leaf);
        pointers.expect(leaf, PointerMap.FREE, 0);
      }
      found += 1 + leaves;
    }
    if (found != header.free()) {
      throw new MalformedPage(1, found + " free pages for " + header.free());
    }
  }
}
