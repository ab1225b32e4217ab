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
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule of the check, by pages made by hand that break it and no other. */
final class PageCheckTest {
  private static final DeclaredField ANY =
      new DeclaredField(true, true, true, true, true, true, false);
  private static final int CONTENT_AT = 5;
  private static final int CELLS_AT = 3;
  private static final int FREE_AT = 1;

  @TempDir private Path folder;

  /** The header says all that it must, and the schema is empty. */
  private static MadePages made(byte[]... pages) {
    return new MadePages().put(1, 58, 1).put(1, 100 + CONTENT_AT, MadePages.PAGE_SIZE).add(pages);
  }

  private static DeclaredTable table(int root, DeclaredField... fields) {
    return new DeclaredTable(
        root, false, List.of(fields), List.of(), -1, List.of(), List.of(), true);
  }

  private static KeyColumn column(int field) {
    return new KeyColumn(field, Collation.BINARY, false);
  }

  /** A table on page 2 with an index of its one column on page 3. */
  private static DeclaredTable indexed(boolean unique) {
    List<KeyColumn> columns = List.of(column(0), column(KeyColumn.ROWID));
    DeclaredIndex index = new DeclaredIndex(3, unique, columns, 1, true);
    return new DeclaredTable(
        2, false, List.of(ANY), List.of(), -1, List.of(index), List.of(), true);
  }

  /** A table stored by its one column. */
  private static DeclaredTable byKey() {
    return new DeclaredTable(
        2, true, List.of(ANY), List.of(column(0)), -1, List.of(), List.of(), true);
  }

  private Set<Integer> check(MadePages made, DeclaredTable... tables) throws IOException {
    List<DeclaredTable> all = new ArrayList<>(List.of(table(1, ANY, ANY, ANY, ANY, ANY)));
    all.addAll(List.of(tables));
    AddedFields none =
        (table, rowid, before, from) -> {
          throw new EOFException("no value");
        };
    return PageCheck.check(made.write(folder.resolve("made.db")), all, none, () -> {});
  }

  private void assertSound(MadePages made, DeclaredTable... tables) throws IOException {
    assertEquals(Set.of(), check(made, tables));
  }

  private void assertFinds(String what, MadePages made, DeclaredTable... tables) {
    MalformedPage found = assertThrows(MalformedPage.class, () -> check(made, tables));
    assertEquals(what, found.getMessage());
  }

  private void assertFinds(String what, byte[]... pages) {
    assertFinds(what, made(pages), table(2, ANY));
  }

  /** Returns a record of the key's tree: a number, and a rowid. */
  private static byte[] entry(int value, int rowid) {
    return join(varint(5), bytes(3, 1, 1, value, rowid));
  }

  private static byte[] key(int value) {
    return join(varint(3), bytes(2, 1, value));
  }

  private static byte[] number(int page) {
    return ByteBuffer.allocate(4).putInt(page).array();
  }

  private static byte[] put(byte[] page, int at, int value) {
    ByteBuffer.wrap(page).putShort(at, (short) value);
    return page;
  }

  @Test
  void aTreeOfTwoLeavesIsSound() throws IOException {
    assertSound(
        made(
            interior(INTERIOR_TABLE, 4, child(3, 2)),
            leaf(LEAF_TABLE, row(1, 7), row(2, 7)),
            leaf(LEAF_TABLE, row(3, 7))),
        table(2, ANY));
  }

  @Test
  void allLeavesAreEquallyDeep() {
    assertFinds(
        "page 5: leaves not equally deep",
        interior(INTERIOR_TABLE, 4, child(3, 1)),
        leaf(LEAF_TABLE, row(1, 7)),
        interior(INTERIOR_TABLE, 6, child(5, 2)),
        leaf(LEAF_TABLE, row(2, 7)),
        leaf(LEAF_TABLE, row(3, 7)));
  }

  @Test
  void aTreeHasNoPageWithoutCells() {
    assertFinds(
        "page 4: no cells",
        interior(INTERIOR_TABLE, 4, child(3, 2)),
        leaf(LEAF_TABLE, row(1, 7)),
        leaf(LEAF_TABLE));
    assertFinds("page 2: no cells", interior(INTERIOR_TABLE, 3), leaf(LEAF_TABLE, row(1, 7)));
  }

