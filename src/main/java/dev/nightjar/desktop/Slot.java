package dev.nightjar.desktop;

import dev.nightjar.desktop.tray.TrayImage;
import java.awt.Window;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Room for one window, which is made when it is asked for and let go when it is closed: a program
 * that only has to wait shall not keep what its windows needed. Used on the event thread.
 */
final class Slot<W extends Window> {
  private final Runnable released;
  private final Runnable closed;
  private @Nullable W window;

  /**
   * @param released called when the window is let go
   * @param closed called when a window that was here is closed
   */
  Slot(Runnable released, Runnable closed) {
    this.released = released;
    this.closed = closed;
  }

  /** Returns the window, made by {@code maker} if there is none. */
  W get(Supplier<W> maker) {
    W there = window;
    if (there == null || !there.isDisplayable()) {
      there = maker.get();
      there.setIconImages(TrayImage.ofWindows());
      there.addWindowListener(new Closing());
      window = there;
    }
    return there;
  }

  /** Returns the window that is there, shown or not. */
  @Nullable W window() {
    return window;
  }

  boolean isEmpty() {
    return window == null;
  }

  boolean isVisible() {
    W there = window;
    return there != null && there.isVisible();
  }

  /** Closes the window, if there is one. */
  void dispose() {
    W there = window;
    if (there != null) {
      letGo();
      there.dispose();
    }
  }

  private void letGo() {
    window = null;
    released.run();
  }

  private final class Closing extends WindowAdapter {
    @Override
    public void windowClosed(WindowEvent event) {
      if (event.getWindow() == window) {
        letGo();
      }
      closed.run();
    }
  }
}
