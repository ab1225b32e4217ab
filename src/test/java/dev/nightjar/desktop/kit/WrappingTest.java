package dev.nightjar.desktop.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.desktop.Painted;
import dev.nightjar.desktop.Parts;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.util.function.Supplier;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import org.junit.jupiter.api.Test;

/** In a narrow window texts take more lines and parts stand below each other: none is cut. */
final class WrappingTest {
  private static final Painted.Screen SCREEN = new Painted.Screen(false, 1);
  private static final String SENTENCE =
      "The NAS is full. Today's backup is safe on this computer, and on no other.";

  private static JComponent sized(int width, int height) {
    JPanel part = new JPanel();
    part.setPreferredSize(new Dimension(width, height));
    return part;
  }

  private static <T extends JComponent> T wide(int width, Supplier<T> view) {
    return Painted.on(SCREEN, width, 0, view);
  }

  @Test
  void aTextIsHigherInANarrowWindow() {
    WrappedText wide = wide(800, () -> new WrappedText(SENTENCE, Theme.Tone.PLAIN));
    WrappedText narrow = wide(150, () -> new WrappedText(SENTENCE, Theme.Tone.PLAIN));

    assertTrue(narrow.getHeight() >= 3 * wide.getHeight(), narrow.getSize() + "" + wide.getSize());
  }

  @Test
  void aTextThatHasNoWidthYetWantsOneLineAndNotALetterALine() {
    Dimension wanted =
        Painted.onEventThread(
            () -> {
              WrappedText text = new WrappedText(SENTENCE, Theme.Tone.PLAIN);
              text.setSize(20, 20);
              return text.getPreferredSize();
            });

    assertTrue(wanted.width > 5 * wanted.height, wanted.toString());
  }

  @Test
  void aTextIsReadOnlyAndSaidToThoseWhoCantSeeIt() {
    WrappedText text = wide(300, () -> new WrappedText("", Theme.Tone.PLAIN));
    Parts.onEventThread(() -> text.show(SENTENCE, Theme.Tone.PROBLEM));

    assertEquals(SENTENCE, text.getAccessibleContext().getAccessibleName());
    assertEquals(Theme.Tone.PROBLEM.color(), text.getForeground());
    assertFalse(text.isEditable());
    assertFalse(text.isFocusable(), "Tab doesn't stop where nothing can be done");
  }

  @Test
  void aTextKeepsItsMeaningsColourWhenTheLooksChange() {
    WrappedText text = wide(300, () -> new WrappedText(SENTENCE, Theme.Tone.WARNING));
    var onLight = text.getForeground();
    WrappedText again =
        Painted.on(
            new Painted.Screen(true, 1),
            300,
            0,
            () -> {
              text.updateUI();
              return text;
            });

    assertEquals(Theme.Tone.WARNING.color(), again.getForeground());
    assertFalse(onLight.equals(again.getForeground()));
  }

  @Test
  void twoPartsStandBesideEachOtherWhereTheyCan() {
    JComponent time = sized(100, 30);
    JComponent days = sized(200, 20);
    WrapPanel row = wide(400, () -> new WrapPanel(time, days));

    assertEquals(new Rectangle(0, 0, 100, 30), time.getBounds());
    assertEquals(new Rectangle(110, 5, 200, 20), days.getBounds(), "in the middle of the row");
    assertEquals(30, row.getHeight());
  }

  @Test
  void elseTheSecondStandsBelowTheFirst() {
    JComponent time = sized(100, 30);
    JComponent days = sized(200, 20);
    WrapPanel row = wide(250, () -> new WrapPanel(time, days));

    assertEquals(new Rectangle(0, 0, 100, 30), time.getBounds());
    assertEquals(0, days.getX());
    assertTrue(days.getY() >= 30, days.getBounds().toString());
    assertEquals(days.getY() + 20, row.getHeight(), "and the row is as high as both");
    assertEquals(200, row.getMinimumSize().width, "as narrow as its wider part");
  }

  @Test
  void aRowThatHasNoWidthYetWantsToBeOne() {
    WrapPanel row = new WrapPanel(sized(100, 30), sized(200, 20));

    assertEquals(new Dimension(310, 30), row.getPreferredSize());
  }

  @Test
  void aLabelStandsOnTheLineOfTheFirstPart() {
    JLabel time = new JLabel("17:00");
    WrapPanel row = wide(400, () -> new WrapPanel(time, sized(200, 60)));
    Dimension size = time.getPreferredSize();

    assertEquals(time.getY() + time.getBaseline(size.width, size.height), row.getBaseline(400, 60));
    WrapPanel wrapped = wide(210, () -> new WrapPanel(time, sized(200, 60)));
    assertEquals(time.getBaseline(size.width, size.height), wrapped.getBaseline(210, 90));
  }
}
