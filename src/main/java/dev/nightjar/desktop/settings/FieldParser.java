package dev.nightjar.desktop.settings;

import dev.nightjar.platform.OperatingSystem;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the texts that people write in fields. */
final class FieldParser {
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{1,2})(?:[:.h]?(\\d{2}))?\\s*(?:([ap])\\.?m\\.?)?", Pattern.CASE_INSENSITIVE);

  private FieldParser() {}

  /** How many: 1 to 999 999. */
  static Optional<Integer> count(String text) {
    String plain = text.strip();
    return plain.matches("[0-9]{1,6}")
        ? Optional.of(Integer.valueOf(plain)).filter(number -> number > 0)
        : Optional.empty();
  }

  /** As {@code 17:00}, {@code 17}, {@code 5 pm}. */
  static Optional<LocalTime> time(String text) {
    Matcher found = TIME.matcher(text.strip());
    if (!found.matches()) {
      return Optional.empty();
    }
    int hour = Integer.parseInt(found.group(1));
    int minute = found.group(2) == null ? 0 : Integer.parseInt(found.group(2));
    if (found.group(3) != null) {
      if (hour < 1 || hour > 12) {
        return Optional.empty();
      }
      hour = hour % 12 + (found.group(3).equalsIgnoreCase("p") ? 12 : 0);
    }
    try {
      return Optional.of(LocalTime.of(hour, minute));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether it is a server's address in a form that this system makes no folder of: {@code smb://}
   * anywhere, {@code \\\\server} but on Windows.
   */
  static boolean isForeignAddress(String text) {
    String plain = text.strip();
    boolean windows = OperatingSystem.current() == OperatingSystem.WINDOWS;
    boolean unc = plain.startsWith("\\\\") || plain.startsWith("//");
    return plain.regionMatches(true, 0, "smb:", 0, 4) || (unc && !windows);
  }
}
