package dev.nightjar.desktop.kit;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.KeyboardFocusManager;
import java.awt.Rectangle;
import java.beans.PropertyChangeListener;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JViewport;
import javax.swing.Scrollable;
import javax.swing.SwingUtilities;

/**
 * The part of a window that gives way on a small screen: as large as its window if that is large
 * enough, else scrolled, with what has the focus in sight.
 */
public final class ScrollPage extends JScrollPane {
  private static final int STEP = 24;
  private static final int WIDE = 160;

  private final transient PropertyChangeListener follower = event -> follow(event.getNewValue());

  public ScrollPage(JComponent content) {
    super(new Page(content));
    setBorder(BorderFactory.createEmptyBorder());
    setOpaque(false);
    getViewport().setOpaque(false);
  }

  @Override
  public void addNotify() {
    super.addNotify();
    focus().addPropertyChangeListener("permanentFocusOwner", follower);
  }

  @Override
  public void removeNotify() {
    focus().removePropertyChangeListener("permanentFocusOwner", follower);
    super.removeNotify();
  }

  private static KeyboardFocusManager focus() {
    return KeyboardFocusManager.getCurrentKeyboardFocusManager();
  }

  private void follow(Object focused) {
    if (focused instanceof JComponent control && SwingUtilities.isDescendingFrom(control, this)) {
      reveal(control);
    }
  }

  /**
   * Scrolls to it; of a wide one its beginning is enough: what stands before it stays in sight. Its
   * parent is asked, since a text field scrolls its own text only.
   */
  public static void reveal(JComponent part) {
    if (part.getParent() instanceof JViewport own && own.getParent() instanceof JComponent list) {
      reveal(list, new Rectangle(list.getSize()));
    } else {
      reveal(part, new Rectangle(part.getSize()));
    }
  }

  /**
   * Scrolls the page to a part of a list that scrolls itself, too. A viewport tells the one around
   * it nothing: the list has brought the part into its own sight before.
   */
  public static void revealInList(JComponent list, Rectangle part) {
    if (list.getParent() instanceof JViewport own && own.getParent() instanceof JComponent around) {
      reveal(around, SwingUtilities.convertRectangle(list, part, around));
    }
  }

  private static void reveal(JComponent part, Rectangle there) {
    int width = Math.min(there.width, UIScale.scale(WIDE));
    if (part.getParent() instanceof JComponent parent) {
      parent.scrollRectToVisible(
          new Rectangle(part.getX() + there.x, part.getY() + there.y, width, there.height));
    }
  }

  /** Fills the window while it fits in, and never becomes smaller than its contents can be. */
  private static final class Page extends JPanel implements Scrollable {
    private Page(JComponent content) {
      super(new BorderLayout());
      setOpaque(false);
      add(content);
    }

    @Override
    public Dimension getPreferredScrollableViewportSize() {
      return super.getPreferredSize();
    }

    /**
     * Makes content that has to be scrolled sideways as narrow as it can be, rather than as wide as
     * it likes.
     */
    @Override
    public Dimension getPreferredSize() {
      Dimension wanted = super.getPreferredSize();
      int room = getParent() == null ? 0 : getParent().getWidth();
      int least = getMinimumSize().width;
      return room > 0 && room < least ? new Dimension(least, wanted.height) : wanted;
    }

    @Override
    public int getScrollableUnitIncrement(Rectangle visible, int orientation, int direction) {
      return UIScale.scale(STEP);
    }

    @Override
    public int getScrollableBlockIncrement(Rectangle visible, int orientation, int direction) {
      return Math.max(UIScale.scale(STEP), visible.height - UIScale.scale(STEP));
    }

    /** Until it is laid out, texts that wrap want to be as wide as their one line. */
    @Override
    public boolean getScrollableTracksViewportWidth() {
      Component viewport = getParent();
      return viewport.getWidth() >= getMinimumSize().width;
    }

    @Override
    public boolean getScrollableTracksViewportHeight() {
      return getParent().getHeight() >= getPreferredSize().height;
    }
  }
}
