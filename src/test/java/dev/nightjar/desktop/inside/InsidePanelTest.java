package dev.nightjar.desktop.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.desktop.Painted;
import dev.nightjar.desktop.Parts;
import dev.nightjar.desktop.SampleInside;
import dev.nightjar.desktop.Samples;
import dev.nightjar.desktop.SavingChooser;
import dev.nightjar.desktop.kit.DataTable;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.awt.Rectangle;
import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;
import java.awt.event.MouseEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.AbstractButton;
import javax.swing.Action;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window in which tables are looked through, by mouse and by keys. */
final class InsidePanelTest {
  private static final int PRODUCTS = 1;

  @TempDir private Path folder;
  private final List<String> copied = new ArrayList<>();
  private final List<String> left = new ArrayList<>();
  private final SavingChooser saving = new SavingChooser();

  private InsidePanel panel(boolean ofABackup) {
    return Painted.on(
        new Painted.Screen(false, 1),
        860,
        560,
        () -> {
          InsideTask task = new InsideTask(SampleInside.source(), Samples.AT_ONCE, Samples.AT_ONCE);
          RowActions.OnRows back = (table, keys) -> left.add("back " + table + " " + keys);
          RowActions.OnRows history = (table, keys) -> left.add("history " + table + " " + keys);
          return new InsidePanel(
              task,
              saving,
              copied::add,
              new RowActions(ofABackup ? Optional.of(back) : Optional.empty(), history),
              Messages.in(Language.ENGLISH));
        });
  }

  /** With the table of products chosen, as a user does. */
  private InsidePanel products() {
    InsidePanel panel = panel(true);
    Parts.onEventThread(() -> tables(panel).setRowSelectionInterval(PRODUCTS, PRODUCTS));
    return panel;
  }

  private static DataTable tables(InsidePanel panel) {
    return Parts.named(panel, DataTable.class, "Tables");
  }

  private static DataTable rows(InsidePanel panel) {
    return Parts.named(panel, DataTable.class, "Rows of the table");
  }

  private static void select(InsidePanel panel, int row, int column) {
    Parts.onEventThread(() -> rows(panel).changeSelection(row, column, false, false));
  }

  private static AbstractButton sign(InsidePanel panel, String name) {
    return Parts.named(panel, AbstractButton.class, name);
  }

  private static void search(InsidePanel panel, String text) {
    JTextField field = Parts.named(panel, JTextField.class, "Search");
    Parts.enter(field, text);
    Parts.onEventThread(field::postActionEvent);
  }

  @Test
  void aTableWithoutRowsSaysSo() {
    InsidePanel panel = panel(true);

    assertTrue(Parts.texts(panel).contains("This table has no rows."));
    assertEquals(
        List.of(
            "(Open Value…)",
            "(Copy)",
            "Export as CSV…",
            "Get Rows Back…",
            "(History of This Row…)"),
        Parts.buttons(panel));
  }

  @Test
  void aSelectedCellCanBeOpenedCopiedAndFollowed() {
    InsidePanel panel = products();
    select(panel, 0, 1);

    assertEquals(
        List.of("Open Value…", "Copy", "Export as CSV…", "Get Rows Back…", "History of This Row…"),
        Parts.buttons(panel));
  }

  @Test
  void ofTheDatabaseAsItIsNowNothingComesBack() {
    InsidePanel panel = panel(false);

    assertFalse(Parts.buttons(panel).stream().anyMatch(text -> text.contains("Get Rows Back")));
  }

  @Test
  void thePagesAreTurnedByTheirButtons() {
    InsidePanel panel = products();
    assertFalse(sign(panel, "First Page (1)").isEnabled());
    assertFalse(sign(panel, "Previous Page (2)").isEnabled());
    Parts.onEventThread(() -> sign(panel, "Next Page (3)").doClick(0));
    assertTrue(Parts.texts(panel).contains("201–400 of 1 204"), Parts.texts(panel).toString());
    Parts.onEventThread(() -> sign(panel, "Last Page (4)").doClick(0));

    assertTrue(Parts.texts(panel).contains("1 201–1 204 of 1 204"));
    assertFalse(sign(panel, "Next Page (3)").isEnabled());
    Parts.onEventThread(() -> sign(panel, "First Page (1)").doClick(0));
    assertTrue(Parts.texts(panel).contains("1–200 of 1 204"));
  }

  @Test
  void pageDownAtTheEndOfAPageTurnsItAndPageUpAtItsBeginningTurnsItBack() {
    InsidePanel panel = products();
    select(panel, 199, 0);
    Parts.press(rows(panel), "PAGE_DOWN");
    assertTrue(Parts.texts(panel).contains("201–400 of 1 204"), Parts.texts(panel).toString());
    select(panel, 0, 0);
    Parts.press(rows(panel), "PAGE_UP");

    assertTrue(Parts.texts(panel).contains("1–200 of 1 204"), Parts.texts(panel).toString());
  }

  @Test
  void enterInTheFieldSearchesAtOnceAndAnotherTableEmptiesIt() {
    InsidePanel panel = products();
    search(panel, "größe 12");
    assertTrue(Parts.texts(panel).contains("1–7 of 7"), Parts.texts(panel).toString());
    Parts.onEventThread(() -> tables(panel).setRowSelectionInterval(0, 0));

    assertEquals("", Parts.named(panel, JTextField.class, "Search").getText());
    assertTrue(Parts.texts(panel).contains("This table has no rows."));
  }

