package dev.nightjar.desktop.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.desktop.Painted;
import dev.nightjar.desktop.Parts;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

/** A picture in a window of its own: whole, in its proportions, never larger than it is. */
final class ValueDialogTest {
  private static ValueDialog.Shown shown(int wide, int high, int window) {
    return Painted.on(
        new Painted.Screen(false, 1),
        window,
        window,
        () -> {
          BufferedImage picture = new BufferedImage(wide, high, BufferedImage.TYPE_INT_RGB);
          Graphics2D g = picture.createGraphics();
          g.setColor(Color.ORANGE);
          g.fillRect(0, 0, wide, high);
          g.dispose();
          return new ValueDialog.Shown(picture, "photo, row 1");
        });
  }

  /** How many points are orange in the row, or else in the column, of the middle. */
  private static int orange(ValueDialog.Shown shown, boolean row) {
    int side = shown.getWidth();
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Parts.onEventThread(
        () -> {
          Graphics2D g = image.createGraphics();
          shown.paint(g);
          g.dispose();
        });
    int found = 0;
    for (int at = 0; at < side; at++) {
      int color = row ? image.getRGB(at, side / 2) : image.getRGB(side / 2, at);
      found += new Color(color).getRed() > 200 ? 1 : 0;
    }
    return found;
  }

  @Test
  void aLargePictureIsMadeSmallerInItsProportions() {
    ValueDialog.Shown shown = shown(400, 100, 200);

    assertEquals(200, orange(shown, true));
    assertEquals(50, orange(shown, false));
  }

  @Test
  void aSmallOneStaysAsItIs() {
    ValueDialog.Shown shown = shown(40, 20, 200);

    assertEquals(40, orange(shown, true));
    assertEquals(20, orange(shown, false));
  }

  @Test
  void aThinOneIsStillSeen() {
    assertEquals(1, orange(shown(2000, 1, 200), false));
  }

  @Test
  void itsWindowIsNeverLargerThanAScreen() {
    assertEquals(new Dimension(760, 480), shown(4000, 3000, 200).getPreferredSize());
    assertEquals(new Dimension(40, 20), shown(40, 20, 200).getPreferredSize());
    assertEquals("photo, row 1", shown(40, 20, 200).getAccessibleContext().getAccessibleName());
    assertFalse(shown(40, 20, 200).isOpaque());
    assertTrue(shown(40, 20, 200).isVisible());
  }
}
