package dev.nightjar.app.verdict;

import dev.nightjar.io.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The bytes of the state, wherever they are kept. */
public interface StateFile {
  /**
   * All of it.
   *
   * @throws IOException if there is none, or it can't be read
   */
  byte[] read() throws IOException;

  /** Puts {@code content} in its place, whole or not at all. */
  void write(byte[] content) throws IOException;

  /** A file on disk; one larger than 8 MB is no state. */
  static StateFile at(Path file) {
    return new StateFile() {
      private static final long MAX_BYTES = 8L << 20;

      @Override
      public byte[] read() throws IOException {
        if (Files.size(file) > MAX_BYTES) {
          throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
        }
        return Files.readAllBytes(file);
      }

      @Override
      public void write(byte[] content) throws IOException {
        DurableFiles.makeFolders(Objects.requireNonNull(file.getParent()));
        DurableFiles.replace(file, content);
      }
    };
  }
}
