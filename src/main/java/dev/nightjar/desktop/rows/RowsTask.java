package dev.nightjar.desktop.rows;

import dev.nightjar.app.InPlaceRestore.Stage;
import dev.nightjar.app.RowsRestore;
import dev.nightjar.app.RowsRestore.Done;
import dev.nightjar.app.RowsRestore.Request;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.desktop.kit.ActionTask;
import dev.nightjar.desktop.kit.Ending;
import dev.nightjar.desktop.rows.RowsState.Asking;
import dev.nightjar.desktop.rows.RowsState.Ended;
import dev.nightjar.desktop.rows.RowsState.Failed;
import dev.nightjar.desktop.rows.RowsState.Trying;
import dev.nightjar.desktop.rows.RowsState.Working;
import dev.nightjar.failure.Attempt;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.rows.RowsEffect;
import dev.nightjar.rows.RowsRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Gets rows back step by step, off the event thread: tries it out on a copy, is told to go on, does
 * it. Used on the event thread, which alone changes its state.
 */
public final class RowsTask implements ActionTask {
  private final Engine engine;
  private final Executor work;
  private final Executor eventThread;
  private Consumer<RowsState> listener = state -> {};
  private Request request;
  private volatile RowsState state = new Trying(0);
  private volatile CountDownLatch ended = new CountDownLatch(0);

  /** The number of the latest trial; one with another number is overtaken. */
  private final AtomicLong latest = new AtomicLong();

  /** Does what is asked for; each call may take long, and none is on the event thread. */
  public interface Engine {
    RowsEffect preview(Request request, Progress progress) throws FailureException;

    Done apply(Request request, RowsRestore.Listener listener) throws FailureException;

    Optional<KeptBackup> undoing(Request request, Done done);

    /** Rows came back, or data was saved: what is shown of the backups is no longer true. */
    void changed();
  }

  /**
   * @param work may be occupied for as long as both databases are read
   */
  public RowsTask(Engine engine, Request request, Executor work, Executor eventThread) {
    this.engine = engine;
    this.request = request;
    this.work = work;
    this.eventThread = eventThread;
  }

  /** Begins, and tells {@code listener} each state on the event thread. */
  void begin(Consumer<RowsState> told) {
    listener = told;
    tryOut();
  }

  Request request() {
    return request;
  }

  RowsState state() {
    return state;
  }

  /** Whether there is still a choice of rows. */
  boolean mayChoose() {
    return state instanceof Trying || state instanceof Asking;
  }

  /** Brings back only rows that are missing, or those that changed, too. */
  void choose(boolean onlyMissing) {
    RowsRequest rows = request.rows();
    if (mayChoose() && rows.onlyMissing() != onlyMissing) {
      request =
          new Request(
              request.backup(),
              new RowsRequest(rows.table(), rows.keys(), onlyMissing),
              request.file(),
              request.job());
      tryOut();
    }
  }

  private void tryOut() {
    Request wanted = request;
    long mine = latest.incrementAndGet();
    now(new Trying(0));
    Progress mayEnd =
        (done, total) -> {
          if (mine != latest.get()) {
            throw new FailureException(Reason.CANCELLED);
          }
        };
    Progress counted = mayEnd.then(Progress.inPercent(percent -> tell(mine, new Trying(percent))));
    work.execute(() -> tell(mine, end(() -> new Asking(engine.preview(wanted, counted)))));
  }

  /** The user agrees to what they have seen. */
  void go() {
    if (!(state instanceof Asking asking) || asking.effect().isNone()) {
      return;
    }
    Request wanted = request;
    CountDownLatch begun = new CountDownLatch(1);
    ended = begun;
    long mine = latest.incrementAndGet();
    now(Working.BEGUN);
    work.execute(
        () -> {
          RowsState end = end(() -> applied(wanted, mine));
          try {
            engine.changed();
          } finally {
            tell(mine, end);
            begun.countDown();
          }
        });
  }

  private RowsState applied(Request wanted, long mine) throws FailureException {
    Done done = engine.apply(wanted, new Listening(mine));
    // The rows are back, whether or not it is known how to undo that.
    return new Ended(
        done, Ending.of("undo", () -> engine.undoing(wanted, done), why -> Optional.empty()));
  }

  private static RowsState end(Attempt<RowsState> attempt) {
    return Ending.of("rows back", attempt, Failed::new);
  }

  /** From the start again, after a failure. */
  void again() {
    if (state instanceof Failed) {
      tryOut();
    }
  }

  @Override
  public void cancel() {
    if (state instanceof Working now && now.mayBeCancelled()) {
      now(new Working(now.stage(), now.percent(), true));
    } else if (mayChoose()) {
      latest.incrementAndGet();
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

  private void now(RowsState next) {
    state = next;
    listener.accept(next);
  }

  /** Of what is overtaken nothing is told any more. */
  private void tell(long mine, RowsState next) {
    eventThread.execute(
        () -> {
          if (mine == latest.get()) {
            now(next);
          }
        });
  }

  /** Hands what happens to the event thread. */
  private final class Listening implements RowsRestore.Listener {
    private final long mine;
    private Stage stage = Stage.FETCHING;
    private Progress shown = Progress.inPercent(this::tell);

    Listening(long mine) {
      this.mine = mine;
    }

    private void tell(int percent) {
      Stage at = stage;
      eventThread.execute(
          () -> {
            if (mine == latest.get() && state instanceof Working before) {
              now(new Working(at, percent, before.cancelling()));
            }
          });
    }

    @Override
    public void begins(Stage begun) {
      stage = begun;
      shown = Progress.inPercent(this::tell);
      tell(0);
    }

    @Override
    public void advanced(long done, long total) throws FailureException {
      if (stage != Stage.WRITING && state instanceof Working now && now.cancelling()) {
        throw new FailureException(Reason.CANCELLED);
      }
      shown.advanced(done, total);
    }
  }
}
