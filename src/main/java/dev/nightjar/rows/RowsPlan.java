package dev.nightjar.rows;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.sqlite.BackupDatabase;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.SchemaEntry;
import dev.nightjar.sqlite.TableKey;
import dev.nightjar.sqlite.WritableDatabase;
import dev.nightjar.sqlite.WritableDatabase.ForeignKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The rows that come back: those asked for; the children of each that was deleted, down to the
 * last; and the parents without which they can't be there. A row that isn't deleted brings no
 * children: they were deleted for a reason of their own.
 *
 * <p>It is long because a plan is one walk over foreign keys in both directions.
 */
final class RowsPlan {
  private final WritableDatabase live;
  private final BackupDatabase backup;
  private final RowsRequest request;
  private final RowsBack.Called called;
  private final String prefix;
  private final Map<String, String> liveNames = new LinkedHashMap<>();
  private final Map<String, String> backupNames = new LinkedHashMap<>();
  private final Set<String> allInBackup = new HashSet<>();
  private final Map<String, RowsTable> tables = new LinkedHashMap<>();
  private final Map<String, List<ForeignKey>> ofChild = new HashMap<>();
  private final Map<String, List<ForeignKey>> ofParent = new HashMap<>();
  private final List<Link> links = new ArrayList<>();
  private long same;

  /** Children that refer to a deleted row no more, and refer to it again. */
  record Link(RowsTable table, ForeignKey key, String plan) {
    /** The condition for the reference not to be as it was. */
    String differs() {
      return RowsTable.joined(key.from().stream().map(RowsTable::differs).toList(), " OR ");
    }

    String planned() {
      return table.planned(plan);
    }
  }

  private RowsPlan(
      WritableDatabase live,
      BackupDatabase backup,
      RowsRequest request,
      RowsBack.Called called,
      String prefix) {
    this.live = live;
    this.backup = backup;
    this.request = request;
    this.called = called;
    this.prefix = prefix;
  }

  /** Makes the plan for a transaction that has begun. */
  static RowsPlan make(
      WritableDatabase live, BackupDatabase backup, RowsRequest request, RowsBack.Called called)
      throws FailureException {
    RowsPlan plan = new RowsPlan(live, backup, request, called, live.ownName("rows"));
    plan.readSchemas();
    plan.seed();
    int round = 0;
    while (plan.follow(round)) {
      round++;
    }
    plan.giveRowids();
    return plan;
  }

  private void readSchemas() throws FailureException {
    live.tables().forEach(name -> liveNames.put(Names.folded(name), name));
    for (SchemaEntry entry : backup.schema()) {
      if (entry.type().equals("table")) {
        allInBackup.add(Names.folded(entry.name()));
      }
      if (entry.hasRows()) {
        backupNames.put(Names.folded(entry.name()), entry.name());
      }
    }
    for (String name : liveNames.values()) {
      for (ForeignKey key : live.foreignKeys(name)) {
        ofChild.computeIfAbsent(Names.folded(name), any -> new ArrayList<>()).add(key);
        ofParent.computeIfAbsent(Names.folded(key.parent()), any -> new ArrayList<>()).add(key);
      }
    }
  }

  List<RowsTable> tables() {
    return List.copyOf(tables.values());
  }

  List<Link> links() {
    return links;
  }

  List<ForeignKey> foreignKeysOf(RowsTable table) {
    return ofChild.getOrDefault(Names.folded(table.name()), List.of());
  }

  /** Returns the rows that were asked for and are as they were. */
  long same() {
    return same;
  }

  /** Returns the table that both databases have; empty if one hasn't. */
  private Optional<RowsTable> table(String name) throws FailureException {
    String folded = Names.folded(name);
    RowsTable known = tables.get(folded);
    if (known != null) {
      return Optional.of(known);
    }
    String now = liveNames.get(folded);
    String then = backupNames.get(folded);
    if (now == null || then == null) {
      return Optional.empty();
    }
    TableKey key = backup.key(then);
    RowsTable table = RowsTable.begin(live, now, then, key, prefix + tables.size());
    tables.put(folded, table);
    return Optional.of(table);
  }