  @Test
  void rowidsAscendWithinTheirBounds() {
    assertFinds("page 2: rowids out of order", leaf(LEAF_TABLE, row(2, 7), row(1, 7)));
    assertFinds("page 2: rowids out of order", leaf(LEAF_TABLE, row(1, 7), row(1, 7)));
    assertFinds(
        "page 2: rowids beyond their page's",
        interior(INTERIOR_TABLE, 4, child(3, 1)),
        leaf(LEAF_TABLE, row(2, 7)),
        leaf(LEAF_TABLE, row(3, 7)));
    assertFinds(
        "page 4: rowids out of order",
        interior(INTERIOR_TABLE, 4, child(3, 2)),
        leaf(LEAF_TABLE, row(1, 7)),
        leaf(LEAF_TABLE, row(2, 7)));
  }

  @Test
  void eachPageHasOneUse() {
    assertFinds(
        "page 3: used twice",
        interior(INTERIOR_TABLE, 3, child(3, 2)),
        leaf(LEAF_TABLE, row(1, 7)));
    assertFinds("page 3: used by nothing", leaf(LEAF_TABLE, row(1, 7)), leaf(LEAF_TABLE));
    assertFinds("page 9: not among 2", interior(INTERIOR_TABLE, 9, child(9, 2)));
  }

  @Test
  void aTreeHasPagesOfOneKind() {
    assertFinds("page 2: no page of this b-tree", leaf(LEAF_INDEX, key(1)));
    assertFinds(
        "page 3: no page of this b-tree",
        interior(INTERIOR_TABLE, 4, child(3, 2)),
        leaf(LEAF_INDEX, key(1)),
        leaf(LEAF_TABLE, row(3, 7)));
    assertFinds(
        "page 3: no page of this b-tree",
        interior(INTERIOR_TABLE, 3, child(4, 2)),
        interior(INTERIOR_INDEX, 5, join(number(6), key(2))),
        leaf(LEAF_TABLE, row(1, 7)));
  }

  /** Cells of five bytes stand at 507 and 502. */
  @Test
  void cellsStandBehindTheContentsBeginningAndNotOverEachOther() {
    byte[][] rows = {row(1, 7), row(2, 7)};
    assertFinds("page 2: a cell outside", put(leaf(LEAF_TABLE, rows), CONTENT_AT, 503));
    assertFinds("page 2: a cell outside", put(leaf(LEAF_TABLE, rows), 8, 509));
    assertFinds("page 2: a cell over another or outside", put(leaf(LEAF_TABLE, rows), 10, 505));
    assertFinds("page 2: a cell over another or outside", put(leaf(LEAF_TABLE, rows), 507, 0x0401));
    assertFinds("page 2: its content's beginning", put(leaf(LEAF_TABLE, rows), CONTENT_AT, 11));
    assertFinds("page 2: its content's beginning", put(leaf(LEAF_TABLE, rows), CONTENT_AT, 513));
    assertFinds("page 2: its content's beginning", put(leaf(LEAF_TABLE, rows), CONTENT_AT, 0));
    assertFinds("page 2: its content's beginning", put(leaf(LEAF_TABLE), CELLS_AT, 85));
  }

  @Test
  void everyByteOfAPageIsCounted() throws IOException {
    byte[] page = put(leaf(LEAF_TABLE, row(1, 7)), CONTENT_AT, 505);
    assertFinds("page 2: bytes between cells", page);
    page[7] = 2;
    assertSound(made(page), table(2, ANY));
    assertFinds("page 2: bytes between cells", put(page, 7, 0x0301));
  }

  /** A page whose content begins at 480, with a row at 507 and free blocks from there on. */
  private static byte[] free(int... fromNextAndSize) {
    byte[] page =
        put(put(leaf(LEAF_TABLE, row(1, 7)), CONTENT_AT, 480), FREE_AT, fromNextAndSize[0]);
    for (int at = 0; at < fromNextAndSize.length; at += 3) {
      put(page, fromNextAndSize[at], fromNextAndSize[at + 1]);
      put(page, fromNextAndSize[at] + 2, fromNextAndSize[at + 2]);
    }
    return page;
  }

