package dev.nightjar.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FileHashTest {
  private static final String DIGITS =
      "0123456789abcdeffedcba98765432100000000000000001f000000000000000";

  @Test
  void aHashIsReadAndWrittenWithTheSameDigits() {
    FileHash hash = new FileHash(7, DIGITS);
    assertEquals(DIGITS, hash.sha256());
    long[] numbers = new long[FileHash.NUMBERS + 1];
    hash.writeTo(numbers, 1);
    assertEquals(hash, new FileHash(numbers, 1));
    assertEquals(hash.hashCode(), new FileHash(7, DIGITS).hashCode());
    assertEquals("7 bytes, SHA-256 " + DIGITS, hash.toString());
  }

  @Test
  void anyOtherDigitOrSizeIsAnotherContent() {
    FileHash hash = new FileHash(7, DIGITS);
    assertNotEquals(hash, new FileHash(8, DIGITS));
    for (int at = 0; at < DIGITS.length(); at++) {
      char other = DIGITS.charAt(at) == '7' ? '8' : '7';
      String changed = DIGITS.substring(0, at) + other + DIGITS.substring(at + 1);
      assertNotEquals(hash, new FileHash(7, changed), changed);
    }
  }

  @Test
  void digitsThatAreNoHashAreRefused() {
    for (String wrong :
        List.of("", DIGITS.substring(1), DIGITS + "0", DIGITS.toUpperCase(java.util.Locale.ROOT))) {
      assertThrows(IllegalArgumentException.class, () -> new FileHash(7, wrong), wrong);
    }
    assertThrows(IllegalArgumentException.class, () -> new FileHash(-1, DIGITS));
    assertThrows(
        IllegalArgumentException.class, () -> new FileHash(new long[] {-1, 0, 0, 0, 0}, 0));
  }
}
