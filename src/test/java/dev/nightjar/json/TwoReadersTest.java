package dev.nightjar.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.Effort;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.GrowingFile;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.PagedDatabase;
import dev.nightjar.sqlite.ProofDatabase;
import dev.nightjar.sqlite.ProofRows;
import dev.nightjar.sqlite.Sql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two readers who share a JSON see what one alone sees, wherever they meet. */
final class TwoReadersTest {
  private static final JsonSource SOURCE =
      new JsonSource(OffsetDateTime.parse("2026-11-28T17:00:00+03:00"), "made.db", "wal");

  private static final int ROWS = 80;
  private static final int WHOLE_NUMBERS = 30;

  /** One in the part that is compared value by value, one where SQLite writes rows as JSON. */
  private static final int EARLY = 3;

  private static final int LATE = 65;

  @TempDir private Path folder;
  private Path database = Path.of("");
  private Path json = Path.of("");

  @BeforeEach
  void make() throws Exception {
    database = folder.resolve("made.db");
    json = folder.resolve("made.json");
    Sql.run(
        database,
        "CREATE TABLE first(id INTEGER PRIMARY KEY, n)",
        "INSERT INTO first VALUES (-5, 'a'), (7, 'b'), (8, 'c')",
        "CREATE TABLE t(a TEXT, b TEXT, i, r REAL, x BLOB)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
            + ROWS
            + ") INSERT INTO t SELECT 'a' || i, 'b' || i, i, i / 7.0, x'0102' FROM n",
        "UPDATE t SET b = printf('%.*c', 9000, 'b') WHERE rowid IN (" + EARLY + ", " + LATE + ")",
        "INSERT INTO t VALUES ('large', '', 0, 0, zeroblob(1100000))",
        "CREATE INDEX i ON t(b)",
        "CREATE TABLE keyed(k PRIMARY KEY, v) WITHOUT ROWID",
        "INSERT INTO keyed VALUES ('x', 1), ('y', 2), ('z', 3)",
        "CREATE TABLE named(rowid, oid, _rowid_)",
        "INSERT INTO named VALUES (1, 2, 3), (4, 5, 6), (7, 8, 9)",
        "CREATE TABLE numbers(n INTEGER PRIMARY KEY)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
            + WHOLE_NUMBERS
            + ") INSERT INTO numbers SELECT i FROM n",
        "CREATE TABLE empty(a)");
  }

  private List<RowMark> export(FaultySource.Fault fault, int row) throws Exception {
    Files.deleteIfExists(json);
    RowMarks marks = new RowMarks(1);
    Path like = database;
    try (PagedDatabase opened = PagedDatabase.open(database)) {
      JsonExporter.export(
          new FaultySource(opened, fault, row),
          like,
          SOURCE,
          new JsonFile(json, new GrowingFile(), marks),
          Progress.NONE);
    }
    return marks.all();
  }

  private List<RowMark> export() throws Exception {
    return export(FaultySource.Fault.NONE, 0);
  }

  private JsonProof.Proved proveWith(TwoReaders readers) throws FailureException {
    return JsonProof.prove(JsonFile.whole(json), database, readers, Progress.NONE);
  }

  /** The second reader begins at each, the last one in the file first. */
  private TwoReaders secondFrom(RowMark... rows) throws FailureException {
    TwoReaders readers = new TwoReaders();
    for (RowMark row : rows) {
      goOn(readers, row);
    }
    return readers;
  }

  private boolean goOn(TwoReaders readers, RowMark row) throws FailureException {
    try (ProofDatabase opened = ProofDatabase.open(database)) {
      return readers.readFrom(row, json, opened, Progress.NONE);
    }
  }

  private FailureException failure(TwoReaders readers) {
    FailureException seen = assertThrows(FailureException.class, () -> proveWith(readers));
    assertEquals(Reason.JSON_DIFFERS, seen.reason());
    return seen;
  }

  /** Most of the time goes into that value, however few rows are compared. */
  private void removeLarge() throws Exception {
    Sql.run(database, "DELETE FROM t WHERE a = 'large'");
  }

