package dev.nightjar.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.FastFolder;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.Sql;
import dev.nightjar.trace.TextTrace.Hit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text is found in any value of any table, in the newest backup that has it. */
final class TextTraceTest {
  @TempDir(factory = FastFolder.class)
  private Path folder;

  private final List<TracedBackup> newestFirst = new ArrayList<>();
  private final List<String> opened = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();

  private void backup(String id, String... statements) throws Exception {
    add(id, id, Sql.run(folder.resolve(id + ".db"), statements));
  }

  private void add(String id, String content, Path file) {
    newestFirst.add(
        0,
        new TracedBackup(
            id,
            content,
            () -> {
              opened.add(id);
              return new TracedBackup.Opened(file, () -> closed.add(id));
            }));
  }

  private Optional<TextTrace.Seen> seen(String text, Optional<String> table) throws Exception {
    return new TextTrace(text, table, (backup, failure) -> unreadable.add(backup))
        .run(newestFirst, Progress.NONE);
  }

  private List<Hit> hits(String text) throws Exception {
    return seen(text, Optional.empty()).map(TextTrace.Seen::hits).orElse(List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "needle, text",
    "NEEDLE, text",
    "eedl, text",
    "4711, whole",
    "2.5, real",
    "Blob, blob",
    "größe, other"
  })
  void valuesOfEachKindAreFoundInTheirColumn(String text, String column) throws Exception {
    backup(
        "1",
        "CREATE TABLE t(text, whole, real, blob, other, none)",
        "INSERT INTO t VALUES ('a Needle', 47110, 12.5, CAST('a blob' AS BLOB), 'Größe', NULL)");
    List<Hit> hits = hits(text);
    assertEquals(1, hits.size());
    assertEquals(column, hits.get(0).column());
    assertEquals("1", hits.get(0).key());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {"100%, 100% sure", "a_b, a_b", "c\\d, c\\d", "it's, it's"})
  void signsThatMeanSomethingToSqlAreFoundAsTheyAre(String text, String value) throws Exception {
    backup(
        "1",
        "CREATE TABLE t(a)",
        "INSERT INTO t VALUES ('100x sure'), ('axb'), ('cd'), ('its'), ('q')",
        "INSERT INTO t VALUES ('" + value.replace("'", "''") + "')");
    assertEquals(List.of(value), hits(text).stream().map(Hit::value).collect(Collectors.toList()));
  }

  @Test
  void theNewestBackupThatHasItIsTheAnswerAndOlderOnesAreNotOpened() throws Exception {
    backup("1", "CREATE TABLE t(a)", "INSERT INTO t VALUES ('needle')");
    backup("2", "CREATE TABLE t(a)", "INSERT INTO t VALUES ('a needle')");
    backup("3", "CREATE TABLE t(a)", "INSERT INTO t VALUES ('hay')");
    assertEquals("2", seen("needle", Optional.empty()).orElseThrow().backup());
    assertEquals(List.of("3", "2"), opened);
    assertEquals(opened, closed);
  }

  @Test
  void backupsOfTheSameContentAreOpenedOnce() throws Exception {
    backup("1", "CREATE TABLE t(a)", "INSERT INTO t VALUES ('needle')");
    backup("2", "CREATE TABLE t(a)", "INSERT INTO t VALUES ('hay')");
    add("3", "2", folder.resolve("2.db"));
    assertEquals("1", seen("needle", Optional.empty()).orElseThrow().backup());
    assertEquals(List.of("3", "1"), opened);
  }

  @Test
  void aBackupThatIsDamagedIsNamedAndItsTwinIsOpened() throws Exception {
    backup("1", "CREATE TABLE t(a)", "INSERT INTO t VALUES ('needle')");
    add("2", "1", Files.writeString(folder.resolve("2.db"), "no database"));
    assertEquals("1", seen("needle", Optional.empty()).orElseThrow().backup());
    assertEquals(List.of("2"), unreadable);
  }

  @Test
  void onlyTheTableThatIsNamedIsSearched() throws Exception {
    backup(
        "1",
        "CREATE TABLE t(a)",
        "CREATE TABLE Other(a)",
        "INSERT INTO t VALUES ('needle')",
        "INSERT INTO Other VALUES ('needle in other')");
    assertEquals(
        List.of("Other"),
        seen("needle", Optional.of("oTHER")).orElseThrow().hits().stream()
            .map(Hit::table)
            .toList());
    assertEquals(Optional.empty(), seen("needle", Optional.of("none")));
  }

