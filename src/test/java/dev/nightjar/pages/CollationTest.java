package dev.nightjar.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** SQLite's own collations, with what they make of spaces, letters beyond ASCII, and NUL. */
final class CollationTest {
  private static int compare(Collation collation, String one, String other) {
    byte[] a = ("." + one).getBytes(StandardCharsets.UTF_8);
    byte[] b = (".." + other).getBytes(StandardCharsets.UTF_8);
    int order = collation.compare(a, 1, a.length - 1, b, 2, b.length - 2);
    assertEquals(
        -Integer.signum(order),
        Integer.signum(collation.compare(b, 2, b.length - 2, a, 1, a.length - 1)));
    return Integer.signum(order);
  }

  @Test
  void bytesAreComparedWithoutASign() {
    assertEquals(-1, compare(Collation.BINARY, "a", "\u00e9"));
    assertEquals(-1, compare(Collation.BINARY, "a", "ab"));
    assertEquals(-1, compare(Collation.BINARY, "A", "a"));
    assertEquals(0, compare(Collation.BINARY, "a\u0000b", "a\u0000b"));
    assertEquals(-1, compare(Collation.BINARY, "a\u0000b", "a\u0000c"));
  }

  @Test
  void lettersOfAsciiAreFoldedUpToTheFirstNul() {
    assertEquals(0, compare(Collation.NOCASE, "aBc", "AbC"));
    assertEquals(-1, compare(Collation.NOCASE, "\u00c9", "\u00e9"));
    assertEquals(-1, compare(Collation.NOCASE, "[", "Z"));
    assertEquals(-1, compare(Collation.NOCASE, "[", "a"));
    assertEquals(-1, compare(Collation.NOCASE, "a", "ab"));
    assertEquals(0, compare(Collation.NOCASE, "a\u0000b", "A\u0000c"));
    assertEquals(-1, compare(Collation.NOCASE, "a\u0000b", "A\u0000cc"));
    assertEquals(-1, compare(Collation.NOCASE, "a\u0000b", "ab"));
  }

  @Test
  void spacesAtTheEndCountForNothing() {
    assertEquals(0, compare(Collation.RTRIM, "a", "a  "));
    assertEquals(0, compare(Collation.RTRIM, "", "  "));
    assertEquals(1, compare(Collation.RTRIM, "a\t", "a "));
    assertEquals(-1, compare(Collation.RTRIM, " a", "a"));
    assertEquals(-1, compare(Collation.RTRIM, "a ", "a b"));
  }
}
