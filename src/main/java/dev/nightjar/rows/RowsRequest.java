package dev.nightjar.rows;

import java.util.List;

/**
 * The rows of a backup that are to come back.
 *
 * @param table the table that they are of
 * @param keys the keys of the rows, as a user writes them ({@link KeyText}); empty for every row of
 *     the table that is missing or changed
 * @param onlyMissing whether rows that are there now stay as they are
 */
public record RowsRequest(String table, List<String> keys, boolean onlyMissing) {
  public RowsRequest {
    keys = List.copyOf(keys);
  }
}
