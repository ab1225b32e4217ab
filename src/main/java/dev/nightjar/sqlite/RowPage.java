package dev.nightjar.sqlite;

import java.util.List;

/**
 * Some rows of a list, one after the other.
 *
 * @param first how many rows of the list stand before these
 * @param hasMore whether there are rows behind them
 */
public record RowPage(List<Listed> rows, long first, boolean hasMore) {
  public static final RowPage NONE = new RowPage(List.of(), 0, false);

  public RowPage {
    rows = List.copyOf(rows);
  }

  /**
   * A row.
   *
   * @param address finds it again in its table
   */
  public record Listed(long address, List<Excerpt> cells) {
    public Listed {
      cells = List.copyOf(cells);
    }
  }

  /** A way to go from a page. */
  public enum Move {
    FIRST,
    PREVIOUS,
    NEXT,
    LAST
  }
}
