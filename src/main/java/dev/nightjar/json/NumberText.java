package dev.nightjar.json;

/** The text of a number that is read; what writes numbers has no part in it. */
final class NumberText {
  private NumberText() {}

  /**
   * Whether a text is a number as JSON has them (RFC 8259, section 6): Java's own parsers take
   * others, too.
   */
  static boolean isNumber(String text) {
    int from = text.startsWith("-") ? 1 : 0;
    int at = digits(text, from);
    if (at == from || (at > from + 1 && text.charAt(from) == '0')) {
      return false;
    }
    if (at < text.length() && text.charAt(at) == '.') {
      int fraction = at + 1;
      at = digits(text, fraction);
      if (at == fraction) {
        return false;
      }
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      boolean signed = text.startsWith("+", at + 1) || text.startsWith("-", at + 1);
      int exponent = signed ? at + 2 : at + 1;
      at = digits(text, exponent);
      if (at == exponent) {
        return false;
      }
    }
    return at == text.length();
  }

  /** Returns where the digits from there on end. */
  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
