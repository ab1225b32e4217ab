package dev.nightjar.backup;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.SideFiles;
import dev.nightjar.sqlite.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Copies the live database into the folder of a place on this computer if there is one, else into
 * the program's own. Closed, it leaves nothing in the program's own.
 */
final class Staging implements AutoCloseable {
  private final BackupJob job;
  private final String id;
  private final RunContext context;
  private final List<Path> own = new ArrayList<>();

  Staging(BackupJob job, String id, RunContext context) {
    this.job = job;
    this.id = id;
    this.context = context;
  }

  /**
   * Copies the live database; if a place's folder can't take it, notes that in {@code deliveries}
   * and stages in the program's own folder. Empty if it failed, which ends the database's step.
   */
  Optional<Staged> copy(Deliveries deliveries) {
    long startedAt = context.clock().millis();
    context.steps().started(Step.DATABASE, "");
    for (var entry : deliveries.begun().entrySet()) {
      Optional<Path> inPlace = entry.getValue().stagingPath(BackupFile.DATABASE);
      if (inPlace.isPresent()) {
        try {
          enoughSpace(entry.getKey());
          Path json = entry.getValue().stagingPath(BackupFile.JSON).orElseThrow();
          String place = entry.getKey().of().destination().location();
          return Optional.of(copyTo(inPlace.get(), json, startedAt, place));
        } catch (FailureException e) {
          if (e.reason().subject() != Reason.Subject.PLACE) {
            return fail(e);
          }
          deliveries.failed(entry.getKey(), e);
        }
      }
    }
    try {
      DurableFiles.makeFolders(job.stagingFolder());
      String folder = job.stagingFolder().toString();
      return Optional.of(copyTo(own(BackupFile.DATABASE), own(BackupFile.JSON), startedAt, folder));
    } catch (IOException e) {
      return fail(DiskFailures.making(e, job.stagingFolder()));
    } catch (FailureException e) {
      return fail(e);
    }
  }

  private Path own(BackupFile file) {
    Path path = DurableFiles.partialOf(job.stagingFolder().resolve(file.nameFor(id)));
    own.add(path);
    return path;
  }

  private Staged copyTo(Path database, Path json, long startedAt, String folder)
      throws FailureException {
    Snapshot snapshot;
    try {
      snapshot = job.database().snapshot(database, context.steps().progress(Step.DATABASE, ""));
    } catch (FailureException e) {
      throw e.about(folder, DiskFailures.folderOf(database));
    }
    context.steps().record(Step.CHECKPOINT, "", 0, new StepFacts.Checkpoint(snapshot.checkpoint()));
    return new Staged(database, json, snapshot, startedAt, folder);
  }

  private void enoughSpace(ReadPlace target) throws FailureException {
    long bytes = job.database().bytes();
    target.requireRoom(bytes + target.jsonBytes(bytes));
  }

  private Optional<Staged> fail(FailureException failure) {
    context.steps().record(Step.DATABASE, "", failure);
    return Optional.empty();
  }

  @Override
  public void close() {
    own.forEach(SideFiles::discardWith);
  }
}
