package dev.nightjar.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.faults.ChildJava;
import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldLockTest {
  @TempDir private Path folder;

  /** Another process that tries to take the lock and says what came of it. */
  static final class OtherProcess {
    public static void main(String[] arguments) throws Exception {
      Optional<HeldLock> lock = HeldLock.tryAcquire(Path.of(arguments[0]), "the other process");
      System.out.print(
          lock.isPresent() ? "taken" : "held by " + HeldLock.holderOf(Path.of(arguments[0])));
    }
  }

  /** Another process that loses its lock out of sight, and asks a third one about it. */
  static final class Forgetful {
    public static void main(String[] arguments) throws Exception {
      Path file = Path.of(arguments[0]);
      WeakReference<HeldLock> forgotten = forgotten(file);
      // A channel is closed by a thread of its own, after it was collected.
      for (int i = 0; forgotten.get() != null || i < 3; i++) {
        System.gc();
      }
      System.out.print(otherProcess(file));
    }

    private static WeakReference<HeldLock> forgotten(Path file) throws Exception {
      return new WeakReference<>(HeldLock.tryAcquire(file, "the tray").orElseThrow());
    }
  }

  private static String otherProcess(Path file) throws Exception {
    return answer(OtherProcess.class, file);
  }

  private static String answer(Class<?> program, Path file) throws Exception {
    Process process = ChildJava.start(program, file.toString());
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), answer);
    return answer;
  }

  @Test
  void oneHoldsItTheOtherLearnsWhoAndThenGetsIt() throws Exception {
    Path file = folder.resolve("a.lock");
    try (HeldLock lock = HeldLock.tryAcquire(file, "the tray").orElseThrow()) {
      assertTrue(HeldLock.tryAcquire(file, "the command line").isEmpty());
      assertEquals("the tray", HeldLock.holderOf(file));
    }
    assertEquals("another program", HeldLock.holderOf(file));
    HeldLock.tryAcquire(file, "x").orElseThrow().close();
  }

  @Test
  void aSecondTryAndAQuestionInThisProcessLeaveTheLockHeldAgainstOthers() throws Exception {
    Path file = folder.resolve("a.lock");
    try (HeldLock lock = HeldLock.tryAcquire(file, "the tray").orElseThrow()) {
      assertTrue(HeldLock.tryAcquire(file, "the window").isEmpty());
      assertEquals("held by the tray", otherProcess(file));
      assertEquals("the tray", HeldLock.holderOf(file));
      assertEquals("held by the tray", otherProcess(file));
    }
    assertEquals("taken", otherProcess(file));
  }

  @Test
  void theSameFileByAnotherNameIsTheSameLock() throws Exception {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = folder.resolve("link");
    try {
      Files.createSymbolicLink(link, real);
    } catch (UnsupportedOperationException | java.io.IOException e) {
      assumeTrue(false, "no links here");
    }
    try (HeldLock lock = HeldLock.tryAcquire(real.resolve("a.lock"), "the tray").orElseThrow()) {
      Files.createLink(folder.resolve("other.lock"), real.resolve("a.lock"));
      for (Path name : List.of(link.resolve("a.lock"), folder.resolve("other.lock"))) {
        assertTrue(HeldLock.tryAcquire(name, "the window").isEmpty());
        assertEquals("the tray", HeldLock.holderOf(name));
        assertEquals("held by the tray", otherProcess(real.resolve("a.lock")));
      }
    }
  }

  @Test
  void aLockThatIsForgottenIsHeldUntilTheProcessEnds() throws Exception {
    Path file = folder.resolve("a.lock");
    assertEquals("held by the tray", answer(Forgetful.class, file));
    assertEquals("taken", otherProcess(file));
  }

  @Test
  void closedTwiceItReleasesOnlyItsOwn() throws Exception {
    Path file = folder.resolve("a.lock");
    HeldLock first = HeldLock.tryAcquire(file, "first").orElseThrow();
    first.close();
    try (HeldLock second = HeldLock.tryAcquire(file, "second").orElseThrow()) {
      first.close();
      assertTrue(HeldLock.tryAcquire(file, "third").isEmpty());
      assertEquals("held by second", otherProcess(file));
    }
  }

  @Test
  void toAskWhetherItIsHeldMakesNoFileAndTakesNothing() throws Exception {
    Path file = folder.resolve("a.lock");
    assertFalse(HeldLock.isHeld(file));
    assertFalse(Files.exists(file));
    HeldLock lock = HeldLock.tryAcquire(file, "the tray").orElseThrow();
    assertTrue(HeldLock.isHeld(file));
    assertEquals("held by the tray", otherProcess(file));
    lock.close();
    assertFalse(HeldLock.isHeld(file));
    HeldLock.tryAcquire(file, "the window").orElseThrow().close();
  }

  @Test
  void aFreeLockIsNotWaitedFor() throws Exception {
    try (HeldLock lock = HeldLock.await(folder.resolve("a.lock"), Duration.ZERO)) {
      String holder = HeldLock.holderOf(folder.resolve("a.lock"));
      assertEquals("process " + ProcessHandle.current().pid(), holder);
      assertNotNull(lock);
    }
  }

  @Test
  void aLockThatIsNotGivenUpIsSaidToBeHeldAndByWhom() throws Exception {
    Path file = folder.resolve("a.lock");
    try (HeldLock lock = HeldLock.tryAcquire(file, "the tray").orElseThrow()) {
      IOException thrown =
          assertThrows(IOException.class, () -> HeldLock.await(file, Duration.ZERO));
      assertEquals("being changed by the tray", thrown.getMessage());
      Thread.currentThread().interrupt();
      assertThrows(IOException.class, () -> HeldLock.await(file, Duration.ofDays(1)));
      assertTrue(Thread.interrupted(), "an interruption is kept");
      assertTrue(HeldLock.isHeld(file));
    }
  }

  @Test
  void aLinkIsNeverLocked() throws Exception {
    Path target = Files.writeString(folder.resolve("target"), "mine");
    Path link = Files.createSymbolicLink(folder.resolve("a.lock"), target);
    assertThrows(IOException.class, () -> HeldLock.tryAcquire(link, "the tray"));
    assertEquals("mine", Files.readString(target));
  }

  @Test
  void theHolderIsOneLineAndCantMoveACursor() throws Exception {
    Path file = folder.resolve("a.lock");
    for (String[] each :
        new String[][] {
          {"two\r\nlines\u001b[31m", "two lines [31m"},
          {" \t\n", "another program"},
          {"x".repeat(5000), "x".repeat(1024)}
        }) {
      try (HeldLock lock = HeldLock.tryAcquire(file, each[0]).orElseThrow()) {
        assertEquals(each[1], HeldLock.holderOf(file));
        assertTrue(Files.size(file) <= 1024);
      }
      Files.writeString(file, each[0]); // As another process has left it.
      assertEquals(each[1], HeldLock.holderOf(file));
    }
    assertEquals("another program", HeldLock.holderOf(folder.resolve("none.lock")));
  }

  @Test
  void onAFullDiskALockIsHeldThoughNobodyCanReadByWhom() throws Exception {
    Faults faults = new Faults();
    Path file = folder.resolve("a.lock");
    Path full = new FaultyFileSystem(faults).path(file);
    faults.rule(
        (operation, path) ->
            operation.equals("write") ? Optional.of(new IOException("full")) : Optional.empty());
    try (HeldLock lock = HeldLock.tryAcquire(full, "the tray").orElseThrow()) {
      assertNotNull(lock);
      assertTrue(HeldLock.isHeld(file));
      assertEquals(0, Files.size(file));
      assertEquals("held by another program", otherProcess(file));
    }
    assertFalse(HeldLock.isHeld(file));
  }
}
