package dev.nightjar.restore;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.HeldLock;
import dev.nightjar.io.Progress;
import dev.nightjar.platform.FileHolders;
import dev.nightjar.platform.FileHolders.Holder;
import dev.nightjar.platform.Home;
import dev.nightjar.sqlite.LockedDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Puts a backup back into the live file: into a database by SQLite itself, in one transaction; over
 * a file that is no database by a move. Before the first byte is written the data of today is safe,
 * and a record of what is going on is on the disk.
 */
public final class InPlaceRestorer {
  private final RestoreIntents intents;
  private final RawCopies rawCopies;
  private final FileHolders holders;
  private final Clock clock;

  /**
   * @param home where records and raw copies are
   * @param holders tells the programs that have a file open
   */
  public InPlaceRestorer(Home home, FileHolders holders, Clock clock) {
    this.intents = new RestoreIntents(home.restoresFolder());
    this.rawCopies = new RawCopies(home.beforeRestoreFolder().resolve("raw"), clock);
    this.holders = holders;
    this.clock = clock;
  }

  /** The backup that is to be put back. */
  public interface Source {
    /** Returns the backup's id. */
    String backup();

    /** Returns the journal mode that the live database had then. */
    String journalMode() throws FailureException;

    /** Makes the new file {@code made} of it, compared with what is known of it, and checked. */
    RestoredFile fetch(Path made, Progress progress) throws FailureException;
  }

  /** Makes the data of today safe. */
  @FunctionalInterface
  public interface Save {
    /**
     * Makes a proved backup of a database that is locked.
     *
     * @return its id, for the user to find it by
     * @throws FailureException {@code COPY_DAMAGED} if it is damaged: then it is kept raw
     */
    String backUp(LockedDatabase locked) throws FailureException;
  }

  /** Says how long to wait for a program that has the live file open. */
  @FunctionalInterface
  public interface Waiting {
    /**
     * Waits a moment.
     *
     * @param programs those that have it open; none if SQLite's lock alone says so
     * @throws FailureException {@code DATABASE_IN_USE} if there is nothing to wait for any more
     */
    void inUse(Path file, List<Holder> programs) throws FailureException;
  }

  /** Returns the failure that names the programs which have the live file open. */
  public static FailureException inUse(Path file, List<Holder> programs) {
    String names = Holder.names(programs);
    Object known = names.isEmpty() ? Long.valueOf(-1) : names;
    return new FailureException(Reason.DATABASE_IN_USE, file, known);
  }

  /**
   * A restore that has ended well.
   *
   * @param target the file itself, links followed
   * @param contents the database that was put into it
   * @param saved the id of the backup of the data from before, if one was made
   * @param rawCopy the folder of the files from before, if they are kept as they were
   * @param journalMode the one that the file has now
   * @param userVersionBefore the app's mark of its layout in the data from before, if there was one
   */
  public record Restored(
      Path target,
      RestoredFile contents,
      Optional<String> saved,
      Optional<Path> rawCopy,
      String journalMode,
      Optional<Long> userVersionBefore) {}

  /**
   * Puts {@code source} into {@code file}.
   *
   * @param progress of fetching and saving; may cancel, until the first byte is written
   */
  public Restored restore(Path file, Source source, Save save, Waiting waiting, Progress progress)
      throws FailureException {
    LiveTarget target = LiveTarget.of(file, holders, clock);
    try (HeldLock mine = intents.requireLock(target.file())) {
      target.awaitUnused(waiting);
      Optional<RestoreIntent> earlier = intents.read(target.file());
      if (earlier.isPresent() && finish(earlier.get()).ending() == Ending.IN_USE) {
        throw inUse(target.file(), List.of());
      }
      Path made = DurableFiles.partialOf(target.file());
      RestoreIntent intent =
          RestoreIntent.preparing(target.file(), made, source.backup(), clock.instant());
      intents.write(intent);
      InPlaceWriter writer = new InPlaceWriter(target, intents, intent, clock);
      try {
        RestoredFile contents =
            Restorer.naming(target.file(), made, () -> source.fetch(made, progress));
        Optional<LockedDatabase> database = target.lock(waiting);
        if (database.isEmpty()) {
          return overNoDatabase(target, source, waiting, progress, writer, contents);
        }
        try (LockedDatabase locked = database.get()) {
          return into(locked, save, progress, writer, contents);
        }
      } finally {
        writer.end();
      }
    } finally {
      rawCopies.removeOld();
    }
  }

