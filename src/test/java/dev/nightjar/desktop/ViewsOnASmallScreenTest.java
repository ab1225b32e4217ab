package dev.nightjar.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.desktop.Painted.Screen;
import dev.nightjar.desktop.kit.ScreenFit;
import dev.nightjar.desktop.kit.ScrollPage;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.awt.Component;
import java.awt.Container;
import java.awt.Rectangle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JScrollBar;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** 1024 × 768 at 200 %, less task bar and title: what is too much scrolls, buttons are in sight. */
final class ViewsOnASmallScreenTest {
  private static final int WIDTH = 505;
  private static final int HEIGHT = 350;

  @ParameterizedTest
  @Tag("proof")
  @MethodSource("dev.nightjar.desktop.SampleViews#all")
  void theButtonsThatEndAWindowAreInSight(SampleViews.View view) throws IOException {
    JComponent shown =
        Painted.on(
            new Screen(false, 2),
            WIDTH,
            HEIGHT,
            () -> view.make().apply(Messages.in(Language.ENGLISH)));
    Painted.save(shown, view + "-small");
    List<String> outside = new ArrayList<>();
    int found = 0;
    for (JButton button : buttons(shown)) {
      if (SwingUtilities.getAncestorOfClass(ScrollPage.class, button) == null) {
        found++;
        Rectangle bounds =
            SwingUtilities.convertRectangle(button.getParent(), button.getBounds(), shown);
        boolean cut = button.getWidth() < button.getPreferredSize().width;
        if (cut || !new Rectangle(shown.getSize()).contains(bounds)) {
          outside.add(button.getText() + " " + bounds + " of " + shown.getSize());
        }
      }
    }
    assertEquals(List.of(), outside);
    assertTrue(shown.getMinimumSize().width <= shown.getWidth(), shown.getMinimumSize().toString());
    assertTrue(found > 0, "no button stands outside of what scrolls");
  }

  private static List<JButton> buttons(Container view) {
    List<JButton> found = new ArrayList<>();
    for (Component child : view.getComponents()) {
      if (child instanceof JButton button && child.isVisible()) {
        found.add(button);
      } else if (child instanceof Container inner
          && child.isVisible()
          && !(child instanceof JScrollBar)) {
        found.addAll(buttons(inner));
      }
    }
    return found;
  }

  @ParameterizedTest
  @CsvSource({
    "100, 100, 400, 300, 100, 100, 400, 300",
    "800, 600, 400, 300, 624, 440, 400, 300",
    "-50, -50, 400, 300, 0, 0, 400, 300",
    "100, 100, 2000, 2000, 0, 0, 1024, 740"
  })
  void aWindowIsMovedAndCutToTheScreen(
      int x, int y, int width, int height, int left, int top, int wide, int high) {
    assertEquals(
        new Rectangle(left, top, wide, high),
        ScreenFit.within(new Rectangle(x, y, width, height), new Rectangle(0, 0, 1024, 740)));
  }

  @Test
  void aBarAtTheTopIsLeftFree() {
    assertEquals(
        new Rectangle(0, 28, 1024, 740),
        ScreenFit.within(new Rectangle(0, 0, 2000, 2000), new Rectangle(0, 28, 1024, 740)));
  }
}
