package dev.nightjar.pages;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks a whole file from its pages, in one pass: every page has exactly one use, every byte of a
 * b-tree's page is accounted for, rows and keys are sorted, values are what their columns allow,
 * and each index has exactly the entries of its table's rows. It is never milder than SQLite's
 * integrity_check where it understands a declaration; what it refuses may yet be sound, which
 * SQLite is asked then. Memory grows by a bit a page, and for foreign keys up to a limit.
 */
public final class PageCheck {
  private final PageFile file;
  private final List<DeclaredTable> tables;
  private final AddedFields sqlite;
  private final FileHeader header;
  private final PageMap map;
  private final PointerMap pointers;
  private final TreeCheck tree;
  private final CheckedRecord last;
  private final RowidSet.Room room = new RowidSet.Room();
  private final Map<Integer, RowidSet> rowids = new HashMap<>();

  private PageCheck(PageFile file, List<DeclaredTable> tables, AddedFields sqlite, Pulse pulse)
      throws IOException {
    this.file = file;
    this.tables = tables;
    this.sqlite = sqlite;
    byte[] first = file.newPage();
    file.read(1, first);
    header = FileHeader.of(first);
    map = new PageMap(file.pages());
    pointers = new PointerMap(file, header.hasPointerMap());
    tree = new TreeCheck(file, map, pointers, pulse);
    last = new CheckedRecord(file, map, pointers);
    for (DeclaredTable table : tables) {
      for (DeclaredTable.Reference reference : table.references()) {
        rowids.computeIfAbsent(reference.parent(), parent -> new RowidSet(room));
      }
    }
  }

  /**
   * Checks a file that nobody writes to.
   *
   * @param tables all tables that have pages, the schema's own among them; SQLite compares texts of
   *     UTF-16 in another way than {@link Collation} if the collation isn't {@code BINARY}
   * @return the places in {@code tables} of those whose foreign keys may be broken, or can't be
   *     checked here
   * @throws IOException a {@link MalformedPage} if anything is found, or isn't understood
   */
  public static Set<Integer> check(
      Path file, List<DeclaredTable> tables, AddedFields sqlite, Pulse pulse) throws IOException {
    try (PageFile opened = PageFile.open(file)) {
      return new PageCheck(opened, tables, sqlite, pulse).all();
    }
  }

  private Set<Integer> all() throws IOException {
    header.check(file, file.bytes(), largestRoot());
    map.useOutsideTrees(file, header, pointers);
    List<RowCheck> rows = new ArrayList<>();
    for (int place = 0; place < tables.size(); place++) {
      rows.add(table(place));
    }
    map.end();
    pointers.end();
    return perhapsBroken(rows);
  }

  private long largestRoot() {
    long largest = 0;
    for (DeclaredTable table : tables) {
      largest = Math.max(largest, table.root());
      for (DeclaredIndex index : table.indexes()) {
        largest = Math.max(largest, index.root());
      }
    }
    return largest;
  }

  private RowCheck table(int place) throws IOException {
    DeclaredTable table = tables.get(place);
    KeyOrder byKey =
        table.key().isEmpty() ? null : new KeyOrder(table.key(), table.key().size(), true, last);
    NumericText numericText = new NumericText(header.encoding());
    RowCheck rows = new RowCheck(table, place, room, rowids.get(place), numericText, sqlite, byKey);
    tree.walk(table.root(), table.byKey(), table.understood() ? rows : (record, rowid) -> {});
    for (int i = 0; i < table.indexes().size(); i++) {
      index(table.indexes().get(i), rows.entries(i));
    }
    return rows;
  }

  private void index(DeclaredIndex index, MultisetHash expected) throws IOException {
    if (!index.understood()) {
      tree.walk(index.root(), true, (record, rowid) -> {});
      return;
    }
    IndexCheck entries =
        new IndexCheck(
            index, new KeyOrder(index.columns(), index.keyColumns(), index.unique(), last));
    tree.walk(index.root(), true, entries);
    if (!entries.entries().isSameAs(expected)) {
      throw new MalformedPage(index.root(), "its index has other entries than its table has rows");
    }
  }

  private Set<Integer> perhapsBroken(List<RowCheck> rows) {
    Set<Integer> broken = new TreeSet<>();
    for (int place = 0; place < tables.size(); place++) {
      List<DeclaredTable.Reference> references = tables.get(place).references();
      for (int i = 0; i < references.size(); i++) {
        RowidSet known = rowids.get(references.get(i).parent());
        if (known == null || !rows.get(place).wanted(i).isWithin(known)) {
          broken.add(place);
        }
      }
    }
    return broken;
  }
}
