package dev.nightjar.desktop.inside;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.desktop.inside.InsideView.Heading;
import dev.nightjar.desktop.kit.ButtonIcon;
import dev.nightjar.desktop.kit.Controls;
import dev.nightjar.desktop.kit.DataTable;
import dev.nightjar.desktop.kit.Edits;
import dev.nightjar.desktop.kit.FileChooser;
import dev.nightjar.desktop.kit.HintLine;
import dev.nightjar.desktop.kit.Theme;
import dev.nightjar.desktop.kit.WrapPanel;
import dev.nightjar.desktop.kit.WrappedText;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.RowPage;
import dev.nightjar.sqlite.RowPage.Move;
import dev.nightjar.text.Messages;
import java.awt.CardLayout;
import java.awt.Dimension;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.JSplitPane;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import net.miginfocom.swing.MigLayout;

/**
 * A database's tables at the left, the rows of one of them at the right. Shows what it is fed.
 *
 * <p>It is long because it lays out a whole window; the words and the rules are elsewhere.
 */
public final class InsidePanel extends JPanel {
  /** Without a key pressed for so long, what stands in the field is searched for. */
  private static final int PAUSE_MILLIS = 500;

  private final transient InsideTask task;
  private final transient InsidePresenter words;
  private final transient Messages texts;
  private final transient FileChooser chooser;
  private final transient Consumer<String> clipboard;
  private final transient RowActions actions;
  private final DataTable tables;
  private final DataTable rows;
  private static final String LEAVE_SEARCH = "leave-search";

  private final JTextField search = new JTextField(18);
  private final Timer pause = new Timer(PAUSE_MILLIS, event -> search());
  private final JLabel position = new JLabel(" ");
  private final WrappedText message = new WrappedText("", Theme.Tone.QUIET);
  private final CardLayout cards = new CardLayout();
  private final JPanel right = new JPanel(cards);
  private final Map<Move, JButton> moves = new EnumMap<>(Move.class);
  private final JButton open;
  private final JButton copy;
  private final JButton export;
  private final JButton back;
  private final JButton history;
  private final HintLine news;
  private final JButton replace;
  private final JButton stop;
  private boolean showing;

  /**
   * Begins at once.
   *
   * @param clipboard takes what is copied
   */
  public InsidePanel(
      InsideTask task,
      FileChooser chooser,
      Consumer<String> clipboard,
      RowActions actions,
      Messages texts) {
    super(
        new MigLayout(
            "insets 18lp 20lp 14lp 20lp, fill, wrap 1, gapy 0, hidemode 3, novisualpadding",
            "[grow,fill]"));
    this.task = task;
    this.chooser = chooser;
    this.clipboard = clipboard;
    this.actions = actions;
    this.texts = texts;
    words = new InsidePresenter(texts);
    tables = new DataTable(texts.of("inside.tables"), true);
    rows = new DataTable(texts.of("inside.rows"), false);
    open = Controls.button(texts.caption("inside.open"), this::open);
    copy = Controls.button(texts.caption("inside.copy"), this::copy);
    export = Controls.button(texts.caption("inside.export"), this::export);
    back = Controls.button(texts.caption("inside.rows-back"), this::getBack);
    history = Controls.button(texts.caption("inside.history"), this::history);
    replace = Controls.button(texts.caption("inside.replace"), task::replace);
    stop = Controls.button(texts.caption("inside.stop"), this::stop);
    news = new HintLine(texts, () -> {});
    build();
    task.begin(state -> show(words.of(state)));
  }

  private void build() {
    pause.setRepeats(false);
    JPanel top =
        new JPanel(
            new MigLayout("insets 0, fillx, novisualpadding", "[][grow,fill]16lp[][][][][]"));
    top.add(Controls.label(texts.caption("inside.search"), search));
    top.add(search, "wmin 80lp");
    position.setForeground(Theme.Tone.QUIET.color());
    top.add(position);
    move(top, Move.FIRST, ButtonIcon.FIRST, "inside.first");
    move(top, Move.PREVIOUS, ButtonIcon.PREVIOUS, "inside.previous");
    move(top, Move.NEXT, ButtonIcon.NEXT, "inside.next");
    move(top, Move.LAST, ButtonIcon.LAST, "inside.last");
    add(top, "wmin 0");

    JPanel nothing = new JPanel(new MigLayout("fill, insets 12lp", "[grow,fill]", "[top]"));
    nothing.add(message, "growx, wmin 0, w 10lp");
    right.add(rows.scrolled(), "rows");
    right.add(nothing, "nothing");
    JSplitPane split = new JSplitPane(JSplitPane.HORIZONTAL_SPLIT, true, tables.scrolled(), right);
    split.setDividerLocation(UIScale.scale(200));
    split.setBorder(BorderFactory.createEmptyBorder());
    split.setMinimumSize(new Dimension(0, UIScale.scale(80)));
    add(split, "grow, push, gaptop 10lp, wmin 0, hmin 80lp");

    JPanel told =
        new JPanel(
            new MigLayout("insets 0, fillx, hidemode 3, novisualpadding", "[grow,fill]12lp[]"));
    // Named cells: what is hidden must not let the others slip into its column.
    told.add(news, "cell 0 0, growx, wmin 0");
    told.add(replace, "cell 1 0");
    add(told, "gaptop 8lp");
    JPanel foot = new WrapPanel(row(open, copy, export), row(back, history, stop));
    add(foot, "gaptop 8lp, wmin 0");
    listen();
  }

