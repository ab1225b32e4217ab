package dev.nightjar.sqlite;

import java.util.Objects;

/** How many rows a table has. */
public record TableRows(String name, long rows) {
  public TableRows {
    Objects.requireNonNull(name);
    if (rows < 0) {
      throw new IllegalArgumentException("rows: must be 0 or more (got " + rows + ")");
    }
  }

  /**
   * Adds numbers of rows that a manifest may have made up: the largest number, never less than 0.
   */
  public static long sum(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
