package dev.nightjar.sqlite;

import dev.nightjar.sqlite.DeclaredTables.Column;
import dev.nightjar.sqlite.DeclaredTables.Declared;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the rows of a table are laid out in the file, as SQLite understands its declaration. */
final class PageLayouts {
  private static final int HIDDEN = 1;
  private static final int VIRTUAL = 2;

  private final Connection connection;
  private final TableShapes shapes;

  PageLayouts(Connection connection, TableShapes shapes) {
    this.connection = connection;
    this.shapes = shapes;
  }

  /**
   * Lays the columns out.
   *
   * @param byKey whether the rows are stored by a key
   * @return empty if the declaration isn't of such a table, or isn't understood here
   */
  Optional<PageColumns> layout(Declared declared, boolean byKey) throws SQLException {
    if (declared.columns().stream().anyMatch(column -> column.hidden() == HIDDEN)) {
      return Optional.empty();
    }
    TableShape shape = shape(declared, byKey);
    if (shape.keyIndex().isEmpty() == byKey) {
      return Optional.empty();
    }
    int[] fields = byKey ? byKey(declared, shape.keyIndex()) : inOrder(declared);
    List<String> names = new ArrayList<>();
    int[] places = new int[declared.columns().size()];
    boolean[] real = new boolean[places.length];
    int stored = 0;
    for (int cid = 0; cid < fields.length; cid++) {
      Column column = declared.columns().get(cid);
      stored = Math.max(stored, fields[cid] + 1);
      if (column.hidden() == 0) {
        boolean isRowid = column.inKey() && shape.keyIsRowid();
        places[names.size()] = isRowid ? PageColumns.ROWID : fields[cid];
        real[names.size()] = Affinity.of(column.type()) == Affinity.REAL;
        names.add(column.name());
      }
    }
    return Optional.of(new PageColumns(shape, names, places, real, stored));
  }

  private TableShape shape(Declared declared, boolean byKey) throws SQLException {
    List<Column> key = declared.columns().stream().filter(Column::inKey).toList();
    if (byKey || (!key.isEmpty() && shapes.mayBeSpecial(declared.table()))) {
      return shapes.of(declared.table());
    }
    List<TableShape.Column> columns = new ArrayList<>();
    for (Column column : declared.columns()) {
      columns.add(new TableShape.Column(column.name(), column.hidden() >= VIRTUAL));
    }
    boolean isRowid = key.size() == 1 && key.get(0).type().equalsIgnoreCase("INTEGER");
    return TableShape.of(columns, isRowid, "");
  }

  /** All but what is computed when it is read. */
  private static int[] inOrder(Declared declared) {
    int[] fields = new int[declared.columns().size()];
    int stored = 0;
    for (int cid = 0; cid < fields.length; cid++) {
      fields[cid] = declared.columns().get(cid).hidden() == VIRTUAL ? -1 : stored++;
    }
    return fields;
  }

  /** The columns of the key, then the others: a table stored by its key is an index to SQLite. */
  private int[] byKey(Declared declared, String keyIndex) throws SQLException {
    int[] fields = new int[declared.columns().size()];
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT cid FROM "
                + BuiltInTables.indexColumns("CAST(?1 AS TEXT)")
                + " ORDER BY seqno")) {
      SqlText.bind(statement, 1, keyIndex);
      try (ResultSet row = statement.executeQuery()) {
        for (int stored = 0; row.next(); stored++) {
          fields[row.getInt(1)] = stored;
        }
      }
    }
    return fields;
  }
}
