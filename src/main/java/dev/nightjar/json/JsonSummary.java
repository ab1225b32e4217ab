package dev.nightjar.json;

import java.util.List;

/**
 * The result of an export.
 *
 * @param lacks tables whose rows could not all be read; empty where nothing is missing
 */
public record JsonSummary(int tables, long rows, long bytes, List<JsonLack> lacks) {
  public JsonSummary {
    lacks = List.copyOf(lacks);
  }
}
