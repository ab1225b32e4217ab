package dev.nightjar.app.agent;

import java.time.Duration;

/**
 * How often a copy is read again.
 *
 * @param afterRun the age from which it is read right after a run, when the disks are awake
 * @param always the age from which it is read at any time
 * @param shares how many times it takes to read them all
 * @param apart the time within which there is one share
 */
public record CheckRhythm(Duration afterRun, Duration always, int shares, Duration apart) {
  /** All copies within 30 days, if there is an hour on most of them: 18 days, then 8 shares. */
  public static final CheckRhythm USUAL =
      new CheckRhythm(Duration.ofDays(14), Duration.ofDays(18), 8, Duration.ofHours(20));
}
