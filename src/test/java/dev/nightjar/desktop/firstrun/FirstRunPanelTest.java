package dev.nightjar.desktop.firstrun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.desktop.NothingFound;
import dev.nightjar.desktop.Painted;
import dev.nightjar.desktop.Parts;
import dev.nightjar.desktop.SampleFirstRun;
import dev.nightjar.desktop.Samples;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.kit.DesktopContext;
import dev.nightjar.desktop.kit.FileChooser;
import dev.nightjar.desktop.settings.FakeInspections;
import dev.nightjar.desktop.settings.SettingsChange;
import dev.nightjar.desktop.settings.SettingsForm;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.autostart.Autostart;
import dev.nightjar.settings.Settings;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.awt.Component;
import java.awt.event.MouseEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JRootPane;
import javax.swing.text.JTextComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first door: one file to choose, everything else filled in, then a first backup at once. */
final class FirstRunPanelTest {
  private static final Messages TEXTS = Messages.in(Language.ENGLISH);

  private final FakeInspections inspections = Samples.inspections();
  private final List<SettingsChange> saved = new ArrayList<>();
  private final List<Command> commands = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private SettingsChange.Saver saver = saved::add;
  private Optional<Path> pointedAt = Optional.empty();
  private final JRootPane window = new JRootPane();

  /** The user points at what the test says, or closes the dialog. */
  private final class Pointing implements FileChooser {
    @Override
    public Optional<Path> file(Component parent, String title, String startAt) {
      asked.add(title);
      return pointedAt;
    }

    @Override
    public Optional<Path> folder(Component parent, String title, String startAt) {
      asked.add(title);
      return pointedAt;
    }

    @Override
    public Optional<Path> newFile(Component parent, String title, String name) {
      throw new AssertionError("nothing new is made here");
    }
  }

  /** Its work elsewhere waits until {@link #work}. */
  private FirstRunPanel panel() {
    return Painted.on(
        new Painted.Screen(false, 1),
        700,
        520,
        () -> {
          FirstRunPanel panel =
              new FirstRunPanel(
                  new SettingsForm(
                      Settings.empty(),
                      Autostart.State.OFF,
                      inspections,
                      Samples.USER,
                      new DesktopContext(
                          Samples.AT_ONCE, Samples.AT_ONCE, Samples.CLOCK, new Pointing(), TEXTS)),
                  change -> saver.save(change),
                  inspections,
                  new NothingFound(),
                  new DesktopContext(
                      waiting::add, Samples.AT_ONCE, Samples.CLOCK, new Pointing(), TEXTS),
                  commands::add,
                  () -> closed.add("closed"));
          window.setContentPane(panel);
          window.setDefaultButton(panel.defaultButton());
          return panel;
        });
  }

  private void work() {
    Parts.runAll(waiting);
  }

  private void pressEnter() {
    Parts.onEventThread(
        () ->
            Optional.ofNullable(window.getDefaultButton()).ifPresent(button -> button.doClick(0)));
  }

  private FirstRunPanel chosen() {
    FirstRunPanel panel = panel();
    work();
    Parts.onEventThread(() -> panel.choose(Samples.DATABASE));
    return panel;
  }

  private static String fieldOf(FirstRunPanel panel, String label) {
    return Parts.named(panel, JTextComponent.class, label).getText();
  }

  @Test
  void itBeginsWithOneFieldAndLooksForDatabasesByItself() {
    FirstRunPanel panel = panel();

    assertTrue(Parts.texts(panel).contains("What should Nightjar back up?"));
    assertTrue(Parts.texts(panel).contains("Looking for databases on this computer…"));
    assertEquals(
        1,
        Parts.all(panel, JTextComponent.class).stream().filter(JTextComponent::isEditable).count());
    work();
    assertFalse(Parts.texts(panel).contains("Looking for databases on this computer…"));
    assertEquals(1, Parts.the(panel, JList.class).getModel().getSize());
  }

