package dev.nightjar.pages;

import static dev.nightjar.pages.MadePages.INTERIOR_INDEX;
import static dev.nightjar.pages.MadePages.INTERIOR_TABLE;
import static dev.nightjar.pages.MadePages.LEAF_INDEX;
import static dev.nightjar.pages.MadePages.LEAF_TABLE;
import static dev.nightjar.pages.MadePages.bytes;
import static dev.nightjar.pages.MadePages.child;
import static dev.nightjar.pages.MadePages.interior;
import static dev.nightjar.pages.MadePages.join;
import static dev.nightjar.pages.MadePages.leaf;
import static dev.nightjar.pages.MadePages.row;
import static dev.nightjar.pages.MadePages.varint;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.faults.FastFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a page says is believed: the walk ends, and what isn't right is called so. */
final class HostilePagesTest {
  @TempDir(factory = FastFolder.class)
  private Path folder;

  private List<Records.Read> read(MadePages pages) throws IOException {
    return Records.of(pages.write(folder.resolve("made.db")), 2);
  }

  private List<Object> values(MadePages pages) throws IOException {
    return read(pages).stream().map(record -> record.fields().get(0)).toList();
  }

  private void isMalformed(MadePages pages, String message) {
    MalformedPage thrown = assertThrows(MalformedPage.class, () -> read(pages));
    assertEquals(message, thrown.getMessage());
  }

  private void isMalformed(byte[] record) {
    isMalformed(new MadePages().add(leaf(LEAF_TABLE, row(1, record))), "page 2: no record");
  }

  @Test
  void whatIsRightIsRead() throws Exception {
    MadePages pages =
        new MadePages()
            .add(
                interior(INTERIOR_TABLE, 4, child(3, 20)),
                leaf(LEAF_TABLE, row(-3, 7), row(20, 8)),
                leaf(LEAF_TABLE, row(21, 9)));
    assertEquals(List.of(7L, 8L, 9L), values(pages));
    assertEquals(List.of(-3L, 20L, 21L), read(pages).stream().map(Records.Read::rowid).toList());
  }

  @Test
  void keysStandBetweenTheirChildren() throws Exception {
    byte[] key = join(bytes(0, 0, 0, 3, 3), bytes(2, 1, 5));
    MadePages pages =
        new MadePages()
            .add(
                interior(INTERIOR_INDEX, 4, key),
                leaf(LEAF_INDEX, bytes(3, 2, 1, 4)),
                leaf(LEAF_INDEX, bytes(3, 2, 1, 6)));
    assertEquals(List.of(4L, 5L, 6L), values(pages));
  }

  @Test
  void aRootWithOneChildAndNoCellIsATree() throws Exception {
    assertEquals(
        List.of(7L),
        values(new MadePages().add(interior(INTERIOR_TABLE, 3), leaf(LEAF_TABLE, row(1, 7)))));
  }

  @Test
  void aPageThatLeadsToItselfEndsTheWalk() {
    isMalformed(
        new MadePages().add(interior(INTERIOR_TABLE, 2, child(2, 1))),
        "page 2: a tree without an end");
  }

  @Test
  void pagesThatLeadToEachOtherEndTheWalk() {
    isMalformed(
        new MadePages()
            .add(
                interior(INTERIOR_TABLE, 3, child(3, 1)), interior(INTERIOR_TABLE, 2, child(2, 1))),
        "page 3: a tree without an end");
  }

  /** A tree of that many levels: each page with children has a leaf, and the next level. */
  private static MadePages tower(int levels) {
    MadePages pages = new MadePages();
    for (int level = 1; level < levels; level++) {
      int page = 2 * level;
      pages.add(
          interior(INTERIOR_TABLE, page + 2, child(page + 1, level)),
          leaf(LEAF_TABLE, row(level, level)));
    }
    return pages.add(leaf(LEAF_TABLE, row(levels, levels)));
  }

  @Test
  void aTreeThatIsDeeperThanSqliteGoesIsMalformed() throws Exception {
    assertEquals(LongStream.rangeClosed(1, 20).boxed().toList(), values(tower(20)));
    isMalformed(tower(21), "page 41: a tree without an end");
  }

