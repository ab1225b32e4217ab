package dev.nightjar.desktop.diff;

import dev.nightjar.desktop.kit.Ending;
import dev.nightjar.desktop.kit.InTurn;
import dev.nightjar.diff.DatabaseDiff;
import dev.nightjar.diff.DiffListener;
import dev.nightjar.diff.TableDiff;
import dev.nightjar.failure.Attempt;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Compares two databases for their window, off the event thread, and one thing at a time: what was
 * asked for last counts. Used on the event thread, which alone changes its state.
 */
public final class DiffTask {
  private static final long ROWS_BETWEEN_NEWS = 20_000;

  private final List<Source> sources;
  private final InTurn turn;
  private final Executor eventThread;
  private Consumer<DiffState> listener = state -> {};
  private DiffState state;

  /** Of the reading threads, which take turns. */
  private final Map<Integer, Opened> opened = new HashMap<>();

  private final AtomicLong latest = new AtomicLong();
  private volatile boolean closed;

  /** Makes a database readable, which may take long. */
  @FunctionalInterface
  public interface Source {
    Opened open(Progress progress) throws FailureException;
  }

  /** A database that nobody writes to, until it is closed. */
  public interface Opened {
    Path path();

    void close();
  }

  /**
   * @param sources the databases that can be compared
   * @param from the index of the one that is compared first
   * @param to the index of the other one
   * @param work may be occupied for as long as they are read
   */
  public DiffTask(List<Source> sources, int from, int to, Executor work, Executor eventThread) {
    this.sources = List.copyOf(sources);
    this.state = DiffState.comparing(from, to);
    this.turn = new InTurn(work);
    this.eventThread = eventThread;
  }

  /** Begins, and tells {@code told} each state on the event thread. */
  void begin(Consumer<DiffState> told) {
    listener = told;
    compare(state.from(), state.to());
  }

  DiffState state() {
    return state;
  }

  /** Compares these two from now on. */
  void compare(int from, int to) {
    DiffState next = DiffState.comparing(from, to);
    ask(
        next,
        progress -> {
          Path older = open(from, to, progress);
          Path newer = open(to, from, progress);
          DatabaseDiff diff =
              DatabaseDiff.between(older, newer, any -> true, DiffListener.NONE, told(progress));
          return state -> state.compared(diff);
        },
        this::chooseFirst);
  }

  private void chooseFirst() {
    if (!state.tables().isEmpty() || !state.schema().isEmpty()) {
      choose(0);
    }
  }

  /** Each is opened once, and stays open while it is one of the two. */
  private Path open(int index, int other, Progress progress) throws FailureException {
    List<Integer> unused =
        opened.keySet().stream().filter(key -> key != index && key != other).toList();
    for (Integer key : unused) {
      Opened old = opened.remove(key);
      if (old != null) {
        old.close();
      }
    }
    Opened there = opened.get(index);
    if (there == null) {
      there = sources.get(index).open(progress);
      opened.put(index, there);
    }
    return there.path();
  }

  private Progress told(Progress progress) {
    long[] news = {0};
    return (done, total) -> {
      progress.advanced(done, total);
      if (done - news[0] >= ROWS_BETWEEN_NEWS) {
        news[0] = done;
        long mine = latest.get();
        eventThread.execute(
            () -> {
              if (mine == latest.get() && state.busy()) {
                now(state.read(done));
              }
            });
      }
    };
  }

  /** Shows a table's rows that differ, or a declaration. */
  void choose(int line) {
    if (state.diff().isEmpty() || line == state.chosen()) {
      return;
    }
    if (line >= state.tables().size()) {
      latest.incrementAndGet();
      now(state.choosing(line).shown(DifferentRows.Page.NONE));
    } else {
      show(state.choosing(line), 0);
    }
  }

  /** Turns the page: every page but the last is full. */
  void turn(boolean on) {
    DifferentRows.Page page = state.page();
    if (!state.busy() && (on ? page.hasMore() : page.first() > 0)) {
      int size = DifferentRows.most(page.columns().size());
      show(state.turning(), Math.max(0, page.first() + (on ? size : -size)));
    }
  }

  private void show(DiffState next, long skipped) {
    TableDiff table = next.tables().get(next.chosen());
    ask(
        next,
        progress -> {
          DifferentRows.Page page =
              DifferentRows.read(
                  open(next.from(), next.to(), progress),
                  open(next.to(), next.from(), progress),
                  table.table().name(),
                  skipped,
                  progress);
          return state -> state.shown(page);
        },
        () -> {});
  }

  /** Ends what is being read. */
  void stop() {
    if (state.busy()) {
      latest.incrementAndGet();
      now(state.failed(Failure.of(Reason.CANCELLED)));
    }
  }

  /** Ends all that is being read; nothing is told any more. */
  public void close() {
    if (!closed) {
      closed = true;
      listener = next -> {};
      turn.execute(() -> opened.values().forEach(Opened::close));
    }
  }

  /** Reads something. */
  @FunctionalInterface
  private interface Question {
    UnaryOperator<DiffState> answer(Progress progress) throws FailureException;
  }

  private void ask(DiffState meanwhile, Question question, Runnable then) {
    long mine = latest.incrementAndGet();
    now(meanwhile);
    Progress progress =
        (done, total) -> {
          if (closed || mine != latest.get()) {
            throw new FailureException(Reason.CANCELLED);
          }
        };
    turn.execute(
        () -> {
          UnaryOperator<DiffState> change = changeOf(() -> question.answer(progress));
          eventThread.execute(
              () -> {
                if (!closed && mine == latest.get()) {
                  now(change.apply(state));
                  then.run();
                }
              });
        });
  }

  private static UnaryOperator<DiffState> changeOf(Attempt<UnaryOperator<DiffState>> question) {
    return Ending.of("what changed", question, failure -> state -> state.failed(failure));
  }

  private void now(DiffState next) {
    state = next;
    listener.accept(next);
  }
}
