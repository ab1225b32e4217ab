package dev.nightjar.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.faults.FastFolder;
import dev.nightjar.sqlite.Reserved;
import dev.nightjar.sqlite.Sql;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The header is checked against the file; each page is read as it is there. */
final class PageFileTest {
  private static final int PAGE_SIZE_AT = 16;
  private static final int RESERVED_AT = 20;
  private static final int CHANGES_AT = 24;
  private static final int PAGES_AT = 28;

  @TempDir(factory = FastFolder.class)
  private Path folder;

  /** Makes a file of five pages, with four bytes of its header changed. */
  private Path made(int at, int value) throws IOException {
    byte[] bytes =
        new MadePages().add(new byte[512], new byte[512], new byte[512], new byte[512]).whole();
    ByteBuffer.wrap(bytes).putInt(at, value);
    return Files.write(folder.resolve("made.db"), bytes);
  }

  private static long pages(Path file) throws IOException {
    try (PageFile opened = PageFile.open(file)) {
      return opened.pages();
    }
  }

  private static void isNoDatabase(Path file) {
    MalformedPage thrown = assertThrows(MalformedPage.class, () -> PageFile.open(file));
    assertEquals("page 1: no database", thrown.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "512, 0",
    "512, 32",
    "1024, 7",
    "2048, 0",
    "4096, 255",
    "8192, 0",
    "16384, 0",
    "32768, 1",
    "65536, 0",
    "65536, 100"
  })
  void eachSizeThatSqliteWritesIsKnown(int pageSize, int reserved) throws Exception {
    Path file = folder.resolve("sqlite.db");
    Reserved.create(file, pageSize, reserved);
    Sql.run(file, "CREATE TABLE t(a)", "INSERT INTO t VALUES ('one')");
    try (PageFile opened = PageFile.open(file)) {
      assertEquals(pageSize - reserved, opened.usable());
      assertEquals(2, opened.pages());
    }
    assertEquals("one", Records.firstFields(file, "t").get(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 256, 511, 513, 1000, 0x8001, 0xffff})
  void otherSizesAreNoDatabase(int size) throws Exception {
    isNoDatabase(made(PAGE_SIZE_AT, size << 16 | 0x0101));
  }

  @Test
  void aPageThatIsReservedSoFarThatSqliteHasNoRoomIsNoDatabase() throws Exception {
    assertEquals(5, pages(made(RESERVED_AT, 32 << 24)));
    isNoDatabase(made(RESERVED_AT, 33 << 24));
    isNoDatabase(made(RESERVED_AT, 255 << 24));
  }

  @Test
  void eachLetterOfTheMagicCounts() throws Exception {
    byte[] whole = new MadePages().whole();
    for (int at = 0; at < 16; at++) {
      byte[] bytes = whole.clone();
      bytes[at] ^= 1;
      isNoDatabase(Files.write(folder.resolve("made.db"), bytes));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 99})
  void aFileWithoutAWholeHeaderEndsTooEarly(int length) throws Exception {
    Path file =
        Files.write(folder.resolve("short"), Arrays.copyOf(new MadePages().whole(), length));
    EOFException thrown = assertThrows(EOFException.class, () -> PageFile.open(file));
    assertEquals("the file ends at byte " + length, thrown.getMessage());
  }

  @Test
  void aFileThatIsNotThereIsNotOpened() {
    assertThrows(NoSuchFileException.class, () -> PageFile.open(folder.resolve("none.db")));
  }

  @Test
  void aFileThatWasNotOpenedIsNotHeldEither() throws Exception {
    Path file = made(0, 0);
    isNoDatabase(file);
    Files.delete(file); // Windows refuses that while it is open.
  }

  @Test
  void theHeaderCountsThePagesWhereItIsUpToDate() throws Exception {
    assertEquals(5, pages(made(PAGES_AT, 5)));
    assertEquals(4, pages(made(PAGES_AT, 4)));
  }

  @Test
  void aCountThatIsLargerThanTheFileIsNotBelieved() throws Exception {
    assertEquals(5, pages(made(PAGES_AT, 6)));
    assertEquals(5, pages(made(PAGES_AT, -1)));
  }

  @Test
  void aCountOfAnOldSqliteIsNotBelieved() throws Exception {
    // It wrote the pages, and not where they are counted.
    Path file = made(PAGES_AT, 2);
    byte[] bytes = Files.readAllBytes(file);
    bytes[CHANGES_AT]++;
    assertEquals(5, pages(Files.write(file, bytes)));
    assertEquals(5, pages(made(PAGES_AT, 0)));
  }

  @Test
  void aPageThatIsCutIsNotOneOfThem() throws Exception {
    byte[] bytes = Files.readAllBytes(made(PAGES_AT, 5));
    assertEquals(
        4, pages(Files.write(folder.resolve("cut.db"), Arrays.copyOf(bytes, 5 * 512 - 1))));
    assertEquals(
        5, pages(Files.write(folder.resolve("more.db"), Arrays.copyOf(bytes, 5 * 512 + 1))));
  }

  /** A file of which each page begins with its own number. */
  private Path numbered(int pages) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(pages * 512);
    bytes.put(new MadePages().whole());
    bytes.putInt(PAGES_AT, pages);
    for (int page = 2; page <= pages; page++) {
      bytes.putInt((page - 1) * 512, page);
      bytes.putInt(page * 512 - 4, -page);
    }
    return Files.write(folder.resolve("numbered.db"), bytes.array());
  }

