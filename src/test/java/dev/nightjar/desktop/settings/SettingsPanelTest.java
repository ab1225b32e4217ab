package dev.nightjar.desktop.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.formdev.flatlaf.FlatClientProperties;
import dev.nightjar.desktop.Painted;
import dev.nightjar.desktop.Parts;
import dev.nightjar.desktop.Samples;
import dev.nightjar.desktop.kit.DesktopContext;
import dev.nightjar.desktop.kit.FileChooser;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.JobPlace;
import dev.nightjar.settings.Keep;
import dev.nightjar.settings.Settings;
import dev.nightjar.settings.Settings.Appearance;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.awt.Component;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JList;
import javax.swing.JTextField;
import org.junit.jupiter.api.Test;

/** The dialog of the settings: what its fields show, what Save and Cancel do, and what it says. */
final class SettingsPanelTest {
  private static final Messages TEXTS = Messages.in(Language.ENGLISH);

  private final FakeInspections inspections = Samples.inspections();
  private final List<SettingsChange> saved = new ArrayList<>();
  private final List<Boolean> closed = new ArrayList<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private Optional<Path> pointedAt = Optional.empty();
  private SettingsChange.Saver saver = saved::add;

  /** The user points at what the test says. */
  private final class Pointing implements FileChooser {
    @Override
    public Optional<Path> file(Component parent, String title, String startAt) {
      asked.add(title + " from " + startAt);
      return pointedAt;
    }

    @Override
    public Optional<Path> folder(Component parent, String title, String startAt) {
      asked.add("folder: " + title + " from " + startAt);
      return pointedAt;
    }

    @Override
    public Optional<Path> newFile(Component parent, String title, String name) {
      throw new AssertionError("nothing new is made here");
    }
  }

  private SettingsPanel panel(Settings settings) {
    return Painted.on(
        new Painted.Screen(false, 1),
        680,
        0,
        () ->
            new SettingsPanel(
                Samples.form(settings, inspections, TEXTS),
                change -> saver.save(change),
                new DesktopContext(
                    waiting::add, Samples.AT_ONCE, Samples.CLOCK, new Pointing(), TEXTS),
                closed::add));
  }

  private SettingsPanel panel() {
    return panel(Samples.settings());
  }

  private void save(SettingsPanel panel) {
    Parts.onEventThread(() -> panel.saveButton().doClick(0));
  }

  private void work() {
    Parts.runAll(waiting);
  }

  private static JTextField field(SettingsPanel panel, String label) {
    return Parts.named(panel, JTextField.class, label);
  }

  private static JComboBox<?> choice(SettingsPanel panel, String label) {
    return Parts.named(panel, JComboBox.class, label);
  }

  @Test
  void itShowsWhatIsSaved() {
    SettingsPanel panel = panel();

    assertEquals(Samples.DATABASE.toString(), field(panel, "Database").getText());
    assertEquals(Samples.LOCAL.toString(), field(panel, "On this computer").getText());
    assertEquals(Samples.NAS.toString(), field(panel, "On the NAS").getText());
    assertEquals("17:00", field(panel, "When").getText());
    assertEquals(List.of(), Parts.all(panel, JList.class), "of one database there is no list");
    assertTrue(Parts.button(panel, "Start when I sign in").isSelected());
  }

  @Test
  void saveAppliesAtOnceAndClosesOnceItIsDone() {
    SettingsPanel panel = panel();
    Parts.enter(field(panel, "When"), "18:30");
    save(panel);
    assertEquals(List.of(), closed);
    assertTrue(Parts.buttons(panel).contains("(Save)"), "not twice");
    assertTrue(Parts.texts(panel).contains("Saving…"));
    work();

    assertEquals(List.of(true), closed);
    assertEquals(LocalTime.of(18, 30), saved.get(0).jobs().get(0).draft().schedule().at());
  }

  @Test
  void cancelChangesNothing() {
    SettingsPanel panel = panel();
    Parts.enter(field(panel, "When"), "18:30");
    Parts.onEventThread(() -> panel.cancelButton().doClick(0));
    work();

    assertEquals(List.of(false), closed);
    assertEquals(List.of(), saved);
  }

