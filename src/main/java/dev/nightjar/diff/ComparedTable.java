package dev.nightjar.diff;

import java.nio.charset.Charset;
import java.util.List;

/**
 * A table of one database or of both.
 *
 * @param columns those of either; a column that one of them lacks counts as NULL there
 * @param key the names by which rows are found again; empty if whole rows are compared
 * @param fromKey the columns of the key that the older database declares
 * @param toKey the same of the newer one
 * @param fromCharset the encoding in which text of the older database comes
 * @param toCharset the same of the newer one
 */
public record ComparedTable(
    String name,
    List<String> columns,
    List<String> key,
    List<String> fromKey,
    List<String> toKey,
    boolean inFrom,
    boolean inTo,
    Charset fromCharset,
    Charset toCharset) {
  public ComparedTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    fromKey = List.copyOf(fromKey);
    toKey = List.copyOf(toKey);
  }
}
