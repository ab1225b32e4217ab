package dev.nightjar.desktop;

import com.formdev.flatlaf.FlatDarkLaf;
import com.formdev.flatlaf.FlatLightLaf;
import dev.nightjar.platform.SystemTheme;
import dev.nightjar.text.Texts;
import java.awt.Dimension;
import java.util.function.Consumer;
import javax.swing.JFrame;
import javax.swing.JOptionPane;
import javax.swing.WindowConstants;

/**
 * The window round the {@link StatusPanel}; made when it is first asked for, hidden when closed.
 */
final class StatusWindow {
  private final JFrame frame;
  private final StatusPanel panel;

  StatusWindow(Texts texts, Consumer<Command> commands) {
    if (SystemTheme.now().darkWindows()) {
      FlatDarkLaf.setup();
    } else {
      FlatLightLaf.setup();
    }
    panel = new StatusPanel(texts, commands);
    frame = new JFrame(texts.of("window.title"));
    frame.setIconImages(StatusPanel.icons());
    frame.setContentPane(panel);
    frame.setDefaultCloseOperation(WindowConstants.HIDE_ON_CLOSE);
    frame.setLocationByPlatform(true);
  }

  StatusPanel panel() {
    return panel;
  }

  /** Brings it up; {@code quietly}, it doesn't take the focus. */
  void show(boolean quietly) {
    if (!frame.isDisplayable()) {
      // Only now, with its texts in it, does it know how large it wants to be.
      frame.pack();
      frame.setMinimumSize(new Dimension(frame.getWidth() * 2 / 3, frame.getHeight() / 2));
    }
    frame.setAutoRequestFocus(!quietly);
    frame.setVisible(true);
    if (!quietly) {
      frame.toFront();
    }
  }

  boolean confirms(String question) {
    int answer =
        JOptionPane.showConfirmDialog(
            frame.isVisible() ? frame : null,
            question,
            frame.getTitle(),
            JOptionPane.OK_CANCEL_OPTION,
            JOptionPane.QUESTION_MESSAGE);
    return answer == JOptionPane.OK_OPTION;
  }

  void close() {
    frame.dispose();
  }
}
