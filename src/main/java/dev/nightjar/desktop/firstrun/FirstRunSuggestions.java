package dev.nightjar.desktop.firstrun;

import dev.nightjar.desktop.kit.Controls;
import dev.nightjar.desktop.kit.Theme;
import dev.nightjar.desktop.kit.WrappedText;
import dev.nightjar.desktop.settings.FieldHints;
import dev.nightjar.failure.Printable;
import dev.nightjar.sqlite.DatabaseInspection;
import dev.nightjar.text.Messages;
import java.awt.Component;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.DefaultListModel;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.ListCellRenderer;
import javax.swing.ListSelectionModel;
import net.miginfocom.swing.MigLayout;

/** Databases that apps use on this computer; one click takes one. */
final class FirstRunSuggestions extends JPanel {
  private final DefaultListModel<DatabaseInspection> found = new DefaultListModel<>();
  private final JList<DatabaseInspection> list = new JList<>(found);
  private final JLabel label;
  private final WrappedText looking;
  private final JScrollPane scroll;

  FirstRunSuggestions(Messages texts, FieldHints hints, Consumer<Path> chosen) {
    super(
        new MigLayout(
            "insets 0, fill, wrap 1, hidemode 3, novisualpadding",
            "[grow,fill]",
            "[]6lp[grow,fill]"));
    label = Controls.label(texts.caption("first.found"), list);
    looking = new WrappedText("", Theme.Tone.QUIET);
    looking.show(texts.of("first.looking"), Theme.Tone.QUIET);
    list.setCellRenderer(new Row(texts, hints));
    list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    list.setVisibleRowCount(4);
    Runnable take =
        () -> {
          if (list.getSelectedValue() != null) {
            chosen.accept(list.getSelectedValue().file());
          }
        };
    list.addMouseListener(
        new MouseAdapter() {
          @Override
          public void mouseClicked(MouseEvent event) {
            take.run();
          }
        });
    list.registerKeyboardAction(
        event -> take.run(), KeyStroke.getKeyStroke("ENTER"), JList.WHEN_FOCUSED);
    list.registerKeyboardAction(
        event -> take.run(), KeyStroke.getKeyStroke("SPACE"), JList.WHEN_FOCUSED);
    scroll = new JScrollPane(list);
    add(label);
    add(looking, "growx, wmin 0, w 10lp");
    add(scroll, "grow");
    label.setVisible(false);
    scroll.setVisible(false);
  }

  void show(List<DatabaseInspection> suggestions) {
    looking.setVisible(false);
    found.clear();
    suggestions.forEach(found::addElement);
    label.setVisible(!suggestions.isEmpty());
    scroll.setVisible(!suggestions.isEmpty());
  }

  /** The file's name, below it where it is and what it holds. */
  private static final class Row extends JPanel implements ListCellRenderer<DatabaseInspection> {
    private final transient Messages texts;
    private final transient FieldHints hints;
    private final JLabel name = Controls.title("", "h4");
    private final JLabel contents = new JLabel();

    Row(Messages texts, FieldHints hints) {
      super(
          new MigLayout(
              "insets 6lp 10lp 6lp 10lp, gap 0, fillx, wrap 1, novisualpadding", "[grow,fill]"));
      this.texts = texts;
      this.hints = hints;
      setBorder(BorderFactory.createEmptyBorder());
      add(name, "wmin 0");
      add(contents, "wmin 0, gaptop 1lp");
    }

    @Override
    public Component getListCellRendererComponent(
        JList<? extends DatabaseInspection> shown,
        DatabaseInspection value,
        int index,
        boolean selected,
        boolean focused) {
      name.setText(Printable.of(Objects.toString(value.file().getFileName(), "")));
      contents.setText(
          texts.of(
              "first.found.row", hints.contents(value), String.valueOf(value.file().getParent())));
      setBackground(selected ? shown.getSelectionBackground() : shown.getBackground());
      name.setForeground(selected ? shown.getSelectionForeground() : shown.getForeground());
      contents.setForeground(selected ? shown.getSelectionForeground() : Theme.Tone.QUIET.color());
      // A list's renderer pane lays nothing out that isn't on a screen.
      setSize(shown.getWidth(), getPreferredSize().height);
      doLayout();
      getAccessibleContext().setAccessibleName(name.getText() + ", " + contents.getText());
      return this;
    }
  }
}
