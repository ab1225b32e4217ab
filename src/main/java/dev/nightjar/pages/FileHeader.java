package dev.nightjar.pages;

/**
 * The header of a file (sqlite.org/fileformat2.html, section 1.3), as SQLite writes it today.
 *
 * @param largestRoot the largest root page; 0 if the file has no pointer map
 * @param encoding 1 for UTF-8, 2 and 3 for UTF-16, low and high byte first
 */
record FileHeader(
    long changes,
    long pages,
    long firstFree,
    long free,
    long largestRoot,
    int encoding,
    long incremental,
    long pagesValidFor) {
  static final int BYTES = 100;

  /** The fractions of a page that a cell may take; nothing else was ever allowed. */
  private static final int FRACTIONS_AT = 21;

  private static final long NEWEST_FORMAT = 4;

  /** Reads it from the first page. */
  static FileHeader of(byte[] first) throws MalformedPage {
    boolean known =
        isVersion(first[18])
            && isVersion(first[19])
            && first[FRACTIONS_AT] == 64
            && first[FRACTIONS_AT + 1] == 32
            && first[FRACTIONS_AT + 2] == 32
            && BigEndian.four(first, 44) <= NEWEST_FORMAT;
    FileHeader header = asItIs(first);
    if (!known || header.encoding < 1 || header.encoding > 3) {
      throw new MalformedPage(1, "header");
    }
    return header;
  }

  /** The same, of a file that SQLite has read. */
  static FileHeader asItIs(byte[] first) {
    return new FileHeader(
        BigEndian.four(first, 24),
        BigEndian.four(first, 28),
        BigEndian.four(first, 32),
        BigEndian.four(first, 36),
        BigEndian.four(first, 52),
        (int) BigEndian.four(first, 56),
        BigEndian.four(first, 64),
        BigEndian.four(first, 92));
  }

  private static boolean isVersion(byte version) {
    return version == 1 || version == 2;
  }

  /** Sees that it agrees with the file's size and with the roots that are declared. */
  void check(PageFile file, long fileBytes, long largestDeclared) throws MalformedPage {
    boolean mapped = largestRoot != 0;
    if (changes != pagesValidFor
        || pages != file.pages()
        || pages * file.pageSize() != fileBytes
        || (mapped ? largestRoot != largestDeclared : incremental != 0)) {
      throw new MalformedPage(1, "header and file differ");
    }
  }

  boolean hasPointerMap() {
    return largestRoot != 0;
  }
}
