package dev.nightjar.trace;

import dev.nightjar.failure.FailureException;
import java.nio.file.Path;

/**
 * A backup to look into.
 *
 * @param content a text that two backups have in common if their databases are the same
 * @param opener opens its database
 */
public record TracedBackup(String id, String content, Opener opener) {

  /** Opens a database that nobody writes to. */
  @FunctionalInterface
  public interface Opener {
    Opened open() throws FailureException;
  }

  /** An open database. */
  public record Opened(Path path, Runnable release) implements AutoCloseable {
    @Override
    public void close() {
      release.run();
    }
  }
}
