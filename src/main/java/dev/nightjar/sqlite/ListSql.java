package dev.nightjar.sqlite;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The SQL by which a list of rows is read. The size of a value is asked for first: a large one is
 * neither shown, nor searched, nor sorted by, and so never loaded.
 */
final class ListSql {
  /** Values of more bytes count as large. */
  static final int MAX_LOADED = 1 << 20;

  /** The characters of a text that are listed. */
  static final int MAX_TEXT = 300;

  /** Enough to know a picture by. */
  static final int BEGINNING_BYTES = 16;

  /** The results that a value takes: itself if it is small, its storage class, its size. */
  static final int STEP = 3;

  /** The characters of a text by which it is sorted. */
  private static final int SORTED = 1000;

  private final String made;
  private final String table;
  private final TableShape shape;
  private final List<String> columns;

  /**
   * About one table.
   *
   * @param made names the list that is made, as no table of the file is named
   */
  ListSql(String made, String table, TableShape shape) {
    this.made = "temp." + made;
    this.table = table;
    this.shape = shape;
    this.columns =
        shape.valueColumns().stream().map(name -> "t." + Connections.named(name)).toList();
  }

  boolean hasRowid() {
    return !shape.rowidName().isEmpty();
  }

  String rowid() {
    return "t." + shape.rowidName();
  }

  /** A covering index might be read instead of the table, in another order. */
  private String source() {
    String read =
        shape.keyIndex().isEmpty()
            ? "NOT INDEXED"
            : "INDEXED BY " + Connections.named(shape.keyIndex());
    return "main." + Connections.named(table) + " AS t " + read;
  }

  private String from() {
    return " FROM " + source();
  }

  private String excerpts() {
    return String.join(", ", excerptsOf());
  }

  private String[] excerptsOf() {
    return columns.stream()
        .flatMap(
            column ->
                Stream.of(
                    excerpt(column), "typeof(" + column + ")", "octet_length(" + column + ")"))
        .toArray(String[]::new);
  }

  private static String excerpt(String column) {
    String small = "octet_length(" + column + ") <= " + MAX_LOADED;
    return ("CASE typeof(" + column + ") WHEN 'text' THEN CASE WHEN " + small)
        + (" THEN substr(" + column + ", 1, " + (MAX_TEXT + 1) + ") END")
        + (" WHEN 'blob' THEN CASE WHEN " + small)
        + (" THEN substr(" + column + ", 1, " + BEGINNING_BYTES + ") END")
        + (" ELSE " + column + " END");
  }

  /** Counts the rows, in a way that can be interrupted: of a whole table's own count that isn't. */
  String count() {
    return "SELECT count(*) FROM (SELECT 1" + from() + " LIMIT " + Long.MAX_VALUE + ")";
  }

  /** One page of the whole table, of rows that have a rowid. */
  String byRowid(String condition, boolean backwards, int rows) {
    return ("SELECT " + rowid() + ", " + excerpts() + from() + condition)
        + (" ORDER BY " + rowid() + (backwards ? " DESC" : "") + " LIMIT " + rows);
  }

  /** One page of the whole table, of rows that have none. */
  String byPlace(long skipped, int rows) {
    return ("SELECT 0, " + excerpts() + from() + " LIMIT " + rows + " OFFSET " + skipped);
  }

  /** Makes the list that {@link #page} reads; its own rowid is the place of a row in it. */
  List<String> make(RowList list) {
    String contains = list.search().isEmpty() ? "1" : contains(list.search());
    String key = list.order().map(order -> key(order.column())).orElse("NULL");
    String direction =
        list.order().filter(RowList.Order::descending).map(one -> " DESC").orElse("");
    if (hasRowid()) {
      return List.of(
          ("CREATE TABLE " + made + " AS SELECT " + rowid() + " AS r" + from())
              + (" WHERE " + contains + " ORDER BY " + key + direction + ", " + rowid()));
    }
    // Rows that can't be found again quickly are listed with what is shown of them.
    return List.of(
        "CREATE TABLE "
            + all()
            + " AS SELECT "
            + contains
            + " AS m, "
            + key
            + " AS k, "
            + named()
            + from(),
        ("CREATE TABLE " + made + " AS SELECT rowid - 1 AS r, " + names() + " FROM " + all())
            + (" WHERE m ORDER BY k COLLATE NOCASE" + direction + ", rowid"),
        "DROP TABLE " + all());
  }

