package dev.nightjar.desktop.firstrun;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.app.agent.Status;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.kit.Controls;
import dev.nightjar.desktop.kit.DesktopContext;
import dev.nightjar.desktop.kit.Ending;
import dev.nightjar.desktop.kit.FileChooser;
import dev.nightjar.desktop.kit.FileDrop;
import dev.nightjar.desktop.kit.HintLine;
import dev.nightjar.desktop.kit.ScrollPage;
import dev.nightjar.desktop.kit.Theme;
import dev.nightjar.desktop.kit.WrappedText;
import dev.nightjar.desktop.settings.FieldHints;
import dev.nightjar.desktop.settings.FieldRows;
import dev.nightjar.desktop.settings.Inspections;
import dev.nightjar.desktop.settings.PathRow;
import dev.nightjar.desktop.settings.SaveAction;
import dev.nightjar.desktop.settings.ScheduleRow;
import dev.nightjar.desktop.settings.SettingsChange;
import dev.nightjar.desktop.settings.SettingsForm;
import dev.nightjar.desktop.settings.SettingsForm.Field;
import dev.nightjar.sqlite.DatabaseInspection;
import dev.nightjar.text.Messages;
import java.awt.CardLayout;
import java.awt.Dimension;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/** The first door: one file to choose, the rest filled in, then a first backup at once. */
public final class FirstRunPanel extends JPanel {
  private final transient SettingsForm form;
  private final transient PathRow database;
  private final transient PathRow local;
  private final transient PathRow nas;
  private final transient ScheduleRow schedule;
  private final transient SaveAction saving;
  private final transient Consumer<Command> commands;
  private final JPanel chosen;
  private final FirstRunSuggestions suggestions;
  private final JCheckBox start;
  private final JButton go;
  private final CardLayout cards = new CardLayout();
  private final FirstRunResult result;
  private final BackDoor backDoor;
  private final JButton otherDoor;

  /**
   * Asks for suggestions at once.
   *
   * @param form of settings with no job yet
   * @param closed told once the user is done
   */
  public FirstRunPanel(
      SettingsForm form,
      SettingsChange.Saver saver,
      Inspections inspections,
      BackDoor.Actions newComputer,
      DesktopContext desktop,
      Consumer<Command> commands,
      Runnable closed) {
    this.form = form;
    Messages texts = desktop.texts();
    this.commands = commands;
    setLayout(cards);
    setBorder(BorderFactory.createEmptyBorder());
    database = new PathRow(Field.DATABASE, "settings.database", form, texts);
    local = new PathRow(Field.LOCAL, "settings.local", form, texts);
    nas = new PathRow(Field.NAS, "settings.nas", form, texts);
    schedule = new ScheduleRow(form, texts);
    start = Controls.checkBox(texts.caption("settings.start"));
    start.addActionListener(event -> form.startWhenSigningIn(start.isSelected()));
    HintLine told = new HintLine(texts, () -> {});
    saving = new SaveAction(form, saver, desktop, told);
    go = Controls.primary(Controls.button(texts.caption("first.go"), this::go));
    suggestions =
        new FirstRunSuggestions(
            texts,
            new FieldHints(texts, desktop.clock()),
            file -> database.choose(Optional.of(file)));
    result = new FirstRunResult(texts, commands, closed);
    chosen = chosen(desktop.chooser(), texts);
    otherDoor = Controls.button(texts.caption("first.other-door"), this::openOtherDoor);
    backDoor = new BackDoor(newComputer, desktop, () -> enter("door", go), this::firstBackup);
    add(door(desktop.chooser(), texts, told), "door");
    JPanel after = page();
    after.add(result, "grow, push");
    add(after, "result");
    JPanel second = page();
    second.add(backDoor, "grow, push");
    add(second, "back");
    FileDrop.on(this, path -> database.choose(Optional.of(path)));
    form.startWhenSigningIn(true);
    form.onChange(this::showForm);
    showForm();
    desktop.inBackground(
        () -> {
          List<DatabaseInspection> found = suggested(inspections);
          desktop.onEventThread(() -> show(found));
        });
  }

  /** Nothing if that fails: the file can still be chosen. */
  private static List<DatabaseInspection> suggested(Inspections inspections) {
    return Ending.of("suggestions", inspections::suggestions, why -> List.of());
  }

