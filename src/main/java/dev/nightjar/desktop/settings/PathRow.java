package dev.nightjar.desktop.settings;

import com.formdev.flatlaf.FlatClientProperties;
import dev.nightjar.desktop.kit.Controls;
import dev.nightjar.desktop.kit.Edits;
import dev.nightjar.desktop.kit.FileChooser;
import dev.nightjar.desktop.kit.FileDrop;
import dev.nightjar.desktop.kit.Hint;
import dev.nightjar.desktop.kit.HintLine;
import dev.nightjar.desktop.kit.ScrollPage;
import dev.nightjar.desktop.settings.SettingsForm.Field;
import dev.nightjar.text.Messages;
import java.awt.Component;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;

/** A path of the settings: its label, field, buttons, and the hint below. */
public final class PathRow {
  private final Field field;
  private final String key;
  private final SettingsForm form;
  private final Messages texts;
  private final JTextField text = new JTextField();
  private final JLabel label;
  private final HintLine hint;
  private boolean showing;

  public PathRow(Field field, String key, SettingsForm form, Messages texts) {
    this.field = field;
    this.key = key;
    this.form = form;
    this.texts = texts;
    this.label = Controls.label(texts.caption(key), text);
    this.hint = new HintLine(texts, () -> form.answer(field));
    Edits.of(text, () -> edited(text.getText()));
    FileDrop.on(text, path -> text.setText(path.toString()));
  }

  private void edited(String now) {
    if (!showing) {
      form.edit(field, now);
    }
  }

  /** In a grid of label, field, buttons. */
  public void addTo(JPanel grid, JButton... buttons) {
    grid.add(label, "newline, aligny baseline");
    // The buttons stand in the last columns, so that the fields end if there are fewer.
    grid.add(text, "growx, wmin 120lp, span " + (3 - buttons.length));
    for (JButton button : buttons) {
      grid.add(button, "sg button");
    }
    grid.add(hint, "newline, skip 1, span 3, growx, gapbottom 6lp");
  }

  /** The button that opens the system's own dialog, for a file or a folder. */
  public JButton chooseButton(FileChooser chooser, Component parent) {
    return Controls.button(
        texts.caption(key + ".choose"),
        () -> {
          String title = texts.of(key + ".title");
          String startAt = form.text(field);
          choose(
              field == Field.DATABASE
                  ? chooser.file(parent, title, startAt)
                  : chooser.folder(parent, title, startAt));
        });
  }

  JTextField text() {
    return text;
  }

  /** Puts the focus on what solves the problem that the hint names: its answer, or the field. */
  public void focusProblem() {
    ScrollPage.reveal(hint);
    ScrollPage.reveal(text);
    if (!hint.focusAnswer()) {
      text.requestFocusInWindow();
    }
  }

  public void choose(java.util.Optional<java.nio.file.Path> chosen) {
    chosen.ifPresent(path -> text.setText(path.toString()));
  }

  public void show(SettingsForm form) {
    String wanted = form.text(field);
    if (!wanted.equals(text.getText())) {
      showing = true;
      text.setText(wanted);
      showing = false;
    }
    Hint found = form.hint(field);
    hint.show(found);
    text.putClientProperty(
        FlatClientProperties.OUTLINE,
        found.kind() == Hint.Kind.PROBLEM ? FlatClientProperties.OUTLINE_ERROR : null);
    text.getAccessibleContext().setAccessibleDescription(found.text());
  }
}
