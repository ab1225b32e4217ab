package dev.nightjar.desktop;

import java.awt.Component;
import java.awt.Container;
import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.swing.AbstractButton;
import javax.swing.Action;
import javax.swing.CellRendererPane;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;

/** Finds the parts of a view that a user sees, and uses them as a user does. */
public final class Parts {
  private Parts() {}

  /** Returns those of that type that are in sight, in the order in which they were added. */
  public static <T extends Component> List<T> all(Container view, Class<T> type) {
    List<T> all = new ArrayList<>();
    for (Component part : view.getComponents()) {
      if (!part.isVisible() || part instanceof CellRendererPane) {
        continue;
      }
      if (type.isInstance(part)) {
        all.add(type.cast(part));
      }
      if (part instanceof Container inner) {
        all.addAll(all(inner, type));
      }
    }
    return all;
  }

  /** Returns the only one, or the first. */
  public static <T extends Component> T the(Container view, Class<T> type) {
    return the(view, type, any -> true);
  }

  private static <T extends Component> T the(Container view, Class<T> type, Predicate<T> wanted) {
    return all(view, type).stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow(() -> new AssertionError("not in sight: " + type + " in " + texts(view)));
  }

  /** Returns the control that a screen reader calls so. */
  public static <T extends JComponent> T named(Container view, Class<T> type, String name) {
    return the(view, type, one -> name.equals(one.getAccessibleContext().getAccessibleName()));
  }

  /** Returns the button, box or menu line with that caption. */
  public static AbstractButton button(Container view, String caption) {
    return the(view, AbstractButton.class, one -> caption.equals(one.getText()));
  }

  /** Returns the captions of the buttons in sight; those that can't be pressed in brackets. */
  public static List<String> buttons(Container view) {
    return all(view, AbstractButton.class).stream()
        .filter(one -> one.getText() != null && !one.getText().isEmpty())
        .map(one -> one.isEnabled() ? one.getText() : "(" + one.getText() + ")")
        .toList();
  }

  /** Returns the sentences and labels in sight. */
  public static List<String> texts(Container view) {
    return all(view, JComponent.class).stream()
        .map(
            part ->
                part instanceof JLabel label
                    ? label.getText()
                    : part instanceof JTextComponent text && !text.isEditable()
                        ? text.getText()
                        : null)
        .filter(text -> text != null && !text.isBlank())
        .toList();
  }

  /** Presses a button by its caption. */
  public static void click(Container view, String caption) {
    onEventThread(() -> button(view, caption).doClick(0));
  }

  /** Replaces what is in a field. */
  public static void enter(JTextComponent field, String text) {
    onEventThread(() -> field.setText(text));
  }

  /** Presses a key while {@code focused} has the focus; returns whether that did anything. */
  public static boolean press(JComponent focused, String key) {
    return Painted.onEventThread(
        () -> {
          KeyStroke stroke = KeyStroke.getKeyStroke(key);
          if (did(focused, stroke, JComponent.WHEN_FOCUSED)) {
            return true;
          }
          for (Component at = focused; at != null; at = at.getParent()) {
            if (at instanceof JComponent part
                && did(part, stroke, JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT)) {
              return true;
            }
          }
          Container top = focused;
          while (top.getParent() != null) {
            top = top.getParent();
          }
          return inWindow(top, stroke);
        });
  }

  private static boolean inWindow(Container view, KeyStroke stroke) {
    if (view instanceof JComponent part && did(part, stroke, JComponent.WHEN_IN_FOCUSED_WINDOW)) {
      return true;
    }
    for (Component part : view.getComponents()) {
      if (part instanceof Container inner && inWindow(inner, stroke)) {
        return true;
      }
    }
    return false;
  }

  private static boolean did(JComponent part, KeyStroke stroke, int when) {
    Object name = part.getInputMap(when).get(stroke);
    Action action = name == null ? null : part.getActionMap().get(name);
    KeyEvent event =
        new KeyEvent(
            part, KeyEvent.KEY_PRESSED, 0, stroke.getModifiers(), stroke.getKeyCode(), '\0');
    return action != null
        && action.isEnabled()
        && SwingUtilities.notifyAction(action, stroke, event, part, stroke.getModifiers());
  }

  /** Does something on the event thread, as all that a user does. */
  public static void onEventThread(Runnable work) {
    Painted.onEventThread(
        () -> {
          work.run();
          return true;
        });
  }

  /** Does on the event thread whatever waits, and what comes of it, until nothing does. */
  public static void runAll(List<Runnable> waiting) {
    onEventThread(
        () -> {
          while (!waiting.isEmpty()) {
            waiting.remove(0).run();
          }
        });
  }
}
