package dev.nightjar.desktop.kit;

import com.formdev.flatlaf.util.UIScale;
import java.awt.Dimension;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.KeyStroke;
import org.jspecify.annotations.Nullable;

/**
 * The window round an {@link ActionPanel}; it stays while something is being written, whatever
 * becomes of the window that it was opened from.
 */
public final class ActionFrame extends JFrame {
  /**
   * @param from the window that it comes up over
   */
  public ActionFrame(@Nullable Window from, ActionPanel<?> panel, String title) {
    super(title);
    setDefaultCloseOperation(DO_NOTHING_ON_CLOSE);
    setContentPane(panel);
    getRootPane()
        .registerKeyboardAction(
            event -> panel.leave(),
            KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
            JComponent.WHEN_IN_FOCUSED_WINDOW);
    addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowOpened(WindowEvent event) {
            panel.giveFocus();
          }

          @Override
          public void windowClosing(WindowEvent event) {
            panel.leave();
          }
        });
    ScreenFit.open(this, from, UIScale.scale(new Dimension(440, 260)));
  }
}