  private RowMark markOf(String table, long rowid) throws Exception {
    return export().stream()
        .filter(mark -> mark.table().equals(table) && mark.rowid() == rowid)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theyMeetAtAnyRow() throws Exception {
    List<RowMark> marks = export();
    assertEquals(2 + ROWS + WHOLE_NUMBERS - 1, marks.size());
    JsonProof.Proved alone = JsonProof.prove(json, database, Progress.NONE);
    assertEquals(DurableFiles.hash(json, Progress.NONE), alone.hash());
    int step = Effort.of(31, 1);
    for (int mark = marks.size() - 1; mark >= 0; mark -= step) {
      assertEquals(alone, proveWith(secondFrom(marks.get(mark))));
    }
  }

  @Test
  void theSecondReaderComesNearerUntilTheyMeet() throws Exception {
    removeLarge();
    List<RowMark> marks = export();
    JsonProof.Proved alone = JsonProof.prove(json, database, Progress.NONE);
    int step = Effort.of(37, 3);
    for (int last = 2; last < marks.size(); last += step) {
      for (int before : new int[] {last - 1, last / 2}) {
        TwoReaders readers = secondFrom(marks.get(last));
        assertTrue(goOn(readers, marks.get(before)));
        if (before > 0) {
          assertTrue(goOn(readers, marks.get(before / 2)));
        }
        assertEquals(alone, proveWith(readers));
      }
    }
  }

  @Test
  void theSecondReaderBeginsAtTheEndAndStopsNearTheFirstOne() throws Exception {
    RowMarks marks = new RowMarks(1);
    for (RowMark row : export()) {
      marks.add(row);
    }
    GrowingFile written = new GrowingFile();
    written.grewTo(Files.size(json));
    written.end();
    TwoReaders readers = new TwoReaders();
    readers.readBackwards(new JsonFile(json, written, marks), database, Progress.NONE);
    RowMark nearest = marks.all().get(0);
    try (ProofDatabase opened = ProofDatabase.open(database);
        ProofRows there = opened.rowsFrom(nearest.table(), nearest.rowid())) {
      assertTrue(there.next());
      assertTrue(readers.restFrom(nearest.position(), nearest.table(), there).isPresent());
    }
    proveWith(readers);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void theySeeEachMistakeInEitherPart(FaultySource.Fault fault) throws Exception {
    if (fault != FaultySource.Fault.LARGE_BLOB_CUT) {
      removeLarge();
    }
    for (int wrong : new int[] {EARLY, LATE}) {
      List<RowMark> marks = export(fault, wrong);
      Object alone = failure(new TwoReaders()).failure();
      for (RowMark row : marks) {
        boolean near = Math.abs(row.rowid() - wrong) < 3;
        if (row.table().equals("t") ? near : row.rowid() == 8) {
          assertEquals(alone, failure(secondFrom(row)).failure());
          assertEquals(alone, failure(secondFrom(marks.get(marks.size() - 9), row)).failure());
        }
      }
    }
  }

  @Test
  void eachReadsItsOwnPart() throws Exception {
    RowMark row = markOf("t", LATE);
    TwoReaders beforeTheSecond = secondFrom(row);
    TwoReaders beforeTheFirst = secondFrom(row);
    Sql.run(database, "UPDATE t SET a = 'changed' WHERE rowid = " + LATE);
    proveWith(beforeTheSecond);
    Sql.run(database, "UPDATE t SET a = 'changed' WHERE rowid = " + (LATE - 1));
    failure(beforeTheFirst);
  }

  @Test
  void whatTheSecondReaderHasProvedNobodyReadsAgain() throws Exception {
    RowMark late = markOf("t", LATE);
    for (RowMark before : List.of(markOf("t", EARLY), markOf("first", 7))) {
      TwoReaders readers = secondFrom(late);
      Sql.run(database, "UPDATE t SET a = 'changed' WHERE rowid = " + (LATE + 1));
      assertTrue(goOn(readers, before));
      proveWith(readers);
      Sql.run(database, "UPDATE t SET a = 'a' || rowid WHERE rowid = " + (LATE + 1));
    }
  }

  @Test
  void theRowsOfBothAreAsManyAsSqliteCounts() throws Exception {
    TwoReaders readers = secondFrom(markOf("t", LATE));
    Sql.run(database, "DELETE FROM t WHERE rowid = " + ROWS);
    failure(readers);
  }

  @Test
  void soAreTheRowsOfTwoPartsOfTheSecondReader() throws Exception {
    RowMark before = markOf("first", 7);
    TwoReaders readers = secondFrom(markOf("t", LATE));
    Sql.run(database, "DELETE FROM t WHERE rowid = " + ROWS);
    assertFalse(goOn(readers, before));
    failure(readers);
  }

  @Test
  void norMayItChangeBeforeTheSecondReaderBeginsAgain() throws Exception {
    TwoReaders readers = secondFrom(markOf("t", LATE));
    RowMark before = markOf("first", 7);
    String text = Files.readString(json);
    Files.writeString(json, text.replace("\"a" + ROWS + "\"", "\"b" + ROWS + "\""));
    assertTrue(goOn(readers, before));
    assertTrue(failure(readers).failure().arguments().toString().contains("changed"));
  }

  @Test
  void aPartThatIsWrongLeavesTheOneBehindItGood() throws Exception {
    RowMark late = markOf("t", LATE);
    TwoReaders readers = secondFrom(markOf("t", LATE));
    assertFalse(goOn(readers, new RowMark(late.position() - 1, "t", LATE - 1)));
    try (ProofDatabase opened = ProofDatabase.open(database);
        ProofRows there = opened.rowsFrom("t", LATE)) {
      assertTrue(there.next());
      assertTrue(readers.restFrom(late.position(), "t", there).isPresent());
    }
  }

  @Test
  void howManyRowsATableLacksIsSaidByTheReaderWhoHasSeenAll() throws Exception {
    RowMark row = markOf("t", LATE);
    export(FaultySource.Fault.LAST_ROW_DROPPED, ROWS);
    try (ProofDatabase opened = ProofDatabase.open(database)) {
      assertThrows(
          FailureException.class, () -> RestProof.prove(json, opened, row, null, Progress.NONE));
    }
  }

  @Test
  void whatTheSecondReaderFoundGoodMustNotChangeBeforeItIsHashed() throws Exception {
    TwoReaders readers = secondFrom(markOf("t", LATE));
    String text = Files.readString(json);
    Files.writeString(json, text.replace("\"a" + ROWS + "\"", "\"b" + ROWS + "\""));
    assertTrue(failure(readers).failure().arguments().toString().contains("changed"));
  }

  /** Marks that are no row's, or another row's. */
  @ParameterizedTest
  @ValueSource(longs = {-1, 1, 0})
  void aWrongMarkCostsTimeOnly(long off) throws Exception {
    removeLarge();
    RowMark row = markOf("t", LATE);
    for (RowMark wrong :
        List.of(
            new RowMark(row.position() + off, "t", LATE + 1),
            new RowMark(row.position() + off, "numbers", LATE),
            new RowMark(row.position() + off, "no such table", LATE),
            new RowMark(row.position() + 10 + off, "t", LATE),
            new RowMark(Files.size(json) + off, "t", LATE))) {
      proveWith(secondFrom(wrong));
      proveWith(secondFrom(wrong, markOf("first", 7)));
    }
  }

  /** SQL has no name for the one's rowid, and the other has none. */
  @Test
  void aTableThatCanOnlyBeReadFromItsBeginningHasNoMark() throws Exception {
    RowMark row = markOf("t", LATE);
    assertTrue(
        export().stream().noneMatch(mark -> List.of("keyed", "named").contains(mark.table())));
    for (String table : List.of("keyed", "named")) {
      String text = Files.readString(json);
      String begin = "\"" + table + "\": [";
      long position = text.indexOf(",", text.indexOf("}", text.indexOf(begin))) + 1;
      proveWith(secondFrom(new RowMark(position, table, 2)));
    }
    proveWith(secondFrom(row));
  }

  @Test
  void tablesThatTheJsonSaysItLacksMayBeInEitherPart() throws Exception {
    removeLarge();
    Sql.run(
        database,
        "CREATE INDEX wrong ON numbers(n)",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name ="
            + " 'wrong') WHERE name IN ('empty', 'keyed')");
    RowMark last = null;
    for (RowMark row : export()) {
      proveWith(secondFrom(row));
      proveWith(last == null ? secondFrom(row) : secondFrom(row, last));
      last = row;
    }
    String text = Files.readString(json);
    String silent = text.replaceAll("(?s),\n \"lacks\".*", "}\n");
    assertTrue(silent.length() < text.length(), text);
    RowMark before = markOf("first", 7);
    for (RowMark row : List.of(markOf("t", LATE), markOf("numbers", 2))) {
      Files.writeString(json, silent);
      failure(secondFrom(row));
      failure(secondFrom(row, before));
    }
  }

  @Test
  void theyMeetAtTheByteAndTheRowOnly() throws Exception {
    RowMark row = markOf("t", LATE);
    try (ProofDatabase opened = ProofDatabase.open(database);
        ProofRows there = opened.rowsFrom("t", LATE);
        ProofRows before = opened.rowsFrom("t", LATE - 1)) {
      assertTrue(there.next() && before.next());
      assertTrue(secondFrom(row).restFrom(row.position(), "t", there).isPresent());
      assertTrue(secondFrom(row).restFrom(row.position(), "t", before).isEmpty());
      assertTrue(secondFrom(row).restFrom(row.position(), "first", there).isEmpty());
      assertTrue(secondFrom(row).restFrom(row.position() - 1, "t", there).isEmpty());
      TwoReaders passed = secondFrom(row);
      assertTrue(passed.restFrom(row.position() + 1, "t", there).isEmpty());
      assertTrue(passed.restFrom(row.position(), "t", there).isEmpty());
    }
  }

  @Test
  void aTableMustNotStandInBothParts() throws Exception {
    RowMark row = markOf("t", LATE);
    String text = Files.readString(json);
    String first = text.substring(text.indexOf("\"first\": ["), text.indexOf(",\n  \"t\": ["));
    assertTrue(text.endsWith("[]}}\n"), text);
    Files.writeString(json, text.substring(0, text.length() - 3) + ", " + first + "}}\n");
    TwoReaders readers = secondFrom(row);
    FailureException seen = assertThrows(FailureException.class, () -> proveWith(readers));
    assertEquals(Reason.JSON_DAMAGED, seen.reason());
  }

  @Test
  void norInTwoPartsOfTheSecondReader() throws Exception {
    removeLarge();
    RowMark behind = markOf("numbers", 9);
    RowMark before = markOf("first", 7);
    String text = Files.readString(json);
    String rows = text.substring(text.indexOf("\"t\": ["), text.indexOf(",\n  \"keyed\": ["));
    assertTrue(text.endsWith("[]}}\n"), text);
    Files.writeString(json, text.substring(0, text.length() - 3) + ", " + rows + "}}\n");
    TwoReaders readers = secondFrom(behind);
    assertFalse(goOn(readers, before));
    FailureException seen = assertThrows(FailureException.class, () -> proveWith(readers));
    assertEquals(Reason.JSON_DAMAGED, seen.reason());
  }

  @Test
  void theSecondReaderEndsWhenTheFirstHasFailed() throws Exception {
    TwoReaders readers = new TwoReaders();
    int[] told = {0};
    RowMark row = markOf("t", 2);
    try (ProofDatabase opened = ProofDatabase.open(database)) {
      readers.readFrom(
          row,
          json,
          opened,
          (done, total) -> {
            told[0]++;
            readers.end();
          });
    }
    assertEquals(1, told[0]);
  }
}
