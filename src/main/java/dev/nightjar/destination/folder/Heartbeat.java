package dev.nightjar.destination.folder;

import java.time.Duration;

/**
 * Does something again and again, on a thread of its own: a long flush or a sleeping disk must not
 * keep it from being done.
 */
@FunctionalInterface
public interface Heartbeat {
  /** None: for what lasts no longer than a few seconds. */
  Heartbeat NONE = (name, apart, work) -> () -> {};

  /**
   * Does {@code work} every so often, the first time after {@code apart}.
   *
   * @param name the thread's
   */
  Beat start(String name, Duration apart, Runnable work);

  /** Goes on until it is closed; closing waits for nothing. */
  interface Beat extends AutoCloseable {
    @Override
    void close();
  }
}
