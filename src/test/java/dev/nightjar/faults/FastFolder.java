package dev.nightjar.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * A folder in memory where the system has such a file system: what flushes thousands of times would
 * wait for a disk most of its time. Flushes and their order are seen by the faulty file system, not
 * by a disk. A plain build has all its folders there, profile {@code proof} only those of a test
 * that names this class.
 */
public final class FastFolder implements TempDirFactory {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long ENOUGH_BYTES = 1L << 30;

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test)
      throws IOException {
    boolean there =
        Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ENOUGH_BYTES;
    return there
        ? Files.createTempDirectory(MEMORY, "nightjar-")
        : Files.createTempDirectory("nightjar-");
  }
}
