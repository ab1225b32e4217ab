package dev.nightjar.desktop.firstrun;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.desktop.kit.ScreenFit;
import dev.nightjar.text.Messages;
import java.awt.Dimension;
import javax.swing.JFrame;

/** The window round a {@link FirstRunPanel}; closing it leaves all as it was. */
public final class FirstRunWindow extends JFrame {
  public FirstRunWindow(FirstRunPanel panel, Messages texts) {
    super(texts.of("first.window"));
    setDefaultCloseOperation(DISPOSE_ON_CLOSE);
    setContentPane(panel);
    getRootPane().setDefaultButton(panel.defaultButton());
    ScreenFit.open(this, null, UIScale.scale(new Dimension(480, 320)));
  }
}
