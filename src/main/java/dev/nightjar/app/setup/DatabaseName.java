package dev.nightjar.app.setup;

import java.nio.file.Path;
import java.util.Objects;

/** The name of a database that the user hasn't named. */
public final class DatabaseName {
  /** Less than a job's name may have; a folder is called by it, too. */
  private static final int MAX_LENGTH = 80;

  private static final String UNNAMED = "database";

  private DatabaseName() {}

  /** The file's name without its ending: what the user knows it by; cut where it is very long. */
  public static String of(Path database) {
    String file = Objects.toString(database.getFileName(), UNNAMED);
    int dot = file.lastIndexOf('.');
    String plain = (dot > 0 ? file.substring(0, dot) : file).replaceAll("\\p{Cntrl}", "").strip();
    if (plain.isEmpty()) {
      return UNNAMED;
    }
    if (plain.length() <= MAX_LENGTH) {
      return plain;
    }
    boolean split = Character.isHighSurrogate(plain.charAt(MAX_LENGTH - 1));
    return plain.substring(0, split ? MAX_LENGTH - 1 : MAX_LENGTH).strip();
  }
}
