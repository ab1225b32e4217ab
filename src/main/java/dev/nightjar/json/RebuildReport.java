package dev.nightjar.json;

import dev.nightjar.sqlite.RebuildTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of rebuilding a database from a JSON backup.
 *
 * @param lacks the parts that can't be brought back without the app; empty if nothing is missing
 * @param missing tables whose rows the JSON itself lacks
 * @param mayStore whether a declaration may have a column whose computed values are stored
 */
public record RebuildReport(
    int tables,
    long rows,
    List<RebuildTarget.Lack> lacks,
    List<JsonLack> missing,
    boolean mayStore) {
  public RebuildReport {
    lacks = List.copyOf(lacks);
    missing = List.copyOf(missing);
  }

  /**
   * Says what it lacks, a line for each reason: one collation of the app's may sort many indexes.
   */
  List<String> lines() {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (RebuildTarget.Lack lack : lacks) {
      byReason.computeIfAbsent(lack.why(), why -> new ArrayList<>()).add(lack.name());
    }
    return byReason.entrySet().stream()
        .map(one -> String.join(", ", one.getValue()) + ": " + one.getKey())
        .toList();
  }
}
