package dev.nightjar.pages;

import static dev.nightjar.pages.MadePages.INTERIOR_TABLE;
import static dev.nightjar.pages.MadePages.LEAF_TABLE;
import static dev.nightjar.pages.MadePages.bytes;
import static dev.nightjar.pages.MadePages.child;
import static dev.nightjar.pages.MadePages.interior;
import static dev.nightjar.pages.MadePages.join;
import static dev.nightjar.pages.MadePages.leaf;
import static dev.nightjar.pages.MadePages.row;
import static dev.nightjar.pages.MadePages.varint;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SQLite never uses the page on which the byte at 1 GB lies: its locks are there. The file here is
 * that long, and nearly all of it a hole.
 */
final class LockBytePageTest {
  private static final long LOCK_BYTE = 1L << 30;
  private static final int LOCK_PAGE = (int) (LOCK_BYTE / MadePages.PAGE_SIZE) + 1;

  @TempDir private Path folder;

  private static void write(FileChannel channel, long at, byte[] bytes) throws IOException {
    channel.write(ByteBuffer.wrap(bytes), at);
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  /** Makes a file of so many pages, the last ones a hole. */
  private Path made(MadePages first, int pages, int leafPage, byte[] leaf) throws IOException {
    Path file = folder.resolve("made.db");
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE, SPARSE)) {
      write(channel, 0, first.whole());
      write(channel, 28, number(pages));
      write(channel, (long) pages * MadePages.PAGE_SIZE - 4, new byte[4]);
      write(channel, (leafPage - 1L) * MadePages.PAGE_SIZE, leaf);
    }
    return file;
  }

  /** Makes a table with one leaf on page 3 and another far behind. */
  private Path made(int second) throws IOException {
    return made(
        new MadePages()
            .add(interior(INTERIOR_TABLE, second, child(3, 1)), leaf(LEAF_TABLE, row(1, 7))),
        LOCK_PAGE + 1,
        second,
        leaf(LEAF_TABLE, row(2, 8)));
  }

  private static List<Object> values(Path file) throws IOException {
    return Records.of(file, 2).stream().map(record -> record.fields().get(0)).toList();
  }

  @Test
  void thePagesBesideItAreReadAsAnyOther() throws Exception {
    assertEquals(List.of(7L, 8L), values(made(LOCK_PAGE - 1)));
    Files.delete(folder.resolve("made.db"));
    assertEquals(List.of(7L, 8L), values(made(LOCK_PAGE + 1)));
  }

  @Test
  void theLockBytePageIsPartOfNoTree() throws Exception {
    Path file = made(LOCK_PAGE);
    MalformedPage thrown = assertThrows(MalformedPage.class, () -> values(file));
    assertEquals("page " + LOCK_PAGE + ": not among " + (LOCK_PAGE + 1), thrown.getMessage());
  }

  @Test
  void readingOnPastItGivesThePageBehind() throws Exception {
    try (PageFile opened = PageFile.open(made(LOCK_PAGE + 1))) {
      byte[] page = opened.newPage();
      for (int number = LOCK_PAGE - 4; number < LOCK_PAGE; number++) {
        opened.read(number, page);
        assertEquals(0, page[0]);
      }
      opened.read(LOCK_PAGE + 1, page);
      assertEquals(LEAF_TABLE, page[0]);
    }
  }

  @Test
  void aRecordOfMoreThanSqlitesTwoGigabytesIsMalformedThoughTheFileIsLarger() throws Exception {
    byte[] cell = join(varint((1L << 32) + 3), varint(1), bytes(2, 1, 7));
    int pages = (int) ((1L << 32) / MadePages.PAGE_SIZE) + 1000;
    Path file = made(new MadePages(), pages, 2, leaf(LEAF_TABLE, cell));
    MalformedPage thrown = assertThrows(MalformedPage.class, () -> values(file));
    assertEquals("page 2: a record larger than the file", thrown.getMessage());
  }
}
