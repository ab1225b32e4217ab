package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.DatabaseSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;

/** A JSON of any source of rows. */
public final class Exported {
  private static final JsonSource SOURCE =
      new JsonSource(OffsetDateTime.parse("2025-12-12T17:00:00+08:00"), "made.db", "wal");

  private Exported() {}

  /** Writes one in place of an earlier one. */
  public static void to(Path json, DatabaseSource rows, Path like)
      throws FailureException, IOException {
    Files.deleteIfExists(json);
    JsonExporter.export(rows, like, SOURCE, json, Progress.NONE);
  }
}
