package dev.nightjar.app.agent;

import java.time.Duration;
import java.time.ZonedDateTime;

/**
 * The agent's thread and its clocks. Everything that the agent owns is touched on this thread
 * alone, so that nothing of it needs a lock.
 */
public interface Timeline extends AutoCloseable {
  /** The wall clock, in the zone that the computer has now. Anybody may set it. */
  ZonedDateTime now();

  /**
   * How long the program has been running, by a clock that nobody sets; whether it goes on while
   * the computer sleeps differs between systems.
   */
  Duration elapsed();

  /** Does the work on the agent's thread, soon, in the order of the calls; from any thread. */
  void execute(Runnable work);

  /**
   * Names the work that wakes the agent: it is done now, and after each {@link #wakeWithin}.
   *
   * <p>It also comes unasked, within 30 seconds, after the wall clock was set, the zone has changed
   * or the computer has slept.
   */
  void start(Runnable wake);

  /** Wakes the agent after that time at the latest; replaces what was asked for before. */
  void wakeWithin(Duration time);

  /** Does what is still waiting, and ends the thread; what comes later is dropped. */
  @Override
  void close();
}
