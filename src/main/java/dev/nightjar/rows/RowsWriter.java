package dev.nightjar.rows;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.sqlite.BuiltInTables;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.WritableDatabase;
import dev.nightjar.sqlite.WritableDatabase.RowStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the rows of a plan. The app's triggers fire, as for any program: a stock that they keep is
 * right again. If they change one of these very rows, it is written again with its table's triggers
 * taken away, and given back, in the same transaction.
 */
final class RowsWriter {
  private static final int ROWS_AT_ONCE = 1000;
  private static final int MAX_CORRECTIONS = 3;

  private final WritableDatabase live;
  private final RowsPlan plan;

  RowsWriter(WritableDatabase live, RowsPlan plan) {
    this.live = live;
    this.plan = plan;
  }

  /** Lines of one temporary table that are written in one way. */
  private record Work(RowsTable table, String lines, String wanted, boolean isNew) {}

  /** Writes all rows, and makes sure that they are as they were. */
  void write() throws FailureException {
    List<RowsTable> parentsFirst = parentsFirst();
    List<Work> all = new ArrayList<>();
    for (RowsTable table : parentsFirst) {
      all.add(new Work(table, table.plan(), "p.kind = 'old'", false));
    }
    for (RowsTable table : parentsFirst) {
      all.add(new Work(table, table.plan(), "p.kind = 'new'", true));
    }
    for (RowsPlan.Link link : plan.links()) {
      all.add(new Work(link.table(), link.plan(), "1", false));
    }
    write(all);
    correct();
  }

  /** Parents stand before their children, as the app's triggers expect. */
  private List<RowsTable> parentsFirst() {
    Map<String, RowsTable> sorted = new LinkedHashMap<>();
    for (RowsTable table : plan.tables()) {
      addAfterParents(table, sorted, new ArrayList<>());
    }
    return List.copyOf(sorted.values());
  }

  private void addAfterParents(
      RowsTable table, Map<String, RowsTable> sorted, List<RowsTable> path) {
    if (sorted.containsKey(table.name()) || path.contains(table)) {
      return;
    }
    path.add(table);
    for (WritableDatabase.ForeignKey key : plan.foreignKeysOf(table)) {
      plan.tables().stream()
          .filter(one -> Names.folded(one.name()).equals(Names.folded(key.parent())))
          .forEach(parent -> addAfterParents(parent, sorted, path));
    }
    sorted.put(table.name(), table);
  }

  /** A row whose key another still has waits until that one is written. */
  private void write(List<Work> all) throws FailureException {
    long waiting = 0;
    for (Work work : all) {
      waiting += write(work, false, true);
    }
    boolean forwards = false;
    while (waiting > 0) {
      long now = 0;
      for (Work work : all) {
        now += write(work, true, forwards);
      }
      if (now == waiting) {
        throw refusal(all);
      }
      waiting = now;
      forwards = !forwards;
    }
  }

  private FailureException refusal(List<Work> all) throws FailureException {
    for (Work work : all) {
      String taken = "p.taken AND (" + work.wanted() + ")";
      Work waiting = new Work(work.table(), work.lines(), taken, work.isNew());
      if (count(waiting) > 0) {
        return refusal(Reason.ROWS_KEY_TAKEN, waiting);
      }
    }
    throw new IllegalStateException("no row waits");
  }

  /** A column of another type stores some values as others, or finds no row by them. */
  private FailureException refusal(Reason reason, Work work) throws FailureException {
    RowsTable table = work.table();
    List<String> wrong = new ArrayList<>(work.isNew() ? table.keyColumns() : table.columns());
    wrong.retainAll(live.columnsOfAnotherType(table.name()));
    for (String column : List.copyOf(wrong)) {
      String differs = "(" + work.wanted() + ") AND " + RowsTable.differs(column);
      if (count(new Work(table, work.lines(), differs, work.isNew())) == 0) {
        wrong.remove(column);
      }
    }
    Object what = wrong.isEmpty() ? count(work) : (Object) Names.shown(String.join(", ", wrong));
    return new FailureException(
        wrong.isEmpty() ? reason : Reason.TABLE_CHANGED, Names.shown(table.name()), what);
  }

  /** Writes the lines, or those that had to wait; returns how many must wait now. */
  private long write(Work work, boolean again, boolean forwards) throws FailureException {
    String wanted = work.wanted() + (again ? " AND p.taken" : "");
    long waiting = 0;
    long last = forwards ? Long.MIN_VALUE : Long.MAX_VALUE;
    Statements statements = new Statements(work);
    try {
      while (true) {
        Map<Long, String> rows = new LinkedHashMap<>();
        live.each(
            "SELECT p.n, CAST("
                + (work.isNew() ? "''" : work.table().mask())
                + " AS BLOB) FROM "
                + work.table().planned(work.lines())
                + " WHERE "
                + wanted
                + " AND p.n "
                + (forwards ? "> " : "< ")
                + last
                + " ORDER BY p.n "
                + (forwards ? "" : "DESC ")
                + "LIMIT "
                + ROWS_AT_ONCE,
            row -> rows.put(row.number(0), row.name(1)));
        if (rows.isEmpty()) {
          return waiting;
        }
        for (Map.Entry<Long, String> row : rows.entrySet()) {
          last = row.getKey();
          Optional<RowStatement> statement = statements.of(row.getValue());
          boolean done = statement.isEmpty() || statement.get().run(last);
          waiting += done ? 0 : 1;
          if (again == done) {
            live.execute(
                "UPDATE " + work.lines() + " SET taken = " + (done ? 0 : 1) + " WHERE n = " + last);
          }
        }
      }
    } finally {
      statements.close();
    }
  }

