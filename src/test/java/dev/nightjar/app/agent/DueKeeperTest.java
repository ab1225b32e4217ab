package dev.nightjar.app.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How long an attempt that failed is waited for. */
final class DueKeeperTest {
  private static final UUID JOB = UUID.randomUUID();
  private static final Instant DUE = Instant.parse("2026-03-02T16:00:00Z");
  private static final Duration LONG = Duration.ofDays(1);

  private final DueKeeper keeper = new DueKeeper();

  private void failed(Duration at) {
    keeper.tried(JOB, DUE, false, Optional.empty(), Optional.empty(), 1, true, at);
  }

  @Test
  void aPlaceThatIsBackBeforeTheRunsEndIsTriedFiveMinutesLaterHoweverManyAttemptsFailed() {
    for (int hour = 0; hour < 5; hour++) {
      failed(Duration.ofHours(hour));
    }
    Duration now = Duration.ofHours(4);
    assertEquals(Duration.ofHours(1), keeper.nextWake(now, LONG));
    keeper.placeIsBack(JOB);
    assertEquals(Duration.ofMinutes(5), keeper.nextWake(now, LONG));
  }
}
