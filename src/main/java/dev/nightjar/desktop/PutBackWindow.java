package dev.nightjar.desktop;

import dev.nightjar.app.App;
import dev.nightjar.app.InPlaceRestore;
import dev.nightjar.app.InPlaceRestore.Done;
import dev.nightjar.app.InPlaceRestore.Preview;
import dev.nightjar.app.InPlaceRestore.Request;
import dev.nightjar.desktop.kit.ActionFrame;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.restore.PutBackPanel;
import dev.nightjar.desktop.restore.PutBackTask;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.failure.FailureException;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import dev.nightjar.text.Messages;
import java.awt.EventQueue;
import java.awt.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The one window in which a backup is put back. Used on the event thread. */
final class PutBackWindow {
  private final InPlaceRestore restore;
  private final App app;
  private final Executor errands;
  private final Runnable changed;
  private final ActionWindow window = new ActionWindow();

  /**
   * @param errands each on a thread of its own: a restore waits for programs to be closed
   * @param changed has the backups read again
   */
  PutBackWindow(App app, Executor errands, Runnable changed) {
    this.app = app;
    this.restore = app.inPlaceRestore();
    this.errands = errands;
    this.changed = changed;
  }

  /** Shows it for that backup; one that is open for another is left as it is, in front. */
  void show(@Nullable Window from, Command.PutBack wanted, Settings settings, Messages texts) {
    if (window.isOpen()) {
      return;
    }
    Optional<Job> job = settings.find(wanted.job());
    if (job.isEmpty()) {
      return; // Removed from the settings since it was listed.
    }
    Request request =
        new Request(wanted.backup(), BackupFile.DATABASE, job.get().database(), job, true);
    PutBackTask begun = new PutBackTask(new Engine(), request, errands, EventQueue::invokeLater);
    PutBackPanel panel = new PutBackPanel(begun, app.clock(), texts, window::dispose);
    window.open(begun, new ActionFrame(from, panel, texts.of("put-back.window")));
  }

  /** Ends what has not begun to write. */
  void close() {
    window.close();
  }

  /** Waits for what has begun to write; not on the event thread. */
  boolean awaitEnd(Duration patience) throws InterruptedException {
    return window.awaitEnd(patience);
  }

  /** The use case, and the window behind. */
  private final class Engine implements PutBackTask.Engine {
    @Override
    public Preview preview(Request request) {
      return restore.preview(request);
    }

    @Override
    public Done restore(Request request, InPlaceRestore.Listener listener) throws FailureException {
      return restore.restore(request, listener);
    }

    @Override
    public Optional<Request> undoing(Request request, Done done) {
      return restore.undoing(request, done);
    }

    @Override
    public boolean isUnfinished(Path file) {
      return restore.isUnfinished(file);
    }

    @Override
    public void changed() {
      changed.run();
    }
  }
}
