package dev.nightjar.desktop.kit;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.failure.Printable;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.KeyboardFocusManager;
import java.awt.event.ActionEvent;
import java.awt.event.MouseEvent;
import java.util.Arrays;
import java.util.List;
import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.JLabel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.KeyStroke;
import javax.swing.SwingConstants;
import javax.swing.table.AbstractTableModel;
import javax.swing.table.DefaultTableCellRenderer;
import javax.swing.table.TableColumn;
import org.jspecify.annotations.Nullable;

/** Rows of data in columns as wide as their contents, which Tab leaves as it does any control. */
public final class DataTable extends JTable {
  private static final int MIN_WIDTH = 60;
  private static final int MAX_WIDTH = 280;

  /** The rows by which a column's width is found. */
  private static final int MEASURED = 50;

  /** The characters of a cell's tip: about a screen's width. */
  private static final int MAX_TIP = 150;

  private final transient Rows rows = new Rows();
  private final boolean fills;

  /**
   * A cell.
   *
   * @param number whether it ends at the right
   * @param marked whether it is the one that matters in its row
   */
  public record Cell(String text, boolean number, Theme.Tone tone, boolean marked) {}

  /**
   * A table without rows.
   *
   * @param name for those who can't see it
   * @param fills whether its columns share the width that there is; else it is scrolled
   */
  public DataTable(String name, boolean fills) {
    this.fills = fills;
    setModel(rows);
    getAccessibleContext().setAccessibleName(name);
    setAutoResizeMode(fills ? AUTO_RESIZE_ALL_COLUMNS : AUTO_RESIZE_OFF);
    setPreferredScrollableViewportSize(UIScale.scale(new Dimension(fills ? 200 : 420, 300)));
    setFillsViewportHeight(true);
    setCellSelectionEnabled(true);
    getTableHeader().setReorderingAllowed(false);
    if (getTableHeader().getDefaultRenderer() instanceof JLabel header) {
      header.setHorizontalAlignment(SwingConstants.LEADING);
      header.putClientProperty("html.disable", true);
    }
    setDefaultRenderer(Object.class, new Painter());
    setFocusTraversalKeys(KeyboardFocusManager.FORWARD_TRAVERSAL_KEYS, null);
    setFocusTraversalKeys(KeyboardFocusManager.BACKWARD_TRAVERSAL_KEYS, null);
  }

  /** The columns keep their widths if they stay the same, however they are sorted. */
  public void show(List<String> columns, List<List<Cell>> cells) {
    boolean same = columns.equals(rows.columns);
    int row = getSelectedRow();
    int column = getSelectedColumn();
    boolean unchanged = same && cells.equals(rows.cells);
    if (unchanged) {
      return;
    }
    List<Integer> widths = widths();
    boolean alike = names(columns).equals(names(rows.columns)) && !rows.cells.isEmpty();
    rows.columns = List.copyOf(columns);
    rows.cells = List.copyOf(cells);
    if (same) {
      rows.fireTableDataChanged();
    } else {
      rows.fireTableStructureChanged();
    }
    if (!same || !alike || fills) {
      for (int at = 0; at < columns.size(); at++) {
        TableColumn shown = getColumnModel().getColumn(at);
        shown.setPreferredWidth(alike && !fills ? widths.get(at) : width(at));
        if (fills && at > 0) {
          shown.setMinWidth(width(at)); // The name gives way, and no number.
        }
      }
    }
    if (same && row >= 0 && !cells.isEmpty()) {
      changeSelection(Math.min(row, cells.size() - 1), Math.max(0, column), false, false);
    }
  }

  /** The headings without the sign of how they are sorted. */
  private static List<String> names(List<String> headings) {
    return headings.stream().map(heading -> heading.replaceAll(" [▲▼]$", "")).toList();
  }

  private List<Integer> widths() {
    return java.util.Collections.list(getColumnModel().getColumns()).stream()
        .map(TableColumn::getPreferredWidth)
        .toList();
  }

  private int width(int column) {
    FontMetrics metrics = getFontMetrics(getFont());
    int widest = metrics.stringWidth(rows.columns.get(column)) + UIScale.scale(12);
    for (int at = 0; at < Math.min(MEASURED, rows.cells.size()); at++) {
      String text = rows.cells.get(at).get(column).text();
      widest =
          Math.max(widest, metrics.stringWidth(text.substring(0, Math.min(80, text.length()))));
    }
    int padded = widest + UIScale.scale(20);
    return Math.max(UIScale.scale(MIN_WIDTH), Math.min(UIScale.scale(MAX_WIDTH), padded));
  }