  private void seed() throws FailureException {
    String folded = Names.folded(request.table());
    if (!backupNames.containsKey(folded) || !liveNames.containsKey(folded)) {
      boolean inBackup = allInBackup.contains(folded);
      if (inBackup && live.hasTable(request.table())) {
        throw new FailureException(Reason.TABLE_WITHOUT_ROWS, Names.shown(request.table()));
      }
      Object without = inBackup ? called.live() : called.backup();
      throw new FailureException(Reason.TABLE_MISSING, Names.shown(request.table()), without);
    }
    RowsTable table = table(request.table()).orElseThrow();
    if (request.keys().isEmpty()) {
      seed(table, "1");
      return;
    }
    for (String text : request.keys()) {
      String wanted = condition(table, text);
      long there =
          live.number("SELECT count(*) FROM " + table.inBackup() + " AS b WHERE " + wanted);
      if (there == 0) {
        throw new FailureException(Reason.ROW_UNKNOWN, Names.shown(table.name()), text);
      }
      long before = count(table);
      seed(table, wanted);
      same += there - (count(table) - before);
    }
  }

  private long count(RowsTable table) throws FailureException {
    return live.number("SELECT count(*) FROM " + table.plan());
  }

  private static String condition(RowsTable table, String text) throws FailureException {
    List<String> columns =
        table.isByRowid()
            ? List.of("b." + table.rowid())
            : table.keyColumns().stream().map(name -> "b." + Names.identifier(name)).toList();
    return KeyText.condition(columns, text)
        .orElseThrow(
            () -> new FailureException(Reason.ROW_UNKNOWN, Names.shown(table.name()), text));
  }

  private String change(RowsTable table) {
    return request.onlyMissing()
        ? table.isMissing()
        : "(" + table.isMissing() + " OR " + table.differs() + ")";
  }

  private void seed(RowsTable table, String wanted) throws FailureException {
    for (RowsTable.Match match : table.matches()) {
      add(
          table,
          " FROM "
              + table.inBackup()
              + " AS b LEFT JOIN "
              + table.inLive()
              + " AS l ON "
              + match.same()
              + " WHERE ("
              + match.which()
              + ") AND ("
              + wanted
              + ") AND "
              + change(table),
          0,
          true);
    }
  }

  /** Adds rows to a plan; one that was only needed may turn out to be deleted with its parent. */
  private void add(RowsTable table, String from, int round, boolean follow)
      throws FailureException {
    String handle = String.join(", ", table.handle());
    live.execute(
        "INSERT INTO "
            + table.plan()
            + "("
            + handle
            + ", live, kind, round, follow) SELECT "
            + String.join(", ", table.handleOf("b"))
            + ", "
            + table.liveRowid()
            + ", iif("
            + table.isMissing()
            + ", 'new', 'old'), "
            + round
            + ", "
            + (follow ? 1 : 0)
            + from
            + " ON CONFLICT("
            + handle
            + ") DO UPDATE SET follow = 1, round = excluded.round"
            + " WHERE excluded.follow AND NOT follow");
  }

  /** Adds what the rows of a round bring with them; false if there were none. */
  private boolean follow(int round) throws FailureException {
    boolean any = false;
    for (RowsTable table : tables()) {
      long rows =
          live.number(
              "SELECT EXISTS(SELECT 1 FROM " + table.plan() + " WHERE round = " + round + ")");
      if (rows > 0) {
        any = true;
        for (ForeignKey key : ofParent.getOrDefault(Names.folded(table.name()), List.of())) {
          children(table, key, round);
        }
        for (ForeignKey key : foreignKeysOf(table)) {
          parents(table, key, round);
        }
      }
    }
    return any;
  }

  /** The columns of the parent that a key refers to; empty if it can't be understood. */
  private List<String> referredTo(ForeignKey key) throws FailureException {
    List<String> to = key.to();
    String parent = liveNames.get(Names.folded(key.parent()));
    if (to.isEmpty() && parent != null) {
      to = live.table(parent).key().key().stream().map(TableKey.Part::column).toList();
    }
    return to.size() == key.from().size() && parent != null ? to : List.of();
  }

