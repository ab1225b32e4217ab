package dev.nightjar.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;

/** A database and its log, as their folder tells: nothing is opened. */
record OnDisk(long bytes, Instant changedAt) {

  /**
   * Of a database and its log.
   *
   * @param database the attributes of the database's own file
   */
  static OnDisk of(Path file, BasicFileAttributes database) throws IOException {
    Instant changedAt = database.lastModifiedTime().toInstant();
    BasicFileAttributes log = log(file).orElse(null);
    if (log == null || log.size() == 0) {
      return new OnDisk(database.size(), changedAt);
    }
    Instant logged = log.lastModifiedTime().toInstant();
    return new OnDisk(database.size() + log.size(), logged.isAfter(changedAt) ? logged : changedAt);
  }

  /** How large its log is; 0 without one. */
  static long logBytes(Path file) throws IOException {
    return log(file).map(BasicFileAttributes::size).orElse(0L);
  }

  /** An app that closes its database takes the log away: at any moment. */
  private static Optional<BasicFileAttributes> log(Path file) throws IOException {
    try {
      return Optional.of(
          Files.readAttributes(DatabaseInspection.log(file), BasicFileAttributes.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
