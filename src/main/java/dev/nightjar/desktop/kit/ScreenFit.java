package dev.nightjar.desktop.kit;

import java.awt.Dimension;
import java.awt.GraphicsConfiguration;
import java.awt.Insets;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.Window;
import org.jspecify.annotations.Nullable;

/** Keeps windows within the screen, less what task bars take of it. */
public final class ScreenFit {
  private ScreenFit() {}

  /**
   * Gives a window the size that its contents ask for, and a place beside its owner's middle or the
   * screen's, all of it on the screen.
   *
   * @param least the smallest size that the user may make it
   */
  public static void open(Window window, @Nullable Window owner, Dimension least) {
    window.pack();
    Rectangle screen = usable(window);
    Dimension size = within(window.getSize(), screen.getSize());
    window.setMinimumSize(within(within(least, size), screen.getSize()));
    window.setSize(size);
    window.setLocationRelativeTo(owner);
    window.setBounds(within(window.getBounds(), screen));
  }

  /**
   * Makes a window that is open as large as its contents now ask for, as far as the screen goes.
   */
  public static void grow(Window window) {
    Dimension wanted = window.getPreferredSize();
    if (wanted.width <= window.getWidth() && wanted.height <= window.getHeight()) {
      return;
    }
    Rectangle bounds = window.getBounds();
    bounds.setSize(Math.max(bounds.width, wanted.width), Math.max(bounds.height, wanted.height));
    Rectangle grown = within(bounds, usable(window));
    if (!grown.equals(window.getBounds())) {
      window.setBounds(grown);
    }
  }

  private static Rectangle usable(Window window) {
    GraphicsConfiguration screen = window.getGraphicsConfiguration();
    Rectangle bounds = screen.getBounds();
    Insets bars = Toolkit.getDefaultToolkit().getScreenInsets(screen);
    return new Rectangle(
        bounds.x + bars.left,
        bounds.y + bars.top,
        bounds.width - bars.left - bars.right,
        bounds.height - bars.top - bars.bottom);
  }

  private static Dimension within(Dimension wanted, Dimension most) {
    return new Dimension(Math.min(wanted.width, most.width), Math.min(wanted.height, most.height));
  }

  /** No larger than the screen, and moved as little as it takes to be all on it. */
  public static Rectangle within(Rectangle wanted, Rectangle screen) {
    Dimension size = within(wanted.getSize(), screen.getSize());
    int x = Math.min(wanted.x, screen.x + screen.width - size.width);
    int y = Math.min(wanted.y, screen.y + screen.height - size.height);
    return new Rectangle(Math.max(x, screen.x), Math.max(y, screen.y), size.width, size.height);
  }
}