  @Test
  void whatIsWrongIsMarkedAndSaidAndNothingIsSaved() {
    SettingsPanel panel = panel();
    JTextField time = field(panel, "When");
    assertEquals(null, time.getClientProperty(FlatClientProperties.OUTLINE));
    Parts.enter(time, "25:00");
    save(panel);
    work();

    assertEquals(List.of(), saved);
    assertEquals(
        FlatClientProperties.OUTLINE_ERROR, time.getClientProperty(FlatClientProperties.OUTLINE));
    String said = time.getAccessibleContext().getAccessibleDescription();
    assertTrue(Parts.texts(panel).contains(said), said);
    assertFalse(said.isBlank());
    Parts.enter(time, "5 pm");
    assertEquals(null, time.getClientProperty(FlatClientProperties.OUTLINE));
    save(panel);
    work();
    assertEquals(LocalTime.of(17, 0), saved.get(0).jobs().get(0).draft().schedule().at());
  }

  @Test
  void aFileThatIsNotThereIsMarkedAtItsField() {
    SettingsPanel panel = panel();
    JTextField database = field(panel, "Database");
    Parts.enter(database, Samples.DATABASE.resolveSibling("gone.db").toString());
    save(panel);
    work();

    assertEquals(List.of(), saved);
    assertEquals(
        FlatClientProperties.OUTLINE_ERROR,
        database.getClientProperty(FlatClientProperties.OUTLINE));
    assertTrue(
        database.getAccessibleContext().getAccessibleDescription().contains("gone.db"),
        database.getAccessibleContext().getAccessibleDescription());
  }

  @Test
  void whatCouldNotBeSavedKeepsTheDialogOpenWithTheReason() {
    saver =
        change -> {
          throw new FailureException(Reason.PLACE_FULL, "NAS", 2L, 1L);
        };
    SettingsPanel panel = panel();
    save(panel);
    work();

    assertEquals(List.of(), closed);
    assertTrue(Parts.buttons(panel).contains("Save"), "it can be tried again");
    assertFalse(Parts.texts(panel).contains("Saving…"));
    saver = saved::add;
    save(panel);
    work();
    assertEquals(List.of(true), closed);
  }

  @Test
  void aChooserBeginsWhereTheFieldIsAndFillsItIn() {
    SettingsPanel panel = panel();
    Parts.click(panel, "Choose…");
    assertEquals(
        Samples.DATABASE.toString(), field(panel, "Database").getText(), "it was closed again");
    pointedAt = Optional.of(Samples.DATABASE.resolveSibling("other.db"));
    Parts.click(panel, "Choose…");

    assertEquals(pointedAt.get().toString(), field(panel, "Database").getText());
    assertEquals("The app's database from " + Samples.DATABASE, asked.get(0));
    AbstractButton ofTheFolder =
        Parts.all(panel, AbstractButton.class).stream()
            .filter(one -> "Choose…".equals(one.getText()))
            .toList()
            .get(1);
    Parts.onEventThread(() -> ofTheFolder.doClick(0));
    assertEquals(
        "folder: A folder for the backups on this computer from " + Samples.LOCAL, asked.get(2));
  }

  @Test
  void testWritesAFileThereAndSaysWhatIsSo() {
    SettingsPanel panel = panel();
    assertFalse(inspections.tests.contains(true), "nobody has asked for it");
    assertTrue(Parts.texts(panel).contains("812 GB free."));
    Parts.click(panel, "Test");

    assertTrue(inspections.tests.contains(true));
    assertTrue(
        Parts.texts(panel).stream().anyMatch(text -> text.startsWith("This folder works.")),
        () -> Parts.texts(panel).toString());
  }

  @Test
  void aDayIsSwitchedOffByItsButton() {
    SettingsPanel panel = panel();
    Parts.onEventThread(() -> Parts.named(panel, AbstractButton.class, "Sunday").doClick(0));
    save(panel);
    work();

    assertEquals(
        List.of(
            DayOfWeek.MONDAY,
            DayOfWeek.TUESDAY,
            DayOfWeek.WEDNESDAY,
            DayOfWeek.THURSDAY,
            DayOfWeek.FRIDAY,
            DayOfWeek.SATURDAY),
        saved.get(0).jobs().get(0).draft().schedule().days());
  }

