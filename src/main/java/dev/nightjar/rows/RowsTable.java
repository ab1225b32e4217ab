package dev.nightjar.rows;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.TableKey;
import dev.nightjar.sqlite.WritableDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * One table of which rows come back, and the plan for it: a temporary table with a line for each
 * row. In SQL the backup's row is {@code b}, the live one {@code l}, the line {@code p}.
 *
 * <p>A row is found again by its handle: the rowid, or the key if SQL can't see a rowid.
 */
final class RowsTable {
  private final String name;
  private final TableKey key;
  private final List<String> columns;
  private final List<String> added;
  private final List<String> gone;
  private final String rowid;
  private final boolean keyIsRowid;
  private final String plan;
  private final String inBackup;
  private final String inLive;

  private RowsTable(
      String name, String nameThen, WritableDatabase.Table now, TableKey then, String plan) {
    this.name = name;
    this.key = now.key();
    this.columns = only(key.columns(), then.columns(), true);
    this.added = only(key.columns(), then.columns(), false);
    this.gone = only(then.columns(), key.columns(), false);
    this.rowid = now.rowid();
    this.keyIsRowid = now.keyIsRowid();
    this.plan = "temp." + plan;
    this.inBackup = WritableDatabase.BACKUP + "." + Names.identifier(nameThen);
    this.inLive = "main." + Names.identifier(name);
  }

  /**
   * Begins an empty plan for a table.
   *
   * @param then its name and key in the backup
   * @param plan the name of a temporary table that isn't there
   * @throws FailureException {@code TABLE_CHANGED} if its key is another now, or no column is left
   */
  static RowsTable begin(
      WritableDatabase live, String name, String nameThen, TableKey then, String plan)
      throws FailureException {
    WritableDatabase.Table now = live.table(name);
    RowsTable table = new RowsTable(name, nameThen, now, then, plan);
    if (!now.key().hasSameKey(then) || table.columns.isEmpty()) {
      TreeSet<String> apart = new TreeSet<>();
      now.key().key().forEach(part -> apart.add(part.column()));
      then.key().forEach(part -> apart.add(part.column()));
      apart.addAll(table.columns.isEmpty() ? now.key().columns() : List.of());
      throw new FailureException(
          Reason.TABLE_CHANGED, Names.shown(name), Names.shown(String.join(", ", apart)));
    }
    for (String collation : live.collationsToRead(name)) {
      throw new FailureException(
          Reason.ROWS_REFUSED, Names.shown(name), "it needs the app's own collation " + collation);
    }
    if (now.rowid().isEmpty() && !now.key().hasNoNull()) {
      throw new FailureException(Reason.TABLE_WITHOUT_KEY, Names.shown(name));
    }
    String handle = String.join(", ", table.handle());
    live.execute(
        "CREATE TABLE "
            + table.plan
            + "(n INTEGER PRIMARY KEY, "
            + handle
            + ", live, kind, round, follow, taken DEFAULT 0, UNIQUE("
            + handle
            + "))");
    return table;
  }

  private static List<String> only(List<String> names, List<String> others, boolean inBoth) {
    List<String> folded = others.stream().map(Names::folded).toList();
    return names.stream().filter(one -> folded.contains(Names.folded(one)) == inBoth).toList();
  }

  String name() {
    return name;
  }

  String plan() {
    return plan;
  }

  String inBackup() {
    return inBackup;
  }

  String inLive() {
    return inLive;
  }

  /** Returns the columns that both databases have: the values that come back. */
  List<String> columns() {
    return columns;
  }

  /** Returns the columns that the backup lacks. */
  List<String> added() {
    return added;
  }

  /** Returns the columns that only the backup has. */
  List<String> gone() {
    return gone;
  }

  List<String> keyColumns() {
    return key.key().stream().map(TableKey.Part::column).toList();
  }

  /** Returns the name of the rowid; empty if rows are found by their key. */
  String rowid() {
    return rowid;
  }

  /** Whether no key tells the rows apart. */
  boolean isByRowid() {
    return key.key().isEmpty();
  }

  /** Returns the columns of the plan by which the backup's row is found. */
  List<String> handle() {
    int parts = rowid.isEmpty() ? key.key().size() : 1;
    return IntStream.range(0, parts).mapToObj(at -> "h" + at).toList();
  }

  /** Returns what stands in the handle, of the row {@code alias}. */
  List<String> handleOf(String alias) {
    return rowid.isEmpty()
        ? keyColumns().stream().map(column -> alias + "." + Names.identifier(column)).toList()
        : List.of(alias + "." + rowid);
  }

  /** Returns the live row's rowid, if there is one. */
  String liveRowid() {
    return rowid.isEmpty() ? "NULL" : "l." + rowid;
  }

  String isMissing() {
    return handleOf("l").get(0) + " IS NULL";
  }

