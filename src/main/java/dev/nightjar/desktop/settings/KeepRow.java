package dev.nightjar.desktop.settings;

import com.formdev.flatlaf.FlatClientProperties;
import dev.nightjar.desktop.kit.Controls;
import dev.nightjar.desktop.kit.Edits;
import dev.nightjar.desktop.kit.Hint;
import dev.nightjar.desktop.kit.HintLine;
import dev.nightjar.desktop.kit.ScrollPage;
import dev.nightjar.desktop.settings.KeepField.Choice;
import dev.nightjar.desktop.settings.SettingsForm.Field;
import dev.nightjar.text.Messages;
import java.util.Locale;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;
import net.miginfocom.swing.MigLayout;

/** The backups to keep at one place, and below it what that means there. */
final class KeepRow {
  private final Field field;
  private final SettingsForm form;
  private final JComboBox<Choice> rule = new JComboBox<>(Choice.values());
  private final JTextField count = new JTextField(5);
  private final JPanel fields =
      new JPanel(new MigLayout("insets 0, gapx 8lp, hidemode 3, novisualpadding"));
  private final JLabel label;
  private final HintLine hint;
  private boolean showing;

  KeepRow(Field field, String key, SettingsForm form, Messages texts) {
    this.field = field;
    this.form = form;
    this.label = Controls.label(texts.caption(key), rule);
    this.hint = new HintLine(texts, () -> {});
    DefaultListCellRenderer plain = new DefaultListCellRenderer();
    rule.setRenderer(
        (list, value, index, selected, focused) ->
            plain.getListCellRendererComponent(
                list,
                texts.of("settings.keep." + value.name().toLowerCase(Locale.ROOT)),
                index,
                selected,
                focused));
    rule.addActionListener(event -> chosen());
    count.getAccessibleContext().setAccessibleName(texts.of("settings.keep.count"));
    Edits.of(count, this::edited);
    fields.setOpaque(false);
    fields.add(rule);
    fields.add(count);
  }

  void addTo(JPanel grid) {
    grid.add(label, "newline, aligny baseline");
    grid.add(fields, "span 3, growx");
    grid.add(hint, "newline, skip 1, span 3, growx, gapbottom 5lp, hidemode 3");
  }

  /** Goes to the number, which alone can be wrong. */
  void focus(Field wanted) {
    if (wanted == field) {
      ScrollPage.reveal(hint);
      ScrollPage.reveal(count);
      count.requestFocusInWindow();
    }
  }

  /** Goes to the rule. */
  void focusRule(Field wanted) {
    if (wanted == field) {
      ScrollPage.reveal(hint);
      ScrollPage.reveal(rule);
      rule.requestFocusInWindow();
    }
  }

  private void chosen() {
    if (!showing) {
      form.keep(field, rule.getItemAt(rule.getSelectedIndex()));
    }
  }

  /**
   * Shows it as the form has it.
   *
   * @param there whether there is such a place
   */
  void show(boolean there) {
    label.setVisible(there);
    fields.setVisible(there);
    showing = true;
    rule.setSelectedItem(form.keep(field));
    if (!form.text(field).equals(count.getText())) {
      count.setText(form.text(field));
    }
    showing = false;
    count.setVisible(form.keep(field) == Choice.LAST);
    Hint found = form.hint(field);
    hint.show(found);
    hint.setVisible(there && !found.text().isEmpty());
    count.putClientProperty(
        FlatClientProperties.OUTLINE, found.blocks() ? FlatClientProperties.OUTLINE_ERROR : null);
    rule.getAccessibleContext().setAccessibleDescription(found.text());
    count.getAccessibleContext().setAccessibleDescription(found.text());
  }

  private void edited() {
    if (!showing) {
      form.edit(field, count.getText());
    }
  }
}
