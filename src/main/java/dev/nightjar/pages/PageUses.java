package dev.nightjar.pages;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Whether each page of a file has exactly one use, where somebody else says which pages its trees
 * have. The free ones are read here.
 */
public final class PageUses implements AutoCloseable {
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
    FileHeader header = FileHeader.asItIs(first);
    map.useOutsideTrees(file, header, new PointerMap(file, header.hasPointerMap()));
    map.end();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
