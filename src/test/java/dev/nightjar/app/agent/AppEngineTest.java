package dev.nightjar.app.agent;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.App;
import dev.nightjar.platform.Home;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However much hangs, the thread that asks for it goes on. */
final class AppEngineTest {
  private static final int READINGS = 100;

  @TempDir private Path folder;

  @Test
  void noReadingIsDoneByTheThreadThatAsksForItOrWaitsForOneThatHangs() throws Exception {
    CountDownLatch begun = new CountDownLatch(READINGS);
    CountDownLatch end = new CountDownLatch(1);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Thread asking = Thread.currentThread();
    try (App app = new App(Home.at(folder), Clock.systemUTC(), "1");
        AppEngine engine = new AppEngine(app)) {
      for (int i = 0; i < READINGS; i++) {
        engine.runs(
            Instant.EPOCH,
            runs -> {
              threads.add(Thread.currentThread());
              begun.countDown();
              try {
                end.await(Thread.currentThread() == asking ? 0 : 60, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
      }
      assertTrue(begun.await(60, TimeUnit.SECONDS));
      end.countDown();
    }
    assertFalse(threads.contains(asking));
  }
}