  @Test
  void aChildThatIsAlreadyReadElsewhereEndsTheWalkInTime() {
    byte[][] children = new byte[40][];
    Arrays.setAll(children, at -> child(3, at));
    // The same leaf for each of them: its rows can't be in order twice.
    isMalformed(
        new MadePages()
            .add(interior(INTERIOR_TABLE, 3, children), leaf(LEAF_TABLE, row(1, 7)))
            .add(leaf(LEAF_TABLE)),
        "page 3: rowids out of order");
  }

  @Test
  void keysOfOneLeafAreNotReadMoreOftenThanThereArePages() {
    byte[][] keys = new byte[30][];
    Arrays.setAll(keys, at -> join(bytes(0, 0, 0, 3, 3), bytes(2, 1, at)));
    isMalformed(
        new MadePages().add(interior(INTERIOR_INDEX, 3, keys), leaf(LEAF_INDEX, bytes(3, 2, 1, 4))),
        "page 3: a tree without an end");
  }

  @Test
  void aChildOfAnotherKindOfTreeIsMalformed() {
    isMalformed(
        new MadePages()
            .add(interior(INTERIOR_TABLE, 3, child(3, 1)), leaf(LEAF_INDEX, bytes(3, 2, 1, 4))),
        "page 3: of another tree");
    isMalformed(
        new MadePages()
            .add(
                interior(INTERIOR_INDEX, 3, join(bytes(0, 0, 0, 3, 3), bytes(2, 1, 5))),
                leaf(LEAF_TABLE, row(1, 7))),
        "page 3: of another tree");
  }

