package dev.nightjar.pages;

import java.util.Arrays;

/** How SQLite's own collations compare texts (sqlite.org/datatype3.html, section 7). */
public enum Collation {
  BINARY,

  /** Of UTF-8 only: A to Z as a to z, as far as the first NUL that both have, then the lengths. */
  NOCASE,

  /** Of UTF-8 only. */
  RTRIM;

  int compare(byte[] a, int fromA, int lengthA, byte[] b, int fromB, int lengthB) {
    return switch (this) {
      case BINARY -> binary(a, fromA, lengthA, b, fromB, lengthB);
      case RTRIM ->
          binary(a, fromA, trimmed(a, fromA, lengthA), b, fromB, trimmed(b, fromB, lengthB));
      case NOCASE -> {
        int both = Math.min(lengthA, lengthB);
        for (int i = 0; i < both; i++) {
          int one = folded(a[fromA + i]);
          int other = folded(b[fromB + i]);
          if (one != other) {
            yield one - other;
          }
          if (one == 0) {
            break;
          }
        }
        yield lengthA - lengthB;
      }
    };
  }

  private static int binary(byte[] a, int fromA, int lengthA, byte[] b, int fromB, int lengthB) {
    return Arrays.compareUnsigned(a, fromA, fromA + lengthA, b, fromB, fromB + lengthB);
  }

  private static int trimmed(byte[] text, int from, int length) {
    int end = length;
    while (end > 0 && text[from + end - 1] == ' ') {
      end--;
    }
    return end;
  }

  private static int folded(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter & 0xff;
  }
}
