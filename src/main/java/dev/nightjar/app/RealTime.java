package dev.nightjar.app;

import dev.nightjar.platform.Uptime;
import java.time.Duration;
import java.time.Instant;

/**
 * How much time has really passed, added up from one moment that was noted to the next, whatever
 * the wall clock was set to meanwhile. A clock that nobody can set proves some of it. For the rest,
 * the time that the computer was off, there is only the wall clock's word: it counts for a day at
 * most between two moments, so that one jump of it, ahead however far, is worth no more.
 *
 * @param provedMillis the part that is proved
 * @param saidMillis the part that was added on the wall clock's word
 */
record RealTime(long provedMillis, long saidMillis) {
  static final RealTime NONE = new RealTime(0, 0);

  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long WEEK = 7 * DAY;
  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** A moment, by the wall clock and by the clock that nobody can set. */
  record Moment(Instant wall, String session, long upMillis) {
    static Moment of(Instant wall, Uptime.Reading reading) {
      return new Moment(wall, reading.session(), reading.up().toMillis());
    }
  }

  /** Returns the sum at the moment {@code now}; this is the one at the moment {@code last}. */
  RealTime plus(Moment last, Moment now, boolean sinceBoot) {
    boolean sameSession = last.session().equals(now.session());
    long proved = 0;
    if (sameSession) {
      proved = Math.max(0, now.upMillis() - last.upMillis());
    } else if (sinceBoot) {
      proved = now.upMillis();
    }
    boolean exact = sameSession && sinceBoot;
    long wall = Duration.between(last.wall(), now.wall()).toMillis();
    long said = exact ? 0 : Math.max(0, Math.min(wall - proved, DAY));
    return new RealTime(provedMillis + proved, saidMillis + said);
  }

  /** Returns the sum before, as far as the wall clock is believed. */
  RealTime minus(Duration said) {
    return new RealTime(provedMillis, saidMillis - said.toMillis());
  }

  /** Whether at least 7 days have passed until {@code now}, though one day of them wasn't real. */
  boolean isAWeekBefore(RealTime now) {
    long proved = now.provedMillis - provedMillis;
    return proved >= WEEK || proved + now.saidMillis - saidMillis >= WEEK + DAY;
  }

  /** Whether both are in the same hour of the sum. */
  boolean isInSameHourAs(RealTime other) {
    return Math.floorDiv(provedMillis + saidMillis, HOUR)
        == Math.floorDiv(other.provedMillis + other.saidMillis, HOUR);
  }
}
