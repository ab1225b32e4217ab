package dev.nightjar.pages;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Whether each page of a file has exactly one use, where somebody else says which pages its trees
 * have. The free ones are read here.
 */
public final class PageUses implements AutoCloseable {
  private static final int FIRST_FREE_AT = 32;
  private static final int FREE_AT = 36;

  /** Zero if the file has none. */
  private static final int POINTER_MAP_AT = 52;

  private final PageFile file;
  private final PageMap map;

  private PageUses(PageFile file) throws MalformedPage {
    this.file = file;
    map = new PageMap(file.pages());
  }

  /** Whether a file of so many pages can be asked. */
  public static boolean holds(long pages) {
    return pages <= PageMap.MAX_PAGES;
  }

  /** Opens a file that nobody writes to. */
  public static PageUses open(Path path) throws IOException {
    PageFile file = PageFile.open(path);
    try {
      return new PageUses(file);
    } catch (MalformedPage e) {
      file.close();
      throw e;
    }
  }

  /**
   * Gives a page of a tree its use.
   *
   * @throws MalformedPage if it has one
   */
  public void use(long page) throws MalformedPage {
    map.use(page);
  }

  /**
   * Gives the others theirs.
   *
   * @throws IOException a {@link MalformedPage} if one has two uses, or none
   */
  public void end() throws IOException {
    byte[] first = file.newPage();
    file.read(1, first);
    if (file.lockPage() <= file.pages()) {
      map.use(file.lockPage());
    }
    new PointerMap(file, BigEndian.four(first, POINTER_MAP_AT) != 0).reserve(map);
    long firstFree = BigEndian.four(first, FIRST_FREE_AT);
    FreeList.check(
        file, firstFree, BigEndian.four(first, FREE_AT), map, new PointerMap(file, false));
    map.end();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
