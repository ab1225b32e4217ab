package dev.nightjar.json;

/** The values of a row in the JSON that SQLite wrote of it, one after the other. */
final class ToldRow {
  private final int[] before;
  private byte[] json = {};
  private int next;
  private int at;
  private int from;
  private int to;
  private Kind kind = Kind.UNTOLD;

  /** How a value's text can be compared. */
  enum Kind {
    /** A string, an integer or {@code null}: the same bytes are the same value. */
    AS_WRITTEN,
    /** Its digits are SQLite's choice. */
    REAL,
    /** Large or small numbers, and what isn't JSON. */
    UNTOLD
  }

  /**
   * Of rows of one table.
   *
   * @param before how many bytes stand before each value
   */
  ToldRow(int[] before) {
    this.before = before;
  }

  /**
   * Begins a row.
   *
   * @param row none if SQLite wrote none
   * @param column the number of the first value's column; the others follow
   */
  void begin(byte[] row, int column) {
    json = row;
    next = column;
    at = 0;
    to = 0;
  }

  byte[] json() {
    return json;
  }

  /** Returns where the value begins. */
  int from() {
    return from;
  }

  /** Returns where it ends. */
  int to() {
    return to;
  }

  Kind kind() {
    return kind;
  }

  boolean isString() {
    return json[from] == '"';
  }

  /** Moves to that column's value; false if SQLite wrote none, or another one comes next. */
  boolean moveTo(int column) {
    if (json.length == 0 || column != next) {
      return false;
    }
    next++;
    find();
    return true;
  }

  private void find() {
    int end = to + before[at++];
    from = end;
    if (json[end] == '"') {
      for (end++; json[end] != '"'; end++) {
        if (json[end] == '\\') {
          end++;
        }
      }
      to = end + 1;
      kind = Kind.AS_WRITTEN;
      return;
    }
    boolean digits = true;
    boolean point = false;
    for (; json[end] != ',' && json[end] != '}'; end++) {
      byte character = json[end];
      point |= character == '.';
      digits &= character == '.' || character == '-' || (character >= '0' && character <= '9');
    }
    to = end;
    if (digits) {
      kind = point ? Kind.REAL : Kind.AS_WRITTEN;
    } else {
      kind = json[from] == 'n' ? Kind.AS_WRITTEN : Kind.UNTOLD;
    }
  }
}
