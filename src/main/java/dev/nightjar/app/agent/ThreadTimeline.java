package dev.nightjar.app.agent;

import dev.nightjar.platform.DaemonThreads;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Real time, on one thread of its own. It wakes at least every 30 seconds, and compares instants.
 */
final class ThreadTimeline implements Timeline {
  private static final Logger LOG = Logger.getLogger(ThreadTimeline.class.getName());
  private static final Duration MAX_WAIT = Duration.ofSeconds(30);

  private final Clock clock;
  private final long startedAt = System.nanoTime();
  private final ScheduledThreadPoolExecutor thread;
  private Runnable wake = () -> {};
  private @Nullable ScheduledFuture<?> next;

  ThreadTimeline(Clock clock) {
    this.clock = clock;
    this.thread =
        new ScheduledThreadPoolExecutor(
            1, DaemonThreads.named("agent"), new ThreadPoolExecutor.DiscardPolicy());
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public ZonedDateTime now() {
    return ZonedDateTime.now(clock);
  }

  @Override
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }

  @Override
  public void execute(Runnable work) {
    thread.execute(() -> safely(work));
  }

  /** A thread that dies of one error would keep no due date any more. */
  private static void safely(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.SEVERE, e, () -> "unexpected");
    }
  }

  @Override
  public void start(Runnable work) {
    execute(
        () -> {
          wake = work;
          wakeUp();
        });
  }

  private void wakeUp() {
    wakeWithin(MAX_WAIT); // Also if the work fails before it says when.
    safely(wake);
  }

  @Override
  public void wakeWithin(Duration time) {
    if (next != null) {
      next.cancel(false);
    }
    Duration wait = time.compareTo(MAX_WAIT) < 0 ? time : MAX_WAIT;
    next =
        thread.schedule(
            () -> safely(this::wakeUp), Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
        LOG.warning("the agent's thread didn't end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
