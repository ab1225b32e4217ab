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

  @Override
  public CheckReport fetch(Path made, Progress progress) throws FailureException {
    return fromTheFirstGood(
        copy -> Restorer.fetch(copy.destination(), copy.summary(), from, made, progress));
  }

  /** Makes a new file of it. */
  CheckReport restoreTo(Path target, Progress progress) throws FailureException {
    return fromTheFirstGood(
        copy -> Restorer.restore(copy.destination(), copy.summary(), from, target, progress));
  }

  /** Uses one copy. */
  @FunctionalInterface
  private interface Use {
    CheckReport of(KeptBackup.Copy copy) throws FailureException;
  }

  /** From the first place whose copy is good. */
  private CheckReport fromTheFirstGood(Use use) throws FailureException {
    FailureException last = new FailureException(Reason.BACKUP_UNKNOWN, backup());
    for (KeptBackup.Copy copy : kept.copies()) {
      try {
        return use.of(copy);
      } catch (FailureException e) {
        if (e.reason().sameWithEveryCopy()) {
          throw e;
        }
        LOG.log(Level.WARNING, e, () -> "not from " + copy.label());
        last = e;
      }
    }
    throw last;
  }
}
