package dev.nightjar.app;

import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.restore.InPlaceRestorer;
import dev.nightjar.restore.Restorer;
import dev.nightjar.sqlite.CheckReport;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A backup as the places keep it.
 *
 * @param from the one of its files to use
 */
record KeptSource(KeptBackup kept, BackupFile from) implements InPlaceRestorer.Source {
  private static final Logger LOG = Logger.getLogger(KeptSource.class.getName());

  @Override
  public String backup() {
    return kept.summary().id();
  }

  @Override
  public String journalMode() throws FailureException {
    return kept.manifest().database().journalMode();
  }

  /** From the first place whose copy is good. */
  @Override
  public CheckReport fetch(Path made, Progress progress) throws FailureException {
    FailureException last = new FailureException(Reason.BACKUP_UNKNOWN, backup());
    for (KeptBackup.Copy copy : kept.copies()) {
      try {
        return Restorer.fetch(copy.destination(), copy.summary(), from, made, progress);
      } catch (FailureException e) {
        if (e.reason().subject() == Reason.Subject.TARGET || e.reason() == Reason.CANCELLED) {
          throw e;
        }
        LOG.log(Level.WARNING, e, () -> "not from " + copy.label());
        last = e;
      }
    }
    throw last;
  }
}