  @Test
  void escapeEndsASearchAndElseIsTheWindows() {
    InsidePanel panel = products();
    String all = Parts.texts(panel).toString();
    JTextField field = Parts.named(panel, JTextField.class, "Search");
    Action escape =
        field.getActionMap().get(field.getInputMap().get(KeyStroke.getKeyStroke("ESCAPE")));
    assertFalse(escape.isEnabled());
    search(panel, "größe 12");
    assertTrue(escape.isEnabled());
    Parts.onEventThread(() -> escape.actionPerformed(new ActionEvent(field, 0, "")));
    assertEquals(all, Parts.texts(panel).toString());
    assertFalse(escape.isEnabled());
  }

  @Test
  void whatIsNotFoundIsSaidWithTheWordsThatWereSearched() {
    InsidePanel panel = products();
    search(panel, "<html>");

    assertTrue(
        Parts.texts(panel).stream().anyMatch(text -> text.startsWith("No row contains “")),
        Parts.texts(panel).toString());
    assertEquals(List.of(), left);
  }

  @Test
  void aClickOnAHeadingSortsByIt() {
    InsidePanel panel = products();
    DataTable rows = rows(panel);
    Rectangle heading = Painted.onEventThread(() -> rows.getTableHeader().getHeaderRect(1));
    for (int button : new int[] {MouseEvent.BUTTON3, MouseEvent.BUTTON1}) {
      MouseEvent click =
          new MouseEvent(
              rows.getTableHeader(),
              MouseEvent.MOUSE_CLICKED,
              0,
              button == MouseEvent.BUTTON1 ? InputEvent.BUTTON1_DOWN_MASK : 0,
              heading.x + 5,
              5,
              1,
              false,
              button);
      Parts.onEventThread(
          () ->
              List.of(rows.getTableHeader().getMouseListeners())
                  .forEach(one -> one.mouseClicked(click)));
      assertEquals(button == MouseEvent.BUTTON1 ? "name ▲" : "name", rows.getColumnName(1));
    }
  }

  @Test
  void copyTakesTheCellAndWithShiftTheWholeRow() {
    InsidePanel panel = products();
    select(panel, 3, 1);
    Parts.press(rows(panel), "ctrl C");
    Parts.press(rows(panel), "ctrl INSERT");
    Parts.press(rows(panel), "ctrl shift C");

    assertEquals(List.of("Widget 4", "Widget 4"), copied.subList(0, 2));
    assertTrue(copied.get(2).startsWith("4\tWidget 4\t5.0\t"), copied.get(2));
  }

  @Test
  void withNothingSelectedNothingIsCopiedOrFollowed() {
    InsidePanel panel = products();
    Parts.press(rows(panel), "ctrl C");
    Parts.press(rows(panel), "ENTER");

    assertEquals(List.of(), copied);
    assertEquals(List.of(), left);
  }

  @Test
  void theMenuHasWhatTheButtonsHave() {
    InsidePanel panel = products();
    select(panel, 3, 1);
    var menu = rows(panel).getComponentPopupMenu();
    assertEquals(
        List.of(
            "Open Value…",
            "Copy",
            "Copy Whole Rows",
            "Sort by This Column",
            "History of This Row…",
            "Get Rows Back…"),
        Parts.buttons(menu));
    Parts.click(menu, "Copy");
    Parts.click(menu, "History of This Row…");
    Parts.click(menu, "Sort by This Column");

    assertEquals(List.of("Widget 4"), copied);
    assertEquals(List.of("history products [4]"), left);
    assertEquals("name ▲", rows(panel).getColumnName(1));
  }

  @Test
  void chosenRowsComeBackByTheirKeysAndWithNoneChosenAllOfThem() {
    InsidePanel panel = products();
    Parts.click(panel, "Get Rows Back…");
    Parts.onEventThread(
        () -> {
          rows(panel).changeSelection(1, 0, false, false);
          rows(panel).changeSelection(2, 1, false, true);
        });
    Parts.click(panel, "Get Rows Back…");
    Parts.click(panel, "History of This Row…");

    assertEquals(List.of("back products []", "back products [2, 3]", "history products [2]"), left);
  }

  @Test
  void anExportIsNamedAfterItsTableWithNothingThatAFileCantHave() throws Exception {
    InsidePanel panel = panel(true);
    Parts.onEventThread(() -> tables(panel).setRowSelectionInterval(2, 2));
    Parts.click(panel, "Export as CSV…");
    assertTrue(saving.names.get(0).matches("sales [\\p{L}\\p{N} _-]+\\.csv"), saving.names.get(0));
    saving.target = Optional.of(folder.resolve("products.csv"));
    Parts.onEventThread(() -> tables(panel).setRowSelectionInterval(PRODUCTS, PRODUCTS));
    Parts.click(panel, "Export as CSV…");

    assertEquals("products.csv", saving.names.get(1));
    assertEquals(1205, Files.readAllLines(saving.target.get()).size());
    assertTrue(
        Parts.texts(panel).stream().anyMatch(text -> text.startsWith("Exported: 1 204 rows to ")));
  }

  @Test
  void aFileThatIsThereIsReplacedOnlyByItsButton() throws Exception {
    saving.target = Optional.of(Files.writeString(folder.resolve("products.csv"), "mine"));
    InsidePanel panel = products();
    Parts.click(panel, "Export as CSV…");
    assertEquals("mine", Files.readString(saving.target.get()));
    assertTrue(Parts.buttons(panel).containsAll(List.of("Replace It", "Cancel")));
    Parts.click(panel, "Cancel");
    assertFalse(Parts.buttons(panel).contains("Replace It"));
    assertEquals("mine", Files.readString(saving.target.get()));
    Parts.click(panel, "Export as CSV…");
    Parts.click(panel, "Replace It");

    assertEquals(1205, Files.readAllLines(saving.target.get()).size());
  }
}
