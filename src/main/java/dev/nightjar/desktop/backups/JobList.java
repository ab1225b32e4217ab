package dev.nightjar.desktop.backups;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.desktop.backups.BackupsView.JobLine;
import dev.nightjar.desktop.kit.Controls;
import dev.nightjar.desktop.kit.StatusIcon;
import dev.nightjar.desktop.kit.Theme;
import dev.nightjar.text.Messages;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.swing.DefaultListModel;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.ListCellRenderer;
import javax.swing.ListModel;
import javax.swing.ListSelectionModel;
import net.miginfocom.swing.MigLayout;

/** The databases, the worst first, each with its own sign; shown once there is more than one. */
final class JobList extends JPanel {
  private static final int MAX_ROWS = 4;
  private static final int MAX_NAME = 240;

  private final DefaultListModel<JobLine> lines = new DefaultListModel<>();
  private final JList<JobLine> list = new JList<>(lines);
  private transient List<JobLine> shown = List.of();
  private boolean showing;

  JobList(Messages texts, Consumer<UUID> chosen) {
    super(new MigLayout("insets 0, fillx, wrap 1, hidemode 3, novisualpadding", "[grow,fill]"));
    list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    list.setCellRenderer(new Line());
    list.addListSelectionListener(
        event -> {
          JobLine line = list.getSelectedValue();
          if (!showing && !event.getValueIsAdjusting() && line != null) {
            chosen.accept(line.job());
          }
        });
    add(Controls.label(texts.caption("backups.job"), list));
    add(new JScrollPane(list), "wmin 0, gaptop 4lp");
    setVisible(false);
  }

  void show(List<JobLine> now, int selected) {
    showing = true;
    if (!now.equals(shown)) {
      shown = now;
      lines.clear();
      now.forEach(lines::addElement);
      list.setVisibleRowCount(Math.min(now.size(), MAX_ROWS));
    }
    if (!now.isEmpty()) {
      list.setSelectedIndex(selected);
      list.ensureIndexIsVisible(selected);
    }
    showing = false;
    setVisible(now.size() > 1);
  }

  /** A sign, a name, and how it stands. */
  private static final class Line extends JPanel implements ListCellRenderer<JobLine> {
    private final JLabel name = new JLabel();
    private final JLabel text = new JLabel();

    Line() {
      super(new MigLayout("insets 4lp 8lp 4lp 8lp, fillx, novisualpadding", "[]12lp[grow,fill]"));
      name.setIconTextGap(UIScale.scale(8));
      add(name);
      add(text, "wmin 0");
    }

    @Override
    public Component getListCellRendererComponent(
        JList<? extends JobLine> shown,
        JobLine line,
        int index,
        boolean selected,
        boolean focused) {
      name.setIcon(new StatusIcon(line.sign(), 16));
      name.setText(line.name());
      name.setPreferredSize(null);
      name.setPreferredSize(
          new Dimension(nameWidth(shown.getModel()), name.getPreferredSize().height));
      text.setText(line.text());
      setBackground(selected ? Theme.selected() : shown.getBackground());
      name.setForeground(selected ? Theme.selectedText() : shown.getForeground());
      text.setForeground(selected ? Theme.selectedText() : Theme.Tone.QUIET.color());
      // A list's renderer pane lays nothing out that isn't on a screen.
      invalidate();
      setSize(shown.getWidth(), getPreferredSize().height);
      doLayout();
      getAccessibleContext().setAccessibleName(line.name() + ": " + line.text());
      return this;
    }

    /** All names stand in one column. */
    private int nameWidth(ListModel<? extends JobLine> lines) {
      FontMetrics metrics = name.getFontMetrics(name.getFont());
      int widest = UIScale.scale(100);
      for (int i = 0; i < lines.getSize(); i++) {
        widest = Math.max(widest, metrics.stringWidth(lines.getElementAt(i).name()));
      }
      int sign = UIScale.scale(16) + name.getIconTextGap();
      return Math.min(widest, UIScale.scale(MAX_NAME)) + sign;
    }
  }
}
