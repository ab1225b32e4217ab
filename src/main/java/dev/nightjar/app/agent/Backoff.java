package dev.nightjar.app.agent;

import java.time.Duration;
import java.util.List;

/** How long to wait before the next attempt: 5, 15, 30, then 60 minutes. */
final class Backoff {
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1));

  private Backoff() {}

  /** After so many attempts that failed, at least one. */
  static Duration after(int failures) {
    return WAITS.get(Math.min(Math.max(failures, 1), WAITS.size()) - 1);
  }

  /** The longest there is. */
  static Duration longest() {
    return WAITS.get(WAITS.size() - 1);
  }
}