  @Test
  void freeBlocksAscendAndStandOverNothing() throws IOException {
    assertSound(made(free(480, 0, 27)), table(2, ANY));
    byte[] two = free(480, 490, 6, 490, 0, 17);
    two[7] = 4;
    assertSound(made(two), table(2, ANY));
    assertFinds("page 2: a free block over a cell or outside", free(480, 0, 28));
    assertFinds("page 2: a free block over a cell or outside", free(480, 0, 3));
    assertFinds("page 2: a free block over a cell or outside", free(480, 0, 40));
    assertFinds("page 2: free blocks out of order", free(490, 480, 17, 480, 0, 10));
    assertFinds("page 2: free blocks out of order", free(480, 489, 6, 489, 0, 18));
    assertFinds("page 2: free blocks out of order", free(470, 0, 37));
    assertFinds("page 2: free blocks out of order", free(480, 510, 27));
  }

  private static byte[] page(int... record) {
    return leaf(LEAF_TABLE, row(1, bytes(record)));
  }

  @Test
  void aRecordIsFilledByItsFields() throws IOException {
    assertSound(made(page(2, 15, 'a')), table(2, ANY));
    assertFinds("page 2: a record that isn't filled", page(2, 1, 7, 7));
    assertFinds("page 2: a field outside its record", page(2, 2, 7));
    assertFinds("page 2: a field's type", page(2, 10));
    assertFinds("page 2: a field's type", page(2, 11));
    assertFinds("page 2: a record's header", page(0));
    assertFinds("page 2: a record's header", page(4, 0, 0));
    // The last number of the header ends behind it.
    assertFinds("page 2: a record that isn't filled", page(2, 0x80, 1));
    assertFinds("page 2: more fields than columns", page(3, 1, 1, 7, 7));
  }

  @Test
  void aChainIsAsLongAsItsRecordNeeds() throws IOException {
    // Of 1000 bytes 39 are on the leaf, then 508 and 453.
    byte[] record = new byte[1000];
    System.arraycopy(join(varint(3), varint(2 * 997 + 12)), 0, record, 0, 3);
    byte[] cell =
        join(varint(1000), varint(1), java.util.Arrays.copyOf(record, 492 - 453), number(3));
    byte[] leaf = leaf(LEAF_TABLE, cell);
    byte[] last = new byte[MadePages.PAGE_SIZE];
    assertSound(made(leaf, put(last.clone(), 2, 4), last), table(2, ANY));
    assertFinds(
        "page 2: more pages than its record needs",
        leaf,
        put(last.clone(), 2, 4),
        put(last.clone(), 2, 5),
        last);
    assertFinds("page 0: not among 3", leaf, last);
    assertFinds("page 3: used twice", leaf, put(last.clone(), 2, 3));
  }

  private static MadePages withFree(int count, byte[]... pages) {
    MadePages made = made(leaf(LEAF_TABLE, row(1, 7))).add(pages);
    return made.put(1, 34, 3).put(1, 38, count);
  }

  @Test
  void freePagesAreAsManyAsTheHeaderSays() throws IOException {
    DeclaredTable table = table(2, ANY);
    byte[] empty = new byte[MadePages.PAGE_SIZE];
    byte[] trunk = put(put(empty.clone(), 6, 1), 10, 4);
    assertSound(withFree(2, trunk, empty), table);
    assertFinds("page 1: 2 free pages for 1", withFree(1, trunk, empty), table);
    assertFinds("page 1: 2 free pages for 3", withFree(3, trunk, empty), table);
    assertFinds("page 4: used by nothing", withFree(1, put(trunk.clone(), 6, 0), empty), table);
    assertFinds("page 3: used twice", withFree(2, put(trunk.clone(), 10, 3), empty), table);
    assertFinds("page 3: too many free pages", withFree(2, put(trunk.clone(), 6, 127)), table);
    assertFinds("page 3: used twice", withFree(2, put(trunk.clone(), 2, 3), empty), table);
    assertFinds("page 1: 0 free pages for 2", withFree(2).put(1, 34, 0), table);
  }

