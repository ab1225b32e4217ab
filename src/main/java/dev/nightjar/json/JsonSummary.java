package dev.nightjar.json;

import java.util.List;

/**
 * The result of an export.
 *
 * @param lacks tables whose rows could not all be read; empty if nothing is missing
 * @param bySqlite tables that were read, wholly or in part, by SQLite as the proof reads them
 */
public record JsonSummary(
    int tables, long rows, long bytes, List<JsonLack> lacks, List<String> bySqlite) {
  public JsonSummary {
    lacks = List.copyOf(lacks);
    bySqlite = List.copyOf(bySqlite);
  }
}
