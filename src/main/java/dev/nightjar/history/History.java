package dev.nightjar.history;

import dev.nightjar.backup.BackupRun;
import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.JsonRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** The runs there were, oldest first: a log, never needed for a restore. */
public final class History {
  private final Path file;

  public History(Path file) {
    this.file = file;
  }

  /** Adds a run; a log that has grown too long loses its oldest. */
  public void append(BackupRun run) throws FailureException {
    try {
      new RunLog(file).append(JsonRecords.toLine(run));
    } catch (IOException e) {
      throw DiskFailures.ofHome(e, file);
    }
  }

  /** The runs of all jobs; lines that can't be read are left out. */
  public List<BackupRun> runs() {
    return runs(line -> true);
  }

  /** Only of lines that may be wanted: to read a record costs far more than to read its line. */
  private List<BackupRun> runs(Predicate<String> wanted) {
    List<BackupRun> runs = new ArrayList<>();
    try {
      for (String line : new RunLog(file).lines()) {
        if (!wanted.test(line)) {
          continue;
        }
        try {
          runs.add(JsonRecords.parse(line, BackupRun.class));
        } catch (IOException e) {
          // A torn line, or a newer version's: the log is a convenience, not a record of backups.
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    return runs;
  }

  /** The runs that started after {@code since}, newest first. */
  public List<BackupRun> since(Instant since) {
    List<BackupRun> recent = new ArrayList<>();
    for (BackupRun run : runs()) {
      if (run.startedAt().isAfter(since)) {
        recent.add(run);
      }
    }
    Collections.reverse(recent);
    return recent;
  }

  /** The highest sequence that a run of {@code job} has given, or 0. */
  public long lastSequence(UUID job) {
    return runs(line -> line.contains(job.toString())).stream()
        .filter(run -> run.job().equals(job))
        .mapToLong(BackupRun::sequence)
        .max()
        .orElse(0);
  }
}
