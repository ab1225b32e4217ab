package dev.nightjar.desktop.settings;

import dev.nightjar.failure.Attempt;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One field's question to the disk, asked elsewhere and answered on the event thread. Only the
 * latest question counts: one that was overtaken isn't asked any more, or its answer is dropped.
 */
final class PendingCheck<T> {
  private static final Logger LOG = Logger.getLogger(PendingCheck.class.getName());

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
    Optional<T> found = Optional.empty();
    Optional<Failure> failed = Optional.empty();
    try {
      found = Optional.of(question.run());
    } catch (FailureException e) {
      failed = Optional.of(e.failure());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "settings", e);
      failed = Optional.of(Failure.unexpected(e));
    }
    Optional<T> theAnswer = found;
    Optional<Failure> theFailure = failed;
    eventThread.execute(
        () -> {
          if (latest.get() == mine) {
            pending = false;
            answer = theAnswer;
            failure = theFailure;
            answered.run();
          }
        });
  }
}
