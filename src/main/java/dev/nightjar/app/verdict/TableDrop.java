package dev.nightjar.app.verdict;

import dev.nightjar.destination.Manifest;
import dev.nightjar.sqlite.TableRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A table that has less than half of the rows that earlier backups had.
 *
 * @param rows in the newest backup; 0 if the table is gone
 * @param earlier the backups in which it had more than twice as many
 */
public record TableDrop(String table, long rows, List<Peak> earlier) {
  public TableDrop {
    earlier = List.copyOf(earlier);
  }

  /** The backups that the newest one is compared with, itself among them. */
  public static final int BACKUPS = 30;

  /** Compares the newest backup with those before it, given newest first. */
  public static List<TableDrop> among(List<Manifest> backups) {
    if (backups.isEmpty()) {
      return List.of();
    }
    Map<String, Long> now = new HashMap<>();
    backups.get(0).tables().forEach(table -> now.put(table.name(), table.rows()));
    Map<String, List<Peak>> dropped = new LinkedHashMap<>();
    for (Manifest earlier : backups.subList(1, Math.min(backups.size(), BACKUPS))) {
      for (TableRows table : earlier.tables()) {
        long left = now.getOrDefault(table.name(), 0L);
        if (left < table.rows() - left) {
          dropped
              .computeIfAbsent(table.name(), name -> new ArrayList<>())
              .add(new Peak(earlier.snapshotAt().toInstant(), table.rows()));
        }
      }
    }
    List<TableDrop> drops = new ArrayList<>();
    dropped.forEach(
        (table, earlier) -> drops.add(new TableDrop(table, now.getOrDefault(table, 0L), earlier)));
    return drops;
  }

  /** Puts those together that were found in two ways: one a table, with all that was seen of it. */
  public static List<TableDrop> merged(List<TableDrop> found, List<TableDrop> remembered) {
    Map<String, TableDrop> all = new LinkedHashMap<>();
    for (TableDrop drop : Stream.concat(found.stream(), remembered.stream()).toList()) {
      all.merge(
          drop.table(),
          drop,
          (one, other) ->
              new TableDrop(
                  one.table(),
                  one.rows(),
                  Stream.concat(one.earlier().stream(), other.earlier().stream()).toList()));
    }
    return List.copyOf(all.values());
  }

  /** The rows of the table in an earlier backup. */
  public record Peak(Instant snapshotAt, long rows) {}
}
