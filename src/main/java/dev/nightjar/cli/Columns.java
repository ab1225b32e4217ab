package dev.nightjar.cli;

/**
 * Texts filled up with blanks: {@code String.format} reads its pattern anew for each of ten
 * thousand lines.
 */
final class Columns {
  private Columns() {}

  static String left(String text, int width) {
    return text + blanks(width - text.length());
  }

  static String right(String text, int width) {
    return blanks(width - text.length()) + text;
  }

  private static String blanks(int count) {
    return count <= 0 ? "" : " ".repeat(count);
  }
}
