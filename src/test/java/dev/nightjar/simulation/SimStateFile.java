package dev.nightjar.simulation;

import dev.nightjar.app.verdict.StateFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The program's state as bytes, and what can become of them. */
final class SimStateFile implements StateFile {
  private static final int KEPT = 20;

  private final List<byte[]> earlier = new ArrayList<>();
  private byte[] content = {};
  boolean unwritable;

  /** Whether it was ever other than the program left it. */
  boolean tampered;

  /** Whether it may say that something was reported or answered otherwise than it was last. */
  boolean outdated;

  @Override
  public byte[] read() throws IOException {
    if (content.length == 0) {
      throw new NoSuchFileException("state.json");
    }
    return content.clone();
  }

  @Override
  public void write(byte[] changed) throws IOException {
    if (unwritable) {
      tampered = true;
      outdated = true;
      throw new IOException("read-only");
    }
    if (content.length > 0) {
      earlier.add(content);
      if (earlier.size() > KEPT) {
        earlier.remove(0);
      }
    }
    content = changed.clone();
  }

  void lose() {
    content = new byte[0];
    tampered = true;
  }

  void tear() {
    content = Arrays.copyOf(content, content.length / 2);
    tampered = true;
  }

  void goBack(int versions) {
    if (!earlier.isEmpty()) {
      content = earlier.get(Math.floorMod(versions, earlier.size()));
      tampered = true;
      outdated = true;
    }
  }
}
