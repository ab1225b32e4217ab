package dev.nightjar.desktop.kit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.desktop.Painted;
import dev.nightjar.desktop.Parts;
import dev.nightjar.desktop.kit.DataTable.Cell;
import java.awt.Component;
import java.awt.KeyboardFocusManager;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JLabel;
import javax.swing.KeyStroke;
import javax.swing.SwingConstants;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows of data: what stays as it was while they change, how they look, and what keys do. */
final class DataTableTest {
  private final DataTable table = table(false);
  private final List<String> done = new ArrayList<>();

  private static DataTable table(boolean fills) {
    return Painted.on(new Painted.Screen(false, 1), 400, 300, () -> new DataTable("Rows", fills));
  }

  private static Cell text(String text) {
    return new Cell(text, false, Theme.Tone.PLAIN, false);
  }

  private static List<List<Cell>> rows(String... names) {
    return List.of(names).stream()
        .map(name -> List.of(text(name), new Cell("1", true, Theme.Tone.PLAIN, false)))
        .toList();
  }

  private void show(List<String> columns, List<List<Cell>> cells) {
    Parts.onEventThread(() -> table.show(columns, cells));
  }

  private JLabel painted(int row, int column, boolean selected) {
    return Painted.onEventThread(
        () -> {
          Component cell =
              table
                  .getDefaultRenderer(Object.class)
                  .getTableCellRendererComponent(
                      table, table.getValueAt(row, column), selected, false, row, column);
          return (JLabel) cell;
        });
  }

  private int width(int column) {
    return table.getColumnModel().getColumn(column).getPreferredWidth();
  }

  private @Nullable String tip(int row, int column) {
    return Painted.onEventThread(
        () -> {
          Rectangle cell = table.getCellRect(row, column, false);
          int y = (int) cell.getCenterY();
          return table.getToolTipText(
              new MouseEvent(table, MouseEvent.MOUSE_MOVED, 0, 0, cell.x + 2, y, 0, false));
        });
  }

  @Test
  void aCellThatIsCutOffIsToldWhole() {
    String hidden = "pragma_table_info ".repeat(4);
    show(
        List.of("name", "n"),
        List.of(
            List.of(text(hidden), text("1")),
            List.of(text("<html>" + hidden), text("2")),
            List.of(text("word ".repeat(100)), text("3"))));

    assertEquals(hidden, tip(0, 0));
    assertNull(tip(0, 1));
    assertEquals("\\x3chtml>" + hidden, tip(1, 0), "HTML would be drawn, and its pictures fetched");
    assertEquals("word ".repeat(30) + "…", tip(2, 0));
    Parts.onEventThread(() -> table.getColumnModel().getColumn(0).setWidth(2000));
    assertNull(tip(0, 0), "there is room for it");
  }

  @Test
  void aColumnIsAsWideAsItsContentsButNeverAWholeScreen() {
    show(List.of("name", "n"), rows("tea"));
    int narrow = width(0);
    show(List.of("title", "n"), rows("a sack of the finest tea"));
    int wide = width(0);
    show(List.of("text", "n"), rows("word ".repeat(1000)));

    assertTrue(narrow < wide, narrow + " " + wide);
    assertTrue(width(0) > wide && width(0) <= 280, "" + width(0));
    assertTrue(width(1) >= 60, "a short column can still be pointed at");
  }

  @Test
  void sortingChangesNoWidthAlsoWhereTheUserChoseIt() {
    show(List.of("name", "n"), rows("tea", "milk"));
    table.getColumnModel().getColumn(0).setPreferredWidth(123);
    show(List.of("name ▲", "n"), rows("milk", "tea"));
    show(List.of("name ▼", "n"), rows("tea", "milk"));

    assertEquals(123, width(0));
    show(List.of("city", "n"), rows("tea", "milk"));
    assertNotEquals(123, width(0), "another column is measured anew");
  }

  @Test
  void rowsThatComeLaterMakeAColumnWiderAndNeverNarrower() {
    show(List.of("name", "n"), rows("tea"));
    int before = width(0);
    show(List.of("name", "n"), rows("a sack of the finest tea"));
    assertEquals(before, width(0));
    Parts.onEventThread(table::widen);
    int widened = width(0);
    assertTrue(widened > before);
    show(List.of("name", "n"), rows("tea"));
    Parts.onEventThread(table::widen);

    assertEquals(widened, width(0));
  }

  @Test
  void theSelectedRowStaysSelectedWhileRowsAreReadAgain() {
    show(List.of("name", "n"), rows("tea", "milk", "bread"));
    Parts.onEventThread(() -> table.changeSelection(2, 1, false, false));
    show(List.of("name", "n"), rows("tea", "milk", "bread!"));
    assertEquals(
        List.of(2, 1), List.of(table.getSelectedRow(), table.getSelectedColumn()), "the same cell");

    show(List.of("name", "n"), rows("tea"));
    assertEquals(0, table.getSelectedRow(), "the last row that is left");
    show(List.of("name", "n"), rows());
    assertEquals(-1, table.getSelectedRow());
  }

