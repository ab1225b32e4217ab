package dev.nightjar.sqlite;

import java.util.Optional;

/**
 * A selection of the rows of a table, and their order.
 *
 * @param order empty for the order in which they are stored
 * @param search a text that one of the values of a row contains, in letters of either case; empty
 *     for all rows
 */
public record RowList(String table, Optional<Order> order, String search) {
  public RowList {
    search = search.strip();
  }

  /** All rows as they are stored. */
  public static RowList of(String table) {
    return new RowList(table, Optional.empty(), "");
  }

  /** By one column: numbers before texts, letters of either case alike. */
  public record Order(int column, boolean descending) {}

  boolean isWhole() {
    return order.isEmpty() && search.isEmpty();
  }
}
