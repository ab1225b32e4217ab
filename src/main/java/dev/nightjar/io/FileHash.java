package dev.nightjar.io;

import java.util.regex.Pattern;

/**
 * The content of a file in one line: its size in bytes and its SHA-256.
 *
 * @param sha256 64 lower-case hexadecimal digits
 */
public record FileHash(long bytes, String sha256) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public FileHash {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes: must be 0 or more (got " + bytes + ")");
    }
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("sha256: must be 64 hexadecimal digits");
    }
  }
}