  private Restored into(
      LockedDatabase locked,
      Save save,
      Progress progress,
      InPlaceWriter writer,
      RestoredFile contents)
      throws FailureException {
    Optional<String> saved = Optional.empty();
    Optional<Path> raw = Optional.empty();
    try {
      saved = Optional.of(save.backUp(locked));
    } catch (FailureException e) {
      if (e.reason() != Reason.COPY_DAMAGED && e.reason() != Reason.DATABASE_DAMAGED) {
        throw e;
      }
      raw = Optional.of(rawCopies.keep(locked));
    }
    String wanted = LockedDatabase.fingerprintOf(writer.intent().made());
    progress.advanced(0, -1);
    String where = saved.or(() -> Optional.of("")).get();
    writer.begin(locked.journalMode(), locked.lastCopied(), wanted, where);
    writer.overwrite(locked);
    return new Restored(
        locked.file(),
        contents,
        saved,
        raw,
        locked.journalMode(),
        Optional.of(locked.userVersion()));
  }

  private Restored overNoDatabase(
      LiveTarget target,
      Source source,
      Waiting waiting,
      Progress progress,
      InPlaceWriter writer,
      RestoredFile contents)
      throws FailureException {
    Optional<Path> raw = rawCopies.keep(target.file());
    String wanted = LockedDatabase.fingerprintOf(writer.intent().made());
    progress.advanced(0, -1);
    target.awaitUnused(waiting);
    writer.begin(source.journalMode(), "", wanted, raw.map(Path::toString).orElse(""));
    writer.replace();
    return new Restored(
        target.file(), contents, Optional.empty(), raw, source.journalMode(), Optional.empty());
  }

  /** How an interrupted restore ended. */
  public enum Ending {
    /** The backup is in the file, as was asked for. */
    DONE,
    /** Nothing had been written; the file is as it was. */
    NOT_BEGUN,
    /** The file has been written to since; it was left as it is, but for the journal mode. */
    CHANGED_SINCE,
    /** A program has the file open: it is tried again at the next start. */
    IN_USE;

    /** Returns the name in texts. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * An interrupted restore.
   *
   * @param saved where the data from before is: a backup's id, or a folder; or empty
   */
  public record Finished(Path target, String backup, String saved, Ending ending) {}

  /** Returns the live files whose restore was interrupted, or is under way; none, as a rule. */
  public List<Path> unfinished() {
    return intents.all().stream().map(RestoreIntent::target).toList();
  }

  /** Whether what stands in {@code target} is unclear, or may be: a record can't be read now. */
  public boolean isUnfinished(Path target) {
    try {
      return intents.read(target).isPresent();
    } catch (FailureException e) {
      return true;
    }
  }

  /**
   * Finishes what was interrupted.
   *
   * @return empty if another process is at work on it
   */
  public Optional<Finished> finish(Path target) throws FailureException {
    Optional<HeldLock> lock = intents.lock(target);
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    try (HeldLock mine = lock.get()) {
      Optional<RestoreIntent> intent = intents.read(target);
      return intent.isEmpty() ? Optional.empty() : Optional.of(finish(intent.get()));
    }
  }

  private Finished finish(RestoreIntent intent) throws FailureException {
    LiveTarget target = LiveTarget.of(intent.target(), holders, clock);
    InPlaceWriter writer = new InPlaceWriter(target, intents, intent, clock);
    Ending ending = Ending.NOT_BEGUN;
    if (intent.stage() == RestoreIntent.Stage.WRITING) {
      try {
        ending = complete(target, intent, writer);
      } catch (FailureException e) {
        if (e.reason() != Reason.DATABASE_IN_USE) {
          throw e;
        }
        return new Finished(intent.target(), intent.backup(), intent.saved(), Ending.IN_USE);
      }
    }
    writer.end();
    return new Finished(intent.target(), intent.backup(), intent.saved(), ending);
  }

  private Ending complete(LiveTarget target, RestoreIntent intent, InPlaceWriter writer)
      throws FailureException {
    Waiting none =
        (file, programs) -> {
          throw inUse(file, programs);
        };
    Optional<LockedDatabase> database = target.lock(none);
    if (database.isEmpty()) {
      if (!isVerified(intent)) {
        return Ending.CHANGED_SINCE;
      }
      if (!intent.before().isEmpty()) {
        rawCopies.keep(target.file());
      }
      writer.replace();
      return Ending.DONE;
    }
    try (LockedDatabase locked = database.get()) {
      String now = locked.fingerprint(intents.scratch(target.file()));
      boolean there = now.equals(intent.wanted());
      boolean untouched = now.equals(intent.before()) && isVerified(intent);
      if (!there && untouched) {
        writer.overwrite(locked);
      } else {
        locked.giveJournalMode(intent.journalMode());
      }
      return there || untouched ? Ending.DONE : Ending.CHANGED_SINCE;
    }
  }

  /** Only what was verified is put anywhere; it may have been cut off, or removed, since. */
  private static boolean isVerified(RestoreIntent intent) {
    try {
      return LockedDatabase.fingerprintOf(intent.made()).equals(intent.wanted());
    } catch (FailureException e) {
      return false;
    }
  }
}
