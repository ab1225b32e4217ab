package dev.nightjar.desktop.diff;

import dev.nightjar.inside.CellText;
import java.util.BitSet;
import java.util.List;

/**
 * A line of the list of rows that differ.
 *
 * @param differing the columns in which the row isn't what it was
 */
record DifferentRow(Kind kind, List<CellText> cells, BitSet differing) {
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