  @Test
  void theNumberOfBackupsIsAskedForOnlyWhereItCounts() {
    SettingsPanel panel = panel();
    assertEquals(List.of(), numbers(panel));
    Parts.onEventThread(() -> choice(panel, "Keep here").setSelectedItem(KeepField.Choice.LAST));
    JTextField count = numbers(panel).get(0);
    Parts.enter(count, "0");
    assertEquals(
        FlatClientProperties.OUTLINE_ERROR, count.getClientProperty(FlatClientProperties.OUTLINE));
    save(panel);
    work();
    assertEquals(List.of(), saved);
    Parts.enter(count, "5");
    save(panel);
    work();

    assertEquals(Optional.of(Keep.last(5)), saved.get(0).jobs().get(0).draft().local().keep());
  }

  private static List<JTextField> numbers(SettingsPanel panel) {
    return Parts.all(panel, JTextField.class).stream()
        .filter(
            one ->
                "How many backups to keep".equals(one.getAccessibleContext().getAccessibleName()))
        .toList();
  }

  @Test
  void withoutANasThereIsNoRuleForIt() {
    SettingsPanel panel = panel();
    assertEquals(2, rules(panel));
    Parts.enter(field(panel, "On the NAS"), "");

    assertEquals(1, rules(panel));
    save(panel);
    work();
    assertEquals(Optional.empty(), saved.get(0).jobs().get(0).draft().nas());
  }

  private static long rules(SettingsPanel panel) {
    return Parts.all(panel, JComboBox.class).stream()
        .map(one -> one.getAccessibleContext().getAccessibleName())
        .filter(name -> name != null && name.startsWith("Keep "))
        .count();
  }

  @Test
  void toKeepFewerShowsTheRuleOfThatPlace() {
    SettingsPanel panel = panel();
    Parts.onEventThread(() -> panel.keepFewer(Samples.JOB, JobPlace.NAS, Keep.last(5)));

    assertEquals(KeepField.Choice.LAST, choice(panel, "Keep on NAS").getSelectedItem());
    assertEquals(KeepField.Choice.EVERYTHING, choice(panel, "Keep here").getSelectedItem());
    assertEquals("5", numbers(panel).get(0).getText());
    assertEquals(List.of(), saved, "Save is the user's");
  }

  @Test
  void generalSettingsAreSavedWithTheRest() {
    SettingsPanel panel = panel();
    Parts.onEventThread(() -> choice(panel, "Appearance").setSelectedItem(Appearance.DARK));
    Parts.click(panel, "Start when I sign in");
    save(panel);
    work();

    assertEquals(Appearance.DARK, saved.get(0).appearance());
    assertEquals(Optional.of(false), saved.get(0).startWhenSigningIn());
  }

  @Test
  void eachLanguageIsNamedInItself() {
    SettingsPanel panel = panel();
    @SuppressWarnings("unchecked")
    JComboBox<Object> box = (JComboBox<Object>) choice(panel, "Language");
    List<String> names = new ArrayList<>();
    for (int at = 0; at < box.getItemCount(); at++) {
      JComponent shown =
          (JComponent)
              box.getRenderer()
                  .getListCellRendererComponent(new JList<>(), box.getItemAt(at), at, false, false);
      names.add(((javax.swing.JLabel) shown).getText());
    }

    assertEquals(List.of("Same as system", "English", "Deutsch", "Türkçe"), names);
  }

  @Test
  void aSecondDatabaseIsAddedChosenAndRemoved() {
    SettingsPanel panel = panel();
    Parts.click(panel, "Add Database");
    JList<?> list = Parts.the(panel, JList.class);
    assertEquals(2, list.getModel().getSize());
    assertEquals(1, list.getSelectedIndex());
    assertEquals("", field(panel, "Database").getText());
    Parts.onEventThread(() -> list.setSelectedIndex(0));
    assertEquals(Samples.DATABASE.toString(), field(panel, "Database").getText());
    Parts.onEventThread(() -> list.setSelectedIndex(1));
    Parts.click(panel, "Remove");

    assertEquals(List.of(), Parts.all(panel, JList.class));
    save(panel);
    work();
    assertEquals(1, saved.get(0).jobs().size());
    assertEquals(List.of(), List.copyOf(saved.get(0).removed()), "it was never there");
  }
}
