package dev.nightjar.cli;

import dev.nightjar.platform.OperatingSystem;

/** A word of a command that is printed for pasting, quoted as the system's shell needs it. */
final class ShellWord {
  private static final String SAFE = "[\\w./:][\\w./:@+-]*";
  private static final String SAFE_ON_WINDOWS = "[\\w./:\\\\][\\w./:\\\\~-]*";

  /** PowerShell expands the first two within double quotes, and takes the others for quotes. */
  private static final String NOT_IN_DOUBLE_QUOTES = "(?s).*[\"$`\u201c\u201d\u201e].*";

  /** PowerShell takes each of these for a single quote. */
  private static final String SINGLE_QUOTE = "['\u2018\u2019\u201a\u201b]";

  private ShellWord() {}

  /** Returns {@code word} so that the shell takes it as one word, and expands nothing in it. */
  static String of(Object word) {
    String text = word.toString();
    return OperatingSystem.current() == OperatingSystem.WINDOWS ? ofWindows(text) : ofPosix(text);
  }

  static String ofPosix(String text) {
    return text.matches(SAFE) ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /**
   * Uses double quotes, which both shells know; or PowerShell's single quotes, if it would expand
   * something in double ones: the other shell makes no path of these that exists.
   */
  static String ofWindows(String text) {
    if (text.matches(SAFE_ON_WINDOWS)) {
      return text;
    }
    if (text.matches(NOT_IN_DOUBLE_QUOTES)) {
      return "'" + text.replaceAll(SINGLE_QUOTE, "$0$0") + "'";
    }
    // A \ before the closing quote would escape it.
    return "\"" + text + (text.endsWith("\\") ? "\\" : "") + "\"";
  }
}
