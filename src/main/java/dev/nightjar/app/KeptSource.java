package dev.nightjar.app;

import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import dev.nightjar.restore.InPlaceRestorer;
import dev.nightjar.restore.RestoredFile;
import dev.nightjar.restore.Restorer;
import java.nio.file.Path;

/**
 * A backup as the places keep it.
 *
 * @param from the one of its files to use
 */
record KeptSource(App app, KeptBackup kept, BackupFile from) implements InPlaceRestorer.Source {
  @Override
  public String backup() {
    return kept.summary().id();
  }

  @Override
  public String journalMode() throws FailureException {
    return kept.manifest().database().journalMode();
  }

  @Override
  public RestoredFile fetch(Path made, Progress progress) throws FailureException {
    return GoodCopy.of(
        app,
        kept,
        copy -> Restorer.fetch(copy.destination(), copy.summary(), from, made, progress));
  }

  /** Makes a new file of it. */
  RestoredFile restoreTo(Path target, Progress progress) throws FailureException {
    return GoodCopy.of(
        app,
        kept,
        copy -> Restorer.restore(copy.destination(), copy.summary(), from, target, progress));
  }
}
