package dev.nightjar.desktop.settings;

import dev.nightjar.desktop.kit.Controls;
import dev.nightjar.desktop.kit.Hint;
import dev.nightjar.desktop.kit.HintLine;
import dev.nightjar.desktop.kit.WrapPanel;
import dev.nightjar.settings.Settings.Appearance;
import dev.nightjar.settings.Settings.Notifications;
import dev.nightjar.settings.Settings.SpokenLanguage;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;

/** The settings for all databases: notifications, appearance, language, start. */
final class GeneralRows {
  private final SettingsForm form;
  private final Messages texts;
  private final JComboBox<Notifications> notifications;
  private final JComboBox<Appearance> appearance;
  private final JComboBox<SpokenLanguage> language;
  private final JCheckBox start;
  private final HintLine switchedOff;

  GeneralRows(SettingsForm form, Messages texts) {
    this.form = form;
    this.texts = texts;
    this.notifications =
        choice(Notifications.values(), named("settings.notifications."), form::notifications);
    this.appearance = choice(Appearance.values(), named("settings.appearance."), form::appearance);
    this.language = choice(SpokenLanguage.values(), this::name, form::language);
    this.start = Controls.checkBox(texts.caption("settings.start"));
    this.switchedOff = new HintLine(texts, () -> {});
    start.addActionListener(event -> form.startWhenSigningIn(start.isSelected()));
    switchedOff.show(Hint.of(Hint.Kind.WARNING, texts.of("settings.start.off")));
  }

  private <E extends Enum<E>> Function<E, String> named(String prefix) {
    return value -> texts.of(prefix + value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** Each in itself, so that its speakers find it among words they can't read. */
  private String name(SpokenLanguage value) {
    return value
        .locale()
        .map(locale -> Language.of(locale).ownName())
        .orElseGet(() -> texts.of("settings.language.system"));
  }

  private static <E extends Enum<E>> JComboBox<E> choice(
      E[] values, Function<E, String> name, Consumer<E> chosen) {
    JComboBox<E> box = new JComboBox<>(values);
    DefaultListCellRenderer plain = new DefaultListCellRenderer();
    box.setRenderer(
        (list, value, index, selected, focused) ->
            plain.getListCellRendererComponent(list, name.apply(value), index, selected, focused));
    box.addActionListener(event -> chosen.accept(values[box.getSelectedIndex()]));
    return box;
  }

  void addTo(JPanel grid) {
    grid.add(
        Controls.label(texts.caption("settings.notifications"), notifications),
        "newline, aligny baseline");
    JPanel choices = new JPanel(new MigLayout("insets 0, novisualpadding", "10lp[]8lp[]"));
    choices.setOpaque(false);
    choices.add(Controls.label(texts.caption("settings.appearance"), appearance));
    choices.add(appearance);
    grid.add(new WrapPanel(notifications, choices), "span 3, growx");
    grid.add(
        Controls.label(texts.caption("settings.language"), language), "newline, aligny baseline");
    grid.add(language, "span 3, grow 0");
    grid.add(start, "newline, skip 1, span 3, gaptop 8lp");
    grid.add(switchedOff, "newline, skip 1, span 3, growx, hidemode 3");
  }

  void show() {
    notifications.setSelectedItem(form.notifications());
    appearance.setSelectedItem(form.appearance());
    language.setSelectedItem(form.language());
    start.setEnabled(form.canStartWhenSigningIn());
    switchedOff.setVisible(form.startSwitchedOffBySystem());
    start.setSelected(form.startWhenSigningIn());
  }
}
