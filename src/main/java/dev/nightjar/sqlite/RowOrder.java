package dev.nightjar.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Columns to read of a table, and the order of its rows: two tables that are read by the same one
 * can be merged.
 *
 * @param columns the results; NULL if the table has no such column
 * @param terms the things to order by, columns by their index
 * @param total whether rows that are equal so far are ordered by the storage classes of all columns
 */
public record RowOrder(List<String> columns, List<Term> terms, boolean total) {
  public RowOrder {
    columns = List.copyOf(columns);
    terms = List.copyOf(terms);
  }

  /** A collation that compares the same in Java (sqlite.org/datatype3.html). */
  public enum Text {
    BINARY,
    NOCASE,
    RTRIM;

    /** Returns the one of that name; an app's own is empty. */
    static Optional<Text> of(String name) {
      for (Text one : values()) {
        if (one.name().equalsIgnoreCase(name)) {
          return Optional.of(one);
        }
      }
      return Optional.empty();
    }
  }

  /** One thing to order by. */
  public record Term(int column, Text text, boolean descending) {}

  /** The results of a table that has these columns, as SQL. */
  List<String> results(List<String> present) {
    List<String> folded = present.stream().map(Names::folded).toList();
    return columns.stream()
        .map(
            name -> {
              int at = folded.indexOf(Names.folded(name));
              return at < 0 ? "NULL" : Connections.named(present.get(at));
            })
        .toList();
  }

  /**
   * The clause for a table that has these columns; each column that isn't there is the same in all
   * rows.
   *
   * @param binary the collation that stands for {@link Text#BINARY}
   */
  String clause(List<String> present, String binary) {
    List<String> results = results(present);
    List<String> by = new ArrayList<>();
    for (Term term : terms) {
      String result = results.get(term.column());
      if (!result.equals("NULL")) {
        String text = term.text() == Text.BINARY ? binary : term.text().name();
        by.add(result + " COLLATE " + text + (term.descending() ? " DESC" : ""));
      }
    }
    if (total) {
      results.stream()
          .filter(result -> !result.equals("NULL"))
          .forEach(result -> by.add("typeof(" + result + ")"));
    }
    return by.isEmpty() ? "" : " ORDER BY " + String.join(", ", by);
  }
}
