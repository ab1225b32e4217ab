package dev.nightjar.desktop.inside;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.desktop.kit.ScreenFit;
import java.awt.Dimension;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.KeyStroke;
import org.jspecify.annotations.Nullable;

/** The window round an {@link InsidePanel}. */
public final class InsideFrame extends JFrame {
  /**
   * @param from the window that it comes up over
   * @param closed told when it is closed
   */
  public InsideFrame(@Nullable Window from, String title, InsidePanel panel, Runnable closed) {
    super(title);
    setDefaultCloseOperation(DISPOSE_ON_CLOSE);
    setContentPane(panel);
    key(
        KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
        () -> {
          if (!panel.leavesSearch()) {
            dispose();
          }
        });
    key(KeyStroke.getKeyStroke("ctrl F"), panel::searchNow);
    addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowOpened(WindowEvent event) {
            panel.giveFocus();
          }

          @Override
          public void windowClosed(WindowEvent event) {
            closed.run();
          }
        });
    ScreenFit.open(this, from, UIScale.scale(new Dimension(480, 320)));
  }

  private void key(KeyStroke key, Runnable action) {
    getRootPane()
        .registerKeyboardAction(event -> action.run(), key, JComponent.WHEN_IN_FOCUSED_WINDOW);
  }
}
