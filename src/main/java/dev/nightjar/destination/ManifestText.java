package dev.nightjar.destination;

import dev.nightjar.failure.FailureException;
import java.util.Arrays;

/**
 * A manifest and its text, of which is known that it is read as this manifest again: found out
 * once, however many places get it, since it may name ten thousand tables.
 */
public final class ManifestText {
  private final Manifest manifest;
  private final byte[] bytes;

  private ManifestText(Manifest manifest, byte[] bytes) {
    this.manifest = manifest;
    this.bytes = bytes;
  }

  /**
   * Writes and reads it. A backup that no list could read must not be given a name.
   *
   * @throws FailureException {@code MANIFEST_DAMAGED} if no reader would take it
   */
  public static ManifestText of(Manifest manifest) throws FailureException {
    byte[] bytes = ManifestFormat.toBytes(manifest);
    Manifest read = ManifestFormat.read(manifest.id(), bytes);
    // Equal ones are written alike: thousands of tables needn't be written once more to see it.
    if (!read.equals(manifest) && !Arrays.equals(ManifestFormat.toBytes(read), bytes)) {
      throw new IllegalStateException("a manifest that is read as another one");
    }
    return new ManifestText(manifest, bytes);
  }

  public Manifest manifest() {
    return manifest;
  }

  public byte[] bytes() {
    return bytes.clone();
  }
}
