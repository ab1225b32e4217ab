package dev.nightjar.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.desktop.Painted.Screen;
import dev.nightjar.desktop.kit.ScrollPage;
import dev.nightjar.desktop.kit.Theme;
import dev.nightjar.faults.Effort;
import dev.nightjar.settings.Settings.Appearance;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.swing.AbstractButton;
import javax.swing.CellRendererPane;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JScrollPane;
import javax.swing.text.JTextComponent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No text is cut or pushed out of the window, whatever the screen's scale and the language; and all
 * that is seen of a view on a screen is checked on one, since to make it costs more than to look.
 */
final class ViewsFitTest {
  private static final Pattern KEY = Pattern.compile("[a-z]+(\\.[a-z-]+)+(:.*)?");

  @ParameterizedTest
  @MethodSource("dev.nightjar.desktop.SampleViews#all")
  void nothingIsCutAndAllIsPainted(SampleViews.View view) throws IOException {
    for (Screen screen : Screen.all()) {
      JComponent shown = check(view, screen, Messages.in(Language.ENGLISH), 1);
      checkPainting(shown, view, screen);
    }
  }

  private static void checkPainting(JComponent shown, SampleViews.View view, Screen screen)
      throws IOException {
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

  @ParameterizedTest
  @Tag("proof")
  @MethodSource("dev.nightjar.desktop.SampleViews#all")
  void nothingIsCutInAnyLanguage(SampleViews.View view) {
    for (Language language : Language.values()) {
      if (language == Language.ENGLISH) {
        continue; // On every screen, above.
      }
      try {
        Messages.use(language);
        JComponent shown = check(view, new Screen(true, 2), Messages.current(), 1.35);
        ViewsAreReachableTest.checkLetters(shown, Messages.current());
        if (Effort.isWhole()) {
          check(view, new Screen(false, 1), Messages.current(), 1.35);
        }
      } finally {
        Messages.use(Language.ENGLISH);
      }
    }
  }

  @ParameterizedTest
  @Tag("proof")
  @MethodSource("dev.nightjar.desktop.SampleViews#all")
  void nothingIsCutInALanguageOfLongWords(SampleViews.View view) {
    // Such a language's windows open as wide as their contents ask.
    check(view, new Screen(true, 1.5f), Messages.pseudo(), 1.35);
    if (Effort.isWhole()) {
      check(view, new Screen(false, 1), Messages.pseudo(), 1.35);
    }
  }

  @ParameterizedTest
  @Tag("proof")
  @MethodSource("dev.nightjar.desktop.SampleViews#all")
  void aWindowOpensSmallEnoughForASmallScreen(SampleViews.View view) {
    Dimension wanted =
        Painted.onEventThread(
            () -> {
              UIScale.setZoomFactor(1);
              Theme.install(Appearance.LIGHT, false);
              return view.make().apply(Messages.in(Language.ENGLISH)).getPreferredSize();
            });

    assertTrue(wanted.height <= 680 && wanted.width <= 900, wanted.toString());
  }

  @Test
  void whatIsCutIsSeen() {
    JComponent narrow =
        Painted.on(
            new Screen(false, 1),
            120,
            560,
            () ->
                SampleBackups.panel(
                    SampleBackups.well(), Messages.in(Language.ENGLISH), command -> {}));
    List<String> cut = new ArrayList<>();
    collect(narrow, narrow, cut, new ArrayList<>());

    assertFalse(cut.isEmpty());
  }

  private static JComponent check(
      SampleViews.View view, Screen screen, Messages texts, double wider) {
    JComponent shown =
        Painted.on(
            screen, (int) (view.width() * wider), view.height(), () -> view.make().apply(texts));
    List<String> cut = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    collect(shown, shown, cut, keys);
    assertEquals(List.of(), cut, view + " on " + screen);
    assertEquals(List.of(), keys, "texts that are missing");
    assertFalse(shown.getComponentCount() == 0);
    return shown;
  }

  private static void collect(
      Component component, JComponent view, List<String> cut, List<String> keys) {
    if (!component.isVisible()
        || component instanceof CellRendererPane
        || (component instanceof JScrollPane && !(component instanceof ScrollPage))) {
      return;
    }
    String text = textOf(component);
    if (!text.isBlank()) {
      if (KEY.matcher(text).matches()) {
        keys.add(text);
      }
      Dimension wanted = component.getPreferredSize();
      boolean wraps = component instanceof JTextComponent;
      boolean narrow = !wraps && component.getWidth() < wanted.width;
      boolean low = component.getHeight() < wanted.height;
      boolean editable = component instanceof JTextComponent field && field.isEditable();
      if ((narrow || low) && !editable) {
        cut.add(text + ": " + component.getSize() + " of " + wanted);
      }
      var bounds =
          javax.swing.SwingUtilities.convertRectangle(
              component.getParent(), component.getBounds(), view);
      if (bounds.x < 0
          || bounds.y < 0
          || bounds.x + bounds.width > view.getWidth()
          || bounds.y + bounds.height > view.getHeight()) {
        cut.add(text + " is outside: " + bounds);
      }
    }
    if (component instanceof Container container && !(component instanceof JComboBox<?>)) {
      for (Component child : container.getComponents()) {
        collect(child, view, cut, keys);
      }
    }
  }

  private static String textOf(Component component) {
    if (component instanceof JLabel label) {
      return String.valueOf(label.getText() == null ? "" : label.getText());
    }
    if (component instanceof AbstractButton button) {
      return button.getText() == null ? "" : button.getText();
    }
    if (component instanceof JTextComponent text) {
      return text.getText();
    }
    return component instanceof JComboBox<?> box ? String.valueOf(box.getSelectedItem()) : "";
  }
}
