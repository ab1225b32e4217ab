package dev.nightjar.sqlite;

import dev.nightjar.pages.DeclaredField;
import dev.nightjar.pages.DeclaredTable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a database is declared, for a check of its pages: in SQLite's own words, none of them read
 * from a declaration's text. A table of which something isn't understood there (a partial index,
 * one of expressions, a virtual column, a collation of the app's own) is named for SQLite.
 */
final class CheckPlan {
  private static final String OF_TABLES =
      " WHERE t.schema = 'main' AND t.type IN ('table', 'shadow')";

  private final Connection connection;
  private final Charset charset;
  private final Map<String, Long> tableRoots = new HashMap<>();
  private final Map<String, Long> indexRoots = new HashMap<>();
  private final Map<String, PlannedTable> planned = new HashMap<>();

  /** As their first pages stand in the file, which is read from its beginning to its end so. */
  private final List<PlannedTable> inOrder = new ArrayList<>();

  private final List<DeclaredTable> declared = new ArrayList<>();
  private final List<String> bySqlite = new ArrayList<>();
  private final List<String> keysBySqlite = new ArrayList<>();

  /** A name that a pragma's function can't be given, or that stands for two things. */
  private boolean odd;

  private CheckPlan(Connection connection) throws SQLException {
    this.connection = connection;
    charset = BackupDatabase.charset(Connections.text(connection, "PRAGMA encoding"));
  }

  /** Makes the plan; empty if the schema has something that can't be described. */
  static Optional<CheckPlan> of(Connection connection) throws SQLException {
    CheckPlan plan = new CheckPlan(connection);
    return plan.read() ? Optional.of(plan) : Optional.empty();
  }

  /** Returns all that have pages; the schema's own is the first. */
  List<DeclaredTable> tables() {
    return List.copyOf(declared);
  }

  /** Returns what is known of the table at that place. */
  PlannedTable planned(int place) {
    return inOrder.get(place - 1);
  }

  /** Returns the tables that SQLite must check, virtual ones among them. */
  List<String> bySqlite() {
    return List.copyOf(bySqlite);
  }

  /** Returns the tables of which SQLite must check the foreign keys. */
  List<String> keysBySqlite() {
    return List.copyOf(keysBySqlite);
  }

  private boolean read() throws SQLException {
    readRoots();
    readTables();
    inOrder.addAll(planned.values());
    inOrder.sort(
        Comparator.comparing(table -> tableRoots.getOrDefault(Names.folded(table.name()), 0L)));
    readColumns();
    readIndexes();
    if (odd) {
      return false;
    }
    Map<String, List<DeclaredTable.Reference>> references = references();
    boolean utf8 = charset.equals(StandardCharsets.UTF_8);
    declared.add(schema());
    for (PlannedTable table : inOrder) {
      Long root = tableRoots.get(Names.folded(table.name()));
      Optional<DeclaredTable> one =
          root == null
              ? Optional.empty()
              : table.declared(
                  root, indexRoots, references.getOrDefault(table.name(), List.of()), utf8);
      if (one.isEmpty()) {
        return false;
      }
      declared.add(one.get());
      if (!one.get().understood()) {
        bySqlite.add(table.name());
      }
    }
    return true;
  }

  private void readRoots() throws SQLException {
    String sql =
        "SELECT type = 'index', CAST(name AS BLOB), rootpage FROM "
            + BuiltInTables.SCHEMA
            + " WHERE type IN ('table', 'index') AND rootpage <> 0";
    try (SqlText.Prepared row = SqlText.prepare(connection, sql)) {
      while (row.step()) {
        Map<String, Long> roots = row.integer(0) != 0 ? indexRoots : tableRoots;
        odd |= roots.put(Names.folded(name(row, 1)), row.number(2)) != null;
      }
    }
  }

  /** Reads a name as the functions of pragmas take it: text that has no NUL. */
  private String name(SqlText.Prepared row, int column) throws SQLException {
    String name = Names.of(row.bytes(column), charset);
    odd |= !Names.isText(name) || name.indexOf('\0') >= 0;
    return name;
  }

  private void readTables() throws SQLException {
    String sql =
        "SELECT CAST(t.name AS BLOB), t.wr, t.strict, t.type = 'virtual' FROM "
            + BuiltInTables.TABLES
            + " t WHERE t.schema = 'main' AND t.type <> 'view'";
    try (SqlText.Prepared row = SqlText.prepare(connection, sql)) {
      while (row.step()) {
        String name = name(row, 0);
        if (row.integer(3) != 0) {
          bySqlite.add(name);
        } else if (!BuiltInTables.SCHEMA.equals("main." + name)) {
          boolean withoutRowid = row.integer(1) != 0;
          planned.put(name, new PlannedTable(name, withoutRowid, row.integer(2) != 0));
        }
      }
    }
  }

  private void readColumns() throws SQLException {
    String sql =
        "SELECT CAST(t.name AS BLOB), CAST(c.name AS BLOB), CAST(c.type AS BLOB), c.\"notnull\","
            + " c.pk, c.hidden FROM "
            + BuiltInTables.TABLES
            + " t CROSS JOIN "
            + BuiltInTables.columns("t.name")
            + " c"
            + OF_TABLES;
    try (SqlText.Prepared row = SqlText.prepare(connection, sql)) {
      while (row.step()) {
        PlannedTable table = planned.get(name(row, 0));
        if (table != null) {
          table.add(
              new PlannedTable.Column(
                  Names.of(row.bytes(1), charset),
                  Names.of(row.bytes(2), charset),
                  row.integer(3) != 0,
                  row.integer(4) != 0,
                  row.integer(5)));
        }
      }
    }
  }

  private void readIndexes() throws SQLException {
    String sql =
        "SELECT CAST(t.name AS BLOB), CAST(l.name AS BLOB), l.\"unique\", l.origin = 'pk',"
            + " l.partial, x.cid, CAST(x.coll AS BLOB), x.\"desc\", x.key"
            + " FROM "
            + BuiltInTables.TABLES
            + " t CROSS JOIN "
            + BuiltInTables.indexes("t.name")
            + " l CROSS JOIN "
            + BuiltInTables.indexColumns("l.name")
            + " x"
            + OF_TABLES;
    Map<String, PlannedTable.Index> indexes = new HashMap<>();
    try (SqlText.Prepared row = SqlText.prepare(connection, sql)) {
      while (row.step()) {
        PlannedTable table = planned.get(name(row, 0));
        String name = name(row, 1);
        if (table == null) {
          continue;
        }
        PlannedTable.Index index = indexes.get(name);
        if (index == null) {
          index =
              new PlannedTable.Index(
                  name, row.integer(2) != 0, row.integer(3) != 0, row.integer(4) != 0);
          indexes.put(name, index);
          table.add(index);
        }
        String collation = new String(row.bytes(6), charset);
        index.add(row.integer(5), collation, row.integer(7) != 0, row.integer(8) != 0);
      }
    }
  }

  /** Whether there may be a foreign key: to ask for those of many tables takes long. */
  static boolean mayHaveForeignKeys(Connection connection) throws SQLException {
    String any = "SELECT 1 FROM " + BuiltInTables.SCHEMA + " WHERE sql LIKE '%references%' LIMIT 1";
    return Connections.number(connection, any) != 0;
  }

  private record Key(String from, String parent, String to) {}

  /**
   * The foreign keys that lead to rowids; those of a table that has others are SQLite's to check.
   */
  private Map<String, List<DeclaredTable.Reference>> references() throws SQLException {
    Map<String, List<DeclaredTable.Reference>> references = new HashMap<>();
    if (!mayHaveForeignKeys(connection)) {
      return references;
    }
    Map<String, Integer> places = new HashMap<>();
    for (PlannedTable table : inOrder) {
      places.put(Names.folded(table.name()), places.size() + 1);
    }
    for (Map.Entry<PlannedTable, Map<Long, List<Key>>> entry : keys().entrySet()) {
      PlannedTable table = entry.getKey();
      List<DeclaredTable.Reference> found = new ArrayList<>();
      for (List<Key> key : entry.getValue().values()) {
        Integer place = places.get(Names.folded(key.get(0).parent()));
        int column = table.column(key.get(0).from());
        if (key.size() == 1 && column >= 0 && place != null && leadsToRowids(key.get(0), place)) {
          found.add(new DeclaredTable.Reference(column, place));
        }
      }
      boolean all = found.size() == entry.getValue().size();
      if (all && table.isUnderstood(charset.equals(StandardCharsets.UTF_8))) {
        references.put(table.name(), found);
      } else {
        keysBySqlite.add(table.name());
      }
    }
    return references;
  }

  private boolean leadsToRowids(Key key, int place) {
    PlannedTable parent = planned(place);
    int rowid = parent.rowidColumn();
    return rowid >= 0 && (key.to().isEmpty() || parent.column(key.to()) == rowid);
  }

  private Map<PlannedTable, Map<Long, List<Key>>> keys() throws SQLException {
    String sql =
        "SELECT CAST(t.name AS BLOB), f.id, CAST(f.\"table\" AS BLOB), CAST(f.\"from\" AS BLOB),"
            + " CAST(f.\"to\" AS BLOB)"
            + " FROM "
            + BuiltInTables.TABLES
            + " t CROSS JOIN "
            + BuiltInTables.foreignKeys("t.name")
            + " f"
            + OF_TABLES;
    Map<PlannedTable, Map<Long, List<Key>>> keys = new LinkedHashMap<>();
    try (SqlText.Prepared row = SqlText.prepare(connection, sql)) {
      while (row.step()) {
        PlannedTable table = planned.get(name(row, 0));
        if (table != null) {
          keys.computeIfAbsent(table, of -> new LinkedHashMap<>())
              .computeIfAbsent(row.number(1), id -> new ArrayList<>())
              .add(
                  new Key(
                      Names.of(row.bytes(3), charset),
                      Names.of(row.bytes(2), charset),
                      Names.of(row.bytes(4), charset)));
        }
      }
    }
    return keys;
  }

  /** The schema's own table, as SQLite declares it (schema.c: none of it stands in the file). */
  private static DeclaredTable schema() {
    List<DeclaredField> fields = new ArrayList<>();
    for (String type : List.of("text", "text", "text", "int", "text")) {
      fields.add(Affinity.field(type, true, false));
    }
    return new DeclaredTable(1, false, fields, List.of(), -1, List.of(), List.of(), true);
  }
}
