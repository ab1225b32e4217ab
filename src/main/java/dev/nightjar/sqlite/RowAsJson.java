package dev.nightjar.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A row as SQLite itself writes it in JSON: so it is asked once for all of a row's values. */
final class RowAsJson {
  /** SQLite's default limit of a function's arguments was 100 for long (sqlite.org/limits.html). */
  private static final int MAX_ARGUMENTS = 100;

  /**
   * Nothing that JSON has. SQLite takes some BLOBs for JSON of its own (sqlite.org/jsonb.html), and
   * refuses the others: so none is given to it.
   */
  private static final String NOT_TOLD = "'?'";

  /** A column's own collation may be the app's, and not be here. */
  private static final String BINARY = " COLLATE BINARY";

  private RowAsJson() {}

  /**
   * Returns the expression.
   *
   * @param values the SQL by which they are asked for
   * @param around the JSON before each value, and behind the last one
   * @param signed the columns that may have a zero with a sign, which SQLite's JSON doesn't have
   */
  static String sql(List<String> values, List<String> around, List<String> signed) {
    Set<String> zeros = signed.stream().map(Connections::named).collect(Collectors.toSet());
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      parts.add(Connections.quoted(around.get(i)));
      parts.add(value(values.get(i), zeros.contains(values.get(i))));
    }
    parts.add(Connections.quoted(around.get(values.size())));
    List<String> texts = new ArrayList<>();
    for (int from = 0; from < parts.size(); from += MAX_ARGUMENTS) {
      int to = Math.min(parts.size(), from + MAX_ARGUMENTS);
      texts.add("concat(" + String.join(",", parts.subList(from, to)) + ")");
    }
    return String.join("||", texts);
  }

  /**
   * A number's text is its JSON, too, for half the work; an infinity's is none. A value's place in
   * SQLite's order tells its kind (sqlite.org/datatype3.html, section 4.1): only numbers come
   * before the empty text, and only BLOBs are as large as the empty one.
   */
  private static String value(String name, boolean mayHaveSign) {
    String zero =
        "WHEN " + name + "=0" + BINARY + " AND typeof(" + name + ")='real' THEN " + NOT_TOLD + ' ';
    return "CASE "
        + (mayHaveSign ? zero : "")
        + ("WHEN " + name + "<''" + BINARY + " THEN " + name)
        + (" WHEN " + name + ">=x''" + BINARY + " THEN " + NOT_TOLD)
        + (" ELSE json_quote(" + name + ") END");
  }
}
