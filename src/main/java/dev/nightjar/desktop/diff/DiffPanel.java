package dev.nightjar.desktop.diff;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.desktop.kit.ButtonIcon;
import dev.nightjar.desktop.kit.Controls;
import dev.nightjar.desktop.kit.DataTable;
import dev.nightjar.desktop.kit.StatusIcon;
import dev.nightjar.desktop.kit.Tabbed;
import dev.nightjar.desktop.kit.Theme;
import dev.nightjar.desktop.kit.WrappedText;
import dev.nightjar.text.Messages;
import java.awt.CardLayout;
import java.awt.Dimension;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.JSplitPane;
import javax.swing.ListSelectionModel;
import net.miginfocom.swing.MigLayout;

/** Two backups, or a backup and now: the tables that differ, and their rows that do. */
public final class DiffPanel extends JPanel {
  private final transient DiffTask task;
  private final transient Messages texts;
  private final JComboBox<String> from;
  private final JComboBox<String> to;
  private final JLabel sign = new JLabel();
  private final WrappedText summary = new WrappedText(" ", Theme.Tone.PLAIN);
  private final DataTable lines;
  private final DataTable rows;
  private final JLabel position = new JLabel(" ");
  private final WrappedText message = new WrappedText("", Theme.Tone.QUIET);
  private final CardLayout cards = new CardLayout();
  private final JPanel right = new JPanel(cards);
  private final JButton previous;
  private final JButton next;
  private final JButton stop;
  private final JButton back;
  private final transient Outside outside;
  private boolean showing;

  /**
   * The ways out of the window.
   *
   * @param now the index of the live database among those that can be compared
   * @param back gets rows back into the live database
   * @param clipboard takes what is copied
   * @param closed told once the user is done
   */
  public record Outside(
      int now, Consumer<LostRows> back, Consumer<String> clipboard, Runnable closed) {}

  /**
   * Begins at once.
   *
   * @param names those of what can be compared, in the task's order
   */
  public DiffPanel(DiffTask task, List<String> names, Messages texts, Outside outside) {
    super(
        new MigLayout(
            "insets 18lp 20lp 14lp 20lp, fill, wrap 1, gapy 0, hidemode 3, novisualpadding",
            "[grow,fill]"));
    this.task = task;
    this.texts = texts;
    this.outside = outside;
    from = new JComboBox<>(names.toArray(String[]::new));
    to = new JComboBox<>(names.toArray(String[]::new));
    from.setSelectedIndex(task.state().from());
    to.setSelectedIndex(task.state().to());
    lines = new DataTable(texts.of("changes.lines"), true);
    rows = new DataTable(texts.of("changes.rows"), false);
    previous =
        Controls.signButton(
            ButtonIcon.PREVIOUS, texts.caption("inside.previous"), () -> task.turn(false));
    next =
        Controls.signButton(ButtonIcon.NEXT, texts.caption("inside.next"), () -> task.turn(true));
    stop = Controls.button(texts.caption("inside.stop"), task::stop);
    back = Controls.button(texts.caption("inside.rows-back"), this::getBack);
    JButton close = Controls.button(texts.caption("changes.close"), outside.closed());
    build(close);
    DiffPresenter words = new DiffPresenter(texts);
    task.begin(state -> show(words.of(state)));
  }

  private void build(JButton close) {
    JPanel top =
        new JPanel(
            new MigLayout("insets 0, fillx, novisualpadding", "[][grow,fill]16lp[][grow,fill]"));
    top.add(Controls.label(texts.caption("changes.from"), from));
    top.add(from, "wmin 90lp, w 10lp");
    top.add(Controls.label(texts.caption("changes.to"), to));
    top.add(to, "wmin 90lp, w 10lp");
    add(top, "wmin 0");
    JPanel result =
        new JPanel(
            new MigLayout(
                "insets 0, fillx, hidemode 3, novisualpadding", "[]8lp[grow,fill]12lp[]"));
    // Named cells: a hidden sign must not let the text slip into its narrow column.
    result.add(sign, "cell 0 0, aligny top");
    result.add(summary, "cell 1 0, growx, wmin 0, w 10lp");
    result.add(stop, "cell 2 0");
    add(result, "gaptop 12lp");
    JPanel nothing = new JPanel(new MigLayout("fill, insets 12lp", "[grow,fill]", "[top]"));
    nothing.add(message, "growx, wmin 0, w 10lp");
    right.add(rows.scrolled(), "rows");
    right.add(nothing, "nothing");
    JSplitPane split = new JSplitPane(JSplitPane.HORIZONTAL_SPLIT, true, lines.scrolled(), right);
    split.setDividerLocation(UIScale.scale(380));
    split.setBorder(BorderFactory.createEmptyBorder());
    split.setMinimumSize(new Dimension(0, UIScale.scale(80)));
    add(split, "grow, push, gaptop 10lp, wmin 0, hmin 80lp");
    JPanel foot = new JPanel(new MigLayout("insets 0, fillx, novisualpadding", "[][][]push[][]"));
    position.setForeground(Theme.Tone.QUIET.color());
    foot.add(previous);
    foot.add(next);
    foot.add(position);
    foot.add(back);
    foot.add(close);
    add(foot, "gaptop 8lp");
    lines.setColumnSelectionAllowed(false);
    lines.setRowSelectionAllowed(true);
    lines.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    lines.getSelectionModel().addListSelectionListener(event -> chosen());
    lines.at("ENTER", rows::requestFocusInWindow);
    rows.past("PAGE_DOWN", true, () -> task.turn(true));
    rows.past("PAGE_UP", false, () -> task.turn(false));
    rows.getSelectionModel().addListSelectionListener(event -> enableButtons());
    rows.at("ctrl C", () -> copy(rows.getSelectedColumns()));
    rows.at("ctrl INSERT", () -> copy(rows.getSelectedColumns()));
    rows.at("ctrl shift C", () -> copy(IntStream.range(0, rows.getColumnCount()).toArray()));
    rows.setComponentPopupMenu(menu());
    from.addActionListener(event -> compare());
    to.addActionListener(event -> compare());
  }

