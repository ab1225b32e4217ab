package dev.nightjar.app;

import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.OpenedFile;
import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.Progress;
import dev.nightjar.io.ScratchFolder;
import dev.nightjar.io.SideFiles;
import dev.nightjar.platform.NetworkFolders;
import dev.nightjar.restore.Restorer;
import dev.nightjar.sqlite.AttachableCopy;
import dev.nightjar.sqlite.LiveDatabase;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A database that nobody writes to, to be read until it is closed: a kept backup where it is, a
 * copy of the live database as it is now, or a copy that another program left.
 */
public final class ReadableCopy implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path path;
  private final Runnable remove;

  private ReadableCopy(Path path, Runnable remove) {
    this.path = path;
    this.remove = remove;
  }

  /**
   * Opens a kept backup at the first place that gives it: where it is, if that is a disk of this
   * computer's; else a copy of it, since SQLite would wait for a network folder without end.
   */
  public static ReadableCopy of(App app, KeptBackup kept, Progress progress)
      throws FailureException {
    return of(app, kept, false, progress);
  }

  /** The same, always as a copy that was compared with the manifest. */
  public static ReadableCopy verified(App app, KeptBackup kept, Progress progress)
      throws FailureException {
    return of(app, kept, true, progress);
  }

  /** Such a copy that can be attached to another database. */
  static ReadableCopy toAttach(App app, KeptBackup kept, Progress progress)
      throws FailureException {
    ReadableCopy copy = verified(app, kept, progress);
    boolean prepared = false;
    try {
      AttachableCopy.prepare(copy.path());
      prepared = true;
      return copy;
    } finally {
      if (!prepared) {
        copy.close();
      }
    }
  }

  private static ReadableCopy of(App app, KeptBackup kept, boolean verified, Progress progress)
      throws FailureException {
    return GoodCopy.of(
        app,
        kept,
        copy -> {
          OpenedFile file = open(app, copy, verified, progress);
          return new ReadableCopy(file.path(), file::close);
        });
  }

  private static OpenedFile open(App app, KeptBackup.Copy copy, boolean verified, Progress progress)
      throws FailureException {
    Path scratch = app.home().stagingFolder();
    Destination place = copy.destination();
    return verified || !place.isOnThisComputer()
        ? OpenedFile.fetched(place, copy.summary(), BackupFile.DATABASE, scratch, progress)
        : place.open(copy.summary(), BackupFile.DATABASE, scratch, progress);
  }

  /**
   * Reads a few pages of a kept backup at the first place that gives them: where it is, also on the
   * NAS, in a thread that is left behind if the place doesn't answer any more.
   */
  static <T> T peek(App app, KeptBackup kept, Destination.Reading<T> reading, Progress progress)
      throws FailureException {
    return GoodCopy.of(
        app,
        kept,
        copy ->
            copy.destination()
                .read(
                    copy.summary(),
                    BackupFile.DATABASE,
                    app.home().stagingFolder(),
                    reading,
                    progress));
  }

  /** Copies the live database as it is now: its app waits for no reader of ours. */
  public static ReadableCopy now(App app, Path live, Progress progress) throws FailureException {
    Path file = live.toAbsolutePath().normalize();
    return made(
        app,
        file,
        copy ->
            new LiveDatabase(file, PATIENCE, NetworkFolders.isNetwork(file), app.clock())
                .snapshot(copy, progress));
  }

  /** Joins a copy that another program left with the files beside it. */
  public static ReadableCopy unverified(App app, Path source, Progress progress)
      throws FailureException {
    return made(app, source, copy -> Restorer.fetchUnverified(source, copy, progress));
  }

  /** Makes a scratch file. */
  @FunctionalInterface
  private interface Making {
    void make(Path copy) throws FailureException;
  }

  private static ReadableCopy made(App app, Path of, Making making) throws FailureException {
    Path folder = app.home().stagingFolder();
    Path copy = DurableFiles.partialOf(folder.resolve(of.getFileName()));
    return ScratchFolder.use(
        folder,
        () -> {
          boolean made = false;
          try {
            making.make(copy);
            made = true;
            return new ReadableCopy(copy, () -> SideFiles.discardWith(copy));
          } finally {
            if (!made) {
              SideFiles.discardWith(copy);
            }
          }
        });
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    remove.run();
  }
}
