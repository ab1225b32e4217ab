package dev.nightjar.desktop.kit;

import com.formdev.flatlaf.util.UIScale;
import java.awt.Dimension;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.function.Function;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.KeyStroke;
import org.jspecify.annotations.Nullable;

/** The window round a panel in which data is read. */
public final class DataFrame extends JFrame {
  /**
   * @param from the window that it comes up over
   * @param content makes the panel, given a way to close the window
   * @param closed told when it is closed
   */
  public DataFrame(
      @Nullable Window from,
      String title,
      Function<Runnable, JComponent> content,
      Runnable closed) {
    super(title);
    setDefaultCloseOperation(DISPOSE_ON_CLOSE);
    JComponent panel = content.apply(this::dispose);
    setContentPane(panel);
    getRootPane()
        .registerKeyboardAction(
            event -> dispose(),
            KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
            JComponent.WHEN_IN_FOCUSED_WINDOW);
    addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowOpened(WindowEvent event) {
            panel.requestFocusInWindow();
          }

          @Override
          public void windowClosed(WindowEvent event) {
            closed.run();
          }
        });
    ScreenFit.open(this, from, UIScale.scale(new Dimension(480, 320)));
  }
}
