package dev.nightjar.desktop.settings;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.desktop.kit.ScreenFit;
import dev.nightjar.text.Messages;
import java.awt.Dimension;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import javax.swing.JFrame;

/** The window round a {@link BrokenSettingsPanel}; closing it leaves all as it is. */
public final class BrokenSettingsWindow extends JFrame {
  public BrokenSettingsWindow(BrokenSettingsPanel panel, Messages texts) {
    super(texts.of("backups.title"));
    setDefaultCloseOperation(DISPOSE_ON_CLOSE);
    setContentPane(panel);
    getRootPane().setDefaultButton(panel.defaultButton());
    addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowOpened(WindowEvent event) {
            // Enter presses what has the focus, which shall not be the first button: Quit.
            panel.defaultButton().requestFocusInWindow();
          }
        });
    ScreenFit.open(this, null, UIScale.scale(new Dimension(480, 240)));
  }
}
