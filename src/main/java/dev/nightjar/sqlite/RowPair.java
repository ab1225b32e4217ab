package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import org.jspecify.annotations.Nullable;

/** The rows of a table in two databases, in one order, to be merged. */
public final class RowPair implements AutoCloseable {
  private final RowSource before;
  private final RowSource after;
  private @Nullable PageRows stored;
  private @Nullable PageRows other;

  public RowPair(RowSource before, RowSource after) {
    this.before = before;
    this.after = after;
  }

  /** Rows that stand in the files in this order, under the same declaration. */
  static RowPair stored(PageRows before, PageRows after) {
    RowPair pair = new RowPair(before, after);
    pair.stored = before;
    pair.other = after;
    return pair;
  }

  public RowSource before() {
    return before;
  }

  public RowSource after() {
    return after;
  }

  /**
   * Passes over the rows from these two on that both databases have in the same order, as far as
   * that is seen without reading them. If there are any, neither has a row until the next one is
   * asked for.
   *
   * @return how many rows of each database they are; 0 if none were passed
   */
  public long passSame() {
    return stored == null || other == null ? 0 : stored.passSamePage(other);
  }

  /** Returns whether the rows are seen to be the same without a look at their values. */
  public boolean isSame() {
    return stored != null && other != null && stored.isSameRecord(other);
  }

  @Override
  public void close() throws FailureException {
    try (before;
        after) {
      stored = null;
      other = null;
    }
  }
}