  private String all() {
    return made + "_all";
  }

  private String named() {
    String[] results = excerptsOf();
    return IntStream.range(0, results.length)
        .mapToObj(at -> results[at] + " AS e" + at)
        .collect(Collectors.joining(", "));
  }

  private String names() {
    return IntStream.range(0, STEP * columns.size())
        .mapToObj(at -> "e" + at)
        .collect(Collectors.joining(", "));
  }

  List<String> drop() {
    return List.of("DROP TABLE IF EXISTS " + made, "DROP TABLE IF EXISTS " + all());
  }

  String countMade() {
    return "SELECT count(*) FROM " + made;
  }

  String page(long skipped, int rows) {
    String range = " WHERE v.rowid > " + skipped + " AND v.rowid <= " + (skipped + rows);
    if (hasRowid()) {
      return ("SELECT v.r, "
              + excerpts()
              + " FROM "
              + made
              + " AS v CROSS JOIN "
              + source()
              + range)
          + (" AND " + rowid() + " = v.r ORDER BY v.rowid");
    }
    return "SELECT v.* FROM " + made + " AS v" + range + " ORDER BY v.rowid";
  }

  /** One value, no more than {@code most} bytes or characters of it, and nothing of a huge one. */
  String value(long address, int column, int most, long maxLoaded) {
    return value(
        address, column, "substr(" + columns.get(column) + ", 1, " + most + ")", maxLoaded);
  }

  /** One value whole, also a text with the character 0 in it; nothing of a huge one. */
  String whole(long address, int column, long maxLoaded) {
    return value(address, column, columns.get(column), maxLoaded);
  }

  private String value(long address, int column, String read, long maxLoaded) {
    String value = columns.get(column);
    String row = hasRowid() ? " WHERE " + rowid() + " = " + address : " LIMIT 1 OFFSET " + address;
    return ("SELECT CASE WHEN typeof(" + value + ") NOT IN ('text', 'blob') THEN " + value)
        + (" WHEN octet_length(" + value + ") <= " + maxLoaded + " THEN " + read + " END,")
        + (" typeof(" + value + "), octet_length(" + value + ")" + from() + row);
  }

  private String key(int at) {
    String column = columns.get(at);
    return ("CASE WHEN typeof(" + column + ") NOT IN ('text', 'blob') THEN " + column)
        + (" WHEN octet_length(" + column + ") <= " + MAX_LOADED)
        + (" THEN substr(" + column + ", 1, " + SORTED + ") END COLLATE NOCASE");
  }

  private String contains(String search) {
    String pattern = Connections.quoted("*" + pattern(search) + "*");
    List<String> tests =
        columns.stream()
            .map(
                column ->
                    ("CASE WHEN typeof(" + column + ") <> 'blob' AND octet_length(" + column)
                        + (") <= " + MAX_LOADED + " THEN " + column + " GLOB " + pattern)
                        + " ELSE 0 END")
            .toList();
    return anyOf(tests);
  }

  /** As a tree: SQLite refuses an expression that is nested a thousand deep. */
  private static String anyOf(List<String> tests) {
    if (tests.size() == 1) {
      return tests.get(0);
    }
    int half = tests.size() / 2;
    return ("(" + anyOf(tests.subList(0, half)) + " OR ")
        + (anyOf(tests.subList(half, tests.size())) + ")");
  }

  /** LIKE knows the two cases of A to Z only; GLOB takes sets of characters. */
  static String pattern(String search) {
    return search.codePoints().mapToObj(ListSql::set).collect(Collectors.joining());
  }

  private static String set(int point) {
    String letter = Character.toString(point);
    TreeSet<String> cases = new TreeSet<>(List.of(letter));
    for (Locale locale : List.of(Locale.ROOT, Locale.forLanguageTag("tr"))) {
      for (String one : List.copyOf(cases)) {
        cases.add(one.toLowerCase(locale));
        cases.add(one.toUpperCase(locale));
      }
    }
    // A letter that becomes two in the other case, as ß does, can't be in a set.
    String members =
        cases.stream()
            .filter(one -> one.codePointCount(0, one.length()) == 1)
            .collect(Collectors.joining());
    boolean special = "*?[".contains(letter);
    return members.codePointCount(0, members.length()) > 1 || special
        ? "[" + members + "]"
        : letter;
  }
}
