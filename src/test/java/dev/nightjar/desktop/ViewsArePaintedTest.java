package dev.nightjar.desktop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.desktop.Painted.Screen;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.swing.JComponent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every view as a picture in {@code target/views}, for whoever wants to see them. */
final class ViewsArePaintedTest {
  @ParameterizedTest
  @MethodSource("dev.nightjar.desktop.SampleViews#all")
  void aViewIsPaintedOnEveryScreen(SampleViews.View view) throws IOException {
    for (Screen screen : Screen.all()) {
      JComponent shown =
          Painted.on(
              screen,
              view.width(),
              view.height(),
              () -> view.make().apply(Messages.in(Language.ENGLISH)));
      String name =
          String.format(
              Locale.ROOT,
              "%s-%s-%.1f",
              view.name(),
              screen.dark() ? "dark" : "light",
              screen.scale());
      BufferedImage image = Painted.save(shown, name);

      assertTrue(hasManyColours(image), name + " is painted");
      boolean darkGround = brightness(image.getRGB(2, 2)) < 0.5;
      assertTrue(darkGround == screen.dark(), name + " has its ground");
    }
  }

  private static boolean hasManyColours(BufferedImage image) {
    Set<Integer> seen = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x += 2) {
      for (int y = 0; y < image.getHeight(); y += 2) {
        if (seen.add(image.getRGB(x, y)) && seen.size() > 8) {
          return true;
        }
      }
    }
    return false;
  }

  private static float brightness(int rgb) {
    Color color = new Color(rgb);
    return Color.RGBtoHSB(color.getRed(), color.getGreen(), color.getBlue(), null)[2];
  }
}
