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

    /** Reads a few pages of it only: it needn't be fetched for that. */
    default <T> T read(Reading<T> reading) throws FailureException {
      try (Opened opened = open()) {
        return reading.of(opened.path());
      }
    }
  }

  /** Reads a database by its path. */
  @FunctionalInterface
  public interface Reading<T> {
    T of(Path path) throws FailureException;
  }

  /** An open database. */
  public record Opened(Path path, Runnable release) implements AutoCloseable {
    @Override
    public void close() {
      release.run();
    }
  }
}
