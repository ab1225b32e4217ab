package dev.nightjar.app;

import dev.nightjar.destination.folder.Heartbeat;
import dev.nightjar.platform.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A thread for each: one at a dead mount hangs and must not keep the others from beating. */
final class LeaseHeartbeat implements Heartbeat {
  @Override
  public Beat start(String name, Duration apart, Runnable work) {
    CountDownLatch ended = new CountDownLatch(1);
    DaemonThreads.start(name, () -> beat(ended, apart, work));
    return ended::countDown;
  }

  private static void beat(CountDownLatch ended, Duration apart, Runnable work) {
    try {
      while (!ended.await(apart.toMillis(), TimeUnit.MILLISECONDS)) {
        work.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