  /** Makes columns as wide as rows ask that came since they were measured. */
  public void widen() {
    for (int at = 0; at < getColumnCount(); at++) {
      TableColumn shown = getColumnModel().getColumn(at);
      shown.setPreferredWidth(Math.max(shown.getPreferredWidth(), width(at)));
    }
  }

  /** Returns the texts of these rows, of these columns. */
  public List<List<String>> cells(int[] which, int[] columns) {
    return Arrays.stream(which)
        .mapToObj(
            row ->
                Arrays.stream(columns)
                    .mapToObj(column -> rows.cells.get(row).get(column).text())
                    .toList())
        .toList();
  }

  /** The whole text of a cell that is cut off. */
  @Override
  public @Nullable String getToolTipText(MouseEvent event) {
    int row = rowAtPoint(event.getPoint());
    int column = columnAtPoint(event.getPoint());
    if (row < 0 || column < 0) {
      return null;
    }
    int needed =
        prepareRenderer(getCellRenderer(row, column), row, column).getPreferredSize().width;
    if (needed <= getCellRect(row, column, false).width) {
      return null;
    }
    String text = rows.cells.get(row).get(column).text();
    // A tip's text that begins as HTML does would be taken for it.
    return Printable.of(text.length() <= MAX_TIP ? text : text.substring(0, MAX_TIP) + "…");
  }

  /** Returns it with its header, to be scrolled. */
  public JScrollPane scrolled() {
    JScrollPane scroll = new JScrollPane(this);
    scroll.setColumnHeaderView(getTableHeader());
    scroll.setBorder(BorderFactory.createEmptyBorder());
    scroll.setMinimumSize(new Dimension(UIScale.scale(80), 0));
    return scroll;
  }

  /** Does {@code action} at a key, in place of what the table does itself. */
  public void at(String key, Runnable action) {
    getInputMap(WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).put(KeyStroke.getKeyStroke(key), key);
    getActionMap()
        .put(
            key,
            new AbstractAction() {
              @Override
              public void actionPerformed(ActionEvent event) {
                action.run();
              }
            });
  }

  /** Does {@code beyond} if {@code key} would move past the last row, or before the first. */
  public void past(String key, boolean last, Runnable beyond) {
    Object own = getInputMap(WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).get(KeyStroke.getKeyStroke(key));
    at(
        key,
        () -> {
          int end = last ? getRowCount() - 1 : 0;
          if (getRowCount() > 0 && getSelectedRow() == end) {
            beyond.run();
          } else {
            getActionMap().get(own).actionPerformed(new ActionEvent(this, 0, key));
          }
        });
  }

  /** The rows as the table wants them. */
  private static final class Rows extends AbstractTableModel {
    private transient List<String> columns = List.of();
    private transient List<List<Cell>> cells = List.of();

    @Override
    public int getRowCount() {
      return cells.size();
    }

    @Override
    public int getColumnCount() {
      return columns.size();
    }

    @Override
    public String getColumnName(int column) {
      return columns.get(column);
    }

    @Override
    public Object getValueAt(int row, int column) {
      return cells.get(row).get(column);
    }
  }

  /** A cell's text, where it belongs. */
  private static final class Painter extends DefaultTableCellRenderer {
    Painter() {
      putClientProperty("html.disable", true);
    }

    @Override
    public Component getTableCellRendererComponent(
        JTable table, Object value, boolean selected, boolean focused, int row, int column) {
      Cell cell = (Cell) value;
      super.getTableCellRendererComponent(table, cell.text(), selected, focused, row, column);
      setHorizontalAlignment(cell.number() ? SwingConstants.TRAILING : SwingConstants.LEADING);
      if (!selected) {
        setBackground(cell.marked() ? Theme.selected() : table.getBackground());
        setForeground(cell.marked() ? Theme.selectedText() : cell.tone().color());
      }
      setFont(cell.marked() ? table.getFont().deriveFont(java.awt.Font.BOLD) : table.getFont());
      return this;
    }
  }
}
