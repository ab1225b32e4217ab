package dev.nightjar.pages;

/**
 * Texts that SQLite turns into numbers in a column for numbers (sqlite.org/datatype3.html, section
 * 3): an integer or a real number as SQL writes it, a sign before it, and spaces around.
 */
final class NumericText {
  private final int encoding;
  private byte[] bytes = {};
  private int at;
  private int end;

  /**
   * Reads texts.
   *
   * @param encoding 1 for UTF-8, 2 and 3 for UTF-16, low and high byte first
   */
  NumericText(int encoding) {
    this.encoding = encoding;
  }

  /** Whether a text may be one, or may begin with one that a NUL ends. */
  boolean is(byte[] text, int from, int length) {
    bytes = text;
    at = from;
    end = from + (encoding == 1 ? length : length & ~1);
    end = nul();
    skipSpaces();
    if (is('+') || is('-')) {
      next();
    }
    int digits = digits();
    if (is('.')) {
      next();
      digits += digits();
    }
    if (digits == 0) {
      return false;
    }
    if (is('e') || is('E')) {
      next();
      if (is('+') || is('-')) {
        next();
      }
      if (digits() == 0) {
        return false;
      }
    }
    skipSpaces();
    return at >= end;
  }

  /** Returns the place of the first NUL, else the end. */
  private int nul() {
    int step = encoding == 1 ? 1 : 2;
    int nul = at;
    while (nul < end && (bytes[nul] != 0 || (step == 2 && bytes[nul + 1] != 0))) {
      nul += step;
    }
    return nul;
  }

  /** The letter at which it is; one that isn't ASCII is 0xff. */
  private int letter() {
    if (at >= end) {
      return -1;
    }
    if (encoding == 1) {
      return bytes[at] & 0xff;
    }
    boolean lowFirst = encoding == 2;
    int low = bytes[lowFirst ? at : at + 1] & 0xff;
    return bytes[lowFirst ? at + 1 : at] == 0 ? low : 0xff;
  }

  private void next() {
    at += encoding == 1 ? 1 : 2;
  }

  private boolean is(char letter) {
    return letter() == letter;
  }

  private int digits() {
    int digits = 0;
    while (letter() >= '0' && letter() <= '9') {
      digits++;
      next();
    }
    return digits;
  }

  private void skipSpaces() {
    while (letter() == ' ' || (letter() >= '\t' && letter() <= '\r')) {
      next();
    }
  }
}
