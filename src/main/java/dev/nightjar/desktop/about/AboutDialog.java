package dev.nightjar.desktop.about;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.desktop.kit.ScreenFit;
import dev.nightjar.text.Messages;
import java.awt.Dialog;
import java.awt.Dimension;
import java.awt.Window;
import java.awt.event.KeyEvent;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.KeyStroke;
import org.jspecify.annotations.Nullable;

/** The window round an {@link AboutPanel}. */
public final class AboutDialog extends JDialog {
  public AboutDialog(@Nullable Window owner, AboutPanel panel, Messages texts) {
    super(owner, texts.of("about.title"), Dialog.ModalityType.MODELESS);
    setDefaultCloseOperation(DISPOSE_ON_CLOSE);
    setContentPane(panel);
    getRootPane().setDefaultButton(panel.close());
    getRootPane()
        .registerKeyboardAction(
            event -> panel.close().doClick(),
            KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
            JComponent.WHEN_IN_FOCUSED_WINDOW);
    ScreenFit.open(this, owner, UIScale.scale(new Dimension(480, 320)));
  }
}
