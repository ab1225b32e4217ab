package dev.nightjar.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The path on this computer of a file that another computer or another user had. */
final class OldLocation {
  private static final Pattern IN_A_HOME =
      Pattern.compile("(?:[A-Za-z]:\\\\Users|/home|/Users)[/\\\\][^/\\\\]+[/\\\\](.+)");

  private static final Pattern DATABASE =
      Pattern.compile(
          "\\.(?:db|db3|sqlite|sqlite3|s3db|sdb|gpkg|anki2)$", Pattern.CASE_INSENSITIVE);

  private static final String OTHERWISE = "restored.db";

  private OldLocation() {}

  /**
   * Returns the same place in this user's home for what was in a user's home; the same path if it
   * is one of this kind of system; else its name in this user's home.
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
      boolean onANetwork = parted.startsWith("//"); // To look there tells it who the user is.
      Path same = onANetwork ? Path.of("") : Path.of(source);
      if (same.isAbsolute() && isForData(same.normalize())) {
        return same.normalize();
      }
      return inside(userHome, parted.substring(parted.lastIndexOf('/') + 1));
    } catch (InvalidPathException e) {
      return userHome.resolve(OTHERWISE);
    }
  }

  /**
   * A manifest is anybody's: what it names is not a file that a system runs or reads at a start.
   */
  private static boolean isForData(Path file) {
    for (Path part : file) {
      if (part.toString().startsWith(".") || part.toString().equalsIgnoreCase("Startup")) {
        return false;
      }
    }
    return DATABASE.matcher(file.toString()).find();
  }

  /** A manifest is anybody's: what it names doesn't lead out of the user's own folder. */
  private static Path inside(Path userHome, String rest) {
    Path home = userHome.toAbsolutePath().normalize();
    Path inside = home.resolve(rest).normalize();
    return inside.startsWith(home) && !inside.equals(home) && isForData(home.relativize(inside))
        ? inside
        : home.resolve(OTHERWISE);
  }
}
