package dev.nightjar.desktop.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.desktop.Painted;
import dev.nightjar.desktop.Parts;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.KeyboardFocusManager;
import java.awt.Rectangle;
import java.beans.PropertyChangeListener;
import java.util.Arrays;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.JTextField;
import javax.swing.Scrollable;
import javax.swing.SwingConstants;
import org.junit.jupiter.api.Test;

/** On a small screen the page scrolls, what has the focus is in sight, and nothing is left over. */
final class ScrollPageTest {
  private final JTextField first = field("first");
  private final JTextField last = field("last");

  private static JTextField field(String name) {
    JTextField field = new JTextField(name);
    field.setPreferredSize(new Dimension(200, 30));
    field.setMinimumSize(new Dimension(100, 30));
    field.setMaximumSize(new Dimension(1000, 30));
    return field;
  }

  private ScrollPage page(int width, int height) {
    return Painted.on(
        new Painted.Screen(false, 1),
        width,
        height,
        () -> {
          JPanel content = new JPanel();
          content.setLayout(new BoxLayout(content, BoxLayout.Y_AXIS));
          content.add(first);
          content.add(Box.createVerticalStrut(600));
          content.add(last);
          return new ScrollPage(content);
        });
  }

  private static Scrollable inside(ScrollPage page) {
    return (Scrollable) page.getViewport().getView();
  }

  private boolean isInSight(ScrollPage page, JComponent field) {
    Rectangle there =
        javax.swing.SwingUtilities.convertRectangle(
            field, new Rectangle(field.getSize()), page.getViewport().getView());
    return page.getViewport().getViewRect().contains(there);
  }

  @Test
  void whereThereIsRoomThePageFillsIt() {
    ScrollPage page = page(500, 900);

    assertTrue(inside(page).getScrollableTracksViewportHeight());
    assertTrue(inside(page).getScrollableTracksViewportWidth());
    assertFalse(page.getVerticalScrollBar().isVisible());
    assertFalse(page.getHorizontalScrollBar().isVisible());
  }

  @Test
  void whereThereIsNotItScrollsDownwards() {
    ScrollPage page = page(500, 200);

    assertFalse(inside(page).getScrollableTracksViewportHeight());
    assertTrue(page.getVerticalScrollBar().isVisible());
    assertFalse(page.getHorizontalScrollBar().isVisible());
    assertTrue(isInSight(page, first));
    assertFalse(isInSight(page, last));
  }

  @Test
  void whereItIsTooNarrowItIsAsNarrowAsItCanBe() {
    ScrollPage page = page(60, 900);

    assertEquals(100, page.getViewport().getView().getPreferredSize().width);
    assertTrue(page.getHorizontalScrollBar().isVisible());
  }

  @Test
  void aPageDownLeavesALineOfWhatWasReadInSight() {
    Rectangle visible = new Rectangle(0, 0, 500, 200);
    Scrollable page = inside(page(500, 200));
    int line = page.getScrollableUnitIncrement(visible, SwingConstants.VERTICAL, 1);

    assertEquals(200 - line, page.getScrollableBlockIncrement(visible, SwingConstants.VERTICAL, 1));
    assertEquals(
        line,
        page.getScrollableBlockIncrement(new Rectangle(0, 0, 500, 10), SwingConstants.VERTICAL, 1),
        "however low the window, it moves on");
  }

  @Test
  void aFieldIsScrolledToWhenItIsRevealed() {
    ScrollPage page = page(500, 200);
    Parts.onEventThread(() -> ScrollPage.reveal(last));

    assertTrue(isInSight(page, last));
    assertFalse(isInSight(page, first));
  }

  private static final KeyboardFocusManager FOCUS =
      KeyboardFocusManager.getCurrentKeyboardFocusManager();

  private static PropertyChangeListener[] listeners() {
    return FOCUS.getPropertyChangeListeners("permanentFocusOwner");
  }

  private static void focusMovesTo(Component control, PropertyChangeListener[] before) {
    Arrays.stream(listeners())
        .filter(one -> !Arrays.asList(before).contains(one))
        .forEach(
            one ->
                one.propertyChange(
                    new java.beans.PropertyChangeEvent(
                        FOCUS, "permanentFocusOwner", null, control)));
  }

  @Test
  void theFieldThatTabReachesComesIntoSightAndOneOfAnotherWindowMovesNothing() {
    PropertyChangeListener[] before = listeners();
    ScrollPage page = page(500, 200);
    Parts.onEventThread(
        () -> {
          page.addNotify();
          focusMovesTo(field("another window's"), before);
          assertTrue(isInSight(page, first));
          focusMovesTo(last, before);
          assertTrue(isInSight(page, last));
          page.removeNotify();
        });
  }

  @Test
  void aListThatTabReachesComesIntoSightThoughItScrollsByItself() {
    PropertyChangeListener[] before = listeners();
    JTable list = new JTable(500, 2);
    JScrollPane scroll = new JScrollPane(list);
    scroll.setPreferredSize(new Dimension(200, 120));
    ScrollPage page =
        Painted.on(
            new Painted.Screen(false, 1),
            500,
            200,
            () -> {
              JPanel content = new JPanel();
              content.setLayout(new BoxLayout(content, BoxLayout.Y_AXIS));
              content.add(Box.createVerticalStrut(600));
              content.add(scroll);
              return new ScrollPage(content);
            });
    assertFalse(isInSight(page, scroll));
    Parts.onEventThread(
        () -> {
          page.addNotify();
          focusMovesTo(list, before);
          page.removeNotify();
        });

    assertTrue(isInSight(page, scroll));
  }

  @Test
  void aWindowThatIsClosedLeavesNoListener() {
    int before = listeners().length;
    ScrollPage page = page(500, 200);
    Parts.onEventThread(
        () -> {
          page.addNotify();
          assertEquals(before + 1, listeners().length);
          page.removeNotify();
        });

    assertEquals(before, listeners().length);
  }
}
