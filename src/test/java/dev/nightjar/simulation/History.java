package dev.nightjar.simulation;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Some days of a shop, as they will be played: all that is random has been drawn, but for how long
 * a disk takes.
 *
 * @param quietAt when, in seconds since the start, all is well for good
 * @param endsAt when it is over
 */
record History(
    long seed, Shop shop, List<JobPlan> jobs, List<Event> events, long quietAt, long endsAt) {
  History {
    jobs = List.copyOf(jobs);
    events = List.copyOf(events);
  }

  /**
   * The constants of a history.
   *
   * @param zone its number
   * @param clockStopsInSleep whether the monotonic clock stands while the computer sleeps
   * @param saysBoot whether the system says since when it has been on
   * @param skipsIdle whether wakes in hours in which nothing can happen are left out
   * @param notifications the number of the user's choice
   */
  record Shop(
      Instant startsAt,
      int zone,
      boolean clockStopsInSleep,
      boolean saysBoot,
      int notifications,
      boolean skipsIdle,
      int jobsAtFirst) {}

  /** A job, as its settings have it at first. */
  record JobPlan(LocalTime at, List<DayOfWeek> days, boolean makeUpMissed, boolean nas, int last) {
    JobPlan {
      days = List.copyOf(days);
    }
  }

  History withEvents(List<Event> changed) {
    List<Event> sorted = new ArrayList<>(changed);
    sorted.sort(null);
    return new History(seed, shop, jobs, sorted, quietAt, endsAt);
  }

  double years() {
    return endsAt / (365.25 * 24 * 3600);
  }
}
