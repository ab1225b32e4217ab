package dev.nightjar.app;

import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.backup.BackupRunner;
import dev.nightjar.destination.folder.PlacedBackup;
import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import dev.nightjar.platform.NetworkFolders;
import dev.nightjar.rows.RowsBack;
import dev.nightjar.rows.RowsEffect;
import dev.nightjar.rows.RowsRequest;
import dev.nightjar.settings.Job;
import dev.nightjar.sqlite.WritableDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Gets rows of a backup back into the live database: what both faces do. Unlike a whole backup they
 * come while its app runs: it waits no longer than for one transaction.
 */
public final class RowsRestore {
  /** As long as an app is waited for that writes. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final App app;
  private final BackupRunner runner;

  RowsRestore(App app, BackupRunner runner) {
    this.app = app;
    this.runner = runner;
  }

  /**
   * The rows to bring back, and where.
   *
   * @param file the live database
   * @param job the job that it is of, if there is one
   */
  public record Request(KeptBackup backup, RowsRequest rows, Path file, Optional<Job> job) {
    private RowsBack of(Path copy, WritableDatabase into) {
      RowsBack.Called called = new RowsBack.Called(file, backup.summary().id());
      return new RowsBack(into, copy, rows, called);
    }
  }

  /**
   * Rows that came back.
   *
   * @param saved the backup of the data from before; empty if nothing was to change
   */
  public record Done(RowsEffect effect, Optional<BeforeRestore.Saved> saved) {}

  /** Told as it goes, and may cancel until the first row is written. */
  public interface Listener extends InPlaceRestore.Listener {
    /** The data of today is about to be saved; this is what will be done after it. */
    default void planned(RowsEffect effect) {}
  }

  /** Does it on a copy of now, and says what that did; the live database isn't touched. */
  public RowsEffect preview(Request request, Progress progress) throws FailureException {
    try (ReadableCopy backup = ReadableCopy.toAttach(app, request.backup(), progress)) {
      return preview(request, backup.path(), progress);
    }
  }

  private RowsEffect preview(Request request, Path backup, Progress progress)
      throws FailureException {
    try (ReadableCopy now = ReadableCopy.now(app, request.file(), progress);
        WritableDatabase copy =
            WritableDatabase.open(now.path(), Duration.ZERO, false, app.clock(), progress)) {
      return request.of(backup, copy).run(() -> {});
    }
  }

  /**
   * Does it, under the job's locks: first on a copy, so that a refusal comes before anything else;
   * then the data of today is saved; then it is done in one transaction.
   *
   * @throws FailureException {@code ROWS_…}, {@code DATABASE_LOCKED}, {@code RUN_IN_PROGRESS}, …:
   *     no row was written then
   */
  public Done apply(Request request, Listener listener) throws FailureException {
    Path file = request.file().toAbsolutePath().normalize();
    PlacedBackup.refuse(file);
    BeforeRestore before =
        new BeforeRestore(app, runner, file, request.job(), request.backup().summary());
    return app.locks()
        .under(
            before.job(),
            false,
            () -> {
              Progress progress = listener::advanced;
              listener.begins(InPlaceRestore.Stage.FETCHING);
              try (ReadableCopy backup = ReadableCopy.toAttach(app, request.backup(), progress)) {
                RowsEffect planned = preview(request, backup.path(), progress);
                if (planned.isNone()) {
                  return new Done(planned, Optional.empty());
                }
                listener.planned(planned);
                return write(request, file, backup.path(), before, listener);
              }
            });
  }

  /** Returns the backup that undoes it; empty if nothing was changed. */
  public Optional<KeptBackup> undoing(Request request, Done done) {
    return done.saved().flatMap(saved -> saved.find(app, request.job()));
  }

  private Done write(
      Request request, Path file, Path backup, BeforeRestore before, Listener listener)
      throws FailureException {
    boolean onNetwork = NetworkFolders.isNetwork(file);
    try (WritableDatabase live =
        WritableDatabase.open(file, PATIENCE, onNetwork, app.clock(), listener::advanced)) {
      long version = live.dataVersion();
      listener.begins(InPlaceRestore.Stage.SAVING);
      before.save(live, listener);
      RowsEffect effect =
          request
              .of(backup, live)
              .run(
                  () -> {
                    // The app has written meanwhile: now it waits, and that is saved, too.
                    if (live.dataVersion() != version) {
                      before.save(live, listener);
                    }
                    listener.begins(InPlaceRestore.Stage.WRITING);
                  });
      return new Done(effect, before.saved());
    }
  }
}
