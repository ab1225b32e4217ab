package dev.nightjar.desktop.kit;

import dev.nightjar.io.TypedPath;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the paths that people write in fields. */
public final class PathText {
  private PathText() {}

  /** A full path, also in the quotes that Windows' <em>Copy as path</em> puts round it. */
  public static Optional<Path> of(String text) {
    String plain = text.strip();
    if (plain.length() > 1 && plain.startsWith("\"") && plain.endsWith("\"")) {
      plain = plain.substring(1, plain.length() - 1);
    }
    try {
      return Optional.of(TypedPath.of(plain)).filter(Path::isAbsolute).map(Path::normalize);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