  /** The statements of one work, one for each set of columns that change. */
  private final class Statements {
    private final Work work;
    private final List<String> linked;
    private final Map<String, RowStatement> byMask = new HashMap<>();

    Statements(Work work) {
      this.work = work;
      this.linked =
          plan.links().stream()
              .filter(link -> link.plan().equals(work.lines()))
              .flatMap(link -> link.key().from().stream())
              .map(Names::folded)
              .toList();
    }

    /** Returns the statement for a row; empty if it is as it was by now. */
    Optional<RowStatement> of(String mask) throws FailureException {
      List<String> columns = new ArrayList<>();
      for (int at = 0; at < mask.length(); at++) {
        String column = work.table().columns().get(at);
        boolean mayChange = linked.isEmpty() || linked.contains(Names.folded(column));
        if (mask.charAt(at) == '1' && mayChange) {
          columns.add(column);
        }
      }
      if (columns.isEmpty() && !work.isNew()) {
        return Optional.empty();
      }
      String key = String.join("\u0000", columns);
      RowStatement known = byMask.get(key);
      if (known == null) {
        String sql =
            work.isNew() ? work.table().insert() : work.table().update(work.lines(), columns);
        known = live.prepare(work.table().name(), sql, "");
        byMask.put(key, known);
      }
      return Optional.of(known);
    }

    void close() throws FailureException {
      for (RowStatement one : byMask.values()) {
        one.close();
      }
    }
  }

  private void correct() throws FailureException {
    for (int round = 0; ; round++) {
      List<Work> wrong = wrong();
      if (wrong.isEmpty()) {
        return;
      }
      if (round == MAX_CORRECTIONS) {
        throw refusal(Reason.ROWS_CHANGED_BY_TRIGGER, wrong.get(0));
      }
      List<Trigger> triggers = new ArrayList<>();
      for (Work work : wrong) {
        triggers.addAll(dropTriggers(work.table()));
      }
      write(wrong);
      putBack(triggers);
    }
  }

  private List<Work> wrong() throws FailureException {
    List<Work> wrong = new ArrayList<>();
    for (RowsTable table : plan.tables()) {
      String missing = table.isMissing();
      add(wrong, new Work(table, table.plan(), missing, true));
      add(
          wrong,
          new Work(table, table.plan(), "NOT " + missing + " AND " + table.differs(), false));
    }
    for (RowsPlan.Link link : plan.links()) {
      add(wrong, new Work(link.table(), link.plan(), link.differs(), false));
    }
    return wrong;
  }

  private void add(List<Work> wrong, Work work) throws FailureException {
    if (count(work) > 0) {
      wrong.add(work);
    }
  }

  private long count(Work work) throws FailureException {
    return live.number(
        "SELECT count(*) FROM " + work.table().planned(work.lines()) + " WHERE " + work.wanted());
  }

  private record Trigger(String name, String table, String sql) {}

  /** Takes a table's triggers away; returns them in their order. */
  private List<Trigger> dropTriggers(RowsTable table) throws FailureException {
    List<Trigger> triggers = new ArrayList<>();
    live.each(
        "SELECT CAST(name AS BLOB), CAST(tbl_name AS BLOB), CAST(sql AS BLOB) FROM "
            + BuiltInTables.SCHEMA
            + " WHERE type ="
            + " 'trigger' AND tbl_name = "
            + Names.literal(table.name())
            + " COLLATE NOCASE ORDER BY rowid",
        row -> triggers.add(new Trigger(row.name(0), row.name(1), row.name(2))));
    for (Trigger trigger : triggers) {
      live.execute("DROP TRIGGER main." + Names.identifier(trigger.name()));
    }
    return triggers;
  }

  /**
   * Writes triggers as the text that they are. Run anew, one that was made while the file was
   * attached to another would look for that name, which SQLite passes over when it reads a schema.
   */
  private void putBack(List<Trigger> triggers) throws FailureException {
    if (triggers.isEmpty()) {
      return;
    }
    live.execute("PRAGMA writable_schema=ON");
    for (Trigger trigger : triggers) {
      live.execute(
          "INSERT INTO "
              + BuiltInTables.SCHEMA
              + "(type, name, tbl_name, rootpage, sql) VALUES ('trigger', "
              + String.join(
                  ", ",
                  Names.literal(trigger.name()),
                  Names.literal(trigger.table()),
                  "0",
                  Names.literal(trigger.sql()))
              + ")");
    }
    live.execute("PRAGMA writable_schema=RESET");
  }
}