  @Test
  void whereNoneIsFoundThereIsNoEmptyList() {
    FakeInspections nothing = new FakeInspections();
    FirstRunSuggestions suggestions =
        Painted.on(
            new Painted.Screen(false, 1),
            400,
            200,
            () -> new FirstRunSuggestions(TEXTS, null, file -> {}));
    Parts.onEventThread(() -> suggestions.show(nothing.suggestions()));

    assertEquals(List.of(), Parts.texts(suggestions));
    assertEquals(List.of(), Parts.all(suggestions, JList.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ENTER", "SPACE"})
  void aSuggestionIsTakenByKey(String key) {
    FirstRunPanel panel = panel();
    work();
    JList<?> list = Parts.the(panel, JList.class);
    assertTrue(Parts.press(list, key), "the key is the list's");
    assertEquals("", fieldOf(panel, "Database"), "nothing is selected yet");
    Parts.onEventThread(() -> list.setSelectedIndex(0));
    Parts.press(list, key);

    assertEquals(Samples.DATABASE.toString(), fieldOf(panel, "Database"));
  }

  @Test
  void aSuggestionIsTakenByAClick() {
    FirstRunPanel panel = panel();
    work();
    JList<?> list = Parts.the(panel, JList.class);
    Parts.onEventThread(
        () -> {
          list.setSelectedIndex(0);
          MouseEvent click = new MouseEvent(list, MouseEvent.MOUSE_CLICKED, 0, 0, 5, 5, 1, false);
          List.of(list.getMouseListeners()).forEach(one -> one.mouseClicked(click));
        });

    assertEquals(Samples.DATABASE.toString(), fieldOf(panel, "Database"));
  }

  @Test
  void aSuggestionSaysWhatItHoldsAndIsSaidToThoseWhoCantSeeIt() {
    Path hostile = Samples.DATABASE.resolveSibling("<html><h1>shop.db");
    inspections.database(hostile, 3, 410, Instant.from(Samples.NOW.minusDays(2)));
    FirstRunPanel panel = panel();
    work();
    List<JComponent> rows =
        Painted.onEventThread(
            () -> {
              @SuppressWarnings("unchecked")
              JList<Object> list = Parts.the(panel, JList.class);
              List<JComponent> shown = new ArrayList<>();
              for (int at = 0; at < list.getModel().getSize(); at++) {
                JComponent row =
                    (JComponent)
                        list.getCellRenderer()
                            .getListCellRendererComponent(
                                list, list.getModel().getElementAt(at), at, at == 1, false);
                shown.add(row);
                if (at == 0) {
                  assertEquals(
                      "inventory.db, 14 tables, 52 310 rows, changed 2 minutes ago · "
                          + Samples.DATABASE.getParent(),
                      row.getAccessibleContext().getAccessibleName());
                }
              }
              return shown;
            });

    for (JLabel label : Parts.all(rows.get(1), JLabel.class)) {
      assertEquals(null, label.getClientProperty("html"), "a name is no document");
    }
  }

  @Test
  void onceAFileIsChosenTheRestIsFilledIn() {
    FirstRunPanel panel = chosen();

    assertEquals(Samples.DATABASE.toString(), fieldOf(panel, "Database"));
    assertEquals(
        Samples.USER.resolve("Nightjar Backups").resolve("inventory").toString(),
        fieldOf(panel, "On this computer"));
    assertEquals("", fieldOf(panel, "On the NAS"));
    assertEquals("17:00", fieldOf(panel, "When"));
    assertTrue(Parts.button(panel, "Start when I sign in").isSelected());
    assertEquals(List.of(), Parts.all(panel, JList.class), "what was suggested gives way");
  }

  @Test
  void theMainButtonSavesAndMakesTheFirstBackup() {
    FirstRunPanel panel = chosen();
    assertSame(Parts.button(panel, "Back Up Now"), window.getDefaultButton());
    pressEnter();
    assertTrue(Parts.buttons(panel).contains("(Back Up Now)"), "not twice");
    assertTrue(Parts.texts(panel).contains("Saving…"));
    work();

    assertEquals(1, saved.size());
    assertEquals(Optional.of(true), saved.get(0).startWhenSigningIn());
    assertEquals(List.of(new Command.BackUpNow(Optional.empty())), commands);
    assertTrue(Parts.texts(panel).contains("Making your first backup…"));
  }

  @Test
  void signingInStartsNothingForThoseWhoSaidSo() {
    FirstRunPanel panel = chosen();
    Parts.click(panel, "Start when I sign in");
    pressEnter();
    work();

    assertTrue(saved.get(0).startWhenSigningIn().filter(starts -> starts).isEmpty());
  }

  @Test
  void whileTheFirstBackupIsMadeEnterBeginsNoSecondOne() {
    FirstRunPanel panel = chosen();
    pressEnter();
    work();
    pressEnter();
    work();

    assertEquals(1, saved.size());
    assertEquals(1, commands.size());
    assertEquals(List.of(), closed);
    Parts.onEventThread(() -> panel.show(SampleFirstRun.standing()));
    assertSame(Parts.button(panel, "Done"), window.getDefaultButton());
    pressEnter();
    assertEquals(List.of("closed"), closed);
  }

  @Test
  void whereSomethingIsMissingNothingIsSaved() {
    FirstRunPanel panel = panel();
    work();
    pressEnter();
    work();

    assertEquals(List.of(), saved);
    assertTrue(Parts.texts(panel).contains("What should Nightjar back up?"));
  }

  @Test
  void whatCouldNotBeSavedIsSaidAndCanBeTriedAgain() {
    saver =
        change -> {
          throw new FailureException(Reason.PLACE_FULL, "this computer");
        };
    FirstRunPanel panel = chosen();
    pressEnter();
    work();
    assertEquals(List.of(), commands);
    assertTrue(
        Parts.texts(panel).stream().anyMatch(text -> text.contains("full")),
        () -> Parts.texts(panel).toString());
    saver = saved::add;
    pressEnter();
    work();

    assertEquals(1, saved.size());
    assertEquals(1, commands.size());
  }

  @Test
  void whatNobodyExpectedIsSaidAndCanBeTriedAgainToo() {
    saver =
        change -> {
          throw new IllegalStateException("a bug");
        };
    FirstRunPanel panel = chosen();
    pressEnter();
    work();

    assertTrue(Parts.buttons(panel).contains("Back Up Now"));
    assertFalse(Parts.texts(panel).contains("Saving…"));
  }

  @Test
  void aFileThatIsDroppedAnywhereIsChosen() {
    FirstRunPanel panel = panel();
    work();
    assertNotSame(null, panel.getTransferHandler());
    Parts.onEventThread(() -> panel.choose(Samples.DATABASE));

    assertEquals(Samples.DATABASE.toString(), fieldOf(panel, "Database"));
  }

  @Test
  void theOtherDoorAsksForItsFolderAtOnceAndLeadsBack() {
    FirstRunPanel panel = panel();
    work();
    Parts.click(panel, "Get Data Back…");
    assertEquals(List.of("The backup folder"), asked);
    assertTrue(Parts.texts(panel).contains("Get data back from a backup folder"));
    assertEquals("Get Back and Go On", window.getDefaultButton().getText());
    Parts.click(panel, "Back");

    assertTrue(Parts.texts(panel).contains("What should Nightjar back up?"));
    assertEquals("Back Up Now", window.getDefaultButton().getText());
  }

  @Test
  void aFolderWithoutBackupsBehindTheOtherDoorIsSaidSo() {
    pointedAt = Optional.of(Samples.NAS);
    FirstRunPanel panel = panel();
    work();
    Parts.click(panel, "Get Data Back…");
    assertEquals(
        List.of("(Back)", "(Select Folder…)", "(Get Back and Go On)"), Parts.buttons(panel));
    work();

    assertEquals(List.of("Back", "Select Folder…", "(Get Back and Go On)"), Parts.buttons(panel));
    assertTrue(
        Parts.texts(panel).stream()
            .anyMatch(text -> text.startsWith("There are no backups in " + Samples.NAS)),
        () -> Parts.texts(panel).toString());
  }
}
