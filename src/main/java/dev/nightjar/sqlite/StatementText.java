package dev.nightjar.sqlite;

/**
 * The end of the first statement of a text (sqlite.org/lang.html, tokenize.c). Nothing is allowed
 * or refused by it but a second statement, and that one is never handed to SQLite in any case.
 *
 * @param first the statement without what follows it
 * @param alone whether nothing but blanks, comments and semicolons follows it
 */
record StatementText(String first, boolean alone) {
  static StatementText of(String text) {
    int end = end(text, 0);
    int at = Math.min(end + 1, text.length());
    boolean alone = true;
    while (at < text.length()) {
      int next = skip(text, at);
      if (next == at && text.charAt(at) != ';') {
        alone = false;
        break;
      }
      at = Math.max(next, at + 1);
    }
    return new StatementText(text.substring(0, end), alone);
  }

  /** The place of the semicolon that ends the statement; the text's end if there is none. */
  private static int end(String text, int from) {
    int at = from;
    int last = from;
    while (at < text.length() && text.charAt(at) != ';') {
      int next = skip(text, at);
      if (next == at) {
        at = afterToken(text, at);
        last = at;
      } else {
        at = next;
      }
    }
    // An open comment may follow, which SQLite takes to the text's end.
    return at < text.length() ? at : last;
  }

  /** Behind the blank or the comment at this place; the place itself if there is none. */
  private static int skip(String text, int at) {
    if (" \t\n\f\r".indexOf(text.charAt(at)) >= 0) {
      return at + 1;
    }
    if (text.startsWith("--", at)) {
      int line = text.indexOf('\n', at);
      return line < 0 ? text.length() : line + 1;
    }
    if (text.startsWith("/*", at)) {
      int close = text.indexOf("*/", at + 2);
      return close < 0 ? text.length() : close + 2;
    }
    return at;
  }

  private static int afterToken(String text, int at) {
    char open = text.charAt(at);
    if ("'\"`[".indexOf(open) < 0) {
      return at + 1;
    }
    int close = text.indexOf(open == '[' ? ']' : open, at + 1);
    return close < 0 ? text.length() : close + 1;
  }
}
