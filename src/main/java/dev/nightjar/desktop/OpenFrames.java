package dev.nightjar.desktop;

import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.tray.TrayImage;
import java.awt.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.swing.JFrame;

/** Windows that are open, one for each thing that was asked for. Used on the event thread. */
final class OpenFrames {
  private final Map<Command, JFrame> open = new HashMap<>();
  private final Runnable closed;

  /**
   * @param closed told when one of them is closed
   */
  OpenFrames(Runnable closed) {
    this.closed = closed;
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  void close() {
    List.copyOf(open.values()).forEach(Window::dispose);
  }

  /** Whether there is one for it; then it comes to the front. */
  boolean isOpen(Command wanted) {
    JFrame there = open.get(wanted);
    if (there != null) {
      there.toFront();
    }
    return there != null;
  }

  void show(Command wanted, JFrame frame) {
    frame.setIconImages(TrayImage.ofWindows());
    open.put(wanted, frame);
    frame.setVisible(true);
  }

  /** To be told once a window is closed; {@code end} ends what it reads. */
  void closed(Command wanted, Runnable end) {
    end.run();
    open.remove(wanted);
    closed.run();
  }
}
