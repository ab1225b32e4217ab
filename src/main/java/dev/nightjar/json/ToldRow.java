package dev.nightjar.json;

/** The values of a row in the JSON arrays that SQLite wrote of them, one after the other. */
final class ToldRow {
  private byte[] json = {};
  private int next;
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
   * Begins a row.
   *
   * @param arrays none if SQLite wrote none
   * @param column the number of the first value's column; the others follow
   */
  void begin(byte[] arrays, int column) {
    json = arrays;
    next = column;
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
    int at = to;
    while (json[at] == '[' || json[at] == ',' || json[at] == ']') {
      at++;
    }
    from = at;
    if (json[at] == '"') {
      for (at++; json[at] != '"'; at++) {
        if (json[at] == '\\') {
          at++;
        }
      }
      to = at + 1;
      kind = Kind.AS_WRITTEN;
      return;
    }
    boolean digits = true;
    boolean point = false;
    for (; json[at] != ',' && json[at] != ']'; at++) {
      point |= json[at] == '.';
      digits &= json[at] == '.' || json[at] == '-' || (json[at] >= '0' && json[at] <= '9');
    }
    to = at;
    if (digits) {
      kind = point ? Kind.REAL : Kind.AS_WRITTEN;
    } else {
      kind = json[from] == 'n' ? Kind.AS_WRITTEN : Kind.UNTOLD;
    }
  }
}
