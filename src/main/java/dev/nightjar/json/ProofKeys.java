package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The keys of one table's rows, told from their bytes where they stand in the table's order. */
final class ProofKeys {
  /** In place of a column: the rowid's key. */
  static final int ROWID = -1;

  /** In place of a column: a key that no column has. */
  static final int UNKNOWN = -2;

  private static final byte[] ROWID_KEY = key(JsonDocument.ROWID);

  /** Of a name that isn't written as it is: its key is read. */
  private static final byte[] UNTOLD = {};

  private final byte[][] written;
  private final Map<String, Integer> columns = new HashMap<>();
  private final BitSet seen;
  private int next;

  ProofKeys(List<String> names) {
    written = new byte[names.size()][];
    for (int i = 0; i < written.length; i++) {
      String name = names.get(i);
      written[i] = isPlain(name) ? key(name) : UNTOLD;
      columns.put(name, i);
    }
    seen = new BitSet(written.length);
  }

  /** With the space that Nightjar writes behind the colon. */
  private static byte[] key(String name) {
    return ('"' + name + "\": ").getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isPlain(String name) {
    return !name.startsWith("$") && name.chars().allMatch(ProofKeys::isPlain);
  }

  private static boolean isPlain(int unit) {
    return unit >= 0x20 && unit < Character.MIN_SURROGATE && unit != '"' && unit != '\\';
  }

  /**
   * Returns what Nightjar writes around a row's values: before each, and behind the last; nothing
   * if a name isn't written as it is.
   */
  List<String> aroundValues(boolean rowid) {
    List<String> around = new ArrayList<>();
    if (rowid) {
      around.add('{' + text(ROWID_KEY));
    }
    for (byte[] key : written) {
      if (key.length == 0) {
        return List.of();
      }
      around.add((around.isEmpty() ? "{" : ", ") + text(key));
    }
    around.add("}");
    return around;
  }

  private static String text(byte[] key) {
    return new String(key, StandardCharsets.UTF_8);
  }

  void beginRow() {
    seen.clear();
    next = 0;
  }

  /**
   * Takes the next key.
   *
   * @return its column, {@link #ROWID} or {@link #UNKNOWN}
   * @throws FailureException {@code JSON_DAMAGED} if a column comes twice
   */
  int next(JsonInput in) throws FailureException {
    if (next < written.length && written[next].length > 0 && in.took(written[next])) {
      return take(in, next);
    }
    if (in.took(ROWID_KEY)) {
      return ROWID;
    }
    String key = in.key();
    if (key.equals(JsonDocument.ROWID)) {
      return ROWID;
    }
    Integer column = columns.get(JsonDocument.name(in, key));
    return column == null ? UNKNOWN : take(in, column);
  }

  private int take(JsonInput in, int column) throws FailureException {
    if (seen.get(column)) {
      throw in.damaged("a key that stands twice");
    }
    seen.set(column);
    next = column + 1;
    return column;
  }

  /** Whether the row has had every column. */
  boolean allSeen() {
    return seen.cardinality() == written.length;
  }
}
