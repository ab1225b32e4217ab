package dev.nightjar.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The pauses; what is repeated, and where, is in {@code SystemsDifferTest}. */
final class BriefRefusalsTest {
  private final List<Duration> slept = new ArrayList<>();
  private final AtomicInteger tries = new AtomicInteger();

  @Test
  void thePausesAreTwoSecondsInAll() {
    assertEquals(
        Duration.ofSeconds(2), BriefRefusals.PAUSES.stream().reduce(Duration.ZERO, Duration::plus));
  }

  private static IOException denial() {
    return new AccessDeniedException("a");
  }

  private int tries(Path file) {
    tries.set(0);
    assertThrows(
        AccessDeniedException.class,
        () ->
            new BriefRefusals(slept::add)
                .outlast(
                    file,
                    () -> {
                      tries.incrementAndGet();
                      throw denial();
                    }));
    return tries.get();
  }

  @Test
  void onWindowsADenialThatStaysIsReportedAfterAllPauses() {
    Path file = FaultyFileSystem.likeWindows(new Faults()).path(Path.of("a"));
    assertEquals(BriefRefusals.PAUSES.size() + 1, tries(file));
    assertEquals(BriefRefusals.PAUSES, slept);
  }

  @Test
  void onPosixItIsReportedAtOnce() {
    assumeTrue(PlainFiles.isPosix(Path.of("a")));
    assertEquals(1, tries(Path.of("a")));
    assertEquals(List.of(), slept);
  }

  @Test
  void anInterruptionEndsTheWaitingAndIsKept() {
    Path file = FaultyFileSystem.likeWindows(new Faults()).path(Path.of("a"));
    BriefRefusals refusals =
        new BriefRefusals(
            pause -> {
              throw new InterruptedException();
            });
    assertThrows(
        AccessDeniedException.class,
        () ->
            refusals.outlast(
                file,
                () -> {
                  throw denial();
                }));
    assertTrue(Thread.interrupted());
  }
}