  /** Joins the backup's row, under the name {@code alias}, to the line of the plan. */
  String backupToPlan(String alias) {
    List<String> handle = handleOf(alias);
    return all(handle.size(), at -> handle.get(at) + " = p.h" + at);
  }

  /** Joins the live row to the line of the plan. */
  String liveToPlan() {
    if (!rowid.isEmpty()) {
      return "l." + rowid + " = p.live";
    }
    return all(key.key().size(), at -> equal("l", at, "p.h" + at));
  }

  private String equal(String alias, int part, String other) {
    TableKey.Part one = key.key().get(part);
    String column = alias + "." + Names.identifier(one.column());
    return column + " = " + other + " COLLATE " + one.text();
  }

  /**
   * The conditions under which a live row and one of the backup are the same row, for rows of the
   * backup of one kind each: those whose key tells them apart, and those with a NULL in it.
   */
  record Match(String which, String same) {}

  List<Match> matches() {
    if (isByRowid()) {
      return List.of(new Match("1", "l." + rowid + " = b." + rowid));
    }
    List<String> names = keyColumns().stream().map(Names::identifier).toList();
    String byKey = all(names.size(), at -> equal("l", at, "b." + names.get(at)));
    if (key.hasNoNull()) {
      return List.of(new Match("1", byKey));
    }
    String whole = all(names.size(), at -> "b." + names.get(at) + " IS NOT NULL");
    String sameKey = all(names.size(), at -> "l." + names.get(at) + " IS b." + names.get(at));
    return List.of(
        new Match(whole, byKey),
        new Match("NOT (" + whole + ")", "l." + rowid + " = b." + rowid + " AND " + sameKey));
  }

  /** The condition for two rows to differ in a column, by storage class and value. */
  static String differs(String column) {
    String name = Names.identifier(column);
    // Negative zero is equal to zero, and another value all the same.
    return ("(typeof(b.%s) <> typeof(l.%s) OR b.%s COLLATE BINARY IS NOT l.%s"
            + " OR (typeof(b.%s) = 'real' AND b.%s COLLATE BINARY = 0 AND %f(b.%s) <> %f(l.%s)))")
        .replace("%f", WritableDatabase.IS_NEGATIVE_ZERO)
        .replace("%s", name);
  }

  /** The condition for them to differ in any. */
  String differs() {
    return joined(columns().stream().map(RowsTable::differs).toList(), " OR ");
  }

  /** A text with a 1 for each column in which they differ. */
  String mask() {
    return joined(columns().stream().map(RowsTable::differs).toList(), " || ");
  }

  /** The statement that writes a new row, up to the number of its line. */
  String insert() {
    List<String> into = new ArrayList<>(columns().stream().map(Names::identifier).toList());
    List<String> values = new ArrayList<>(into.stream().map(name -> "b." + name).toList());
    if (!rowid.isEmpty() && !keyIsRowid) {
      into.add(rowid);
      values.add("p.live");
    }
    return "INSERT INTO "
        + inLive
        + "("
        + String.join(", ", into)
        + ") SELECT "
        + String.join(", ", values)
        + " FROM "
        + plan
        + " AS p CROSS JOIN "
        + inBackup
        + " AS b ON "
        + backupToPlan("b")
        + " WHERE p.n = ";
  }

  /**
   * The statement that gives a live row the backup's values in some columns. SQLite asks of what it
   * joins for an UPDATE how each column is sorted, though nothing is: the app's order isn't here.
   */
  String update(String lines, List<String> changed) {
    List<String> set = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (String column : changed) {
      String name = Names.identifier(column);
      values.add("b." + name + " COLLATE BINARY AS v" + values.size());
      set.add(name + " = p.v" + set.size());
    }
    return "UPDATE "
        + inLive
        + " AS l SET "
        + String.join(", ", set)
        + " FROM (SELECT p.*, "
        + String.join(", ", values)
        + " FROM "
        + lines
        + " AS p CROSS JOIN "
        + inBackup
        + " AS b ON "
        + backupToPlan("b")
        + ") AS p WHERE "
        + liveToPlan()
        + " AND p.n = ";
  }

  /** The backup's rows of a plan beside the live ones, which may be missing. */
  String planned(String lines) {
    return lines
        + " AS p CROSS JOIN "
        + inBackup
        + " AS b ON "
        + backupToPlan("b")
        + " LEFT JOIN "
        + inLive
        + " AS l ON "
        + liveToPlan();
  }

  private static String all(int parts, IntFunction<String> each) {
    return String.join(" AND ", IntStream.range(0, parts).mapToObj(each).toList());
  }

  /** Joins them as a tree: SQLite takes an expression of a thousand levels at most. */
  static String joined(List<String> parts, String operator) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    int half = parts.size() / 2;
    return "("
        + joined(parts.subList(0, half), operator)
        + operator
        + joined(parts.subList(half, parts.size()), operator)
        + ")";
  }
}