  private static JPanel page() {
    return new JPanel(
        new MigLayout(
            "insets 26lp 28lp 20lp 28lp, fill, wrap 1, hidemode 3, novisualpadding",
            "[grow,fill]"));
  }

  private JPanel door(FileChooser chooser, Messages texts, HintLine told) {
    JPanel door = page();
    door.add(Controls.title(texts.of("first.title"), "h1.regular"), "wmin 0");
    WrappedText what = new WrappedText("", Theme.Tone.QUIET);
    what.show(texts.of("first.what"), Theme.Tone.QUIET);
    door.add(what, "growx, wmin 0, w 10lp, gaptop 4lp, gapbottom 18lp");
    JPanel file = grid();
    database.addTo(file, database.chooseButton(chooser, this));
    JPanel body =
        new JPanel(
            new MigLayout(
                "insets 0, fillx, wrap 1, hidemode 3, novisualpadding", "[grow,fill]", "[]0[]0[]"));
    body.add(file, "growx");
    body.add(suggestions, "grow, pushy, gaptop 4lp");
    body.add(chosen, "growx");
    door.add(new ScrollPage(body), "grow, push, wmin 0, hmin 60lp");
    JPanel foot =
        new JPanel(new MigLayout("insets 0, fillx, novisualpadding", "[]16lp[grow,fill]16lp[]"));
    foot.add(otherDoor);
    foot.add(told, "growx");
    foot.add(go);
    door.add(foot, "growx, gaptop 14lp");
    return door;
  }

  private JPanel chosen(FileChooser chooser, Messages texts) {
    JPanel grid = grid();
    local.addTo(grid, local.chooseButton(chooser, this));
    nas.addTo(grid, nas.chooseButton(chooser, this));
    schedule.addTo(grid);
    grid.add(start, "newline, skip 1, span 3");
    return grid;
  }

  private static JPanel grid() {
    return new JPanel(
        new MigLayout(
            "insets 0, fillx, gapy 4lp, hidemode 3, novisualpadding",
            "[130lp::]12lp[grow,fill]8lp[]8lp[]"));
  }

  private void show(List<DatabaseInspection> found) {
    suggestions.show(found);
    revalidate();
  }

  private void showForm() {
    database.show(form);
    local.show(form);
    nas.show(form);
    schedule.show();
    start.setEnabled(form.canStartWhenSigningIn());
    start.setSelected(form.startWhenSigningIn());
    boolean filled = !form.text(Field.DATABASE).isBlank();
    suggestions.setVisible(!filled);
    chosen.setVisible(filled);
    go.setEnabled(!saving.busy() && !form.checking());
    revalidate();
    repaint();
  }

  private void go() {
    Optional<Field> problem = saving.start(this::firstBackup);
    showForm();
    problem.ifPresent(new FieldRows(database, local, nas, schedule)::focus);
  }

  /** Enter makes no second one; once it has ended, it closes the window. */
  private void firstBackup() {
    enter("result", null);
    commands.accept(new Command.BackUpNow(Optional.empty()));
  }

  /** Asks for the folder at once: there is nothing else to do behind that door. */
  private void openOtherDoor() {
    enter("back", backDoor.main());
    backDoor.choose();
  }

  /** Enter presses the main button of the card that is shown. */
  private void enter(String card, @Nullable JButton main) {
    cards.show(this, card);
    if (getRootPane() != null) {
      getRootPane().setDefaultButton(main);
    }
  }

  /** From the event thread: how the first backup goes. */
  public void show(Status standing) {
    result.show(standing);
    if (result.isVisible() && result.hasEnded()) {
      enter("result", result.done());
    }
    revalidate();
    repaint();
  }

  /** For a file that was opened with the program or dropped on its icon. */
  public void choose(Path file) {
    database.choose(Optional.of(file));
  }

  /** Never smaller than its contents ask. */
  @Override
  public Dimension getPreferredSize() {
    Dimension contents = super.getPreferredSize();
    return new Dimension(
        Math.max(contents.width, UIScale.scale(700)),
        Math.max(contents.height, UIScale.scale(520)));
  }

  /** Returns the button that Enter presses. */
  public JButton defaultButton() {
    return go;
  }
}
