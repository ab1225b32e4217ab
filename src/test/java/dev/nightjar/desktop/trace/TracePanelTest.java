package dev.nightjar.desktop.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.desktop.Painted;
import dev.nightjar.desktop.Parts;
import dev.nightjar.desktop.Samples;
import dev.nightjar.desktop.kit.DataTable;
import dev.nightjar.desktop.trace.TraceEntry.TracedRow;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import dev.nightjar.trace.TracedBackup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.JProgressBar;
import javax.swing.JTextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window that follows a row, or a text, through the backups. */
final class TracePanelTest {
  @TempDir private Path folder;
  private final List<String> left = new ArrayList<>();
  private final List<Runnable> waiting = new ArrayList<>();

  private TracePanel panel(Optional<TracedRow> row) throws Exception {
    List<TracedBackup> backups = TraceScenes.backups(folder);
    TracePanel.Outside outside =
        new TracePanel.Outside(
            id -> "backup " + id,
            id -> left.add("look " + id),
            (id, of) -> left.add("back " + id + " " + of.key()),
            of -> left.add("history " + of.key()),
            copied -> left.add("copied " + copied),
            () -> left.add("closed"));
    return Painted.on(
        new Painted.Screen(false, 1),
        760,
        460,
        () ->
            new TracePanel(
                new TraceTask(progress -> backups, waiting::add, Samples.AT_ONCE),
                row,
                Messages.in(Language.ENGLISH),
                outside));
  }

  private TracePanel ofARow() throws Exception {
    TracePanel panel = panel(Optional.of(new TracedRow("t", "7")));
    work();
    return panel;
  }

  private void work() {
    Parts.runAll(waiting);
  }

  private static DataTable lines(TracePanel panel) {
    return Parts.the(panel, DataTable.class);
  }

  private static List<String> column(TracePanel panel, int column) {
    List<String> texts = new ArrayList<>();
    for (int row = 0; row < lines(panel).getRowCount(); row++) {
      texts.add(((DataTable.Cell) lines(panel).getValueAt(row, column)).text());
    }
    return texts;
  }

  @Test
  void theLifeOfARowIsListedNewestFirst() throws Exception {
    TracePanel panel = ofARow();

    assertTrue(lines(panel).getRowCount() >= 2, column(panel, 0).toString());
    assertTrue(column(panel, 0).stream().allMatch(text -> text.contains("backup ")));
    assertTrue(column(panel, 2).stream().anyMatch(text -> text.contains("2.5")));
    assertEquals(0, lines(panel).getSelectedRow(), "the newest is selected");
    assertEquals(List.of(), Parts.all(panel, JTextField.class), "there is nothing to enter");
    assertFalse(Parts.buttons(panel).stream().anyMatch(text -> text.contains("History")));
  }

  @Test
  void whileBackupsAreReadItCanBeStopped() throws Exception {
    TracePanel panel = panel(Optional.of(new TracedRow("t", "7")));
    assertEquals(1, Parts.all(panel, JProgressBar.class).size());
    assertTrue(Parts.buttons(panel).contains("Cancel"), Parts.buttons(panel).toString());
    work();

    assertEquals(List.of(), Parts.all(panel, JProgressBar.class));
    assertFalse(Parts.buttons(panel).contains("Cancel"));
  }

  @Test
  void aLineLeadsToTheBackupThatStillHasTheRow() throws Exception {
    TracePanel panel = ofARow();
    int had =
        column(panel, 2)
            .indexOf(
                column(panel, 2).stream()
                    .filter(text -> text.contains("2.5"))
                    .findFirst()
                    .orElseThrow());
    Parts.onEventThread(() -> lines(panel).setRowSelectionInterval(had, had));
    Parts.press(lines(panel), "ENTER");
    Parts.click(panel, "Get Rows Back…");

    assertEquals(List.of("look 2", "back 2 7"), left);
  }

  @Test
  void aLineIsCopiedAsCells() throws Exception {
    TracePanel panel = ofARow();
    Parts.press(lines(panel), "ctrl C");

    assertEquals(1, left.size());
    assertTrue(left.get(0).startsWith("copied "), left.get(0));
    assertTrue(left.get(0).endsWith("\n") && left.get(0).split("\t").length == 3, left.get(0));
  }

  @Test
  void aTextIsSearchedByEnterAndByItsButton() throws Exception {
    TracePanel panel = panel(Optional.empty());
    assertEquals(0, lines(panel).getRowCount());
    JTextField field = Parts.the(panel, JTextField.class);
    Parts.enter(field, "mill");
    Parts.onEventThread(field::postActionEvent);
    work();

    int found = column(panel, 2).indexOf("name: Miller");
    assertTrue(found >= 0, column(panel, 2).toString());
    Parts.onEventThread(() -> lines(panel).setRowSelectionInterval(found, found));
    Parts.click(panel, "History of This Row…");
    assertEquals(List.of("history 7"), left);
    Parts.enter(field, "nobody");
    Parts.click(panel, "Find");
    work();
    assertEquals(-1, column(panel, 2).indexOf("name: Miller"));
    assertTrue(
        Parts.buttons(panel).contains("(History of This Row…)"), Parts.buttons(panel).toString());
  }

  @Test
  void itIsClosedByItsButton() throws Exception {
    Parts.click(ofARow(), "Close");

    assertEquals(List.of("closed"), left);
  }
}
