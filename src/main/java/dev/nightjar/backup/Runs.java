package dev.nightjar.backup;

import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** The runs there were, of which most callers need only the newest. */
@FunctionalInterface
public interface Runs {
  /** Passes a job's runs, newest first, until {@code goOn} says no. */
  void newestFirst(UUID job, Predicate<BackupRun> goOn);

  /** Those of a list, which is newest first, too. */
  static Runs of(List<BackupRun> newestFirst) {
    return (job, goOn) -> {
      for (BackupRun run : newestFirst) {
        if (run.job().equals(job) && !goOn.test(run)) {
          return;
        }
      }
    };
  }
}