  @Test
  void aKeyIsGivenAsAUserWritesIt() throws Exception {
    backup(
        "1",
        "CREATE TABLE a(id INTEGER PRIMARY KEY, v)",
        "INSERT INTO a VALUES (-7, 'needle')",
        "CREATE TABLE b(k TEXT, n INT, v, PRIMARY KEY (k, n)) WITHOUT ROWID",
        "INSERT INTO b VALUES ('x,y', 3, 'needle')",
        "CREATE TABLE c(rowid, oid, _rowid_)",
        "INSERT INTO c VALUES ('needle', 1, 2)",
        "CREATE TABLE d(k PRIMARY KEY, v)",
        "INSERT INTO d VALUES (zeroblob(1100000), 'needle')");
    assertEquals(
        List.of("-7", "\"x,y\",3", "", ""), hits("needle").stream().map(Hit::key).toList());
  }

  @Test
  void aLargeValueIsSearchedToItsEnd() throws Exception {
    backup(
        "1",
        "CREATE TABLE t(a)",
        "INSERT INTO t VALUES (printf('%.*c', 1100000, 'x') || 'needle')");
    List<Hit> hits = hits("needle");
    assertEquals(1, hits.size());
    assertEquals("a", hits.get(0).column());
    assertTrue(hits.get(0).value().length() < 200);
  }

  @Test
  void noMoreThanTwentyRowsAreGivenAndMoreAreMentioned() throws Exception {
    for (int rows : new int[] {20, 21, 500}) {
      newestFirst.clear();
      backup(
          rows + "",
          "CREATE TABLE t(a)",
          "CREATE TABLE u(a)",
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
              + rows
              + ")"
              + " INSERT INTO t SELECT 'needle ' || i FROM n");
      TextTrace.Seen seen = seen("needle", Optional.empty()).orElseThrow();
      assertEquals(20, seen.hits().size());
      assertEquals(rows > 20, seen.more());
    }
  }

  @Test
  void aRowIsGivenOnceThoughManyOfItsManyColumnsHaveTheText() throws Exception {
    String columns =
        IntStream.range(0, 700).mapToObj(at -> "c" + at).collect(Collectors.joining(", "));
    backup(
        "1",
        "CREATE TABLE wide(" + columns + ")",
        "INSERT INTO wide(c5, c399, c699) VALUES ('needle', 'needle', 'needle')",
        "INSERT INTO wide(c650) VALUES ('a needle')");
    assertEquals(List.of("c5", "c650"), hits("needle").stream().map(Hit::column).toList());
  }

  @Test
  void textsInUtf16AreFoundAsWell() throws Exception {
    backup(
        "1",
        "PRAGMA encoding = 'UTF-16be'",
        "CREATE TABLE \"täble\"(\"🐦\")",
        "INSERT INTO \"täble\" VALUES ('eine Nachtschwalbe 🐦')");
    assertEquals(
        List.of(new Hit("täble", "1", "🐦", "eine Nachtschwalbe 🐦")), hits("schwalbe 🐦"));
  }

  @Test
  void generatedColumnsAndViewsAreNoPlacesOfTheirOwn() throws Exception {
    backup(
        "1",
        "CREATE TABLE t(a, g AS (a || 'dle'))",
        "INSERT INTO t VALUES ('nee')",
        "CREATE VIEW v AS SELECT 'needle'");
    assertEquals(List.of(), hits("needle"));
  }

  @Test
  void aCancellationIsNoUnreadableBackup() throws Exception {
    backup("1", "CREATE TABLE t(a)");
    Progress cancelled =
        (done, total) -> {
          throw new FailureException(Reason.CANCELLED);
        };
    TextTrace trace =
        new TextTrace("x", Optional.empty(), (backup, failure) -> unreadable.add(backup));
    FailureException thrown =
        assertThrows(FailureException.class, () -> trace.run(newestFirst, cancelled));
    assertEquals(Reason.CANCELLED, thrown.reason());
    assertEquals(List.of(), unreadable);
    assertFalse(opened.contains("1"));
  }
}
