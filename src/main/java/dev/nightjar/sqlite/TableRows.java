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
}
