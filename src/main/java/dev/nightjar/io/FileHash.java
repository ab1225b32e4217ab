package dev.nightjar.io;

/**
 * The content of a file in one line: its size in bytes and its SHA-256.
 *
 * @param sha256 64 lower-case hexadecimal digits
 */
public record FileHash(long bytes, String sha256) {
  private static final int DIGITS = 64;

  public FileHash {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes: must be 0 or more (got " + bytes + ")");
    }
    if (!isHash(sha256)) {
      throw new IllegalArgumentException("sha256: must be 64 hexadecimal digits");
    }
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
}
