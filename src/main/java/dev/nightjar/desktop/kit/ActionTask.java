package dev.nightjar.desktop.kit;

import java.time.Duration;

/** An action under way, as its window and the end of the program see it. */
public interface ActionTask {
  /** Ends it as long as nothing is written; on the event thread. */
  void cancel();

  /**
   * Waits until nothing is written any more; not on the event thread.
   *
   * @return whether that is so
   */
  boolean awaitEnd(Duration patience) throws InterruptedException;
}
