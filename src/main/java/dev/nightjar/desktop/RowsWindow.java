package dev.nightjar.desktop;

import dev.nightjar.app.App;
import dev.nightjar.app.RowsRestore;
import dev.nightjar.app.RowsRestore.Done;
import dev.nightjar.app.RowsRestore.Request;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.desktop.kit.ActionFrame;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.rows.RowsPanel;
import dev.nightjar.desktop.rows.RowsTask;
import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import dev.nightjar.rows.RowsEffect;
import dev.nightjar.rows.RowsRequest;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import dev.nightjar.text.Messages;
import java.awt.EventQueue;
import java.awt.Window;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one window in which rows come back. Used on the event thread. */
final class RowsWindow {
  private final App app;
  private final RowsRestore rows;
  private final Executor errands;
  private final Consumer<Command> commands;
  private final Runnable changed;
  private final ActionWindow window = new ActionWindow();

  /**
   * @param errands each on a thread of its own: both databases are read
   * @param changed has the backups read again
   */
  RowsWindow(App app, Executor errands, Consumer<Command> commands, Runnable changed) {
    this.app = app;
    this.rows = app.rowsRestore();
    this.errands = errands;
    this.commands = commands;
    this.changed = changed;
  }

  /** Shows it for these rows; one that is open for others is left as it is, in front. */
  void show(@Nullable Window from, Command.GetRowsBack wanted, Settings settings, Messages texts) {
    Optional<Job> job = settings.find(wanted.job());
    if (window.isOpen() || job.isEmpty()) {
      return;
    }
    Request request =
        new Request(
            wanted.backup(),
            new RowsRequest(wanted.table(), wanted.keys(), false),
            job.get().database(),
            job);
    RowsTask task = new RowsTask(new Engine(), request, errands, EventQueue::invokeLater);
    RowsPanel panel =
        new RowsPanel(
            task,
            app.clock(),
            texts,
            backup -> commands.accept(new Command.PutBack(wanted.job(), backup)),
            window::dispose);
    window.open(task, new ActionFrame(from, panel, texts.of("rows-back.window")));
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
  private final class Engine implements RowsTask.Engine {
    @Override
    public RowsEffect preview(Request request, Progress progress) throws FailureException {
      return rows.preview(request, progress);
    }

    @Override
    public Done apply(Request request, RowsRestore.Listener listener) throws FailureException {
      return rows.apply(request, listener);
    }

    @Override
    public Optional<KeptBackup> undoing(Request request, Done done) {
      return rows.undoing(request, done);
    }

    @Override
    public void changed() {
      changed.run();
    }
  }
}
