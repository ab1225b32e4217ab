package dev.nightjar.desktop.inside;

import dev.nightjar.desktop.kit.Ending;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.inside.TableExport;
import dev.nightjar.io.Progress;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Writes a table to a file beside what its window reads. Used on the event thread. */
final class CsvTask {
  private static final long ROWS_BETWEEN_NEWS = 10_000;

  private final Executor work;
  private final Executor eventThread;
  private final Consumer<Export> listener;
  private Export now = new Export.None();
  private volatile boolean cancelled;
  private Runnable ended = () -> {};

  CsvTask(Executor work, Executor eventThread, Consumer<Export> listener) {
    this.work = work;
    this.eventThread = eventThread;
    this.listener = listener;
  }

  /** Begins, unless one is under way. */
  void start(Path database, String table, Path target, boolean replace) {
    if (now instanceof Export.Running) {
      return;
    }
    cancelled = false;
    now(new Export.Running(table, 0, false));
    work.execute(
        () -> {
          Export end = write(database, table, target, replace);
          eventThread.execute(
              () -> {
                now(end);
                ended.run();
              });
        });
  }

  private Export write(Path database, String table, Path target, boolean replace) {
    long[] told = {0};
    Progress progress =
        (done, total) -> {
          if (cancelled) {
            throw new FailureException(Reason.CANCELLED);
          }
          if (done - told[0] >= ROWS_BETWEEN_NEWS) {
            told[0] = done;
            eventThread.execute(() -> advanced(table, done));
          }
        };
    return Ending.of(
        "export",
        () ->
            new Export.Done(
                table, target, TableExport.write(database, table, target, replace, progress)),
        failure ->
            failure.reason() == Reason.TARGET_EXISTS && !replace
                ? new Export.Asking(table, target)
                : new Export.Failed(failure));
  }

  private void advanced(String table, long rows) {
    if (now instanceof Export.Running) {
      now(new Export.Running(table, rows, cancelled));
    }
  }

  /** Cancels it; of one that has ended nothing is said any more. */
  void end() {
    if (now instanceof Export.Running running) {
      cancelled = true;
      now(new Export.Running(running.table(), running.rows(), true));
    } else {
      now(new Export.None());
    }
  }

  /** Cancels it, and runs {@code then} once nothing reads the database for it. */
  void closed(Runnable then) {
    cancelled = true;
    if (now instanceof Export.Running) {
      ended = then;
    } else {
      then.run();
    }
  }

  private void now(Export next) {
    now = next;
    listener.accept(next);
  }
}