  @Test
  void theHeaderAgreesWithTheFile() throws IOException {
    DeclaredTable table = table(2, ANY);
    byte[] leaf = leaf(LEAF_TABLE, row(1, 7));
    assertSound(made(leaf), table);
    assertFinds("page 1: header and file differ", made(leaf).put(1, 26, 5), table);
    assertFinds("page 1: header and file differ", made(leaf).put(1, 66, 1), table);
    assertFinds("page 1: header and file differ", made(leaf).put(1, 54, 9), table);
    assertFinds("page 1: header", made(leaf).put(1, 18, 0x0301), table);
    assertFinds("page 1: header", made(leaf).put(1, 18, 0x0103), table);
    assertFinds("page 1: header", made(leaf).put(1, 20, 65), table);
    assertFinds("page 1: header", made(leaf).put(1, 22, 0x2021), table);
    assertFinds("page 1: header", made(leaf).put(1, 46, 5), table);
    assertFinds("page 1: header", made(leaf).put(1, 58, 0), table);
    assertFinds("page 1: header", made(leaf).put(1, 58, 4), table);
    Path file = made(leaf).write(folder.resolve("made.db"));
    java.nio.file.Files.write(
        file, new byte[MadePages.PAGE_SIZE], java.nio.file.StandardOpenOption.APPEND);
    List<DeclaredTable> tables = List.of(table(1, ANY, ANY, ANY, ANY, ANY), table);
    assertThrows(
        MalformedPage.class,
        () -> PageCheck.check(file, tables, (of, rowid, before, from) -> List.of(), () -> {}));
  }

  /** Page 2 says what the pages behind it are for. */
  private static MadePages mapped(int rootUse, int leafUse, int leafParent) {
    byte[] map = new byte[MadePages.PAGE_SIZE];
    map[0] = (byte) rootUse;
    map[5] = (byte) leafUse;
    map[9] = (byte) leafParent;
    map[10] = 5;
    map[14] = 3;
    MadePages made =
        made(
            map,
            interior(INTERIOR_TABLE, 5, child(4, 1)),
            leaf(LEAF_TABLE, row(1, 7)),
            leaf(LEAF_TABLE, row(2, 7)));
    return made.put(1, 54, 3);
  }

  @Test
  void aPointerMapSaysWhatEachPageIsFor() throws IOException {
    assertSound(mapped(1, 5, 3), table(3, ANY));
    assertFinds("page 2: pointer map", mapped(2, 5, 3), table(3, ANY));
    assertFinds("page 2: pointer map", mapped(1, 3, 3), table(3, ANY));
    assertFinds("page 2: pointer map", mapped(1, 5, 5), table(3, ANY));
    assertFinds("page 2: used twice", mapped(1, 5, 3), table(3, ANY), table(2, ANY));
  }

  @Test
  void rowsStoredByTheirKeyAreSortedByIt() throws IOException {
    assertSound(made(leaf(LEAF_INDEX, key(1), key(2))), byKey());
    assertFinds("page 2: keys out of order", made(leaf(LEAF_INDEX, key(2), key(1))), byKey());
    assertFinds("page 2: an entry twice", made(leaf(LEAF_INDEX, key(1), key(1))), byKey());
    MadePages nulls =
        made(leaf(LEAF_INDEX, join(varint(2), bytes(2, 0)), join(varint(2), bytes(2, 0))));
    assertFinds("page 2: an entry twice", nulls, byKey());
    assertFinds(
        "page 2: a key without its columns",
        made(leaf(LEAF_INDEX, join(varint(1), bytes(1)))),
        byKey());
  }