  private static void isThatPage(PageFile file, byte[] page, int number) throws IOException {
    file.read(number, page);
    assertEquals(number, ByteBuffer.wrap(page).getInt(0));
    assertEquals(-number, ByteBuffer.wrap(page).getInt(508));
  }

  @Test
  void pagesAreReadInWhateverOrderTheyAreAskedFor() throws Exception {
    int pages = 2000;
    Path file = numbered(pages);
    try (PageFile opened = PageFile.open(file)) {
      byte[] page = opened.newPage();
      for (int number = 2; number <= pages; number++) {
        isThatPage(opened, page, number);
      }
      for (int number = pages; number >= 2; number -= 3) {
        isThatPage(opened, page, number);
      }
      Random random = new Random(1);
      for (int i = 0; i < 3000; i++) {
        int from = 2 + random.nextInt(pages - 1);
        for (int number = from; number <= Math.min(pages, from + random.nextInt(5)); number++) {
          isThatPage(opened, page, number);
        }
      }
    }
  }

  @Test
  void behindAPageStandZeros() throws Exception {
    try (PageFile opened = PageFile.open(numbered(3))) {
      byte[] page = opened.newPage();
      opened.read(3, page);
      byte[] slack = Arrays.copyOfRange(page, 512, page.length);
      assertEquals(-1, Arrays.mismatch(new byte[PageFile.SLACK_BYTES], slack));
    }
  }

  @Test
  void noPageBeforeTheFirstAndBehindTheLastIsRead() throws Exception {
    try (PageFile opened = PageFile.open(numbered(3))) {
      byte[] page = opened.newPage();
      for (long number : new long[] {0, -1, 4, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE}) {
        MalformedPage thrown = assertThrows(MalformedPage.class, () -> opened.read(number, page));
        assertEquals("page " + number + ": not among 3", thrown.getMessage());
      }
    }
  }

  @Test
  void aFileThatShrinksMeanwhileEndsTooEarlyAndIsReadOnWhereItIs() throws Exception {
    Path file = numbered(100);
    try (PageFile opened = PageFile.open(file)) {
      byte[] page = opened.newPage();
      isThatPage(opened, page, 2);
      Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 50 * 512 + 10));
      assertThrows(EOFException.class, () -> opened.read(51, page));
      isThatPage(opened, page, 2);
      assertThrows(EOFException.class, () -> opened.read(90, page));
      isThatPage(opened, page, 50);
    }
  }
}