  private JPopupMenu menu() {
    JPopupMenu menu = new JPopupMenu();
    menu.add(Controls.item(texts.caption("inside.copy"), () -> copy(rows.getSelectedColumns())));
    menu.add(
        Controls.item(
            texts.caption("inside.copy-rows"),
            () -> copy(IntStream.range(0, rows.getColumnCount()).toArray())));
    menu.add(Controls.item(texts.caption("inside.rows-back"), this::getBack));
    return menu;
  }

  private void copy(int[] columns) {
    if (rows.getSelectedRowCount() > 0 && columns.length > 0) {
      outside.clipboard().accept(Tabbed.of(rows.cells(rows.getSelectedRows(), columns)));
    }
  }

  private Optional<LostRows> lost() {
    int[] chosen = rows.getSelectedRows();
    return LostRows.of(task.state(), outside.now(), chosen);
  }

  /** Gets the chosen rows back; every row of the table if none is chosen. */
  private void getBack() {
    lost().ifPresent(outside.back());
  }

  private void enableButtons() {
    back.setEnabled(lost().isPresent());
  }

  private void compare() {
    boolean other =
        from.getSelectedIndex() != task.state().from()
            || to.getSelectedIndex() != task.state().to();
    if (other) {
      task.compare(from.getSelectedIndex(), to.getSelectedIndex());
    }
  }

  private void chosen() {
    if (!showing && lines.getSelectedRow() >= 0) {
      task.choose(lines.getSelectedRow());
    }
  }

  private void show(DiffView view) {
    sign.setVisible(view.sign().isPresent());
    view.sign().ifPresent(kind -> sign.setIcon(new StatusIcon(kind, 16)));
    summary.show(view.summary(), Theme.Tone.PLAIN);
    stop.setVisible(view.mayStop());
    showing = true;
    lines.show(
        List.of(
            texts.of("changes.table"),
            texts.of("changes.added"),
            texts.of("changes.removed"),
            texts.of("changes.changed")),
        view.lines().stream().map(DiffPanel::cells).toList());
    if (view.chosen() >= 0 && lines.getSelectedRow() != view.chosen()) {
      lines.setRowSelectionInterval(view.chosen(), view.chosen());
    }
    showing = false;
    rows.show(
        view.columns(),
        view.rows().stream().map(row -> row.stream().map(DiffPanel::cell).toList()).toList());
    message.show(view.message().orElse(""), Theme.Tone.QUIET);
    cards.show(right, view.message().isPresent() ? "nothing" : "rows");
    position.setText(view.position().isEmpty() ? " " : view.position());
    previous.setEnabled(view.mayGoBack());
    next.setEnabled(view.mayGoOn());
    enableButtons();
    revalidate();
    repaint();
  }

  private static List<DataTable.Cell> cells(DiffView.Line line) {
    return List.of(
        new DataTable.Cell(line.name(), false, Theme.Tone.PLAIN, false),
        new DataTable.Cell(line.added(), true, Theme.Tone.QUIET, false),
        new DataTable.Cell(line.removed(), true, Theme.Tone.QUIET, false),
        new DataTable.Cell(line.changed(), true, Theme.Tone.QUIET, false));
  }

  private static DataTable.Cell cell(DiffView.Cell cell) {
    Theme.Tone tone = cell.quiet() ? Theme.Tone.QUIET : Theme.Tone.PLAIN;
    return new DataTable.Cell(cell.text(), cell.number(), tone, cell.differs());
  }

  /** Gives the focus to what is used first. */
  @Override
  public boolean requestFocusInWindow() {
    return lines.requestFocusInWindow();
  }

  /** Never smaller than its contents ask. */
  @Override
  public Dimension getPreferredSize() {
    Dimension contents = super.getPreferredSize();
    return new Dimension(Math.max(contents.width, UIScale.scale(860)), UIScale.scale(560));
  }
}