  @Test
  void anIndexHasTheEntriesOfItsRows() throws IOException {
    byte[] rows = leaf(LEAF_TABLE, row(1, 7), row(2, 7));
    String differs = "page 3: its index has other entries than its table has rows";
    assertSound(made(rows, leaf(LEAF_INDEX, entry(7, 1), entry(7, 2))), indexed(false));
    assertFinds(differs, made(rows, leaf(LEAF_INDEX, entry(7, 1))), indexed(false));
    assertFinds(differs, made(rows, leaf(LEAF_INDEX, entry(7, 1), entry(8, 2))), indexed(false));
    assertFinds(
        differs,
        made(rows, leaf(LEAF_INDEX, entry(7, 1), entry(7, 2), entry(7, 3))),
        indexed(false));
    assertFinds(
        "page 3: keys out of order",
        made(rows, leaf(LEAF_INDEX, entry(7, 2), entry(7, 1))),
        indexed(false));
    assertFinds(
        "page 3: an entry twice",
        made(rows, leaf(LEAF_INDEX, entry(7, 1), entry(7, 1))),
        indexed(false));
    assertFinds(
        "page 3: a key twice",
        made(rows, leaf(LEAF_INDEX, entry(7, 1), entry(7, 2))),
        indexed(true));
  }

  @Test
  void anEntryEndsInTheRowidAsAnInteger() {
    byte[] rows = leaf(LEAF_TABLE, row(1, 7));
    byte[] asReal = join(varint(12), bytes(3, 1, 7, 7, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0));
    assertFinds(
        "page 3: no entry of this index", made(rows, leaf(LEAF_INDEX, asReal)), indexed(false));
    byte[] longer = join(varint(6), bytes(4, 1, 1, 8, 7, 1));
    assertFinds(
        "page 3: no entry of this index", made(rows, leaf(LEAF_INDEX, longer)), indexed(false));
  }

  @Test
  void aUniqueKeyMayBeNullTwice() throws IOException {
    byte[] rows = leaf(LEAF_TABLE, row(1, bytes(2, 0)), row(2, bytes(2, 0)));
    byte[] one = join(varint(4), bytes(3, 0, 1, 1));
    byte[] two = join(varint(4), bytes(3, 0, 1, 2));
    assertSound(made(rows, leaf(LEAF_INDEX, one, two)), indexed(true));
  }

  @Test
  void aValueIsOneThatItsColumnMayHave() throws IOException {
    DeclaredField none = new DeclaredField(false, false, false, false, false, true, false);
    DeclaredField numbers = new DeclaredField(true, true, true, true, true, false, false);
    int[] nan = {2, 7, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0};
    String other = "page 2: a value of another type";
    assertFinds(other, made(page(2, 0)), table(2, none));
    assertFinds(other, made(page(2, 1, 7)), table(2, none));
    assertFinds(other, made(page(2, 9)), table(2, none));
    assertFinds(other, made(page(2, 7, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0)), table(2, none));
    assertFinds(other, made(page(2, 13)), table(2, none));
    assertFinds(other, made(page(2, 12)), table(2, none));
    assertFinds("page 2: no number", made(page(nan)), table(2, ANY));
    assertFinds("page 2: a text that is a number", made(page(2, 15, '7')), table(2, numbers));
    assertSound(made(page(2, 15, 'x')), table(2, numbers));
    assertSound(made(page(2, 14, '7')), table(2, numbers));
  }

  @Test
  void aKeyThatLeadsToNoRowIsNamed() throws IOException {
    DeclaredTable children =
        new DeclaredTable(
            3,
            false,
            List.of(ANY),
            List.of(),
            -1,
            List.of(),
            List.of(new DeclaredTable.Reference(0, 1)),
            true);
    byte[] parents = leaf(LEAF_TABLE, row(7, 1), row(100_000, 1));
    DeclaredTable parent = table(2, ANY);
    assertEquals(Set.of(), check(made(parents, page(2, 1, 7)), parent, children));
    assertEquals(Set.of(), check(made(parents, page(2, 0)), parent, children));
    assertEquals(Set.of(), check(made(parents, page(2, 3, 1, 0x86, 0xa0)), parent, children));
    assertEquals(Set.of(2), check(made(parents, page(2, 1, 8)), parent, children));
    assertEquals(Set.of(2), check(made(parents, page(2, 15, '7')), parent, children));
  }
}
