package dev.nightjar.desktop;

import dev.nightjar.desktop.kit.ActionFrame;
import dev.nightjar.desktop.kit.ActionTask;
import dev.nightjar.desktop.tray.TrayImage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The one window of an action, which is open once at most. Used on the event thread. */
final class ActionWindow {
  private volatile @Nullable ActionTask task;
  private @Nullable ActionFrame frame;

  /** Whether it is open; then it comes to the front. */
  boolean isOpen() {
    boolean open = frame != null && frame.isDisplayable();
    if (frame != null && open) {
      frame.toFront();
    }
    return open;
  }

  void open(ActionTask begun, ActionFrame shown) {
    shown.setIconImages(TrayImage.ofWindows());
    task = begun;
    frame = shown;
    shown.setVisible(true);
  }

  /** Ends what has not begun to write. */
  void close() {
    ActionTask begun = task;
    if (begun != null) {
      begun.cancel();
    }
    dispose();
  }

  void dispose() {
    if (frame != null) {
      frame.dispose();
    }
  }

  /** Waits for what has begun to write; not on the event thread. */
  boolean awaitEnd(Duration patience) throws InterruptedException {
    ActionTask begun = task;
    return begun == null || begun.awaitEnd(patience);
  }
}
