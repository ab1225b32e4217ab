package dev.nightjar.desktop.settings;

import dev.nightjar.desktop.kit.Controls;
import dev.nightjar.failure.Printable;
import dev.nightjar.text.Messages;
import javax.swing.DefaultListModel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.ListSelectionModel;
import net.miginfocom.swing.MigLayout;

/** The databases by name, once there is more than one. */
final class JobList extends JPanel {
  private final transient SettingsForm form;
  private final transient Messages texts;
  private final DefaultListModel<String> names = new DefaultListModel<>();
  private final JList<String> list = new JList<>(names);
  private boolean showing;

  JobList(SettingsForm form, Messages texts) {
    super(
        new MigLayout("insets 0, fill, wrap 1, novisualpadding", "[grow,fill]", "[][grow,fill][]"));
    this.form = form;
    this.texts = texts;
    list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    list.setFixedCellHeight(com.formdev.flatlaf.util.UIScale.scale(28));
    list.addListSelectionListener(event -> selected());
    add(Controls.label(texts.caption("settings.databases"), list));
    add(new JScrollPane(list), "w 150lp::, grow");
    add(Controls.button(texts.caption("settings.remove"), form::removeSelected));
  }

  private void selected() {
    int index = list.getSelectedIndex();
    if (!showing && index >= 0 && index != form.selected()) {
      form.select(index);
    }
  }

  void showForm() {
    showing = true;
    names.clear();
    for (String name : form.names()) {
      names.addElement(name.isEmpty() ? texts.of("settings.unnamed") : Printable.of(name));
    }
    list.setSelectedIndex(form.selected());
    showing = false;
    setVisible(names.size() > 1);
  }
}
