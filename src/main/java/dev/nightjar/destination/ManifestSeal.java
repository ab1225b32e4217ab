package dev.nightjar.destination;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.nightjar.io.Sha256;
import java.util.Arrays;

/**
 * The last field of a manifest: the SHA-256 of all bytes before the comma in front of it.
 *
 * <p>Earlier versions wrote none; their manifests end with the brace of {@code checks} and that of
 * the whole. One that ends otherwise had a seal: a bit that changed in the seal's own name is
 * found, too.
 */
final class ManifestSeal {
  private static final byte[] BEFORE = ",\n  \"sha256\": \"".getBytes(US_ASCII);
  private static final byte[] AFTER = "\"\n}\n".getBytes(US_ASCII);
  private static final byte[] END = "\n}\n".getBytes(US_ASCII);
  private static final int DIGITS = 64;
  private static final int BYTES = BEFORE.length + DIGITS + AFTER.length;

  private ManifestSeal() {}

  /** Adds the seal to a manifest without one, as {@code JsonRecords.toBytes} makes it. */
  static byte[] on(byte[] text) {
    int content = text.length - END.length;
    byte[] sealed = Arrays.copyOf(text, content + BYTES);
    System.arraycopy(seal(text, content), 0, sealed, content, BYTES);
    return sealed;
  }

  /** Whether the seal is of another content than what stands before it, in whatever format. */
  static boolean isBroken(byte[] text) {
    int content = text.length - BYTES;
    return hasSeal(text, content)
        && !Arrays.equals(text, content, text.length, seal(text, content), 0, BYTES);
  }

  /** Whether a manifest of our format ends neither with a seal nor as earlier versions' do. */
  static boolean isIllegible(byte[] text) {
    return !hasSeal(text, text.length - BYTES) && !endsWithTwoBraces(text);
  }

  private static boolean hasSeal(byte[] text, int content) {
    int digits = content + BEFORE.length;
    int after = text.length - AFTER.length;
    return content >= 0
        && Arrays.equals(text, content, digits, BEFORE, 0, BEFORE.length)
        && Arrays.equals(text, after, text.length, AFTER, 0, AFTER.length);
  }

  private static byte[] seal(byte[] text, int content) {
    Sha256 hash = new Sha256();
    hash.update(text, 0, content);
    byte[] seal = Arrays.copyOf(BEFORE, BYTES);
    byte[] digits = hash.finish().sha256().getBytes(US_ASCII);
    System.arraycopy(digits, 0, seal, BEFORE.length, DIGITS);
    System.arraycopy(AFTER, 0, seal, BEFORE.length + DIGITS, AFTER.length);
    return seal;
  }

  private static boolean endsWithTwoBraces(byte[] text) {
    int last = lastVisible(text, text.length);
    int before = lastVisible(text, last);
    return before >= 0 && text[last] == '}' && text[before] == '}';
  }

  /** Returns where the last byte before {@code end} is that is no white space of JSON; or −1. */
  private static int lastVisible(byte[] text, int end) {
    int at = end - 1;
    while (at >= 0 && " \t\r\n".indexOf(text[at]) >= 0) {
      at--;
    }
    return at;
  }
}
