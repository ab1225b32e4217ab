package dev.nightjar.platform;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Work on a thread of its own, while the one that needs it does something else. */
public final class Beside<T> {
  private final FutureTask<T> task;

  private Beside(FutureTask<T> task) {
    this.task = task;
  }

  /** Begins it. */
  public static <T> Beside<T> start(String name, Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    DaemonThreads.start(name, task);
    return new Beside<>(task);
  }

  /**
   * Waits for its end, but no longer; empty if it goes on, or an interruption comes, which is
   * noted.
   */
  public Optional<T> within(Duration time) {
    try {
      task.get(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // Told below, if it has ended.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return task.isDone() ? Optional.of(get()) : Optional.empty();
  }

  /** Waits for its end, which is its own: an interruption is noted and doesn't end it. */
  public T get() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
