package dev.nightjar.desktop.settings;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.desktop.kit.Controls;
import dev.nightjar.desktop.kit.DesktopContext;
import dev.nightjar.desktop.kit.FileChooser;
import dev.nightjar.desktop.kit.FileDrop;
import dev.nightjar.desktop.kit.HintLine;
import dev.nightjar.desktop.kit.ScrollPage;
import dev.nightjar.desktop.settings.SettingsForm.Field;
import dev.nightjar.settings.JobPlace;
import dev.nightjar.settings.Keep;
import dev.nightjar.text.Messages;
import java.awt.Dimension;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;

/** Shows a {@link SettingsForm}: Save applies at once, Cancel changes nothing. */
public final class SettingsPanel extends JPanel {
  private final transient SettingsForm form;
  private final transient Messages texts;
  private final transient Consumer<Boolean> closed;
  private final transient PathRow database;
  private final transient PathRow local;
  private final transient PathRow nas;
  private final transient KeepRow keepLocal;
  private final transient KeepRow keepNas;
  private final transient ScheduleRow schedule;
  private final transient GeneralRows general;
  private final JobList list;
  private final HintLine told;
  private final transient SaveAction saving;
  private final JButton save;
  private final JButton cancel;

  /**
   * @param closed told once the user is done: whether anything was saved
   */
  public SettingsPanel(
      SettingsForm form,
      SettingsChange.Saver saver,
      DesktopContext desktop,
      Consumer<Boolean> closed) {
    super(
        new MigLayout(
            "insets 18lp 20lp 16lp 20lp, fill, wrap 1, novisualpadding",
            "[grow,fill]",
            "[grow,fill][]"));
    this.form = form;
    this.texts = desktop.texts();
    this.closed = closed;
    database = new PathRow(Field.DATABASE, "settings.database", form, texts);
    local = new PathRow(Field.LOCAL, "settings.local", form, texts);
    nas = new PathRow(Field.NAS, "settings.nas", form, texts);
    keepLocal = new KeepRow(Field.KEEP_LOCAL, "settings.keep.local", form, texts);
    keepNas = new KeepRow(Field.KEEP_NAS, "settings.keep.nas", form, texts);
    schedule = new ScheduleRow(form, texts);
    general = new GeneralRows(form, texts);
    list = new JobList(form, texts);
    told = new HintLine(texts, () -> {});
    saving = new SaveAction(form, saver, desktop, told);
    save = Controls.primary(Controls.button(texts.caption("settings.save"), this::save));
    cancel = Controls.button(texts.caption("settings.cancel"), () -> closed.accept(false));
    JPanel body =
        new JPanel(new MigLayout("insets 0, fill, hidemode 3, novisualpadding", "", "[grow,fill]"));
    body.add(list, "growy, gapright 18lp");
    body.add(fields(desktop.chooser()), "grow, push");
    add(new ScrollPage(body), "grow, wmin 0, hmin 60lp");
    add(foot(), "growx, gaptop 14lp");
    FileDrop.on(this, path -> database.choose(Optional.of(path)));
    form.onChange(this::showForm);
    showForm();
  }

  private JPanel fields(FileChooser chooser) {
    JPanel grid =
        new JPanel(
            new MigLayout(
                "insets 0, fillx, gapy 4lp, hidemode 3, novisualpadding",
                "[]12lp[grow,fill]8lp[]8lp[]"));
    database.addTo(grid, database.chooseButton(chooser, this));
    local.addTo(grid, local.chooseButton(chooser, this));
    keepLocal.addTo(grid);
    nas.addTo(
        grid,
        nas.chooseButton(chooser, this),
        Controls.button(texts.caption("settings.test"), form::test));
    keepNas.addTo(grid);
    schedule.addTo(grid);
    general.addTo(grid);
    return grid;
  }

  private JPanel foot() {
    JPanel foot =
        new JPanel(
            new MigLayout("insets 0, fillx, hidemode 3, novisualpadding", "[][grow,fill][][]"));
    foot.add(Controls.button(texts.caption("settings.add"), form::addDatabase));
    foot.add(told, "growx, gapleft 10lp, gapright 10lp");
    foot.add(cancel, "sg done, tag cancel");
    foot.add(save, "sg done, tag ok");
    return foot;
  }

  private void showForm() {
    database.show(form);
    local.show(form);
    keepLocal.show(true);
    nas.show(form);
    keepNas.show(!form.text(Field.NAS).isBlank());
    schedule.show();
    general.show();
    list.showForm();
    save.setEnabled(!saving.busy() && !form.checking());
    revalidate();
    repaint();
  }

  /** Goes to the rule of a place, with one that keeps fewer backups selected. */
  public void keepFewer(UUID job, JobPlace place, Keep rule) {
    Field field = form.keepFewer(job, place, rule);
    keepLocal.focusRule(field);
    keepNas.focusRule(field);
  }

  /** Never smaller than its contents ask. */
  @Override
  public Dimension getPreferredSize() {
    Dimension contents = super.getPreferredSize();
    return new Dimension(Math.max(contents.width, UIScale.scale(680)), contents.height);
  }

  /** Returns the button that Enter presses. */
  JButton saveButton() {
    return save;
  }

  /** Returns the button that Escape presses. */
  JButton cancelButton() {
    return cancel;
  }

  private void save() {
    Optional<Field> problem = saving.start(() -> closed.accept(true));
    showForm();
    problem.ifPresent(
        new FieldRows(database, local, nas, schedule, List.of(keepLocal, keepNas))::focus);
  }
}
