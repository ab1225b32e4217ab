package dev.nightjar.desktop.kit;

import dev.nightjar.text.Messages;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * The things that every form and panel needs.
 *
 * @param work where a disk may be asked, and where saving happens
 * @param eventThread where the answers arrive
 */
public record DesktopContext(
    Executor work, Executor eventThread, Clock clock, FileChooser chooser, Messages texts) {
  /** Does it off the event thread. */
  public void inBackground(Runnable task) {
    work.execute(task);
  }

  /** Does it on the event thread. */
  public void onEventThread(Runnable task) {
    eventThread.execute(task);
  }
}
