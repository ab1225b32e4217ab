package dev.nightjar.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A thread has room for SQLite: an overflow there ends the JVM, not the statement. */
final class DaemonThreadsTest {
  private static final int LEVELS = 60_000;

  private static int down(int levels, long a, long b, long c, long d) {
    return levels == 0 ? 0 : 1 + down(levels - 1, a + b, b + c, c + d, d + a);
  }

  @Test
  void aThreadGoesDeep() throws Exception {
    AtomicInteger reached = new AtomicInteger();
    DaemonThreads.start("deep", () -> reached.set(down(LEVELS, 1, 2, 3, 4))).join();
    assertEquals(LEVELS, reached.get());
  }
}
