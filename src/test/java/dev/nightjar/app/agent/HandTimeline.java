package dev.nightjar.app.agent;

import dev.nightjar.app.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** A real thread, but clocks moved by hand: it wakes only when it is told to. */
final class HandTimeline implements Timeline {
  private final HandClock clock;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private volatile Duration elapsed = Duration.ofSeconds(1);
  private volatile Duration asked = Duration.ofSeconds(30);
  private volatile Runnable wake = () -> {};
  private int wakes;

  HandTimeline(HandClock clock) {
    this.clock = clock;
  }

  /** Moves the wall clock there, and the other one as far if that is forward; then wakes. */
  void wakeAt(Instant instant) throws InterruptedException, ExecutionException {
    wakes++;
    Duration passed = Duration.between(clock.instant(), instant);
    clock.set(instant);
    elapsed = passed.isNegative() ? elapsed : elapsed.plus(passed);
    if (!thread.isShutdown()) {
      thread.submit(() -> wake.run()).get();
    }
  }

  /** Returns how often it was woken. */
  int wakes() {
    return wakes;
  }

  @Override
  public ZonedDateTime now() {
    return ZonedDateTime.now(clock);
  }

  @Override
  public Duration elapsed() {
    return elapsed;
  }

  @Override
  public void execute(Runnable work) {
    try {
      thread.execute(work);
    } catch (RejectedExecutionException e) {
      return; // After the end.
    }
  }

  @Override
  public void start(Runnable work) {
    wake = work;
    execute(work);
  }

  /** Lets time pass as it does for a program that stays awake: it wakes whenever it asked to. */
  void liveUntil(Instant instant) throws InterruptedException, ExecutionException {
    while (clock.instant().isBefore(instant)) {
      Instant next = clock.instant().plus(asked);
      wakeAt(next.isBefore(instant) ? next : instant);
    }
  }

  @Override
  public void wakeWithin(Duration time) {
    asked = time;
  }

  /** Waits for what is still to be noted, as the real one does. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the agent's thread doesn't end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
