package dev.nightjar.cli;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.platform.DaemonThreads;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C while a run goes on: the run is asked to stop, and the process stays until it has cleaned
 * up and the command has printed its answer.
 */
final class Cancellation implements AutoCloseable {
  private static final int SECONDS_TO_CLEAN_UP = 20;
  private static final Set<Cancellation> UNANSWERED = ConcurrentHashMap.newKeySet();

  private final AtomicBoolean requested = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = DaemonThreads.of("cancel", this::waitForTheEnd);

  private Cancellation() {}

  static Cancellation onControlC() {
    Cancellation cancellation = new Cancellation();
    Runtime.getRuntime().addShutdownHook(cancellation.hook);
    return cancellation;
  }

  boolean isRequested() {
    return requested.get();
  }

  /** Ends work at the next moment at which it can end. */
  Progress asProgress() {
    return (done, total) -> {
      if (isRequested()) {
        throw new FailureException(Reason.CANCELLED);
      }
    };
  }

  private void waitForTheEnd() {
    requested.set(true);
    try {
      if (!ended.await(SECONDS_TO_CLEAN_UP, TimeUnit.SECONDS)) {
        return; // The system may be shutting down, and doesn't wait for ever either.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The work has ended; if Ctrl-C ended it, the process stays until {@link #answered}. */
  @Override
  public void close() {
    UNANSWERED.add(this);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
      UNANSWERED.remove(this);
    } catch (IllegalStateException e) {
      return; // The process is ending: the hook waits for the answer.
    }
  }

  /** The command has printed its answer: nothing keeps the process any longer. */
  static void answered() {
    UNANSWERED.forEach(one -> one.ended.countDown());
    UNANSWERED.clear();
  }
}
