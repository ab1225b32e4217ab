package dev.nightjar.desktop.settings;

import dev.nightjar.desktop.kit.Ending;
import dev.nightjar.failure.Attempt;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One field's question to the disk, asked elsewhere and answered on the event thread. Only the
 * latest question counts: one that was overtaken isn't asked any more, or its answer is dropped.
 */
final class PendingCheck<T> {
  private final Executor work;
  private final Executor eventThread;
  private final Runnable answered;
  private final AtomicLong latest = new AtomicLong();
  private boolean pending;
  private Optional<T> answer = Optional.empty();
  private Optional<Failure> failure = Optional.empty();

  PendingCheck(Executor work, Executor eventThread, Runnable answered) {
    this.work = work;
    this.eventThread = eventThread;
    this.answered = answered;
  }

  boolean pending() {
    return pending;
  }

  Optional<T> answer() {
    return answer;
  }

  Optional<Failure> failure() {
    return failure;
  }

  void forget() {
    latest.incrementAndGet();
    pending = false;
    answer = Optional.empty();
    failure = Optional.empty();
  }

  /** Asks a question off the event thread. */
  void ask(Attempt<T> question) {
    forget();
    pending = true;
    long mine = latest.get();
    work.execute(
        () -> {
          if (latest.get() == mine) {
            answer(question, mine);
          }
        });
  }

  private void answer(Attempt<T> question, long mine) {
    Runnable known =
        Ending.of(
            "settings", () -> answerOf(question), why -> known(Optional.empty(), Optional.of(why)));
    eventThread.execute(
        () -> {
          if (latest.get() == mine) {
            pending = false;
            known.run();
            answered.run();
          }
        });
  }

  /** A refusal is an answer, too, and nothing for the log: it comes while a path is typed. */
  private Runnable answerOf(Attempt<T> question) {
    try {
      return known(Optional.of(question.run()), Optional.empty());
    } catch (FailureException e) {
      return known(Optional.empty(), Optional.of(e.failure()));
    }
  }

  private Runnable known(Optional<T> found, Optional<Failure> why) {
    return () -> {
      answer = found;
      failure = why;
    };
  }
}
