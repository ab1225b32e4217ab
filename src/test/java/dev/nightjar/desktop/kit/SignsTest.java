package dev.nightjar.desktop.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.desktop.Painted;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import javax.swing.Icon;
import javax.swing.JPanel;
import javax.swing.UIManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Signs can be told from each other without colours, and texts can be read, in light and dark. */
final class SignsTest {
  /** The contrast that WCAG 2 asks of text (AA), and of the parts of a picture that matter. */
  private static final double TEXT = 4.5;

  private static final double PICTURE = 3;

  private static void looks(boolean dark, float scale) {
    Painted.on(new Painted.Screen(dark, scale), 10, 10, JPanel::new);
  }

  /** The points that a sign paints in another colour than the window's. */
  private static BitSet shape(Icon icon) {
    return Painted.onEventThread(
        () -> {
          Color background = UIManager.getColor("Panel.background");
          int side = icon.getIconWidth();
          BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
          Graphics2D g = image.createGraphics();
          g.setColor(background);
          g.fillRect(0, 0, side, side);
          icon.paintIcon(null, g, 0, 0);
          g.dispose();
          BitSet shape = new BitSet();
          for (int at = 0; at < side * side; at++) {
            if (contrast(new Color(image.getRGB(at % side, at / side)), background) > 1.5) {
              shape.set(at);
            }
          }
          return shape;
        });
  }

  private static double contrast(Color one, Color other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(int channel) {
    double part = channel / 255.0;
    return part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }

  @ParameterizedTest
  @CsvSource({"false, 14, 1", "true, 14, 1", "false, 32, 2", "true, 32, 2"})
  void eachStateHasAShapeOfItsOwn(boolean dark, int points, float scale) {
    looks(dark, scale);
    Map<StatusIcon.Kind, BitSet> shapes = new EnumMap<>(StatusIcon.Kind.class);
    for (StatusIcon.Kind kind : StatusIcon.Kind.values()) {
      shapes.put(kind, shape(new StatusIcon(kind, points)));
    }
    int side = new StatusIcon(StatusIcon.Kind.DONE, points).getIconWidth();
    shapes.forEach(
        (kind, shape) -> {
          assertTrue(shape.cardinality() > side * side / 20, kind + " is seen");
          shapes.forEach(
              (other, theirs) -> {
                BitSet differ = (BitSet) shape.clone();
                differ.xor(theirs);
                assertTrue(
                    kind == other || differ.cardinality() > side * side / 25,
                    kind + " looks like " + other + ": " + differ.cardinality());
              });
        });
  }

  @ParameterizedTest
  @EnumSource
  void theArrowsOfATableDiffer(ButtonIcon icon) {
    looks(false, 1);
    for (ButtonIcon other : ButtonIcon.values()) {
      assertEquals(icon == other, shape(icon).equals(shape(other)), icon + " and " + other);
    }
  }

  @Test
  void aSignGrowsWithTheScreensScale() {
    looks(false, 1);
    int small = new StatusIcon(StatusIcon.Kind.DONE, 14).getIconWidth();
    int button = ButtonIcon.GEAR.getIconHeight();
    looks(false, 2);

    assertEquals(14, small);
    assertEquals(28, new StatusIcon(StatusIcon.Kind.DONE, 14).getIconHeight());
    assertEquals(2 * button, ButtonIcon.GEAR.getIconWidth());
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void everyToneThatTextHasCanBeRead(boolean dark) {
    looks(dark, 1);
    for (Theme.Tone tone : Theme.Tone.values()) {
      double least =
          switch (tone) {
            case PLAIN, QUIET, GOOD, WARNING, PROBLEM -> TEXT;
            case AMBER, ACCENT -> PICTURE;
            case FAINT -> 1; // A line between things, which nobody has to read.
          };
      double is = contrast(tone.color(), UIManager.getColor("Panel.background"));
      assertTrue(is >= least, tone + " on " + (dark ? "dark: " : "light: ") + is);
    }
    assertTrue(contrast(Theme.selectedText(), Theme.selected()) >= TEXT);
    assertTrue(
        contrast(
                UIManager.getColor("Nightjar.onAccent"),
                UIManager.getColor("Button.default.background"))
            >= TEXT);
  }
}
