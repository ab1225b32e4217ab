package dev.nightjar.desktop.kit;

import com.formdev.flatlaf.FlatClientProperties;
import dev.nightjar.text.Messages.Caption;
import javax.swing.AbstractButton;
import javax.swing.Icon;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JMenuItem;

/** Controls with their caption, mnemonic and name for those who can't see them. */
public final class Controls {
  private Controls() {}

  public static JLabel label(Caption caption, JComponent field) {
    JLabel label = new JLabel(caption.text());
    label.setDisplayedMnemonic(caption.mnemonic());
    label.setLabelFor(field);
    field.getAccessibleContext().setAccessibleName(caption.text());
    return label;
  }

  public static JLabel title(String text, String styleClass) {
    JLabel label = new JLabel(text);
    label.putClientProperty(FlatClientProperties.STYLE_CLASS, styleClass);
    return label;
  }

  public static JButton button(Caption caption, Runnable action) {
    JButton button = new JButton();
    caption(button, caption);
    button.addActionListener(event -> action.run());
    return button;
  }

  /** A line of a menu. */
  public static JMenuItem item(Caption caption, Runnable action) {
    JMenuItem item = new JMenuItem();
    caption(item, caption);
    item.addActionListener(event -> action.run());
    return item;
  }

  /** One that is only a sign; its name is told and shown as a tooltip. */
  public static JButton signButton(Icon sign, Caption name, Runnable action) {
    JButton button = new JButton(sign);
    button.putClientProperty(
        FlatClientProperties.BUTTON_TYPE, FlatClientProperties.BUTTON_TYPE_TOOLBAR_BUTTON);
    button.setMnemonic(name.mnemonic());
    button.setToolTipText(name.text());
    button.getAccessibleContext().setAccessibleName(name.text());
    button.addActionListener(event -> action.run());
    return button;
  }

  /** The one that the window is there for. */
  public static <T extends AbstractButton> T primary(T button) {
    button.putClientProperty(
        FlatClientProperties.STYLE,
        "background: @accentColor; foreground: $Nightjar.onAccent;"
            + "borderColor: @accentColor; font: semibold;"
            + "hoverBackground: lighten(@accentColor, 4%); pressedBackground: darken(@accentColor, 6%);"
            + "hoverBorderColor: @accentColor; focusedBackground: @accentColor");
    return button;
  }

  public static JCheckBox checkBox(Caption caption) {
    JCheckBox box = new JCheckBox();
    caption(box, caption);
    return box;
  }

  public static void caption(AbstractButton button, Caption caption) {
    button.setText(caption.text());
    button.setMnemonic(caption.mnemonic());
  }
}
