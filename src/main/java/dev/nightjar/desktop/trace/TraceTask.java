package dev.nightjar.desktop.trace;

import dev.nightjar.desktop.kit.Ending;
import dev.nightjar.desktop.kit.InTurn;
import dev.nightjar.desktop.trace.TraceEntry.TracedRow;
import dev.nightjar.desktop.trace.TraceState.Summary;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.trace.RowTrace;
import dev.nightjar.trace.TextTrace;
import dev.nightjar.trace.TracedBackup;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Follows a row, or a text, through backups for its window, off the event thread: each finding is
 * told at once. Used on the event thread, which alone changes its state.
 */
public final class TraceTask {
  private final Source source;
  private final InTurn turn;
  private final Executor eventThread;
  private Consumer<TraceState> listener = state -> {};
  private TraceState state = TraceState.NONE;

  /** The number of the latest question; one with another number is overtaken. */
  private final AtomicLong latest = new AtomicLong();

  /** Names the backups to read. */
  @FunctionalInterface
  public interface Source {
    /**
     * Returns them, the newest first.
     *
     * @param progress asked while one is fetched, and may cancel
     */
    List<TracedBackup> newestFirst(Progress progress);
  }

  /**
   * @param work may be occupied for as long as backups are read
   */
  public TraceTask(Source source, Executor work, Executor eventThread) {
    this.source = source;
    this.turn = new InTurn(work);
    this.eventThread = eventThread;
  }

  /** Tells {@code told} each state on the event thread. */
  void listen(Consumer<TraceState> told) {
    listener = told;
    now(state);
  }

  TraceState state() {
    return state;
  }

  /** Reads backups, and tells what is found. */
  @FunctionalInterface
  private interface Question {
    Summary answer(List<TracedBackup> backups, TraceListener found, Progress counted)
        throws FailureException;
  }

  /** Follows a row. */
  void follow(TracedRow row) {
    ask(
        "",
        row,
        (backups, found, counted) -> {
          RowTrace.Summary all = new RowTrace(row.table(), row.key(), found).run(backups, counted);
          return new Summary(all.read(), all.withRow(), false);
        });
  }

  /** Finds the newest backup that has a text. */
  void find(String text) {
    if (text.isEmpty()) {
      return;
    }
    ask(
        text,
        new TracedRow("", ""),
        (backups, found, counted) -> {
          Optional<TextTrace.Seen> seen =
              new TextTrace(text, Optional.empty(), found::unreadable).run(backups, counted);
          seen.ifPresent(found::seen);
          return new Summary(0, 0, seen.filter(TextTrace.Seen::more).isPresent());
        });
  }

  private void ask(String text, TracedRow row, Question question) {
    long mine = latest.incrementAndGet();
    now(TraceState.begun(text));
    Progress mayEnd =
        (done, total) -> {
          if (mine != latest.get()) {
            throw new FailureException(Reason.CANCELLED);
          }
        };
    Progress counted =
        mayEnd.then(Progress.inPercent(percent -> tell(mine, before -> before.reached(percent))));
    TraceListener found =
        new TraceListener(row, entry -> tell(mine, before -> before.found(List.of(entry))));
    turn.execute(
        () -> {
          UnaryOperator<TraceState> end =
              Ending.of(
                  "trace",
                  () -> {
                    Summary summary = question.answer(source.newestFirst(mayEnd), found, counted);
                    return before -> before.ended(summary);
                  },
                  failure -> before -> before.failed(failure));
          tell(mine, end);
        });
  }

  /** Ends what is being read; what was found stays. */
  void stop() {
    if (state.reading()) {
      latest.incrementAndGet();
      now(state.failed(Failure.of(Reason.CANCELLED)));
    }
  }

  /** Ends all that is being read; nothing is told any more. */
  public void close() {
    listener = next -> {};
    latest.incrementAndGet();
  }

  private void tell(long mine, UnaryOperator<TraceState> change) {
    eventThread.execute(
        () -> {
          if (mine == latest.get()) {
            now(change.apply(state));
          }
        });
  }

  private void now(TraceState next) {
    state = next;
    listener.accept(next);
  }
}
