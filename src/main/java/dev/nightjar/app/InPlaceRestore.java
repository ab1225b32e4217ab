package dev.nightjar.app;

import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.backup.BackupRunner;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.folder.PlacedBackup;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.FileHolders;
import dev.nightjar.platform.FileHolders.Holder;
import dev.nightjar.platform.NetworkFolders;
import dev.nightjar.restore.InPlaceRestorer;
import dev.nightjar.settings.Job;
import dev.nightjar.sqlite.LiveFileInspector;
import dev.nightjar.sqlite.LiveFileState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Puts a backup back into the live file: what both faces do. */
public final class InPlaceRestore {
  private static final Logger LOG = Logger.getLogger(InPlaceRestore.class.getName());
  private static final int MILLIS_BETWEEN_POLLS = 250;

  /** An inspection of the tray program's, or a virus scanner, has the file open for less. */
  private static final int POLLS_BEFORE_IN_USE = 6;

  private final App app;
  private final BackupRunner runner;
  private final FileHolders holders;
  private final InPlaceRestorer restorer;

  InPlaceRestore(App app, BackupRunner runner, FileHolders holders) {
    this.app = app;
    this.runner = runner;
    this.holders = holders;
    this.restorer = new InPlaceRestorer(app.home(), holders, app.clock());
  }

  /**
   * A backup to put back, and where.
   *
   * @param backup the backup to put back
   * @param from the one of its files to use
   * @param file the live database
   * @param job the job that the live database is of, if there is one
   * @param patient whether to wait while a program has it open
   */
  public record Request(
      KeptBackup backup, BackupFile from, Path file, Optional<Job> job, boolean patient) {}

  /**
   * Facts to decide by.
   *
   * @param layoutThen the app's mark of its layout in the backup
   * @param layoutNow the same in the live database; empty if none can be read
   * @param changedAt when the live database was last written to; empty if none can be read
   * @param trouble why none can be read
   * @param users the programs that have it open now
   */
  public record Preview(
      long layoutThen,
      Optional<Long> layoutNow,
      Optional<Instant> changedAt,
      Optional<Failure> trouble,
      List<Holder> users) {
    public Preview {
      users = List.copyOf(users);
    }

    /** Returns whether the app has changed the layout of its data since. */
    public boolean isOfAnotherLayout() {
      return layoutNow.filter(now -> now != layoutThen).isPresent();
    }
  }

  /** The stages of a restore, in their order. */
  public enum Stage {
    /** The backup is fetched and verified. */
    FETCHING,
    /** The data of today is saved. */
    SAVING,
    /** The backup goes into the live file, and is compared: too late to cancel. */
    WRITING
  }

  /** Told as it goes, and may cancel until the first byte is written. */
  public interface Listener {
    /** A stage begins. */
    default void begins(Stage stage) {}

    /**
     * Between buffers, and while it waits.
     *
     * @throws FailureException {@code CANCELLED}
     */
    default void advanced(long done, long total) throws FailureException {}

    /** Programs have the file open, and are waited for. */
    default void waiting(List<Holder> programs) {}

    /** A backup of this job is being made, and is waited for. */
    default void waitingForRun() {}
  }

  /**
   * A restore that has ended well.
   *
   * @param saved the backup of the data from before; empty if there was none to save
   */
  public record Done(InPlaceRestorer.Restored restored, Optional<BeforeRestore.Saved> saved) {}

  /** Reads what the user should know before; touches nothing. */
  public Preview preview(Request request) {
    Path file = request.file();
    LiveFileState now =
        LiveFileInspector.inspect(file, NetworkFolders.isNetwork(file), Optional.empty());
    return new Preview(
        request.backup().summary().userVersion(),
        now.facts().map(LiveFileState.Facts::userVersion),
        now.facts().map(LiveFileState.Facts::changedAt),
        now.failure(),
        holders.of(file));
  }

  /**
   * Puts the backup back, under the job's locks.
   *
   * @throws FailureException {@code DATABASE_IN_USE}, {@code RUN_IN_PROGRESS}, {@code TARGET_…},
   *     {@code CANCELLED}, …: nothing was written then, unless it is {@code TARGET_DIFFERS}
   */
  public Done restore(Request request, Listener listener) throws FailureException {
    PlacedBackup.refuse(request.file());
    while (true) {
      try {
        return restoreAtOnce(request, listener);
      } catch (FailureException e) {
        if (!request.patient() || e.reason() != Reason.RUN_IN_PROGRESS) {
          throw e;
        }
      }
      listener.waitingForRun();
      listener.advanced(0, -1);
      pause();
    }
  }

  private Done restoreAtOnce(Request request, Listener listener) throws FailureException {
    BeforeRestore before =
        new BeforeRestore(app, runner, request.file(), request.job(), request.backup().summary());
    return app.locks()
        .under(
            before.job(),
            false,
            () -> {
              listener.begins(Stage.FETCHING);
              InPlaceRestorer.Restored restored =
                  restorer.restore(
                      request.file(),
                      new KeptSource(app, request.backup(), request.from()),
                      locked -> {
                        listener.begins(Stage.SAVING);
                        String id = before.save(locked, listener);
                        listener.begins(Stage.WRITING);
                        return id;
                      },
                      waiting(request.patient(), listener),
                      listener::advanced);
              return new Done(restored, before.saved());
            });
  }

  /** Returns what puts the data from before back again; empty if none was saved. */
  public Optional<Request> undoing(Request request, Done done) {
    return done.saved()
        .flatMap(saved -> saved.find(app, request.job()))
        .map(
            backup ->
                new Request(
                    backup, BackupFile.DATABASE, request.file(), request.job(), request.patient()));
  }

  /** Whether what stands in {@code file} is unclear: the next start finishes a restore into it. */
  public boolean isUnfinished(Path file) {
    Path target;
    try {
      target = file.toRealPath();
    } catch (IOException e) {
      target = file.toAbsolutePath().normalize();
    }
    return restorer.isUnfinished(target);
  }

  private static void pause() throws FailureException {
    try {
      TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_POLLS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw FailureException.because(e, Reason.CANCELLED);
    }
  }

  private static InPlaceRestorer.Waiting waiting(boolean wait, Listener listener) {
    return new InPlaceRestorer.Waiting() {
      private int polls;

      @Override
      public void inUse(Path file, List<Holder> programs) throws FailureException {
        polls++;
        if (polls >= POLLS_BEFORE_IN_USE) {
          if (!wait) {
            throw InPlaceRestorer.inUse(file, programs);
          }
          listener.waiting(programs);
        }
        listener.advanced(0, -1);
        pause();
      }
    };
  }

  /** How an interrupted restore ended, or why it couldn't be ended. */
  public record Interrupted(
      Path target, Optional<InPlaceRestorer.Finished> finished, Optional<Failure> failure) {}

  /** Finishes what a kill or a power cut interrupted: called at each start. */
  public List<Interrupted> finishInterrupted() {
    List<Interrupted> all = new ArrayList<>();
    for (Path target : restorer.unfinished()) {
      try {
        restorer
            .finish(target)
            .ifPresent(end -> all.add(new Interrupted(target, Optional.of(end), Optional.empty())));
      } catch (FailureException e) {
        LOG.log(Level.WARNING, e, () -> "an interrupted restore into " + target);
        all.add(new Interrupted(target, Optional.empty(), Optional.of(e.failure())));
      }
    }
    return all;
  }
}
