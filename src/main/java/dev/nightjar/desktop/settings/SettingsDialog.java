package dev.nightjar.desktop.settings;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.desktop.kit.ScreenFit;
import dev.nightjar.text.Messages;
import java.awt.Dialog;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Window;
import java.awt.event.KeyEvent;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JRootPane;
import javax.swing.KeyStroke;
import org.jspecify.annotations.Nullable;

/** The window round a {@link SettingsPanel}: Enter saves, Escape leaves all as it was. */
public final class SettingsDialog extends JDialog {
  private final SettingsPanel panel;

  public SettingsDialog(@Nullable Window owner, SettingsPanel panel, Messages texts) {
    super(owner, texts.of("settings.title"), Dialog.ModalityType.MODELESS);
    this.panel = panel;
    setDefaultCloseOperation(DISPOSE_ON_CLOSE);
    setContentPane(panel);
    getRootPane().setDefaultButton(panel.saveButton());
    getRootPane()
        .registerKeyboardAction(
            event -> panel.cancelButton().doClick(),
            KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
            JComponent.WHEN_IN_FOCUSED_WINDOW);
    ScreenFit.open(this, owner, UIScale.scale(new Dimension(480, 320)));
  }

  /**
   * A hint that came later may need another line. Swing lays out again from the root pane, and asks
   * the window itself only if its size was changed.
   */
  @Override
  protected JRootPane createRootPane() {
    JRootPane root =
        new JRootPane() {
          @Override
          public void validate() {
            super.validate();
            EventQueue.invokeLater(SettingsDialog.this::grow);
          }
        };
    root.setOpaque(true);
    return root;
  }

  private void grow() {
    if (panel != null && isDisplayable()) {
      ScreenFit.grow(this);
    }
  }
}
