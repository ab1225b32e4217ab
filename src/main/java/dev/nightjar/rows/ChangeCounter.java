package dev.nightjar.rows;

import dev.nightjar.failure.FailureException;
import dev.nightjar.rows.RowsEffect.Besides;
import dev.nightjar.sqlite.BuiltInTables;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.TableKey;
import dev.nightjar.sqlite.WritableDatabase;
import java.util.ArrayList;
import java.util.List;

/**
 * Notes each row that anything changes, by temporary triggers, which see what the app's triggers
 * and foreign keys do as well. They belong to the connection: no other program sees them.
 */
final class ChangeCounter {
  private final WritableDatabase live;
  private final List<String> tables;
  private final String own;

  private ChangeCounter(WritableDatabase live, List<String> tables, String own) {
    this.live = live;
    this.tables = tables;
    this.own = own;
  }

  /** Begins to note; only if there is something that may act by itself. */
  static ChangeCounter begin(WritableDatabase live) throws FailureException {
    long acting =
        live.number(
            "SELECT EXISTS(SELECT 1 FROM "
                + BuiltInTables.SCHEMA
                + " WHERE type = 'trigger'"
                + " OR (type = 'table' AND sql LIKE '%references%'))");
    List<String> tables = acting == 0 ? List.of() : live.tables();
    String own = live.ownName("rows");
    String seen = own + "_seen";
    live.execute(
        "CREATE TABLE temp."
            + seen
            + "(t INTEGER, event TEXT, h, PRIMARY KEY(t, event, h)) WITHOUT ROWID");
    for (int at = 0; at < tables.size(); at++) {
      for (String event : List.of("INSERT", "UPDATE", "DELETE")) {
        String row = handle(live, tables.get(at), event.equals("DELETE") ? "old" : "new");
        live.execute(
            ("CREATE TEMP TRIGGER " + own + "_" + at + "_" + event + " AFTER " + event)
                + (" ON main." + Names.identifier(tables.get(at)) + " BEGIN INSERT INTO ")
                + seen
                + " SELECT "
                + at
                + ", '"
                + event
                + "', "
                + row
                + " WHERE NOT EXISTS (SELECT 1 FROM "
                + seen
                + " WHERE t = "
                + at
                + " AND event = '"
                + event
                + "' AND h IS "
                + row
                + "); END");
      }
    }
    return new ChangeCounter(live, tables, own);
  }

  private static String handle(WritableDatabase live, String table, String row)
      throws FailureException {
    WritableDatabase.Table facts = live.table(table);
    if (!facts.rowid().isEmpty()) {
      // By its type, which the plus takes away, SQLite would not search what is noted, but scan it.
      return "+" + row + "." + facts.rowid();
    }
    List<String> key = facts.key().key().stream().map(TableKey.Part::column).toList();
    // Rows that have neither are told apart by all they hold; none of them is ever planned.
    return RowsTable.joined(
        (key.isEmpty() ? facts.key().columns() : key)
            .stream().map(column -> "quote(" + row + "." + Names.identifier(column) + ")").toList(),
        " || ',' || ");
  }

  /** Takes the temporary triggers away. */
  void end() throws FailureException {
    for (int at = 0; at < tables.size(); at++) {
      for (String event : List.of("INSERT", "UPDATE", "DELETE")) {
        live.execute("DROP TRIGGER temp." + own + "_" + at + "_" + event);
      }
    }
  }

  private String seen() {
    return "temp." + own + "_seen";
  }

  List<String> tables() {
    return tables;
  }

  /**
   * Counts the rows of a table that were noted.
   *
   * @param planned the temporary tables of the rows that were to change
   */
  Besides besides(String table, List<String> planned) throws FailureException {
    int number = tables.indexOf(table);
    if (number < 0) {
      return Besides.NONE;
    }
    boolean byRowid = !live.table(table).rowid().isEmpty();
    int parts = byRowid ? 0 : live.table(table).key().key().size();
    List<String> handles = new ArrayList<>();
    for (int at = 0; at < parts; at++) {
      handles.add("quote(h" + at + ")");
    }
    String handle = handles.isEmpty() ? "live" : RowsTable.joined(handles, " || ',' || ");
    StringBuilder others = new StringBuilder(" FROM " + seen() + " AS s WHERE t = " + number);
    for (String plan : planned) {
      others.append(" AND h NOT IN (SELECT " + handle + " FROM " + plan + ")");
    }
    String notNoted =
        " AND NOT EXISTS (SELECT 1 FROM " + seen() + " WHERE t = s.t AND h IS s.h AND event = ";
    String notInserted = notNoted + "'INSERT')";
    String notDeleted = notNoted + "'DELETE')";
    String count = "SELECT count(*)" + others + " AND event = ";
    return new Besides(
        live.number(count + "'INSERT'" + notDeleted),
        live.number(count + "'UPDATE'" + notInserted + notDeleted),
        live.number(count + "'DELETE'" + notInserted));
  }
}
