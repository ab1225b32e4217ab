package dev.nightjar.sqlite;

import java.util.ArrayList;
import java.util.List;

/**
 * A row as SQLite itself writes it in JSON, in arrays one behind the other: so it is asked once for
 * all of a row's values.
 */
final class RowAsJson {
  /** SQLite's default limit of a function's arguments was 100 for long (sqlite.org/limits.html). */
  private static final int MAX_ARGUMENTS = 100;

  /**
   * An infinity, which JSON doesn't have. SQLite takes some BLOBs for JSON of its own
   * (sqlite.org/jsonb.html), and refuses the others: so none is given to it.
   */
  private static final String IN_PLACE_OF_A_BLOB = "-9e999";

  private RowAsJson() {}

  /**
   * Returns the expression.
   *
   * @param rowid by which name a rowid is asked for that comes before the columns; empty for none
   */
  static String sql(String rowid, List<String> columns) {
    List<String> values = new ArrayList<>();
    if (!rowid.isEmpty()) {
      values.add(rowid);
    }
    for (String column : columns) {
      String name = ProofRows.quote(column);
      // Only a BLOB is as large as an empty one (sqlite.org/datatype3.html, section 4.1).
      values.add("iif(" + name + ">=x''," + IN_PLACE_OF_A_BLOB + ',' + name + ')');
    }
    List<String> arrays = new ArrayList<>();
    for (int from = 0; from < values.size(); from += MAX_ARGUMENTS) {
      int to = Math.min(values.size(), from + MAX_ARGUMENTS);
      arrays.add("json_array(" + String.join(",", values.subList(from, to)) + ")");
    }
    return String.join("||", arrays);
  }
}
