package dev.nightjar.app.verdict;

import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.JsonRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** The bytes of the state, wherever they are kept. */
public interface StateFile {
  /**
   * All of it.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   * @throws dev.nightjar.io.MalformedRecordException if it can't be a state
   * @throws IOException if it can't be read now
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
        return JsonRecords.bytes(file, MAX_BYTES);
      }

      @Override
      public void write(byte[] content) throws IOException {
        DurableFiles.makeFolders(Objects.requireNonNull(file.getParent()));
        DurableFiles.replace(file, content);
      }
    };
  }
}
