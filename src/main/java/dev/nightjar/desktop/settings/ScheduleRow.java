package dev.nightjar.desktop.settings;

import com.formdev.flatlaf.FlatClientProperties;
import dev.nightjar.desktop.kit.Controls;
import dev.nightjar.desktop.kit.Edits;
import dev.nightjar.desktop.kit.Hint;
import dev.nightjar.desktop.kit.HintLine;
import dev.nightjar.desktop.kit.Theme;
import dev.nightjar.desktop.kit.WrapPanel;
import dev.nightjar.desktop.kit.WrappedText;
import dev.nightjar.desktop.settings.SettingsForm.Field;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Messages;
import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javax.swing.JCheckBox;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;
import javax.swing.JToggleButton;
import net.miginfocom.swing.MigLayout;

/** When to back up: a time, the days of the week, and whether a missed one is made up. */
public final class ScheduleRow {
  private final SettingsForm form;
  private final Messages texts;
  private final JTextField time = new JTextField(6);
  private final Map<DayOfWeek, JToggleButton> days = new EnumMap<>(DayOfWeek.class);
  private final JPanel week =
      new JPanel(new MigLayout("insets 0, gapx 4lp, hidemode 3, novisualpadding"));
  private final WrapPanel fields = new WrapPanel(time, week);
  private final WrappedText inWords = new WrappedText("", Theme.Tone.PLAIN);
  private final JLabel label;
  private final JCheckBox makeUp;
  private final HintLine hint;
  private boolean showing;

  public ScheduleRow(SettingsForm form, Messages texts) {
    this.form = form;
    this.texts = texts;
    this.label = Controls.label(texts.caption("settings.when"), time);
    this.makeUp = Controls.checkBox(texts.caption("settings.make-up"));
    this.hint = new HintLine(texts, () -> {});
    week.setOpaque(false);
    for (DayOfWeek day : DayOfWeek.values()) {
      week.add(dayButton(day), "sg day");
    }
    Edits.of(time, this::edited);
    makeUp.addActionListener(event -> form.makeUpMissed(makeUp.isSelected()));
  }

  private JToggleButton dayButton(DayOfWeek day) {
    JToggleButton button =
        new JToggleButton(texts.of("day." + day.name().toLowerCase(Locale.ROOT)));
    button.putClientProperty(
        FlatClientProperties.STYLE,
        "margin: 4,7,4,7; selectedBackground: $Nightjar.selected;"
            + "selectedForeground: $Nightjar.selectedText");
    button.getAccessibleContext().setAccessibleName(Figures.name(day));
    button.addActionListener(event -> form.edit(day, button.isSelected()));
    days.put(day, button);
    return button;
  }

  public void addTo(JPanel grid) {
    grid.add(label, "newline, aligny baseline");
    grid.add(fields, "span 3, growx, split 2, hidemode 3");
    grid.add(inWords, "growx, wmin 0, hidemode 3");
    grid.add(hint, "newline, skip 1, span 3, growx, hidemode 3");
    grid.add(makeUp, "newline, skip 1, span 3, gapbottom 10lp");
  }

  public JTextField time() {
    return time;
  }

  public void show() {
    showing = true;
    if (!form.text(Field.TIME).equals(time.getText())) {
      time.setText(form.text(Field.TIME));
    }
    showing = false;
    days.forEach((day, button) -> button.setSelected(form.days().contains(day)));
    makeUp.setSelected(form.makeUpMissed());
    fields.setVisible(form.cronInWords().isEmpty());
    inWords.setVisible(form.cronInWords().isPresent());
    form.cronInWords()
        .ifPresent(words -> inWords.show(texts.of("settings.cron", words), Theme.Tone.PLAIN));
    Hint wrong =
        form.hint(Field.TIME).text().isEmpty() ? form.hint(Field.DAYS) : form.hint(Field.TIME);
    hint.show(wrong);
    hint.setVisible(!wrong.text().isEmpty());
    time.putClientProperty(
        FlatClientProperties.OUTLINE,
        form.hint(Field.TIME).blocks() ? FlatClientProperties.OUTLINE_ERROR : null);
    time.getAccessibleContext().setAccessibleDescription(wrong.text());
  }

  private void edited() {
    if (!showing) {
      form.edit(Field.TIME, time.getText());
    }
  }
}
