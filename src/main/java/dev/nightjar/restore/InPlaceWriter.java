package dev.nightjar.restore;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.io.SideFiles;
import dev.nightjar.sqlite.LockedDatabase;
import java.time.Clock;

/**
 * Writes one verified file into a live file, with its record on the disk as long as it isn't clear
 * what stands there.
 */
final class InPlaceWriter {
  private final LiveTarget target;
  private final RestoreIntents intents;
  private final Clock clock;
  private RestoreIntent intent;
  private boolean unclear;

  InPlaceWriter(LiveTarget target, RestoreIntents intents, RestoreIntent intent, Clock clock) {
    this.target = target;
    this.intents = intents;
    this.intent = intent;
    this.clock = clock;
  }

  RestoreIntent intent() {
    return intent;
  }

  /** Puts on record what follows, before the first byte. */
  void begin(String journalMode, String before, String wanted, String saved)
      throws FailureException {
    intent = intent.writing(journalMode, before, wanted, saved);
    intents.write(intent);
  }

  /** Into a database that is locked; if that fails it is as it was. */
  void overwrite(LockedDatabase locked) throws FailureException {
    unclear = true;
    try {
      locked.overwriteWith(intent.made(), intent.wanted(), intent.journalMode(), Progress.NONE);
      unclear = false;
    } catch (FailureException e) {
      if (e.reason() != Reason.TARGET_DIFFERS) {
        takeBack(locked, e);
      }
      throw e;
    }
  }

  /** SQLite has taken back what it wrote; the journal mode is left. */
  private void takeBack(LockedDatabase locked, FailureException because) {
    try {
      locked.giveJournalMode(intent.journalMode());
      unclear = false;
    } catch (FailureException e) {
      because.addSuppressed(e);
    }
  }

  /**
   * Over a file that is no database; what stands there then is compared as its app would see it.
   */
  void replace() throws FailureException {
    unclear = true;
    target.replaceBy(intent.made());
    try (LockedDatabase locked = LockedDatabase.lock(target.file(), clock)) {
      locked.requireSame(intent.wanted());
      locked.giveJournalMode(intent.journalMode());
    }
    unclear = false;
  }

  /**
   * Removes the verified file and then the record; while it is unclear what was written they stay.
   */
  void end() throws FailureException {
    if (!unclear) {
      SideFiles.discardWith(intent.made());
      SideFiles.discardWith(Restorer.jsonBeside(intent.made()));
      intents.remove(intent);
    }
  }
}
