package dev.nightjar.desktop.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.desktop.Painted;
import dev.nightjar.desktop.Parts;
import dev.nightjar.desktop.Samples;
import dev.nightjar.desktop.kit.DataTable;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window that shows what changed between two of several states of a database. */
final class DiffPanelTest {
  @TempDir private Path folder;
  private final List<LostRows> back = new ArrayList<>();
  private final List<String> left = new ArrayList<>();
  private final List<Runnable> waiting = new ArrayList<>();

  @BeforeEach
  void yesterdayAndToday() throws Exception {
    DiffScenes.older(folder.resolve("older.db"));
    DiffScenes.newer(folder.resolve("newer.db"));
  }

  private DiffPanel panel(Executor work) {
    List<DiffTask.Source> sources =
        List.of(
            progress -> DiffScenes.opened(folder.resolve("newer.db"), () -> {}),
            progress -> DiffScenes.opened(folder.resolve("older.db"), () -> {}));
    return Painted.on(
        new Painted.Screen(false, 1),
        860,
        560,
        () ->
            new DiffPanel(
                new DiffTask(sources, 1, 0, work, Samples.AT_ONCE),
                List.of("Now", "Yesterday 17:00"),
                Messages.in(Language.ENGLISH),
                new DiffPanel.Outside(
                    0, back::add, copied -> left.add(copied), () -> left.add("closed"))));
  }

  private static DataTable tables(DiffPanel panel) {
    return Parts.named(panel, DataTable.class, "Tables that differ");
  }

  private static DataTable rows(DiffPanel panel) {
    return Parts.named(panel, DataTable.class, "Rows that differ");
  }

  private static void choose(DiffPanel panel, String table) {
    DataTable tables = tables(panel);
    for (int at = 0; at < tables.getRowCount(); at++) {
      if (text(tables, at, 0).startsWith(table)) {
        int row = at;
        Parts.onEventThread(() -> tables.setRowSelectionInterval(row, row));
      }
    }
  }

  private static String text(DataTable table, int row, int column) {
    return ((DataTable.Cell) table.getValueAt(row, column)).text();
  }

  @Test
  void eachTableThatDiffersHasItsNumbers() {
    DiffPanel panel = panel(Samples.AT_ONCE);
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < tables(panel).getRowCount(); at++) {
      lines.add(text(tables(panel), at, 0) + ": " + text(tables(panel), at, 1));
    }

    assertTrue(lines.contains("sale: 250"), lines.toString());
    assertTrue(lines.contains("supplier, new: 1"), lines.toString());
    assertFalse(Parts.buttons(panel).contains("Cancel"));
  }

  @Test
  void theValueThatDiffersIsMarkedInItsRow() {
    DiffPanel panel = panel(Samples.AT_ONCE);
    choose(panel, "product");
    List<String> marked = new ArrayList<>();
    for (int row = 0; row < rows(panel).getRowCount(); row++) {
      for (int column = 0; column < rows(panel).getColumnCount(); column++) {
        DataTable.Cell cell = (DataTable.Cell) rows(panel).getValueAt(row, column);
        if (cell.marked()) {
          marked.add(cell.text());
        }
      }
    }

    assertEquals(List.of("3.5", "4.5"), marked);
  }

  @Test
  void pagesOfManyRowsAreTurnedByButtonAndByKey() {
    DiffPanel panel = panel(Samples.AT_ONCE);
    choose(panel, "sale");
    AbstractButton next = Parts.named(panel, AbstractButton.class, "Next Page (3)");
    AbstractButton previous = Parts.named(panel, AbstractButton.class, "Previous Page (2)");
    assertTrue(next.isEnabled());
    assertFalse(previous.isEnabled());
    String first = text(rows(panel), 0, 1);
    Parts.onEventThread(() -> next.doClick(0));
    assertTrue(previous.isEnabled());
    assertFalse(first.equals(text(rows(panel), 0, 1)));
    Parts.onEventThread(() -> rows(panel).changeSelection(0, 0, false, false));
    Parts.press(rows(panel), "PAGE_UP");

    assertEquals(first, text(rows(panel), 0, 1));
  }

  @Test
  void rowsThatAreGoneComeBackWithTheirKeys() {
    DiffPanel panel = panel(Samples.AT_ONCE);
    choose(panel, "supplier");
    assertTrue(Parts.buttons(panel).contains("(Get Rows Back…)"), "nothing of a new table is lost");
    choose(panel, "product");
    Parts.click(panel, "Get Rows Back…");

    assertEquals(1, back.size());
    assertEquals("product", back.get(0).table());
  }

  @Test
  void chosenRowsAreCopied() {
    DiffPanel panel = panel(Samples.AT_ONCE);
    choose(panel, "supplier");
    Parts.press(rows(panel), "ctrl C");
    assertEquals(List.of(), left, "nothing is chosen");
    Parts.onEventThread(() -> rows(panel).changeSelection(0, 1, false, false));
    Parts.press(rows(panel), "ctrl C");
    Parts.press(rows(panel), "ctrl shift C");

    assertEquals(List.of("Acme", "added\tAcme\n"), left);
  }

  @Test
  void otherTwoAreComparedAsSoonAsTheyAreChosen() {
    DiffPanel panel = panel(Samples.AT_ONCE);
    JComboBox<?> from = Parts.named(panel, JComboBox.class, "From");
    assertEquals("Yesterday 17:00", from.getSelectedItem());
    Parts.onEventThread(() -> from.setSelectedIndex(0));

    assertEquals(0, tables(panel).getRowCount());
    assertTrue(
        Parts.texts(panel).stream().anyMatch(text -> text.startsWith("Nothing changed: ")),
        Parts.texts(panel).toString());
    Parts.onEventThread(() -> from.setSelectedIndex(1));
    assertTrue(tables(panel).getRowCount() > 0);
  }

  @Test
  void whileItComparesItCanBeCancelled() {
    DiffPanel panel = panel(waiting::add);
    assertTrue(
        Parts.texts(panel).stream().anyMatch(text -> text.startsWith("Comparing…")),
        Parts.texts(panel).toString());
    Parts.click(panel, "Cancel");
    Parts.runAll(waiting);

    assertTrue(
        Parts.texts(panel).contains("The comparison was cancelled."),
        Parts.texts(panel).toString());
    assertFalse(Parts.buttons(panel).contains("Cancel"));
  }

  @Test
  void itIsClosedByItsButton() {
    Parts.click(panel(Samples.AT_ONCE), "Close");

    assertEquals(List.of("closed"), left);
  }
}
