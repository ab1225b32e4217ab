package dev.nightjar.desktop;

import dev.nightjar.desktop.SettingsForm.Field;
import dev.nightjar.failure.FailureException;
import dev.nightjar.text.WindowTexts;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;

/** Shows a {@link SettingsForm}: Save applies at once, Cancel changes nothing. */
public final class SettingsPanel extends JPanel {
  private final transient SettingsForm form;
  private final transient SettingsWish.Saver saver;
  private final transient Executor work;
  private final transient Executor eventThread;
  private final transient WindowTexts texts;
  private final transient Consumer<Boolean> closed;
  private final transient SettingsFieldRow database;
  private final transient SettingsFieldRow local;
  private final transient SettingsFieldRow nas;
  private final transient SettingsSchedule schedule;
  private final transient SettingsGeneral general;
  private final SettingsJobList list;
  private final SettingsHintLine saving;
  private final JButton save;
  private final JButton cancel;
  private boolean busy;

  /**
   * @param work where saving happens
   * @param closed told once the user is done: whether anything was saved
   */
  public SettingsPanel(
      SettingsForm form,
      SettingsWish.Saver saver,
      ThemeChooser chooser,
      Executor work,
      Executor eventThread,
      WindowTexts texts,
      Consumer<Boolean> closed) {
    super(
        new MigLayout(
            "insets 18lp 20lp 16lp 20lp, fill, wrap 1, novisualpadding",
            "[grow,fill]",
            "[grow,fill][]"));
    this.form = form;
    this.saver = saver;
    this.work = work;
    this.eventThread = eventThread;
    this.texts = texts;
    this.closed = closed;
    database = new SettingsFieldRow(Field.DATABASE, "settings.database", form, texts);
    local = new SettingsFieldRow(Field.LOCAL, "settings.local", form, texts);
    nas = new SettingsFieldRow(Field.NAS, "settings.nas", form, texts);
    schedule = new SettingsSchedule(form, texts);
    general = new SettingsGeneral(form, texts);
    list = new SettingsJobList(form, texts);
    saving = new SettingsHintLine(texts, () -> {});
    save = ThemeParts.primary(ThemeParts.button(texts.caption("settings.save"), this::save));
    cancel = ThemeParts.button(texts.caption("settings.cancel"), () -> closed.accept(false));
    JPanel body =
        new JPanel(new MigLayout("insets 0, fill, hidemode 3, novisualpadding", "", "[grow,fill]"));
    body.add(list, "growy, gapright 18lp");
    body.add(fields(chooser), "grow, push");
    add(body, "grow");
    add(foot(), "growx, gaptop 14lp");
    ThemeDrop.on(this, path -> database.choose(java.util.Optional.of(path)));
    form.onChange(this::showForm);
    showForm();
  }

  private JPanel fields(ThemeChooser chooser) {
    JPanel grid =
        new JPanel(
            new MigLayout(
                "insets 0, fillx, gapy 4lp, hidemode 3, novisualpadding",
                "[]12lp[grow,fill]8lp[]8lp[]"));
    database.addTo(
        grid,
        ThemeParts.button(
            texts.caption("settings.database.choose"),
            () ->
                database.choose(
                    chooser.file(
                        this, texts.of("settings.database.title"), form.text(Field.DATABASE)))));
    local.addTo(
        grid,
        ThemeParts.button(
            texts.caption("settings.local.choose"),
            () ->
                local.choose(
                    chooser.folder(
                        this, texts.of("settings.local.title"), form.text(Field.LOCAL)))));
    nas.addTo(
        grid,
        ThemeParts.button(
            texts.caption("settings.nas.choose"),
            () ->
                nas.choose(
                    chooser.folder(this, texts.of("settings.nas.title"), form.text(Field.NAS)))),
        ThemeParts.button(texts.caption("settings.test"), form::test));
    schedule.addTo(grid);
    general.addTo(grid);
    return grid;
  }

  private JPanel foot() {
    JPanel foot =
        new JPanel(
            new MigLayout("insets 0, fillx, hidemode 3, novisualpadding", "[][grow,fill][][]"));
    foot.add(ThemeParts.button(texts.caption("settings.add"), form::addDatabase));
    foot.add(saving, "growx, gapleft 10lp, gapright 10lp");
    foot.add(cancel, "sg done, tag cancel");
    foot.add(save, "sg done, tag ok");
    return foot;
  }

  private void showForm() {
    database.show(form);
    local.show(form);
    nas.show(form);
    schedule.show();
    general.show();
    list.showForm();
    save.setEnabled(!busy && !form.checking());
    revalidate();
    repaint();
  }

  /** What Enter presses. */
  JButton saveButton() {
    return save;
  }

  /** What Escape presses. */
  JButton cancelButton() {
    return cancel;
  }

  private void save() {
    var wish = form.wish();
    if (wish.isEmpty()) {
      form.firstProblem().ifPresent(field -> at(field).requestFocusInWindow());
      return;
    }
    busy(true);
    saving.show(SettingsHint.of(SettingsHint.Kind.BUSY, texts.of("settings.saving")));
    work.execute(() -> save(wish.get()));
  }

  private void save(SettingsWish wish) {
    SettingsHint ended = SettingsHint.NONE;
    try {
      saver.save(wish);
    } catch (FailureException e) {
      ended = SettingsHint.of(SettingsHint.Kind.PROBLEM, texts.failure(e.failure()));
    }
    SettingsHint shown = ended;
    eventThread.execute(
        () -> {
          busy(false);
          saving.show(shown);
          if (!shown.blocks()) {
            closed.accept(true);
          }
        });
  }

  private void busy(boolean now) {
    busy = now;
    save.setEnabled(!now);
  }

  private JComponent at(Field field) {
    return Map.of(
            Field.DATABASE, (JComponent) database.text(),
            Field.LOCAL, local.text(),
            Field.NAS, nas.text(),
            Field.TIME, schedule.time())
        .getOrDefault(field, schedule.time());
  }
}