  /**
   * The condition for a child to refer to a parent; its affinity and collation are the parent's.
   */
  private static String refers(ForeignKey key, List<String> to, String parent, String child) {
    return String.join(
        " AND ",
        IntStream.range(0, to.size())
            .mapToObj(
                at ->
                    (parent + "." + Names.identifier(to.get(at)))
                        + (" = " + child + "." + Names.identifier(key.from().get(at))))
            .toList());
  }

  /** The condition for a parent that {@code child} refers to not to be there. */
  private static String lacks(ForeignKey key, List<String> to, String table, String child) {
    return "NOT EXISTS (SELECT 1 FROM "
        + table
        + " AS x WHERE "
        + refers(key, to, "x", child)
        + ")";
  }

  private static String isSet(ForeignKey key, String child) {
    return String.join(
        " AND ",
        key.from().stream()
            .map(name -> child + "." + Names.identifier(name) + " IS NOT NULL")
            .toList());
  }

  private boolean hasColumns(String table, List<String> names) throws FailureException {
    String then = backupNames.get(Names.folded(table));
    return then != null
        && backup.key(then).columns().stream()
            .map(Names::folded)
            .toList()
            .containsAll(names.stream().map(Names::folded).toList());
  }

  private String ofBackup(String table) {
    String then = backupNames.getOrDefault(Names.folded(table), table);
    return WritableDatabase.BACKUP + "." + Names.identifier(then);
  }

  private void children(RowsTable parent, ForeignKey key, int round) throws FailureException {
    List<String> to = referredTo(key);
    if (to.isEmpty() || !hasColumns(key.child(), key.from())) {
      return;
    }
    String deleted =
        " FROM "
            + parent.plan()
            + " AS p CROSS JOIN "
            + parent.inBackup()
            + " AS t ON "
            + parent.backupToPlan("t")
            + " CROSS JOIN "
            + ofBackup(key.child())
            + " AS b ON "
            + refers(key, to, "t", "b");
    String inRound = " AND p.kind = 'new' AND p.follow AND p.round = " + round;
    if (live.number("SELECT EXISTS(SELECT 1" + deleted + " WHERE 1" + inRound + ")") == 0) {
      return; // There is nothing in it to bring, however it is declared by now.
    }
    RowsTable child = table(key.child()).orElseThrow();
    for (RowsTable.Match match : child.matches()) {
      add(
          child,
          deleted
              + " LEFT JOIN "
              + child.inLive()
              + " AS l ON "
              + match.same()
              + " WHERE ("
              + match.which()
              + ") AND "
              + child.isMissing()
              + inRound,
          round + 1,
          true);
      if (!request.onlyMissing() && key.onDelete().startsWith("SET ")) {
        link(child, key, deleted, match, inRound);
      }
    }
  }

  private void link(
      RowsTable child, ForeignKey key, String deleted, RowsTable.Match match, String inRound)
      throws FailureException {
    boolean toNull = key.onDelete().equals("SET NULL");
    List<String> reset = new ArrayList<>();
    for (int at = 0; at < key.from().size(); at++) {
      String column = "l." + Names.identifier(key.from().get(at));
      reset.add(column + " IS " + (toNull ? "NULL" : "(" + key.defaults().get(at) + ")"));
    }
    Link link = links.stream().filter(one -> one.key().equals(key)).findFirst().orElse(null);
    String handle = String.join(", ", child.handle());
    if (link == null) {
      link = new Link(child, key, "temp." + prefix + "_link" + links.size());
      links.add(link);
      live.execute(
          "CREATE TABLE "
              + link.plan()
              + "(n INTEGER PRIMARY KEY, "
              + handle
              + ", live, taken DEFAULT 0, UNIQUE("
              + handle
              + "))");
    }
    live.execute(
        "INSERT OR IGNORE INTO "
            + link.plan()
            + "("
            + handle
            + ", live) SELECT "
            + String.join(", ", child.handleOf("b"))
            + ", "
            + child.liveRowid()
            + deleted
            + " CROSS JOIN "
            + child.inLive()
            + " AS l ON "
            + match.same()
            + " WHERE ("
            + match.which()
            + ") AND "
            + String.join(" AND ", reset)
            + " AND "
            + link.differs()
            + inRound);
  }

