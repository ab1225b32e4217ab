package dev.nightjar.failure;

import java.util.Locale;

/**
 * Text that others wrote (names in a schema or a manifest, paths), as it may go to a terminal, a
 * label or a file for people: what would move the cursor, break the line, turn the direction of
 * reading or not be seen at all stands there as an escape, such as {@code \x1b} or {@code \u202e}.
 * To make it printable again changes nothing.
 */
public final class Printable {
  private Printable() {}

  /** Of one line: line breaks are escaped, too. */
  public static String of(String text) {
    return escaped(text, false);
  }

  /** Of text that has lines of our own making, which may end as the system's do. */
  public static String lines(String text) {
    return lines(text, System.lineSeparator());
  }

  static String lines(String text, String lineSeparator) {
    return escaped(text.replace(lineSeparator, "\n"), true);
  }

  /** Of JSON: such characters stand in its strings only, where they may be escaped. */
  public static String json(String text) {
    StringBuilder printable = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              if (!isUnseen(point) || point == '\n') {
                printable.appendCodePoint(point);
              } else {
                for (char half : Character.toChars(point)) {
                  printable.append(String.format("\\u%04x", (int) half));
                }
              }
            });
    return printable.toString();
  }

  private static String escaped(String text, boolean keepsLines) {
    if (isPlain(text)) {
      return text;
    }
    StringBuilder printable = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              if (!isUnseen(point) || (keepsLines && point == '\n')) {
                printable.appendCodePoint(point);
              } else {
                printable.append(escape(point));
              }
            });
    // Swing takes such a text for a document.
    boolean isDocument =
        printable.length() >= 5
            && printable.substring(0, 5).toLowerCase(Locale.ROOT).equals("<html");
    return isDocument ? "\\x3c" + printable.substring(1) : printable.toString();
  }

  /** Nearly all text is: it is not copied. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter < ' ' || letter > '~') {
        return false;
      }
    }
    return text.isEmpty() || text.charAt(0) != '<';
  }

  private static boolean isUnseen(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      // Two of them join letters, in Persian and in emoji.
      case Character.FORMAT -> point != 0x200c && point != 0x200d;
      default -> false;
    };
  }

  private static String escape(int point) {
    if (point >= 0xdc80 && point <= 0xdcff) {
      return String.format("\\x%02x", point & 0xff); // A byte that is no text.
    }
    return switch (point) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          point < 0x100
              ? String.format("\\x%02x", point)
              : String.format(point < 0x10000 ? "\\u%04x" : "\\U%08x", point);
    };
  }
}
