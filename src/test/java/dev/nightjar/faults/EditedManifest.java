package dev.nightjar.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Gives a manifest other content and no seal, as an earlier version wrote manifests. */
public final class EditedManifest {
  private EditedManifest() {}

  /** Replaces {@code from} by {@code to} everywhere. */
  public static void replace(Path manifest, String from, String to) throws IOException {
    String text = Files.readString(manifest);
    String unsealed = text.replaceFirst(",\\s*\"sha256\": \"[0-9a-f]{64}\"\\s*}\\s*$", "\n}\n");
    Files.writeString(manifest, unsealed.replace(from, to));
  }
}
