package dev.nightjar.sqlite;

import dev.nightjar.failure.Failure;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The live file as an inspection found it; given to the next one, which opens the file only if it
 * differs from this.
 *
 * @param failure the reason why it can't be backed up; empty if it can
 * @param change the differences since the inspection before
 * @param facts of this inspection if there is no failure; else of the last one without
 */
public record LiveFileState(
    Path file, Optional<Failure> failure, Change change, Optional<Facts> facts, Traces traces) {
  /** The differences since the previous inspection that could read the file. */
  public enum Change {
    /** There is no previous one. */
    FIRST,
    /** Nothing that an inspection sees. */
    NONE,
    /** It was written to. */
    WRITTEN,
    /** Its tables were declared anew, as an update of the app does. */
    SCHEMA,
    /** It is another file, or has another application's mark: perhaps not the app's any more. */
    REPLACED
  }

  /**
   * The state of the database.
   *
   * @param identity the file's own, whatever its name: see {@link FileIdentity}
   * @param bytes the file's and its log's
   * @param changedAt when the file or its log was last written to
   * @param schemaVersion the counter of changes to the declarations
   */
  public record Facts(
      String identity,
      long bytes,
      Instant changedAt,
      long applicationId,
      long userVersion,
      long schemaVersion) {}

  /**
   * The state as it is seen without SQLite.
   *
   * @param header the first 100 bytes in hexadecimal; empty if they couldn't be read
   */
  record Traces(String identity, long bytes, Instant modifiedAt, String header) {
    static final Traces NONE = new Traces("", -1, Instant.EPOCH, "");
  }

  public LiveFileState {
    Objects.requireNonNull(file);
  }

  /** Equal for two inspections that saw the same file: what it is, and what stands in its way. */
  public String signature() {
    return traces.hashCode() + failure.map(why -> "/" + why.reason().code()).orElse("");
  }

  public boolean isFine() {
    return failure.isEmpty();
  }
}
