package dev.nightjar.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a file of another computer, or of another user, belongs on this one. */
final class OldLocation {
  private static final Pattern IN_A_HOME =
      Pattern.compile("(?:[A-Za-z]:\\\\Users|/home|/Users)[/\\\\][^/\\\\]+[/\\\\](.+)");

  private OldLocation() {}

  /**
   * Returns the same place in this user's home for what was in a user's home; the same path where
   * it is one of this kind of system; else its name in this user's home.
   *
   * @param source a path as its own system writes it
   */
  static Path forUser(String source, Path userHome) {
    Matcher home = IN_A_HOME.matcher(source);
    boolean ofWindows = source.matches("[A-Za-z]:\\\\.*|\\\\\\\\.*");
    String parted = ofWindows ? source.replace('\\', '/') : source;
    try {
      if (home.matches()) {
        return inside(userHome, ofWindows ? home.group(1).replace('\\', '/') : home.group(1));
      }
      Path same = Path.of(source);
      if (same.isAbsolute()) {
        return same.normalize();
      }
      return inside(userHome, parted.substring(parted.lastIndexOf('/') + 1));
    } catch (InvalidPathException e) {
      return userHome.resolve("restored.db");
    }
  }

  /** A manifest is anybody's: what it names doesn't lead out of the user's own folder. */
  private static Path inside(Path userHome, String rest) {
    Path home = userHome.toAbsolutePath().normalize();
    Path inside = home.resolve(rest).normalize();
    return inside.startsWith(home) && !inside.equals(home) ? inside : home.resolve("restored.db");
  }
}