  private void parents(RowsTable child, ForeignKey key, int round) throws FailureException {
    List<String> to = referredTo(key);
    if (to.isEmpty() || !hasColumns(key.parent(), to) || !hasColumns(child.name(), key.from())) {
      return;
    }
    String inLive =
        "main." + Names.identifier(liveNames.getOrDefault(Names.folded(key.parent()), ""));
    String needed =
        " FROM "
            + child.plan()
            + " AS p CROSS JOIN "
            + child.inBackup()
            + " AS c ON "
            + child.backupToPlan("c")
            + " CROSS JOIN "
            + ofBackup(key.parent())
            + " AS b ON "
            + refers(key, to, "b", "c");
    String inRound = " AND p.round = " + round + " AND " + lacks(key, to, inLive, "c");
    if (live.number("SELECT EXISTS(SELECT 1" + needed + " WHERE 1" + inRound + ")") == 0) {
      return;
    }
    RowsTable parent = table(key.parent()).orElseThrow();
    for (RowsTable.Match match : parent.matches()) {
      add(
          parent,
          needed
              + " LEFT JOIN "
              + parent.inLive()
              + " AS l ON "
              + match.same()
              + " WHERE ("
              + match.which()
              + ") AND "
              + change(parent)
              + inRound,
          round + 1,
          false);
    }
  }

  /** A deleted row comes back with its rowid if that is free; else with a new one. */
  private void giveRowids() throws FailureException {
    for (RowsTable table : tables.values()) {
      if (!table.rowid().isEmpty()) {
        String isNew = " WHERE kind = 'new' AND live IS NULL";
        String max = "SELECT max(" + table.rowid() + ") FROM ";
        live.execute(
            "UPDATE "
                + table.plan()
                + " AS p SET live = p.h0"
                + isNew
                + " AND NOT EXISTS (SELECT 1 FROM "
                + table.inLive()
                + " AS l WHERE l."
                + table.rowid()
                + " = p.h0)");
        live.execute(
            "UPDATE "
                + table.plan()
                + " SET live = n + (SELECT max(coalesce(("
                + max
                + table.inLive()
                + "), 0), coalesce(("
                + max
                + table.inBackup()
                + "), 0)))"
                + isNew);
      }
    }
  }

  /**
   * Whether each foreign key refers to a table that is there, without which SQLite does nothing.
   */
  boolean hasAllParents() {
    return liveNames.keySet().containsAll(ofParent.keySet());
  }

  /** Counts the rows whose parent neither is there nor comes back, by child and parent table. */
  Map<List<String>, Long> orphans() throws FailureException {
    Map<List<String>, Long> counts = new LinkedHashMap<>();
    for (RowsTable child : tables.values()) {
      for (ForeignKey key : foreignKeysOf(child)) {
        boolean known = hasColumns(child.name(), key.from());
        long count = known ? live.number(orphans(child, key)) : 0;
        if (count > 0) {
          counts.merge(List.of(child.name(), key.parent()), count, Long::sum);
        }
      }
    }
    return counts;
  }

  private String orphans(RowsTable child, ForeignKey key) throws FailureException {
    String rows =
        "SELECT count(*) FROM "
            + child.plan()
            + " AS p CROSS JOIN "
            + child.inBackup()
            + " AS c ON "
            + child.backupToPlan("c")
            + " WHERE "
            + isSet(key, "c");
    String parent = liveNames.get(Names.folded(key.parent()));
    if (parent == null) {
      return rows;
    }
    List<String> to = referredTo(key);
    if (to.isEmpty()) {
      return "SELECT 0";
    }
    String there = rows + " AND " + lacks(key, to, "main." + Names.identifier(parent), "c");
    return hasColumns(parent, to) ? there + " AND " + lacks(key, to, ofBackup(parent), "c") : there;
  }
}
