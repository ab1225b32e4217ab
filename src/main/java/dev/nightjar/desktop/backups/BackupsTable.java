package dev.nightjar.desktop.backups;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.desktop.backups.BackupsView.Row;
import dev.nightjar.desktop.kit.ScrollPage;
import dev.nightjar.desktop.kit.Theme;
import dev.nightjar.text.Messages;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.event.ActionEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.swing.AbstractAction;
import javax.swing.JTable;
import javax.swing.ListSelectionModel;
import javax.swing.SwingConstants;
import javax.swing.SwingUtilities;
import javax.swing.table.AbstractTableModel;
import javax.swing.table.DefaultTableCellRenderer;
import javax.swing.table.TableColumn;

/** The backups there are, newest first. */
final class BackupsTable extends JTable {
  private final transient Rows rows;

  private static final List<Column> COLUMNS =
      List.of(
          new Column("backups.when", 250, false, Row::when),
          new Column("backups.size", 70, true, Row::size),
          new Column("backups.rows", 75, true, Row::rows),
          new Column("backups.where", 160, false, Row::where),
          new Column("backups.checked", 120, false, Row::checked));

  /** A column; numbers end at the right, so that they can be compared. */
  private record Column(String key, int width, boolean number, Function<Row, String> text) {}

  BackupsTable(Messages texts) {
    super(new Rows(texts));
    rows = (Rows) getModel();
    setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    setFillsViewportHeight(true);
    setPreferredScrollableViewportSize(UIScale.scale(new Dimension(600, 220)));
    getTableHeader().setReorderingAllowed(false);
    getAccessibleContext().setAccessibleName(texts.of("backups.table"));
    for (int i = 0; i < COLUMNS.size(); i++) {
      Column column = COLUMNS.get(i);
      TableColumn shown = getColumnModel().getColumn(i);
      shown.setPreferredWidth(UIScale.scale(column.width()));
      shown.setCellRenderer(new Cell(column.number()));
      shown.setHeaderRenderer(new Header(column.number()));
    }
    // Tab leaves the table, as it leaves every other control.
    setFocusTraversalKeys(java.awt.KeyboardFocusManager.FORWARD_TRAVERSAL_KEYS, null);
    setFocusTraversalKeys(java.awt.KeyboardFocusManager.BACKWARD_TRAVERSAL_KEYS, null);
    getInputMap(WHEN_ANCESTOR_OF_FOCUSED_COMPONENT)
        .put(javax.swing.KeyStroke.getKeyStroke("ENTER"), "open");
  }

  /** Does {@code open} at a double click on a row, and at Enter. */
  void whenOpened(Runnable open) {
    getActionMap()
        .put(
            "open",
            new AbstractAction() {
              @Override
              public void actionPerformed(ActionEvent event) {
                open.run();
              }
            });
    addMouseListener(
        new MouseAdapter() {
          @Override
          public void mouseClicked(MouseEvent event) {
            if (event.getClickCount() == 2 && SwingUtilities.isLeftMouseButton(event)) {
              open.run();
            }
          }
        });
  }

  /** In a window too narrow for its columns the table is scrolled rather than its texts cut. */
  @Override
  public boolean getScrollableTracksViewportWidth() {
    int least = COLUMNS.stream().mapToInt(Column::width).sum() * 9 / 10;
    return getParent() != null && getParent().getWidth() >= UIScale.scale(least);
  }

  /** In a low window the list itself may be out of sight, and the row with it. */
  @Override
  public void scrollRectToVisible(Rectangle part) {
    super.scrollRectToVisible(part);
    ScrollPage.revealInList(this, part);
  }

  /** The one that is chosen stays chosen, wherever it has moved to. */
  void show(BackupRows newRows) {
    Optional<KeptBackup> chosen = chosen().map(Row::backup);
    int before = getSelectedRow();
    rows.show(newRows);
    chosen
        .map(one -> newRows.indexOf(one, before))
        .filter(row -> row >= 0)
        .ifPresent(row -> setRowSelectionInterval(row, row));
  }

  /** Selects that backup, and brings it into sight. */
  void choose(KeptBackup backup) {
    for (int i = 0; i < rows.shown.size(); i++) {
      if (rows.shown.backup(i).summary().sameBackupAs(backup.summary())) {
        setRowSelectionInterval(i, i);
        scrollRectToVisible(getCellRect(i, 0, true));
      }
    }
  }

  Optional<Row> chosen() {
    int row = getSelectedRow();
    return row < 0 || row >= rows.shown.size()
        ? Optional.empty()
        : Optional.of(rows.shown.get(row));
  }

  /** The rows as the table wants them. */
  private static final class Rows extends AbstractTableModel {
    private final transient Messages texts;
    private transient BackupRows shown = BackupRows.NONE;

    Rows(Messages texts) {
      this.texts = texts;
    }

    void show(BackupRows newRows) {
      if (newRows.size() == shown.size()) {
        shown = newRows;
        if (!newRows.isEmpty()) {
          fireTableRowsUpdated(0, newRows.size() - 1);
        }
      } else {
        shown = newRows;
        fireTableDataChanged();
      }
    }

    @Override
    public int getRowCount() {
      return shown.size();
    }

    @Override
    public int getColumnCount() {
      return COLUMNS.size();
    }

    @Override
    public String getColumnName(int column) {
      return texts.of(COLUMNS.get(column).key());
    }

    @Override
    public Object getValueAt(int row, int column) {
      return COLUMNS.get(column).text().apply(shown.get(row));
    }
  }

  /** The header's text stands where its column's does. */
  private static final class Header implements javax.swing.table.TableCellRenderer {
    private final boolean number;

    Header(boolean number) {
      this.number = number;
    }

    @Override
    public Component getTableCellRendererComponent(
        JTable table, Object value, boolean selected, boolean focused, int row, int column) {
      Component cell =
          table
              .getTableHeader()
              .getDefaultRenderer()
              .getTableCellRendererComponent(table, value, selected, focused, row, column);
      if (cell instanceof javax.swing.JLabel label) {
        label.setHorizontalAlignment(number ? SwingConstants.TRAILING : SwingConstants.LEADING);
        label.setForeground(Theme.Tone.QUIET.color());
      }
      return cell;
    }
  }

  /** A cell that shows no focus of its own: the row does. */
  private static final class Cell extends DefaultTableCellRenderer {
    Cell(boolean number) {
      setHorizontalAlignment(number ? TRAILING : LEADING);
    }

    @Override
    public Component getTableCellRendererComponent(
        JTable table, Object value, boolean selected, boolean focused, int row, int column) {
      super.getTableCellRendererComponent(table, value, selected, false, row, column);
      setToolTipText(String.valueOf(value));
      return this;
    }
  }
}
