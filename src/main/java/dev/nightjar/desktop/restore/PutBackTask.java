package dev.nightjar.desktop.restore;

import dev.nightjar.app.InPlaceRestore;
import dev.nightjar.app.InPlaceRestore.Done;
import dev.nightjar.app.InPlaceRestore.Preview;
import dev.nightjar.app.InPlaceRestore.Request;
import dev.nightjar.app.InPlaceRestore.Stage;
import dev.nightjar.desktop.kit.ActionTask;
import dev.nightjar.desktop.kit.Ending;
import dev.nightjar.desktop.restore.PutBackState.Asking;
import dev.nightjar.desktop.restore.PutBackState.Ended;
import dev.nightjar.desktop.restore.PutBackState.Failed;
import dev.nightjar.desktop.restore.PutBackState.Inspecting;
import dev.nightjar.desktop.restore.PutBackState.Obstacle;
import dev.nightjar.desktop.restore.PutBackState.Working;
import dev.nightjar.failure.Attempt;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.platform.FileHolders.Holder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Puts a backup back step by step, off the event thread: inspects the file, is told to go on, does
 * it. Used on the event thread, which alone changes its state.
 */
public final class PutBackTask implements ActionTask {
  private final Engine engine;
  private final Executor work;
  private final Executor eventThread;
  private Consumer<PutBackState> listener = state -> {};
  private Request request;
  private volatile PutBackState state = new Inspecting();
  private volatile CountDownLatch ended = new CountDownLatch(0);

  /** Does what is asked for; each call may take long, and none is on the event thread. */
  public interface Engine {
    Preview preview(Request request);

    Done restore(Request request, InPlaceRestore.Listener listener) throws FailureException;

    Optional<Request> undoing(Request request, Done done);

    boolean isUnfinished(Path file);

    /** Something was put back, or saved: what is shown of the backups is no longer true. */
    void changed();
  }

  /**
   * @param work may be occupied for as long as a program has the file open
   */
  public PutBackTask(Engine engine, Request request, Executor work, Executor eventThread) {
    this.engine = engine;
    this.request = request;
    this.work = work;
    this.eventThread = eventThread;
  }

  /** Begins, and tells {@code listener} each state on the event thread. */
  void begin(Consumer<PutBackState> told) {
    listener = told;
    inspect(request);
  }

  Request request() {
    return request;
  }

  PutBackState state() {
    return state;
  }

  private void inspect(Request wanted) {
    request = wanted;
    now(new Inspecting());
    work.execute(
        () -> {
          PutBackState next = end(wanted, () -> new Asking(engine.preview(wanted)));
          tell(next);
        });
  }

  /** The user agrees. */
  void go() {
    if (!(state instanceof Asking)) {
      return;
    }
    Request wanted = request;
    CountDownLatch begun = new CountDownLatch(1);
    ended = begun;
    now(Working.BEGUN);
    work.execute(
        () -> {
          PutBackState end = end(wanted, () -> restored(wanted));
          try {
            engine.changed();
          } finally {
            tell(end);
            begun.countDown();
          }
        });
  }

  private PutBackState restored(Request wanted) throws FailureException {
    Done done = engine.restore(wanted, new Listening());
    // The data is back, whether or not it is known how to undo that.
    return new Ended(
        done, Ending.of("undo", () -> engine.undoing(wanted, done), why -> Optional.empty()));
  }

  private PutBackState end(Request wanted, Attempt<PutBackState> attempt) {
    return Ending.of(
        "putting back " + wanted.backup().summary().id(),
        attempt,
        failure -> new Failed(failure, engine.isUnfinished(wanted.file())));
  }

  /** The same with the backup of the data from before. */
  void undo() {
    if (state instanceof Ended ended) {
      ended.undo().ifPresent(this::inspect);
    }
  }

  /** From the start again, after a failure. */
  void again() {
    if (state instanceof Failed) {
      inspect(request);
    }
  }

  @Override
  public void cancel() {
    if (state instanceof Working now && now.mayBeCancelled()) {
      now(new Working(now.stage(), now.percent(), now.obstacle(), now.programs(), true));
    }
  }

  @Override
  public boolean awaitEnd(Duration patience) throws InterruptedException {
    return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether it is under way, so that its window stays. */
  boolean isWorking() {
    return state instanceof Working;
  }

  private void now(PutBackState next) {
    state = next;
    listener.accept(next);
  }

  private void tell(PutBackState next) {
    eventThread.execute(() -> now(next));
  }

  private void tell(UnaryOperator<Working> change) {
    eventThread.execute(
        () -> {
          if (state instanceof Working before) {
            Working after = change.apply(before);
            if (!after.equals(before)) {
              now(after);
            }
          }
        });
  }

  /** Hands what happens to the event thread; each percent and each program once. */
  private final class Listening implements InPlaceRestore.Listener {
    private Stage stage = Stage.FETCHING;
    private Progress shown = Progress.inPercent(this::reached);

    @Override
    public void begins(Stage begun) {
      stage = begun;
      shown = Progress.inPercent(this::reached);
      tell(now -> new Working(begun, 0, Obstacle.NONE, List.of(), now.cancelling()));
    }

    @Override
    public void advanced(long done, long total) throws FailureException {
      if (stage != Stage.WRITING && state instanceof Working now && now.cancelling()) {
        throw new FailureException(Reason.CANCELLED);
      }
      shown.advanced(done, total);
    }

    private void reached(int percent) {
      Stage at = stage;
      tell(now -> new Working(at, percent, Obstacle.NONE, List.of(), now.cancelling()));
    }

    @Override
    public void waiting(List<Holder> programs) {
      tell(
          now ->
              new Working(
                  now.stage(), now.percent(), Obstacle.PROGRAMS, programs, now.cancelling()));
    }

    @Override
    public void waitingForRun() {
      tell(
          now ->
              new Working(now.stage(), now.percent(), Obstacle.RUN, List.of(), now.cancelling()));
    }
  }
}
