package dev.nightjar.desktop.backups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.desktop.Painted;
import dev.nightjar.desktop.SampleBackups;
import dev.nightjar.desktop.Samples;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.kit.ScrollPage;
import dev.nightjar.desktop.kit.WrappedText;
import dev.nightjar.destination.Address;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.awt.Component;
import java.awt.Container;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import javax.swing.AbstractButton;
import javax.swing.JMenu;
import javax.swing.JTable;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BackupsPanelTest {
  private final List<Command> asked = new ArrayList<>();

  private BackupsPanel panel(dev.nightjar.app.agent.Status standing) {
    return Painted.on(
        new Painted.Screen(false, 1),
        760,
        560,
        () -> SampleBackups.panel(standing, Messages.in(Language.ENGLISH), asked::add));
  }

  @Test
  void theOneButtonAsksForWhatItSays() {
    BackupsPanel panel = panel(SampleBackups.well());
    Painted.onEventThread(() -> click(panel, "Backup Now"));

    assertEquals(List.of(new Command.BackUpNow(Optional.of(Samples.JOB))), asked);
  }

  @Test
  void aBackupIsShownInItsFolder() {
    BackupsPanel panel = panel(SampleBackups.well());
    assertFalse(button(panel, "Show in Folder").isEnabled());
    Painted.onEventThread(
        () -> {
          JTable table = (JTable) find(panel, JTable.class::isInstance);
          table.setRowSelectionInterval(0, 0);
          return click(panel, "Show in Folder");
        });

    assertEquals(
        List.of(new Command.OpenFolder(Address.of(Samples.LOCAL.resolve("database")))), asked);
  }

  @Test
  void inALowWindowTheRowThatIsChosenByKeyboardIsInSight() {
    BackupsPanel panel =
        Painted.on(
            new Painted.Screen(false, 1),
            760,
            250,
            () ->
                SampleBackups.panel(
                    SampleBackups.well(), Messages.in(Language.ENGLISH), asked::add));
    JTable table = (JTable) find(panel, JTable.class::isInstance);
    Container page = SwingUtilities.getAncestorOfClass(ScrollPage.class, table);
    for (int row : List.of(0, table.getRowCount() - 1, 0)) {
      Painted.onEventThread(
          () -> {
            table.changeSelection(row, 0, false, false);
            return null;
          });
      Rectangle there =
          SwingUtilities.convertRectangle(table, table.getCellRect(row, 0, true), page);

      assertTrue(there.y >= 0 && there.getMaxY() <= page.getHeight(), there::toString);
    }
  }

  @Test
  void aBackupThatIsGoneIsNotCalledWhole() {
    BackupsPanel panel = panel(SampleBackups.well());
    JTable table = (JTable) find(panel, JTable.class::isInstance);
    Painted.onEventThread(
        () -> {
          table.setRowSelectionInterval(0, 0);
          return click(panel, "Check Again");
        });

    // Its folder isn't on this disk at all, which says nothing about the backup.
    assertEquals("at backup time", table.getValueAt(0, 4));
    assertEquals(0, table.getSelectedRow());
  }

  /** Work waits until the test lets it; the window is told at once. */
  private final List<Runnable> waiting = new ArrayList<>();

  private BackupsPanel panelThatWorksLater() {
    BackupTasks later =
        new BackupTasks(waiting::add, Samples.AT_ONCE, new FakeMemory(), Samples.SCRATCH);
    BackupsPanel panel = panel(later);
    JTable table = (JTable) find(panel, JTable.class::isInstance);
    Painted.onEventThread(
        () -> {
          table.setRowSelectionInterval(0, 0);
          return click(panel, "Check Again");
        });
    return panel;
  }

  @Test
  void whatIsCheckedIsToldAndNothingElseIsBegun() {
    BackupsPanel panel = panelThatWorksLater();

    assertEquals("checking…", ((JTable) find(panel, JTable.class::isInstance)).getValueAt(0, 4));
    assertTrue(texts(panel).stream().anyMatch(text -> text.startsWith("Checking ")));
    assertFalse(button(panel, "Check Again").isEnabled());
    assertFalse(button(panel, "Save a Copy…").isEnabled());
    assertTrue(button(panel, "Cancel").isVisible());
  }

  @Test
  void aCheckThatIsCancelledLeavesWhatWasKnown() {
    BackupsPanel panel = panelThatWorksLater();
    Painted.onEventThread(() -> click(panel, "Cancel"));
    assertTrue(texts(panel).contains("Cancelling…"));
    Painted.onEventThread(
        () -> {
          waiting.remove(0).run();
          return null;
        });

    assertEquals(
        "at backup time", ((JTable) find(panel, JTable.class::isInstance)).getValueAt(0, 4));
    assertTrue(texts(panel).contains("Cancelled. Backups made earlier are kept."));
    assertTrue(button(panel, "Check Again").isEnabled());
    assertFalse(button(panel, "Cancel").isVisible());
  }

  private static List<String> texts(BackupsPanel panel) {
    List<String> texts = new ArrayList<>();
    find(
        panel,
        component -> {
          if (component instanceof WrappedText text) {
            texts.add(text.getText());
          }
          return false;
        });
    return texts;
  }

  @Test
  void theMenuHasEveryCommandOfTheTrays() {
    List<UUID> checked = new ArrayList<>();
    OverflowMenu menu = menu(Language.ENGLISH, checked);
    List<Command> all =
        Painted.onEventThread(
            () -> {
              press(menu.of(SampleBackups.well(), Optional.of(Samples.JOB), true));
              press(menu.of(SampleBackups.running(), Optional.of(Samples.JOB), false));
              press(menu.of(SampleBackups.paused(), Optional.of(Samples.JOB), false));
              return asked;
            });

    for (Command command :
        List.of(
            new Command.BackUpNow(Optional.empty()),
            new Command.Cancel(),
            new Command.Resume(),
            new Command.Pause(
                Samples.NOW
                    .toLocalDate()
                    .plusDays(1)
                    .atStartOfDay(Samples.NOW.getZone())
                    .toInstant()),
            new Command.Pause(Samples.NOW.plusDays(7).toInstant()),
            new Command.OpenFolder(Address.of(Samples.LOCAL)),
            new Command.OpenFolder(Address.of(Samples.NAS)),
            new Command.ShowSettings(),
            new Command.OpenLog(),
            new Command.ShowAbout(),
            new Command.Quit())) {
      assertTrue(all.contains(command), command.toString());
    }
    assertEquals(List.of(Samples.JOB), checked, "not while another check goes on");
  }

  private OverflowMenu menu(Language language, List<UUID> checked) {
    return new OverflowMenu(Messages.in(language), Samples.CLOCK, asked::add, checked::add);
  }

  @ParameterizedTest
  @EnumSource
  void eachLineOfTheMenuHasAKeyOfItsOwn(Language language) {
    List<Integer> keys =
        Painted.onEventThread(
            () ->
                Arrays.stream(
                        menu(language, new ArrayList<>())
                            .of(SampleBackups.well(), Optional.of(Samples.JOB), true)
                            .getComponents())
                    .filter(AbstractButton.class::isInstance)
                    .map(line -> ((AbstractButton) line).getMnemonic())
                    .toList());

    assertEquals(keys.stream().distinct().toList(), keys);
    assertFalse(keys.contains(0));
  }

  @Test
  void allBackupsAreCheckedAndTheSentenceStaysForTheNextWindow() {
    List<Runnable> tasks = new ArrayList<>();
    BackupTasks later =
        new BackupTasks(tasks::add, Samples.AT_ONCE, new FakeMemory(), Samples.SCRATCH);
    BackupsPanel panel = panel(later);
    int backups = ((JTable) find(panel, JTable.class::isInstance)).getRowCount();
    Painted.onEventThread(
        () -> {
          panel.checkAll(Samples.JOB);
          panel.checkAll(Samples.JOB);
          return null;
        });
    assertEquals(1, tasks.size(), "one at a time");
    assertTrue(
        texts(panel).stream().anyMatch(text -> text.startsWith("Checking 1 of " + backups + ": ")));
    assertTrue(button(panel, "Cancel").isVisible());
    Painted.onEventThread(
        () -> {
          later.hidden();
          tasks.remove(0).run();
          return null;
        });

    // Their folders aren't on this disk.
    String said = backups + " backups could not be checked everywhere. ";
    assertTrue(texts(panel(later)).stream().anyMatch(text -> text.startsWith(said)));
  }

  private BackupsPanel panel(BackupTasks work) {
    return Painted.on(
        new Painted.Screen(false, 1),
        760,
        560,
        () ->
            SampleBackups.panel(
                SampleBackups.well(), work, Messages.in(Language.ENGLISH), asked::add));
  }

  private static void press(Container menu) {
    Component[] items =
        menu instanceof JMenu inner ? inner.getMenuComponents() : menu.getComponents();
    for (Component item : items) {
      if (item instanceof JMenu inner) {
        press(inner);
      } else if (item instanceof AbstractButton button) {
        button.doClick(0);
      }
    }
  }

  private static boolean click(Container view, String text) {
    button(view, text).doClick(0);
    return true;
  }

  private static AbstractButton button(Container view, String text) {
    return (AbstractButton)
        find(view, part -> part instanceof AbstractButton one && text.equals(one.getText()));
  }

  private static Component find(Container view, Predicate<Component> wanted) {
    for (Component part : view.getComponents()) {
      if (wanted.test(part)) {
        return part;
      }
      Component inner = part instanceof Container container ? find(container, wanted) : null;
      if (inner != null) {
        return inner;
      }
    }
    return null;
  }
}
