package dev.nightjar.desktop.diff;

import dev.nightjar.inside.CellText;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A line of the list of rows that differ.
 *
 * @param differing the columns in which the row isn't what it was
 * @param fromKey its key in the older database, as a user writes it; empty if it isn't there
 * @param toKey the same in the newer one
 */
record DifferentRow(
    Kind kind,
    List<CellText> cells,
    BitSet differing,
    Optional<String> fromKey,
    Optional<String> toKey) {
  DifferentRow {
    cells = List.copyOf(cells);
  }

  /** A kind of row that differs. */
  enum Kind {
    ADDED,
    REMOVED,
    /** A row as it was, which the next line shows as it is. */
    BEFORE,
    AFTER
  }
}
