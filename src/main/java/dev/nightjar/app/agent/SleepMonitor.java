package dev.nightjar.app.agent;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * Notices that the computer has slept or that its clock was set: by a wake that is late, and by two
 * clocks that should go on alike, of which some stand still in a sleep. Used on the agent's thread.
 */
final class SleepMonitor {
  /** A wake that is later than asked for by more than this follows a sleep. */
  private static final Duration SLEEP = Duration.ofMinutes(2);

  /** After such a sleep nothing that waits for another attempt waits any longer. */
  private static final Duration LONG_SLEEP = Duration.ofMinutes(15);

  /** A wall clock that goes on as the other one was not set. */
  private static final Duration STEADY = Duration.ofSeconds(2);

  private Instant wokeAt = Instant.MAX;
  private Duration wokeAfter = Duration.ZERO;
  private Duration asked = Duration.ZERO;
  private Duration awakeSince = Duration.ZERO;
  private ZoneId zone = ZoneOffset.UTC;

  /** Whether the computer has slept since the last wake, as far as can be known. */
  enum Slept {
    NOT,
    BRIEFLY,
    LONG
  }

  /**
   * Compares the clocks with those of the last wake; {@link #woke} follows.
   *
   * @param elapsed since the start of the program
   */
  Slept notice(Instant now, Duration elapsed) {
    if (wokeAt.equals(Instant.MAX)) {
      wokeAt = now;
      wokeAfter = elapsed;
      return Slept.NOT;
    }
    Duration passed = elapsed.minus(wokeAfter);
    // A clock that was set back hides a sleep: nobody knows since when the computer is awake.
    Duration jump = Duration.between(wokeAt, now).minus(passed).abs();
    Duration late = passed.minus(asked);
    wokeAfter = elapsed;
    if (late.compareTo(SLEEP) <= 0 && jump.compareTo(SLEEP) <= 0) {
      return Slept.NOT;
    }
    awakeSince = elapsed;
    return late.compareTo(LONG_SLEEP) > 0 || jump.compareTo(LONG_SLEEP) > 0
        ? Slept.LONG
        : Slept.BRIEFLY;
  }

  /** Notes a wake at which all is decided anew. */
  void woke(ZonedDateTime now) {
    wokeAt = now.toInstant();
    zone = now.getZone();
  }

  /** Notes in how long the next wake is asked for. */
  void asks(Duration elapsed, Duration next) {
    asked = elapsed.minus(wokeAfter).plus(next);
  }

  /** Whether it hasn't slept since all was decided, and nobody has touched its clock or zone. */
  boolean isSteady(ZonedDateTime now, Duration elapsed) {
    Duration passed = elapsed.minus(wokeAfter);
    Duration byTheWall = Duration.between(wokeAt, now.toInstant());
    return byTheWall.minus(passed).abs().compareTo(STEADY) < 0
        && passed.minus(asked).compareTo(SLEEP) <= 0
        && now.getZone().equals(zone);
  }

  Instant lastWokeAt() {
    return wokeAt;
  }

  Duration lastWokeAfter() {
    return wokeAfter;
  }

  /** Since when it has been awake, by the time since the start; zero if since then. */
  Duration awakeSince() {
    return awakeSince;
  }
}
