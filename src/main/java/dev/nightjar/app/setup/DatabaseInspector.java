package dev.nightjar.app.setup;

import dev.nightjar.destination.folder.PlacedBackup;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.NetworkFolders;
import dev.nightjar.sqlite.DatabaseInspection;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Looks at databases for a form, as its field is edited: never for longer than a limit; not on the
 * event thread.
 */
public final class DatabaseInspector {
  private static final Duration COUNTING = Duration.ofSeconds(2);

  private final Deadline deadline;

  /**
   * Looks made with these share their patience: a file that hangs isn't asked again.
   *
   * @param limit how long a file's disk may take to answer
   */
  public DatabaseInspector(Duration limit) {
    this.deadline = new Deadline(limit);
  }

  /**
   * Inspects the file.
   *
   * @throws FailureException {@code DATABASE_…}, {@code NOT_A_DATABASE}, as a run would; {@code
   *     DATABASE_IO}, too, if its disk doesn't answer
   */
  public DatabaseInspection inspect(Path file) throws FailureException {
    Path absolute = file.toAbsolutePath().normalize();
    return deadline
        .call(
            absolute,
            () -> {
              PlacedBackup.refuse(absolute);
              return DatabaseInspection.at(absolute, NetworkFolders.isNetwork(absolute), COUNTING);
            })
        .orElseThrow(
            () ->
                new FailureException(
                    Failure.of(Reason.DATABASE_IO, absolute).withDetail("no answer in time")));
  }
}
