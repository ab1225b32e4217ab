package dev.nightjar.desktop.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.desktop.Samples;
import dev.nightjar.sqlite.Sql;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows that can come back are those that a backup has otherwise than the other side. */
final class LostRowsTest {
  private static final int NOW = 0;
  private static final int BACKUP = 1;

  @TempDir private Path folder;
  private Path now = Path.of("");
  private Path backup = Path.of("");

  @BeforeEach
  void anAccident() throws Exception {
    String[] tables = {
      "CREATE TABLE a(code TEXT, n, v, PRIMARY KEY(code, n)) WITHOUT ROWID",
      "CREATE TABLE b(v)",
      "INSERT INTO a VALUES ('x,y', 1, 'gone'), ('x', x'00', 'changed'), ('z', 3, 'same')",
      "INSERT INTO b(rowid, v) VALUES (7, 'gone'), (8, 'same')"
    };
    backup = Sql.run(folder.resolve("backup.db"), tables);
    now = Sql.run(folder.resolve("now.db"), tables);
    Sql.run(
        now,
        "DELETE FROM a WHERE n = 1",
        "UPDATE a SET v = 'otherwise' WHERE code = 'x'",
        "INSERT INTO a VALUES ('new', 9, 'new')",
        "DELETE FROM b WHERE rowid = 7");
  }

  private DiffTask compared(int from, int to) {
    DiffTask task =
        new DiffTask(
            List.of(
                progress -> DiffScenes.opened(now, () -> {}),
                progress -> DiffScenes.opened(backup, () -> {}),
                progress -> DiffScenes.opened(backup, () -> {})),
            from,
            to,
            Samples.AT_ONCE,
            Samples.AT_ONCE);
    task.begin(state -> {});
    return task;
  }

  private static Optional<LostRows> lost(DiffTask task, DifferentRow.Kind... kinds) {
    List<DifferentRow> lines = task.state().page().lines();
    int[] chosen =
        java.util.stream.IntStream.range(0, lines.size())
            .filter(at -> List.of(kinds).contains(lines.get(at).kind()))
            .toArray();
    assertEquals(kinds.length, chosen.length);
    return LostRows.of(task.state(), NOW, chosen);
  }

  @Test
  void removedAndChangedRowsComeBackByTheKeyThatTheBackupHas() {
    DiffTask task = compared(BACKUP, NOW);

    assertEquals(
        Optional.of(new LostRows(BACKUP, "a", List.of("\"x,y\",1"))),
        lost(task, DifferentRow.Kind.REMOVED));
    assertEquals(
        Optional.of(new LostRows(BACKUP, "a", List.of("x,x'00'"))),
        lost(task, DifferentRow.Kind.BEFORE, DifferentRow.Kind.AFTER));
    assertEquals(Optional.empty(), lost(task, DifferentRow.Kind.ADDED));
    assertEquals(Optional.of(new LostRows(BACKUP, "a", List.of())), lost(task));
  }

  @Test
  void withNowOnTheOlderSideTheBackupIsTheOtherOne() {
    DiffTask task = compared(NOW, BACKUP);

    assertEquals(
        Optional.of(new LostRows(BACKUP, "a", List.of("\"x,y\",1"))),
        lost(task, DifferentRow.Kind.ADDED));
    assertEquals(Optional.empty(), lost(task, DifferentRow.Kind.REMOVED));
  }

  @Test
  void withoutAKeyTheRowNumberIsIt() {
    DiffTask task = compared(BACKUP, NOW);
    task.choose(1);

    assertEquals(
        Optional.of(new LostRows(BACKUP, "b", List.of("7"))),
        lost(task, DifferentRow.Kind.REMOVED));
  }

  @Test
  void whereNothingDiffersOrIsStillReadNothingCanComeBack() {
    assertEquals(Optional.empty(), LostRows.of(compared(1, 2).state(), NOW, new int[0]));
    DiffState reading = compared(BACKUP, NOW).state().turning();
    assertEquals(Optional.empty(), LostRows.of(reading, NOW, new int[0]));
  }
}
