package dev.nightjar.json;

/** Writes numbers as {@link Long#toString} and {@link Double#toString} do, without a String. */
final class JsonNumbers {
  /** No number has more characters. */
  static final int MAX_CHARACTERS = 26;

  /** Below it a number of hundredths is the shortest that reads back to its double. */
  private static final long MAX_HUNDREDTHS = 10_000_000;

  private JsonNumbers() {}

  /** Writes an integer above {@link Long#MIN_VALUE}, and returns where it ends. */
  static int integer(long value, byte[] into, int from) {
    int at = from;
    long rest = value;
    if (rest < 0) {
      into[at++] = '-';
      rest = -rest;
    }
    int end = at + 1;
    for (long more = rest; more >= 10; more /= 10) {
      end++;
    }
    for (int digit = end - 1; digit >= at; digit--) {
      long tenth = rest / 10;
      into[digit] = (byte) ('0' + (rest - tenth * 10));
      rest = tenth;
    }
    return end;
  }

  /** Writes a finite number, and returns where it ends. */
  static int real(double value, byte[] into, int from) {
    double times = value * 100;
    long hundredths = (long) times;
    long size = Math.abs(hundredths);
    if (hundredths == times
        && hundredths / 100.0 == value
        && size >= 100
        && size < MAX_HUNDREDTHS) {
      int at = from;
      if (hundredths < 0) {
        into[at++] = '-';
      }
      at = integer(size / 100, into, at);
      into[at++] = '.';
      into[at++] = (byte) ('0' + size / 10 % 10);
      if (size % 10 != 0) {
        into[at++] = (byte) ('0' + size % 10);
      }
      return at;
    }
    String text = Double.toString(value);
    for (int i = 0; i < text.length(); i++) {
      into[from + i] = (byte) text.charAt(i);
    }
    return from + text.length();
  }
}
