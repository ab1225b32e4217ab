package dev.nightjar.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldLockTest {
  @Test
  void oneHoldsItTheOtherLearnsWhoAndThenGetsIt(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a.lock");
    try (HeldLock lock = HeldLock.tryAcquire(file, "the tray").orElseThrow()) {
      assertTrue(HeldLock.tryAcquire(file, "the command line").isEmpty());
      assertEquals("the tray", HeldLock.holderOf(file));
    }
    assertEquals("another program", HeldLock.holderOf(file));
    HeldLock.tryAcquire(file, "x").orElseThrow().close();
  }
}
