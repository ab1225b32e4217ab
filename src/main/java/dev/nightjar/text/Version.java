package dev.nightjar.text;

/** The version of this Nightjar. */
public final class Version {
  private Version() {}

  /** The version that Maven built, such as {@code 0.1.0}; {@code unknown} outside of a build. */
  public static String current() {
    return Bundle.load("version.properties").getOrDefault("version", "unknown");
  }
}
