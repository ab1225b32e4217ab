package dev.nightjar.app;

import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.io.Progress;
import dev.nightjar.trace.TracedBackup;
import java.util.List;

/** Kept backups as a trace reads them: one after the other, each where it is. */
public final class TracedBackups {
  private TracedBackups() {}

  /**
   * Opens nothing yet.
   *
   * @param progress asked while a backup is fetched, and may cancel
   */
  public static List<TracedBackup> of(App app, List<KeptBackup> backups, Progress progress) {
    return backups.stream().map(one -> of(app, one, progress)).toList();
  }

  private static TracedBackup of(App app, KeptBackup kept, Progress progress) {
    return new TracedBackup(
        kept.summary().id(),
        kept.summary().databaseFile().sha256(),
        () -> {
          ReadableCopy copy = ReadableCopy.of(app, kept, progress);
          return new TracedBackup.Opened(copy.path(), copy::close);
        });
  }
}
