package dev.nightjar.desktop.diff;

import dev.nightjar.diff.TableDiff;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rows that a backup has and the other side hasn't, or has changed.
 *
 * @param source the index of the backup among those that can be compared
 * @param keys as a user writes them; empty for every row of the table
 */
public record LostRows(int source, String table, List<String> keys) {
  public LostRows {
    keys = List.copyOf(keys);
  }

  /**
   * Returns those among the chosen lines; of the older side, if that is a backup.
   *
   * @param now the index of the live database
   * @param lines the indexes of the chosen ones; none for the whole table
   * @return empty if no such row is among them
   */
  static Optional<LostRows> of(DiffState state, int now, int[] lines) {
    if (state.busy() || state.chosen() < 0 || state.chosen() >= state.tables().size()) {
      return Optional.empty();
    }
    boolean older = state.from() != now;
    int source = older ? state.from() : state.to();
    TableDiff table = state.tables().get(state.chosen());
    boolean there = older ? table.table().inFrom() : table.table().inTo();
    boolean lost = table.changed() + (older ? table.removed() : table.added()) > 0;
    if (source == now || !there || !lost) {
      return Optional.empty();
    }
    Set<String> keys = new LinkedHashSet<>();
    for (int line : lines) {
      DifferentRow row = state.page().lines().get(line);
      (older ? row.fromKey() : row.toKey()).ifPresent(keys::add);
    }
    return lines.length > 0 && keys.isEmpty()
        ? Optional.empty()
        : Optional.of(new LostRows(source, table.table().name(), new ArrayList<>(keys)));
  }
}