  private static JPanel row(JButton... buttons) {
    JPanel row = new JPanel(new MigLayout("insets 0, hidemode 3, novisualpadding"));
    for (JButton one : buttons) {
      row.add(one);
    }
    return row;
  }

  private void move(JPanel to, Move move, ButtonIcon icon, String key) {
    JButton button = Controls.signButton(icon, texts.caption(key), () -> task.turn(move));
    moves.put(move, button);
    to.add(button);
  }

  private void listen() {
    tables.getSelectionModel().addListSelectionListener(event -> chosen());
    tables.setRowSelectionAllowed(true);
    tables.setColumnSelectionAllowed(false);
    tables.setSelectionMode(javax.swing.ListSelectionModel.SINGLE_SELECTION);
    tables.at("ENTER", rows::requestFocusInWindow);
    rows.getSelectionModel().addListSelectionListener(event -> enableButtons());
    rows.getColumnModel().getSelectionModel().addListSelectionListener(event -> enableButtons());
    rows.at("ENTER", this::open);
    rows.at("ctrl C", this::copy);
    rows.at("ctrl INSERT", this::copy);
    rows.at("ctrl shift C", this::copyRows);
    rows.past("PAGE_DOWN", true, () -> task.turn(Move.NEXT));
    rows.past("PAGE_UP", false, () -> task.turn(Move.PREVIOUS));
    rows.getTableHeader()
        .addMouseListener(
            new MouseAdapter() {
              @Override
              public void mouseClicked(MouseEvent event) {
                int column = rows.columnAtPoint(event.getPoint());
                if (SwingUtilities.isLeftMouseButton(event) && column >= 0) {
                  task.sort(column);
                }
              }
            });
    rows.addMouseListener(
        new MouseAdapter() {
          @Override
          public void mouseClicked(MouseEvent event) {
            if (event.getClickCount() == 2 && SwingUtilities.isLeftMouseButton(event)) {
              open();
            }
          }
        });
    rows.setComponentPopupMenu(menu());
    search.addActionListener(event -> search());
    Edits.of(search, pause::restart);
    search.getInputMap().put(KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), LEAVE_SEARCH);
    search
        .getActionMap()
        .put(
            LEAVE_SEARCH,
            new AbstractAction() {
              /** Else Escape is left to the window, which closes. */
              @Override
              public boolean isEnabled() {
                return !search.getText().isEmpty();
              }

              @Override
              public void actionPerformed(ActionEvent event) {
                search.setText("");
                search();
              }
            });
    registerKeyboardAction(
        event -> {
          search.requestFocusInWindow();
          search.selectAll();
        },
        KeyStroke.getKeyStroke("ctrl F"),
        WHEN_IN_FOCUSED_WINDOW);
  }

  private JPopupMenu menu() {
    JPopupMenu menu = new JPopupMenu();
    menu.add(Controls.item(texts.caption("inside.open"), this::open));
    menu.add(Controls.item(texts.caption("inside.copy"), this::copy));
    menu.add(Controls.item(texts.caption("inside.copy-rows"), this::copyRows));
    menu.add(Controls.item(texts.caption("inside.sort"), this::sortByChosen));
    menu.add(Controls.item(texts.caption("inside.history"), this::history));
    if (actions.back().isPresent()) {
      menu.add(Controls.item(texts.caption("inside.rows-back"), this::getBack));
    }
    return menu;
  }

  private void show(InsideView view) {
    showing = true;
    tables.show(
        List.of(texts.of("inside.table"), texts.of("inside.table-rows")),
        view.tables().stream().map(InsidePanel::cells).toList());
    if (view.chosen() >= 0 && tables.getSelectedRow() != view.chosen()) {
      tables.setRowSelectionInterval(view.chosen(), view.chosen());
    }
    showing = false;
    rows.show(
        view.columns().stream().map(Heading::text).toList(),
        view.rows().stream().map(row -> row.stream().map(InsidePanel::cell).toList()).toList());
    view.message().ifPresent(text -> message.show(text, Theme.Tone.QUIET));
    cards.show(right, view.message().isPresent() ? "nothing" : "rows");
    position.setText(view.position().isEmpty() ? " " : view.position());
    button(Move.FIRST).setEnabled(view.mayGoBack());
    button(Move.PREVIOUS).setEnabled(view.mayGoBack());
    button(Move.NEXT).setEnabled(view.mayGoOn());
    button(Move.LAST).setEnabled(view.mayGoOn());
    export.setEnabled(view.mayExport());
    back.setVisible(actions.back().isPresent());
    back.setEnabled(view.chosen() >= 0);
    news.show(view.news());
    news.setVisible(!view.news().text().isEmpty());
    stop.setVisible(view.mayStop());
    replace.setVisible(view.mayReplace());
    enableButtons();
    revalidate();
    repaint();
  }

  private JButton button(Move move) {
    return java.util.Objects.requireNonNull(moves.get(move));
  }

  private static List<DataTable.Cell> cells(InsideView.TableLine line) {
    return List.of(
        new DataTable.Cell(line.name(), false, Theme.Tone.PLAIN, false),
        new DataTable.Cell(line.rows(), true, Theme.Tone.QUIET, false));
  }

  private static DataTable.Cell cell(InsideView.Cell cell) {
    Theme.Tone tone = cell.quiet() ? Theme.Tone.QUIET : Theme.Tone.PLAIN;
    return new DataTable.Cell(cell.text(), cell.number(), tone, false);
  }

  private void enableButtons() {
    boolean one = isChosen() && rows.isVisible();
    open.setEnabled(one);
    copy.setEnabled(one);
    history.setEnabled(one);
  }

  private boolean isChosen() {
    return rows.getSelectedRow() >= 0 && rows.getSelectedColumn() >= 0;
  }

  private void chosen() {
    if (!showing && tables.getSelectedRow() >= 0) {
      pause.stop();
      search.setText("");
      pause.stop();
      task.choose(tables.getSelectedRow());
    }
  }

  private void search() {
    pause.stop();
    task.search(search.getText());
  }

  private void sortByChosen() {
    if (isChosen()) {
      task.sort(rows.getSelectedColumn());
    }
  }

  private void open() {
    if (isChosen()) {
      int column = rows.getSelectedColumn();
      String title = words.title(task.state(), rows.getSelectedRow(), column);
      var row = task.state().page().rows().get(rows.getSelectedRow());
      task.read(
          pages -> ShownValue.read(pages, row, column),
          value ->
              new ValueDialog(
                      SwingUtilities.getWindowAncestor(this),
                      title,
                      value,
                      words.remark(value.value()),
                      texts)
                  .setVisible(true));
    }
  }

  private void copy() {
    copy(rows.getSelectedColumns());
  }

  private void copyRows() {
    copy(java.util.stream.IntStream.range(0, rows.getColumnCount()).toArray());
  }

  private void copy(int[] columns) {
    if (isChosen() && columns.length > 0) {
      var chosen = chosenRows();
      task.read(pages -> CopiedRows.of(pages, chosen, columns), clipboard);
    }
  }

  /** Gets the chosen rows back; every row of the table if none is chosen. */
  private void getBack() {
    String table = task.state().list().table();
    actions.back().ifPresent(action -> task.keys(chosenRows(), keys -> action.accept(table, keys)));
  }

  private void history() {
    String table = task.state().list().table();
    if (isChosen()) {
      task.keys(chosenRows().subList(0, 1), keys -> actions.history().accept(table, keys));
    }
  }

  private List<RowPage.Listed> chosenRows() {
    List<RowPage.Listed> page = task.state().page().rows();
    return java.util.Arrays.stream(rows.getSelectedRows()).mapToObj(page::get).toList();
  }

  private void export() {
    String table = Names.shown(task.state().list().table()).replaceAll("[^\\p{L}\\p{N} _-]", "_");
    chooser.newFile(this, texts.of("inside.export.title"), table + ".csv").ifPresent(task::export);
  }

  private void stop() {
    if (task.state().reading()) {
      search.setText("");
      pause.stop();
      task.stop();
    } else {
      task.endExport();
    }
  }

  @Override
  public boolean requestFocusInWindow() {
    return tables.requestFocusInWindow();
  }

  /** Never smaller than its contents ask. */
  @Override
  public Dimension getPreferredSize() {
    Dimension contents = super.getPreferredSize();
    return new Dimension(
        Math.max(contents.width, UIScale.scale(860)), Math.max(UIScale.scale(560), 0));
  }
}
