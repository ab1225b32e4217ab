package dev.nightjar.text;

import java.util.Locale;

/** Sizes and counts as people read them. */
public final class Figures {
  private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

  private Figures() {}

  /** Decimal units (IEC 80000-13), three digits: {@code 8.20 MB}, {@code 812 GB}. */
  public static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " bytes";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f %s", value, UNITS[unit]);
  }

  /** Thousands set apart by a space: {@code 52 310}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count).replace(',', ' ');
  }
}
