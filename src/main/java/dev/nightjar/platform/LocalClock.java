package dev.nightjar.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.TimeZone;

/**
 * The system's clock in the zone that the computer has now: a traveller's computer has another one
 * than when the program started, and Java asks for it only once.
 */
public final class LocalClock extends Clock {
  private static final long ASK_EVERY_NANOS = Duration.ofMinutes(10).toNanos();

  private volatile long askedAt = System.nanoTime();

  @Override
  public ZoneId getZone() {
    long now = System.nanoTime();
    if (now - askedAt >= ASK_EVERY_NANOS) {
      askedAt = now;
      TimeZone.setDefault(null); // The next question goes to the system again.
    }
    return ZoneId.systemDefault();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.system(zone);
  }

  @Override
  public Instant instant() {
    return Instant.now();
  }
}
