package dev.nightjar.io;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The content of a file in one line: its size in bytes and its SHA-256. Thousands of backups have
 * two each, so the hash is kept as four numbers rather than as digits.
 */
public final class FileHash {
  /** How many numbers {@link #writeTo} writes. */
  public static final int NUMBERS = 5;

  private static final int DIGITS = 64;
  private static final int DIGITS_OF_A_PART = DIGITS / 4;

  private final long bytes;
  private final long first;
  private final long second;
  private final long third;
  private final long fourth;

  /**
   * A hash as it is written.
   *
   * @param sha256 64 lower-case hexadecimal digits
   */
  public FileHash(long bytes, String sha256) {
    if (!isHash(sha256)) {
      throw new IllegalArgumentException("sha256: must be 64 hexadecimal digits");
    }
    this.bytes = requireSize(bytes);
    this.first = part(sha256, 0);
    this.second = part(sha256, 1);
    this.third = part(sha256, 2);
    this.fourth = part(sha256, 3);
  }

  /** The size and the hash that {@link #writeTo} wrote into {@code numbers}, from {@code at} on. */
  public FileHash(long[] numbers, int at) {
    this.bytes = requireSize(numbers[at]);
    this.first = numbers[at + 1];
    this.second = numbers[at + 2];
    this.third = numbers[at + 3];
    this.fourth = numbers[at + 4];
  }

  private static long requireSize(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes: must be 0 or more (got " + bytes + ")");
    }
    return bytes;
  }

  private static long part(String sha256, int number) {
    int from = number * DIGITS_OF_A_PART;
    return HexFormat.fromHexDigitsToLong(sha256, from, from + DIGITS_OF_A_PART);
  }

  private static boolean isHash(String text) {
    if (text.length() != DIGITS) {
      return false;
    }
    for (int at = 0; at < DIGITS; at++) {
      char digit = text.charAt(at);
      boolean hexadecimal = (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
      if (!hexadecimal) {
        return false;
      }
    }
    return true;
  }

  public long bytes() {
    return bytes;
  }

  /** Returns 64 lower-case hexadecimal digits. */
  public String sha256() {
    HexFormat digits = HexFormat.of();
    return digits.toHexDigits(first)
        + digits.toHexDigits(second)
        + digits.toHexDigits(third)
        + digits.toHexDigits(fourth);
  }

  /** Writes size and hash as {@link #NUMBERS} numbers. */
  public void writeTo(long[] numbers, int at) {
    numbers[at] = bytes;
    numbers[at + 1] = first;
    numbers[at + 2] = second;
    numbers[at + 3] = third;
    numbers[at + 4] = fourth;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FileHash same
        && bytes == same.bytes
        && first == same.first
        && second == same.second
        && third == same.third
        && fourth == same.fourth;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(first ^ fourth) * 31 + Long.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes + " bytes, SHA-256 " + sha256();
  }
}
