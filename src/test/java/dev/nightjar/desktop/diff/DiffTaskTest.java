package dev.nightjar.desktop.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.desktop.Samples;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two databases are compared in a window: what differs, and nothing else, stands in it. */
final class DiffTaskTest {
  @TempDir private Path folder;
  private final DiffPresenter words = new DiffPresenter(Messages.in(Language.ENGLISH));
  private final List<String> events = new ArrayList<>();
  private Path older = Path.of("");
  private Path newer = Path.of("");

  @BeforeEach
  void twoDatabases() throws Exception {
    older = folder.resolve("older.db");
    newer = folder.resolve("newer.db");
    DiffScenes.older(older);
    DiffScenes.newer(newer);
  }

  private DiffTask.Source source(Path file) {
    return progress -> {
      events.add("open " + file.getFileName());
      return DiffScenes.opened(file, () -> events.add("close " + file.getFileName()));
    };
  }

  private DiffTask begun(Executor work) {
    DiffTask task =
        new DiffTask(List.of(source(newer), source(older)), 1, 0, work, Samples.AT_ONCE);
    task.begin(state -> {});
    return task;
  }

  private DiffView view(DiffTask task) {
    return words.of(task.state());
  }

  private static List<String> texts(List<DiffView.Cell> row) {
    return row.stream().map(DiffView.Cell::text).toList();
  }

  @Test
  void theTablesThatDifferStandWithWhatBecameOfTheirRows() {
    DiffView view = view(begun(Samples.AT_ONCE));

    assertEquals(
        "251 rows added, 1 removed, 1 changed. The tables are defined differently.",
        view.summary());
    assertEquals(
        List.of(
            new DiffView.Line("product", "", "1", "1"),
            new DiffView.Line("sale", "250", "", ""),
            new DiffView.Line("supplier, new", "1", "", ""),
            new DiffView.Line("table supplier, new", "", "", ""),
            new DiffView.Line("index by_name, defined differently", "", "", "")),
        view.lines().stream()
            .sorted(java.util.Comparator.comparingInt(DiffTaskTest::rank))
            .toList());
    assertEquals(0, view.chosen());
  }

  private static int rank(DiffView.Line line) {
    return List.of("product", "sale", "supplier, new", "table supplier, new").indexOf(line.name())
        & 7;
  }

  @Test
  void aChangedRowStandsAsItWasAndAsItIsAndWhatDiffersIsMarked() {
    DiffTask task = begun(Samples.AT_ONCE);
    task.choose(names(task).indexOf("product"));

    List<List<DiffView.Cell>> rows = view(task).rows();
    assertEquals(List.of("What", "id", "name", "price"), view(task).columns());
    assertEquals(
        List.of(
            List.of("removed", "2", "Gadget", "2.5"),
            List.of("before", "3", "Gizmo", "3.5"),
            List.of("after", "3", "Gizmo", "4.5")),
        rows.stream().map(DiffTaskTest::texts).toList());
    assertEquals(
        List.of(false, false, false, true),
        rows.get(1).stream().map(DiffView.Cell::differs).toList());
    assertEquals(
        List.of(false, false, false, true),
        rows.get(2).stream().map(DiffView.Cell::differs).toList());
    assertTrue(rows.get(0).stream().noneMatch(DiffView.Cell::differs));
    assertEquals("1–2 of 2", view(task).position());
  }

  private List<String> names(DiffTask task) {
    return view(task).lines().stream().map(DiffView.Line::name).toList();
  }

  @Test
  void theRowsThatDifferComeAPageAtATime() {
    DiffTask task = begun(Samples.AT_ONCE);
    task.choose(names(task).indexOf("sale"));
    assertEquals("1–100 of 250", view(task).position());
    assertFalse(view(task).mayGoBack());
    task.turn(true);
    task.turn(true);
    assertEquals("201–250 of 250", view(task).position());
    assertEquals("250", view(task).rows().get(49).get(1).text());
    assertFalse(view(task).mayGoOn());
    task.turn(true);
    assertEquals("201–250 of 250", view(task).position());
    task.turn(false);
    assertEquals("101–200 of 250", view(task).position());
    assertTrue(view(task).mayGoBack() && view(task).mayGoOn());
  }

  @Test
  void aDeclarationStandsAsItWasAndAsItIs() {
    DiffTask task = begun(Samples.AT_ONCE);
    task.choose(names(task).indexOf("index by_name, defined differently"));

    assertEquals(
        List.of(
            List.of("before", "CREATE INDEX by_name ON product(name)"),
            List.of("after", "CREATE INDEX by_name ON product(name, price)")),
        view(task).rows().stream().map(DiffTaskTest::texts).toList());
    assertEquals(Optional.empty(), view(task).message());
  }

  @Test
  void theSameTwiceIsSaidToBeSo() {
    DiffTask task = begun(Samples.AT_ONCE);
    task.compare(1, 1);

    assertEquals("Nothing changed: 2 tables, 3 rows.", view(task).summary());
    assertEquals(List.of(), view(task).lines());
    assertEquals(
        Optional.of("Every row is the same, and the tables are defined alike."),
        view(task).message());
  }

  @Test
  void eachDatabaseIsOpenedOnceAndClosedWhenItIsNoLongerCompared() {
    DiffTask task = begun(Samples.AT_ONCE);
    task.choose(1);
    assertEquals(List.of("open older.db", "open newer.db"), events);
    task.compare(1, 1);
    assertEquals("close newer.db", events.get(2));
    task.close();
    task.close();
    assertEquals(
        List.of("open older.db", "open newer.db", "close newer.db", "close older.db"), events);
  }

  @Test
  void stoppedItSaysSoAndMayBeAskedAgain() {
    Deque<Runnable> waiting = new ArrayDeque<>();
    DiffTask task = begun(waiting::add);
    assertTrue(view(task).mayStop());
    task.stop();
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
    assertEquals(Optional.of("The comparison was cancelled."), view(task).message());
    assertFalse(view(task).mayStop());
    task.compare(1, 0);
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
    assertEquals(Optional.empty(), view(task).message());
    assertEquals(5, view(task).lines().size());
  }

  @Test
  void aBackupThatCannotBeReadSaysWhy() {
    DiffTask.Source gone =
        progress -> {
          throw new FailureException(Reason.PLACE_UNREACHABLE, Samples.NAS);
        };
    DiffTask task =
        new DiffTask(List.of(gone, source(older)), 1, 0, Samples.AT_ONCE, Samples.AT_ONCE);
    task.begin(state -> {});

    assertEquals(
        Optional.of(Failure.of(Reason.PLACE_UNREACHABLE, Samples.NAS)), task.state().failure());
    assertEquals("Not compared.", view(task).summary());
  }
}