  @Test
  void theSameRowsAgainChangeNothing() {
    show(List.of("name", "n"), rows("tea", "milk"));
    table.getModel().addTableModelListener(event -> done.add("changed"));
    show(List.of("name", "n"), rows("tea", "milk"));

    assertEquals(List.of(), done);
  }

  @Test
  void inATableThatFillsTheNameGivesWayAndNoNumber() {
    DataTable filling = table(true);
    Parts.onEventThread(() -> filling.show(List.of("name", "rows"), rows("tea", "milk")));

    assertTrue(filling.getColumnModel().getColumn(1).getMinWidth() >= 60);
    assertTrue(filling.getColumnModel().getColumn(0).getMinWidth() < 60);
  }

  @Test
  void numbersStandAtTheRightAndTextsAtTheLeft() {
    show(List.of("name", "n"), rows("tea"));

    assertEquals(SwingConstants.LEADING, painted(0, 0, false).getHorizontalAlignment());
    assertEquals(SwingConstants.TRAILING, painted(0, 1, false).getHorizontalAlignment());
  }

  @Test
  void theCellThatMattersIsSeenByMoreThanItsColour() {
    Cell quiet = new Cell("was", false, Theme.Tone.QUIET, false);
    show(List.of("a", "b"), List.of(List.of(quiet, new Cell("is", false, Theme.Tone.PLAIN, true))));

    assertTrue(painted(0, 1, false).getFont().isBold());
    assertEquals(Theme.selected(), painted(0, 1, false).getBackground());
    assertFalse(painted(0, 0, false).getFont().isBold(), "the mark doesn't stick to the next cell");
    assertEquals(Theme.Tone.QUIET.color(), painted(0, 0, false).getForeground());
    assertEquals(table.getBackground(), painted(0, 0, false).getBackground());
    assertEquals(table.getSelectionBackground(), painted(0, 1, true).getBackground());
  }

  @Test
  void aTextOfTheDatabaseIsNeverTakenForHtml() {
    String hostile = "<html><img src='file:///dev/null'>";
    show(List.of(hostile, "n"), rows(hostile));

    assertEquals(hostile, painted(0, 0, false).getText());
    assertEquals(null, painted(0, 0, false).getClientProperty("html"));
    JLabel heading =
        Painted.onEventThread(
            () ->
                (JLabel)
                    table
                        .getTableHeader()
                        .getDefaultRenderer()
                        .getTableCellRendererComponent(table, hostile, false, false, -1, 0));
    assertEquals(null, heading.getClientProperty("html"));
  }

  @Test
  void whatIsCopiedAreTheChosenCells() {
    show(List.of("name", "n"), rows("tea", "milk", "bread"));

    assertEquals(
        List.of(List.of("bread"), List.of("tea")), table.cells(new int[] {2, 0}, new int[] {0}));
    assertEquals(List.of(List.of("milk", "1")), table.cells(new int[] {1}, new int[] {0, 1}));
  }

  @Test
  void tabLeavesTheTable() {
    var forward = table.getFocusTraversalKeys(KeyboardFocusManager.FORWARD_TRAVERSAL_KEYS);
    var backward = table.getFocusTraversalKeys(KeyboardFocusManager.BACKWARD_TRAVERSAL_KEYS);

    assertTrue(forward.contains(KeyStroke.getKeyStroke("TAB")), forward.toString());
    assertTrue(
        backward.contains(KeyStroke.getKeyStroke(KeyEvent.VK_TAB, KeyEvent.SHIFT_DOWN_MASK)),
        backward.toString());
  }

  @Test
  void aKeyDoesWhatTheWindowSays() {
    table.at("ENTER", () -> done.add("opened"));

    assertTrue(Parts.press(table, "ENTER"));
    assertEquals(List.of("opened"), done);
  }

  @Test
  void downMovesOnAndPastTheLastRowAsksForMore() {
    show(List.of("name", "n"), rows("tea", "milk"));
    table.past("DOWN", true, () -> done.add("next page"));
    table.past("UP", false, () -> done.add("page before"));
    Parts.onEventThread(() -> table.changeSelection(0, 0, false, false));
    Parts.press(table, "DOWN");
    assertEquals(1, table.getSelectedRow());
    assertEquals(List.of(), done);
    Parts.press(table, "DOWN");
    Parts.press(table, "UP");
    Parts.press(table, "UP");

    assertEquals(List.of("next page", "page before"), done);
    assertArrayEquals(new int[] {0}, table.getSelectedRows());
  }

  @Test
  void inAnEmptyTableNoKeyAsksForMore() {
    table.past("DOWN", true, () -> done.add("next page"));
    table.past("UP", false, () -> done.add("page before"));
    Parts.press(table, "DOWN");
    Parts.press(table, "UP");

    assertEquals(List.of(), done);
  }
}
