package dev.nightjar.desktop.trace;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.desktop.kit.Controls;
import dev.nightjar.desktop.kit.DataTable;
import dev.nightjar.desktop.kit.Tabbed;
import dev.nightjar.desktop.kit.Theme;
import dev.nightjar.desktop.kit.WrapPanel;
import dev.nightjar.desktop.kit.WrappedText;
import dev.nightjar.desktop.trace.TraceEntry.TracedRow;
import dev.nightjar.text.Messages;
import java.awt.Dimension;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.swing.JButton;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JTable;
import javax.swing.JTextField;
import javax.swing.ListSelectionModel;
import net.miginfocom.swing.MigLayout;

/** The life of a row, or the rows in which a text was last seen: a line for each finding. */
public final class TracePanel extends JPanel {
  private final transient TraceTask task;
  private final transient Messages texts;
  private final transient Outside outside;
  private final transient TracePresenter words;
  private final boolean follows;
  private final JTextField text = new JTextField(24);
  private final JProgressBar bar = new JProgressBar(0, 100);
  private final WrappedText summary = new WrappedText(" ", Theme.Tone.PLAIN);
  private final DataTable lines;
  private final JButton look;
  private final JButton back;
  private final JButton history;
  private final JButton stop;

  /**
   * The ways out of the window.
   *
   * @param names names a backup by its id
   * @param look looks inside the backup of this id
   * @param back gets a row back as the backup of this id has it
   * @param history follows a row in a window of its own
   * @param clipboard takes what is copied
   * @param closed told once the user is done
   */
  public record Outside(
      UnaryOperator<String> names,
      Consumer<String> look,
      BiConsumer<String, TracedRow> back,
      Consumer<TracedRow> history,
      Consumer<String> clipboard,
      Runnable closed) {}

  /**
   * Begins at once if a row is followed.
   *
   * @param row empty to find a text that the user enters
   */
  public TracePanel(TraceTask task, Optional<TracedRow> row, Messages texts, Outside outside) {
    super(
        new MigLayout(
            "insets 18lp 20lp 14lp 20lp, fill, wrap 1, gapy 0, hidemode 3, novisualpadding",
            "[grow,fill]"));
    this.task = task;
    this.texts = texts;
    this.outside = outside;
    this.follows = row.isPresent();
    words = new TracePresenter(texts, outside.names());
    lines = new DataTable(texts.of("trace-row.lines"), false);
    look = Controls.button(texts.caption("trace-row.look"), this::look);
    back = Controls.button(texts.caption("inside.rows-back"), this::getBack);
    history = Controls.button(texts.caption("inside.history"), this::history);
    stop = Controls.button(texts.caption("inside.stop"), task::stop);
    build();
    task.listen(this::show);
    row.ifPresent(task::follow);
  }

  private void build() {
    if (!follows) {
      JPanel top = new JPanel(new MigLayout("insets 0, fillx, novisualpadding", "[][grow,fill][]"));
      JButton find = Controls.button(texts.caption("trace-row.find"), this::find);
      top.add(Controls.label(texts.caption("trace-row.text"), text));
      top.add(text, "wmin 90lp");
      top.add(find);
      add(top, "wmin 0, gapbottom 10lp");
      text.addActionListener(event -> find());
    }
    JPanel result =
        new JPanel(
            new MigLayout("insets 0, fillx, hidemode 3, novisualpadding", "[grow,fill]12lp[]"));
    // Named cells: what is hidden must not let the others slip into its column.
    result.add(summary, "cell 0 0, growx, wmin 0, w 10lp");
    result.add(stop, "cell 1 0");
    add(result);
    bar.getAccessibleContext().setAccessibleName(texts.of("trace-row.progress"));
    add(bar, "h 6lp!, gaptop 6lp");
    add(lines.scrolled(), "grow, push, gaptop 10lp, wmin 0, hmin 80lp");
    JPanel ways = new JPanel(new MigLayout("insets 0, hidemode 3, novisualpadding"));
    ways.add(look);
    ways.add(back);
    ways.add(history);
    JButton close = Controls.button(texts.caption("inside.close"), outside.closed());
    JPanel foot = new WrapPanel(ways, close);
    history.setVisible(!follows);
    add(foot, "gaptop 8lp, wmin 0");
    lines.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    lines.setAutoResizeMode(JTable.AUTO_RESIZE_LAST_COLUMN);
    lines.setColumnSelectionAllowed(false);
    lines.setRowSelectionAllowed(true);
    lines.getSelectionModel().addListSelectionListener(event -> enableButtons());
    lines.at("ENTER", this::look);
    lines.at("ctrl C", this::copy);
    lines.at("ctrl INSERT", this::copy);
  }

  private void show(TraceState state) {
    int chosen = lines.getSelectedRow();
    summary.show(words.summary(state), Theme.Tone.PLAIN);
    stop.setVisible(state.reading());
    bar.setVisible(state.reading());
    bar.setValue(state.percent());
    lines.show(
        List.of(
            texts.of("trace-row.backup"), texts.of("trace-row.what"), texts.of("trace-row.values")),
        state.entries().stream().map(words::line).map(TracePanel::cells).toList());
    lines.widen();
    if (chosen < 0 && !state.entries().isEmpty()) {
      lines.setRowSelectionInterval(0, 0);
    }
    enableButtons();
    revalidate();
    repaint();
  }

  private static List<DataTable.Cell> cells(TracePresenter.Line line) {
    return List.of(
        new DataTable.Cell(line.backup(), false, Theme.Tone.PLAIN, false),
        new DataTable.Cell(line.what(), false, Theme.Tone.PLAIN, false),
        new DataTable.Cell(line.values(), false, Theme.Tone.QUIET, false));
  }

  private Optional<TraceEntry> chosen() {
    int row = lines.getSelectedRow();
    List<TraceEntry> entries = task.state().entries();
    return row >= 0 && row < entries.size() ? Optional.of(entries.get(row)) : Optional.empty();
  }

  private void enableButtons() {
    boolean held = chosen().flatMap(TraceEntry::holder).isPresent();
    look.setEnabled(held);
    back.setEnabled(held);
    history.setEnabled(held);
  }

  private void look() {
    chosen().flatMap(TraceEntry::holder).ifPresent(outside.look());
  }

  private void getBack() {
    chosen()
        .ifPresent(
            entry ->
                entry.holder().ifPresent(holder -> outside.back().accept(holder, entry.row())));
  }

  private void history() {
    chosen().map(TraceEntry::row).ifPresent(outside.history());
  }

  private void copy() {
    int[] columns = IntStream.range(0, lines.getColumnCount()).toArray();
    if (lines.getSelectedRowCount() > 0) {
      outside.clipboard().accept(Tabbed.of(lines.cells(lines.getSelectedRows(), columns)));
    }
  }

  private void find() {
    task.find(text.getText());
    lines.requestFocusInWindow();
  }

  /** Gives the focus to what is used first. */
  @Override
  public boolean requestFocusInWindow() {
    return follows ? lines.requestFocusInWindow() : text.requestFocusInWindow();
  }

  /** Never smaller than its contents ask. */
  @Override
  public Dimension getPreferredSize() {
    Dimension contents = super.getPreferredSize();
    return new Dimension(Math.max(contents.width, UIScale.scale(760)), UIScale.scale(460));
  }
}
