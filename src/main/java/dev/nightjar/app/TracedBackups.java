package dev.nightjar.app;

import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import dev.nightjar.trace.TracedBackup;
import java.util.List;

/** Kept backups as a trace reads them: one after the other, each where it is. */
public final class TracedBackups {
  private TracedBackups() {}

  /**
   * Opens nothing yet. A backup on a NAS is fetched before SQLite reads it: on a disk that doesn't
   * answer SQLite would wait without end, and with it all that uses SQLite in this process.
   *
   * @param progress asked while a backup is fetched, and may cancel
   */
  public static List<TracedBackup> of(App app, List<KeptBackup> backups, Progress progress) {
    return backups.stream().map(one -> traced(one, () -> open(app, one, progress))).toList();
  }

  /**
   * The same in a process that does nothing else: of a backup on a NAS only the pages are read that
   * are needed, where it is.
   */
  public static List<TracedBackup> whereTheyAre(
      App app, List<KeptBackup> backups, Progress progress) {
    return backups.stream()
        .map(
            one ->
                traced(
                    one,
                    new TracedBackup.Opener() {
                      @Override
                      public TracedBackup.Opened open() throws FailureException {
                        return TracedBackups.open(app, one, progress);
                      }

                      @Override
                      public <T> T read(TracedBackup.Reading<T> reading) throws FailureException {
                        return ReadableCopy.peek(app, one, reading::of, progress);
                      }
                    }))
        .toList();
  }

  private static TracedBackup traced(KeptBackup kept, TracedBackup.Opener opener) {
    return new TracedBackup(kept.summary().id(), kept.summary().databaseFile().sha256(), opener);
  }

  private static TracedBackup.Opened open(App app, KeptBackup kept, Progress progress)
      throws FailureException {
    ReadableCopy copy = ReadableCopy.of(app, kept, progress);
    return new TracedBackup.Opened(copy.path(), copy::close);
  }
}
