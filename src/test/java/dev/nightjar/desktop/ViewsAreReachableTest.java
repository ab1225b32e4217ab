package dev.nightjar.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.desktop.Painted.Screen;
import dev.nightjar.desktop.backups.DayStrip;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.awt.Component;
import java.awt.Container;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.swing.AbstractButton;
import javax.swing.CellRendererPane;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JProgressBar;
import javax.swing.JScrollBar;
import javax.swing.JTable;
import javax.swing.text.JTextComponent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keyboard alone suffices, and who can't see a control is told what it is. */
final class ViewsAreReachableTest {
  /** Reached by Enter, Escape, or the arrow and space keys where they stand together. */
  private static final List<String> WITHOUT_MNEMONIC =
      List.of(
          "settings.save",
          "settings.cancel",
          "about.close",
          "day.monday",
          "day.tuesday",
          "day.wednesday",
          "day.thursday",
          "day.friday",
          "day.saturday",
          "day.sunday");

  @ParameterizedTest
  @MethodSource("dev.nightjar.desktop.SampleViews#all")
  void everyControlHasANameAndAPlaceInTheTabOrder(SampleViews.View view) {
    JComponent shown = shown(view, Messages.in(Language.ENGLISH));
    List<JComponent> controls = controls(shown);
    assertTrue(controls.size() > 1, "controls are found");
    List<String> nameless = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    for (JComponent control : controls) {
      String name = control.getAccessibleContext().getAccessibleName();
      String what = control.getClass().getSimpleName() + " " + name;
      if (name == null || name.isBlank()) {
        nameless.add(what);
      }
      boolean told = control instanceof JProgressBar;
      if (!told && control.isEnabled() && !isInTabOrder(control)) {
        skipped.add(what);
      }
    }
    assertEquals(List.of(), nameless, "without a name");
    assertEquals(List.of(), skipped, "not in the tab order");
  }

  @ParameterizedTest
  @MethodSource("dev.nightjar.desktop.SampleViews#all")
  void everyCaptionHasALetterOfItsOwn(SampleViews.View view) {
    Messages texts = Messages.in(Language.ENGLISH); // The other languages': ViewsFitTest.
    checkLetters(shown(view, texts), texts);
  }

  static void checkLetters(JComponent shown, Messages texts) {
    Set<String> exempt =
        WITHOUT_MNEMONIC.stream().map(texts::of).collect(Collectors.toUnmodifiableSet());
    Map<Character, String> letters = new HashMap<>();
    List<String> without = new ArrayList<>();
    List<String> shared = new ArrayList<>();
    for (Component component : all(shown)) {
      String text = null;
      int letter = 0;
      if (component instanceof AbstractButton button && !(isPartOfAnother(button))) {
        text =
            button.getText() == null || button.getText().isEmpty()
                ? button.getAccessibleContext().getAccessibleName()
                : button.getText();
        letter = button.getMnemonic();
      } else if (component instanceof JLabel label && label.getLabelFor() != null) {
        text = label.getText();
        letter = label.getDisplayedMnemonic();
      }
      if (text == null || exempt.contains(text)) {
        continue;
      }
      if (letter == 0) {
        without.add(text);
      } else {
        String other = letters.putIfAbsent(Character.toUpperCase((char) letter), text);
        if (other != null) {
          shared.add(text + " and " + other + ": " + (char) letter);
        }
      }
    }
    assertEquals(List.of(), without, "without a letter in " + texts.language());
    assertEquals(List.of(), shared, "with another's letter in " + texts.language());
  }

  private static JComponent shown(SampleViews.View view, Messages texts) {
    return Painted.made(new Screen(false, 1), () -> view.make().apply(texts));
  }

  private static boolean isInTabOrder(JComponent control) {
    return control.isFocusable() && control.isRequestFocusEnabled();
  }

  private static boolean isPartOfAnother(Component component) {
    return component.getParent() instanceof JComboBox<?>
        || component.getParent() instanceof JScrollBar;
  }

  private static List<JComponent> controls(Container view) {
    List<JComponent> controls = new ArrayList<>();
    for (Component component : all(view)) {
      boolean control =
          component instanceof AbstractButton
              || component instanceof JComboBox<?>
              || component instanceof JTable
              || component instanceof JList<?>
              || component instanceof JProgressBar
              || component instanceof DayStrip
              || (component instanceof JTextComponent text && text.isFocusable());
      if (control && !isPartOfAnother(component)) {
        controls.add((JComponent) component);
      }
    }
    return controls;
  }

  private static List<Component> all(Container container) {
    List<Component> all = new ArrayList<>();
    for (Component child : container.getComponents()) {
      if (!child.isVisible() || child instanceof CellRendererPane) {
        continue;
      }
      all.add(child);
      if (child instanceof Container inner) {
        all.addAll(all(inner));
      }
    }
    return all;
  }
}
