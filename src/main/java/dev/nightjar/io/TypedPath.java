package dev.nightjar.io;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path as a user types or pastes it. Windows has many forms of one path: all that can be
 * understood become the same one.
 */
public final class TypedPath {
  private static final Pattern VARIABLE = Pattern.compile("%([^%]+)%");
  private static final Pattern RESERVED =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\\.[^\\\\]*)?");

  private TypedPath() {}

  /**
   * Returns the path.
   *
   * @throws InvalidPathException if this system can have no file of that name
   */
  public static Path of(String text) {
    boolean windows = Path.of("").getFileSystem().getSeparator().equals("\\");
    return Path.of(windows ? onWindows(text, System.getenv()) : text);
  }

  /**
   * The one form of {@code text}: no quotes of Explorer's <em>Copy as path</em>, no {@code %NAME%},
   * no <code>\\?\</code>, a capital drive letter, no separator at the end.
   */
  static String onWindows(String text, Map<String, String> environment) {
    String path = expanded(unquoted(text.strip()), environment).replace('/', '\\');
    if (path.regionMatches(true, 0, "\\\\?\\UNC\\", 0, 8)) {
      path = "\\\\" + path.substring(8);
    } else if (path.matches("\\\\\\\\\\?\\\\[A-Za-z]:.*")) {
      path = path.substring(4);
    }
    if (path.startsWith("\\\\.\\") || path.startsWith("\\\\?\\")) {
      throw new InvalidPathException(text, "A device is no file");
    }
    path = path.replaceFirst("(?<=[^\\\\])\\\\+$", "");
    if (path.matches("[A-Za-z]:.*")) {
      path = path.substring(0, 1).toUpperCase(Locale.ROOT) + path.substring(1);
      // Without the separator it would be a folder that the drive happens to have as its current
      // one.
      path = path.length() == 2 ? path + "\\" : path;
    }
    for (String name : path.split("\\\\", -1)) {
      if (RESERVED.matcher(name.strip()).matches()) {
        throw new InvalidPathException(text, "Windows keeps this name for a device");
      }
    }
    return path;
  }

  private static String unquoted(String text) {
    return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1).strip()
        : text;
  }

  private static String expanded(String text, Map<String, String> environment) {
    Matcher variable = VARIABLE.matcher(text);
    return variable.replaceAll(
        found -> Matcher.quoteReplacement(value(found.group(1), found.group(), environment)));
  }

  /** Windows' names have no case; a name that isn't set is a part of the path. */
  private static String value(String name, String otherwise, Map<String, String> environment) {
    for (Map.Entry<String, String> each : environment.entrySet()) {
      if (each.getKey().equalsIgnoreCase(name)) {
        return each.getValue();
      }
    }
    return otherwise;
  }
}
