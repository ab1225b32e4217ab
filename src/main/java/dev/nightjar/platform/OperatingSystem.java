package dev.nightjar.platform;

import java.util.Locale;

/** The systems that differ in what this program does. */
public enum OperatingSystem {
  WINDOWS,
  MAC,
  LINUX,
  /** A Unix that is none of these. */
  OTHER;

  private static final OperatingSystem CURRENT = of(System.getProperty("os.name", ""));

  /** The system that this process runs on. */
  public static OperatingSystem current() {
    return CURRENT;
  }

  /** The one that Java calls {@code name}. */
  public static OperatingSystem of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("windows")) {
      return WINDOWS;
    }
    if (lower.startsWith("mac")) {
      return MAC;
    }
    return lower.startsWith("linux") ? LINUX : OTHER;
  }
}