  @Test
  void onlyARootMayBeEmpty() throws Exception {
    assertEquals(List.of(), values(new MadePages().add(leaf(LEAF_TABLE))));
    isMalformed(
        new MadePages().add(interior(INTERIOR_TABLE, 3, child(3, 1)), leaf(LEAF_TABLE)),
        "page 3: of another tree");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 6, 9, 12, 14, 0x8d, 0xff})
  void aPageOfAnUnknownKindIsMalformed(int type) {
    isMalformed(new MadePages().add(leaf(type, row(1, 7))), "page 2: no page of a b-tree");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 1 << 20, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
  void aChildThatIsNotInTheFileIsMalformed(int number) {
    isMalformed(
        new MadePages().add(interior(INTERIOR_TABLE, number), leaf(LEAF_TABLE, row(1, 7))),
        "page " + Integer.toUnsignedLong(number) + ": not among 3");
  }

  @Test
  void aRootThatIsNotInTheFileIsMalformed() throws Exception {
    Path file = new MadePages().write(folder.resolve("made.db"));
    for (long root : new long[] {0, -1, 2, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThrows(MalformedPage.class, () -> Records.of(file, root));
    }
  }

  @Test
  void moreCellsThanAPageHasRoomForAreMalformed() {
    for (int count : new int[] {0xffff, 0x8000, (512 - 8) / 2 + 1}) {
      isMalformed(
          new MadePages().add(leaf(LEAF_TABLE, row(1, 7))).put(2, 3, count),
          "page 2: too many cells");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 9, 509, 511, 512, 0xffff})
  void aCellThatPointsOutsideThePagesContentIsMalformed(int pointer) {
    isMalformed(
        new MadePages().add(leaf(LEAF_TABLE, row(1, 7))).put(2, 8, pointer),
        "page 2: a cell outside");
  }

  @Test
  void aCellMayBeginRightBehindThePointersAndEndWithThePage() throws Exception {
    byte[] page = leaf(LEAF_TABLE, row(1, 7));
    System.arraycopy(row(1, 6), 0, page, 10, 5);
    assertEquals(List.of(6L), values(new MadePages().add(page).put(2, 8, 10)));
    byte[] nullOnly = leaf(LEAF_TABLE, row(1, bytes(2, 0)));
    assertEquals(List.of("NULL"), values(new MadePages().add(nullOnly)));
  }

  @Test
  void rowidsThatDoNotGrowAreMalformed() {
    for (long second : new long[] {5, 4, -6, Long.MIN_VALUE}) {
      isMalformed(
          new MadePages().add(leaf(LEAF_TABLE, row(5, 7), row(second, 8))),
          "page 2: rowids out of order");
    }
    isMalformed(
        new MadePages()
            .add(
                interior(INTERIOR_TABLE, 4, child(3, 20)),
                leaf(LEAF_TABLE, row(20, 8)),
                leaf(LEAF_TABLE, row(20, 9))),
        "page 4: rowids out of order");
  }

  @Test
  void theLowestAndTheHighestRowidAreInOrder() throws Exception {
    MadePages pages =
        new MadePages()
            .add(leaf(LEAF_TABLE, row(Long.MIN_VALUE, 1), row(0, 2), row(Long.MAX_VALUE, 3)));
    assertEquals(List.of(1L, 2L, 3L), values(pages));
  }

  @Test
  void aRecordThatSaysThatItIsLargerThanTheFileIsMalformed() {
    for (long size : new long[] {2 * 512 + 1, Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE, -1}) {
      byte[] cell = join(varint(size), varint(1), bytes(2, 1, 7));
      isMalformed(
          new MadePages().add(leaf(LEAF_TABLE, cell)), "page 2: a record larger than the file");
    }
  }

  @Test
  void aRecordThatPassesItsPagesEndIsMalformed() {
    for (int size : new int[] {4, 5, 100, 477}) {
      byte[] cell = join(varint(size), varint(1), bytes(2, 1, 7));
      isMalformed(new MadePages().add(leaf(LEAF_TABLE, cell)), "page 2: a record outside");
    }
  }

  @Test
  void theNumberOfAnOverflowPageMustStandOnThePage() {
    // 39 bytes of 547 belong on the page, and behind them the number of the next.
    byte[] cell = new byte[2 + 1 + 39 + 3];
    System.arraycopy(join(varint(547), varint(1), bytes(2, 12)), 0, cell, 0, 5);
    isMalformed(
        new MadePages().add(leaf(LEAF_TABLE, cell), new byte[512]), "page 2: a record outside");
  }

  @Test
  void aHeaderOfNoBytesIsNoRecord() {
    isMalformed(bytes(0, 0, 0));
  }

  @Test
  void aHeaderLongerThanItsRecordIsNoRecord() {
    isMalformed(bytes(4, 1, 7));
    isMalformed(join(varint(Long.MAX_VALUE), bytes(1, 7)));
    isMalformed(join(varint(-1), bytes(1, 7)));
  }

  @Test
  void reservedTypesAreNoRecord() {
    isMalformed(bytes(2, 10, 7));
    isMalformed(bytes(2, 11, 7));
    isMalformed(join(bytes(10), varint(-1), bytes(7)));
  }

  @Test
  void aValueLongerThanItsRecordIsNoRecord() {
    isMalformed(bytes(2, 2, 7));
    isMalformed(bytes(2, 15));
    isMalformed(join(bytes(10), varint(Long.MAX_VALUE), bytes(7)));
    isMalformed(join(bytes(6), varint(12 + 2 * (1L << 32)), bytes(7)));
  }

  @Test
  void aValueIsCheckedThoughTheOnesBehindItAreNotRead() throws Exception {
    byte[] record = bytes(3, 99, 1, 7);
    Path file =
        new MadePages().add(leaf(LEAF_TABLE, row(1, record))).write(folder.resolve("made.db"));
    try (PageFile pages = PageFile.open(file)) {
      RowRecord first = new RowRecord(new TableTree(pages, 2), 1);
      assertThrows(MalformedPage.class, first::next);
    }
  }

  /** A record on a leaf and a chain of pages: its length must leave 39 bytes on the leaf. */
  private static MadePages chained(byte[] record) {
    byte[] local = Arrays.copyOf(record, 39);
    MadePages pages = new MadePages();
    pages.add(leaf(LEAF_TABLE, join(varint(record.length), varint(1), local, bytes(0, 0, 0, 3))));
    int next = 4;
    for (int at = local.length; at < record.length; at += 508) {
      byte[] part = Arrays.copyOfRange(record, at, at + 508);
      pages.add(join(bytes(0, 0, next >> 8, next), part));
      next++;
    }
    return pages;
  }

  @Test
  void aHeaderMayPassThePageButNotTheLimitOfSqlitesColumns() throws Exception {
    // Three bytes of length, and types of NULL: as many fields as the header has bytes left.
    byte[] whole = new byte[39 + 508 * 20];
    System.arraycopy(bytes(0x80, 0x80 | whole.length >> 7, whole.length & 0x7f), 0, whole, 0, 3);
    assertEquals(whole.length - 3, read(chained(whole)).get(0).fields().size());

    byte[] tooLong = new byte[39 + 508 * 194];
    System.arraycopy(varint(98_308), 0, tooLong, 0, 3);
    isMalformed(chained(tooLong), "page 2: no record");
  }

  @Test
  void bytesThatBelongToNoValueAreNoRecord() {
    isMalformed(bytes(2, 1, 7, 7));
    isMalformed(bytes(1, 7));
  }

  @Test
  void aTypeThatPassesItsHeadersEndIsNoRecord() {
    isMalformed(bytes(2, 0x80, 1, 7));
  }

  @Test
  void aRecordOfNoFieldsIsARecord() throws Exception {
    assertEquals(
        List.of(new Records.Read(1, List.of()), new Records.Read(2, List.of(7L))),
        read(new MadePages().add(leaf(LEAF_TABLE, join(row(1, bytes(1)), bytes(0)), row(2, 7)))));
  }

  @Test
  void numbersMayBeSpelledWithMoreBytesThanTheyNeed() throws Exception {
    byte[] longSize = bytes(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 3);
    byte[] longType = bytes(0x80, 0x80, 1);
    byte[] cell = join(bytes(0x80, 5), bytes(0x80, 1), bytes(4), longType, bytes(7));
    assertEquals(List.of(7L), values(new MadePages().add(leaf(LEAF_TABLE, cell))));
    assertEquals(
        List.of(7L),
        values(new MadePages().add(leaf(LEAF_TABLE, join(longSize, varint(1), bytes(2, 1, 7))))));
  }

  /** Children, all kinds of values, and a record that overflows. */
  private static byte[] sample() {
    byte[] large = new byte[3 + 39 + 4];
    System.arraycopy(join(varint(547), varint(30), bytes(3, 0x88, 0x4c)), 0, large, 0, 6);
    large[large.length - 1] = 5;
    return new MadePages()
        .add(
            interior(INTERIOR_TABLE, 4, child(3, 20)),
            leaf(LEAF_TABLE, row(-3, 7), row(20, bytes(7, 0, 8, 9, 1, 19, 14, 5, 97, 98, 99, 0))),
            leaf(LEAF_TABLE, large, row(1L << 40, 9)),
            new byte[512])
        .whole();
  }

  /** Reads all that is there, or as much as there is before something isn't right. */
  private static boolean isRead(Path file) {
    try {
      Records.of(file, 2);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void whereverAFileIsCutItIsReadOrCalledWrong() throws Exception {
    byte[] whole = sample();
    Path file = Files.write(folder.resolve("cut.db"), whole);
    assertTrue(isRead(file));
    for (int length = whole.length - 1; length >= 0; length -= length > 600 ? 37 : 1) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertFalse(isRead(file), "of " + length + " bytes");
    }
  }

  @Test
  void whicheverByteIsWrongTheFileIsReadOrCalledWrong() throws Exception {
    byte[] whole = sample();
    Path file = folder.resolve("wrong.db");
    int read = 0;
    for (int at = 0; at < whole.length; at++) {
      if (whole[at] != 0 || at % 512 < 16) {
        for (int wrong : new int[] {0, 0x7f, 0x80, 0xff}) {
          byte[] bytes = whole.clone();
          bytes[at] = (byte) wrong;
          Files.write(file, bytes);
          read += isRead(file) ? 1 : 0;
        }
      }
    }
    assertTrue(read > 0);
  }
}
