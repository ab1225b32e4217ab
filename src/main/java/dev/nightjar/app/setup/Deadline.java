package dev.nightjar.app.setup;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.DaemonThreads;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls that a dead network may never answer, and that can't be interrupted: each has a thread of
 * its own, which is left behind at its deadline. While one about a thing hangs, no second one
 * starts.
 */
public final class Deadline {
  private final Duration limit;
  private final Map<Object, Call<?>> running = new ConcurrentHashMap<>();

  public Deadline(Duration limit) {
    this.limit = limit;
  }

  /** Returns the result of {@code call}; empty if it, or one before it about the same, hangs. */
  public <T> Optional<T> call(Object about, Callable<T> work) throws FailureException {
    Call<T> mine = new Call<>(work, System.nanoTime() + limit.toNanos());
    Call<?> before = running.putIfAbsent(about, mine);
    while (before != null) {
      if (!before.endsUntil(Math.min(before.endsAt, mine.endsAt))) {
        return Optional.empty();
      }
      running.remove(about, before);
      before = running.putIfAbsent(about, mine);
    }
    DaemonThreads.start("look at " + about, mine.task);
    if (!mine.endsUntil(mine.endsAt)) {
      return Optional.empty();
    }
    running.remove(about, mine);
    return Optional.of(mine.result());
  }

  private static final class Call<T> {
    private final FutureTask<T> task;
    private final long endsAt;

    private Call(Callable<T> work, long endsAt) {
      this.task = new FutureTask<>(work);
      this.endsAt = endsAt;
    }

    private boolean endsUntil(long nanoTime) throws FailureException {
      try {
        task.get(Math.max(0, nanoTime - System.nanoTime()), TimeUnit.NANOSECONDS);
        return true;
      } catch (TimeoutException e) {
        return false;
      } catch (ExecutionException e) {
        return true; // Told by result(), to whoever asked.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw FailureException.because(e, Reason.CANCELLED);
      }
    }

    private T result() throws FailureException {
      try {
        return task.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof FailureException failure) {
          throw failure;
        }
        throw FailureException.because(e, Reason.UNEXPECTED, String.valueOf(e.getCause()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw FailureException.because(e, Reason.CANCELLED);
      }
    }
  }
}
