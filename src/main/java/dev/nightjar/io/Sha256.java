package dev.nightjar.io;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A running SHA-256 (FIPS 180-4) and the count of what went into it. */
public final class Sha256 {
  private final MessageDigest digest;
  private long bytes;

  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Takes in all that remains in {@code buffer}. */
  public void update(ByteBuffer buffer) {
    bytes += buffer.remaining();
    digest.update(buffer);
  }

  public void update(byte[] array, int offset, int length) {
    bytes += length;
    digest.update(array, offset, length);
  }

  /** The hash of all so far, as 64 lower-case hexadecimal digits; ends this object's use. */
  public FileHash finish() {
    return new FileHash(bytes, HexFormat.of().formatHex(digest.digest()));
  }
}
