package dev.nightjar.diff;

import dev.nightjar.failure.FailureException;
import dev.nightjar.sqlite.RowSource;
import java.util.BitSet;

/** Gets the rows that differ, one at a time; a row is valid until the call returns. */
public interface DiffListener {
  /** A listener of those who want the numbers only. */
  DiffListener NONE = new DiffListener() {};

  /** The rows of a table follow. */
  default void begin(ComparedTable table) throws FailureException {}

  /** A row is in the newer database only. */
  default void added(RowSource after) throws FailureException {}

  /** A row is in the older database only. */
  default void removed(RowSource before) throws FailureException {}

  /**
   * A row of the same key is in both.
   *
   * @param cells the columns in which they differ
   */
  default void changed(RowSource before, RowSource after, BitSet cells) throws FailureException {}

  /** The table has no more rows that differ. */
  default void end(TableDiff diff) throws FailureException {}
}
