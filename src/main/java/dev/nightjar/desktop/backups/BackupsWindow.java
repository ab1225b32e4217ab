package dev.nightjar.desktop.backups;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.desktop.kit.ScreenFit;
import dev.nightjar.text.Messages;
import java.awt.Dimension;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.function.Consumer;
import javax.swing.JFrame;

/** The window round a {@link BackupsPanel}: closing ends only it, and tells so once. */
public final class BackupsWindow extends JFrame {
  private boolean told;

  /**
   * Made hidden.
   *
   * @param toldBefore whether the user knows that closing stops nothing
   * @param teller told the first time that it is closed, with the words for it
   */
  public BackupsWindow(
      BackupsPanel panel, Messages texts, boolean toldBefore, Consumer<String> teller) {
    super(texts.of("backups.title"));
    told = toldBefore;
    setDefaultCloseOperation(DISPOSE_ON_CLOSE);
    setContentPane(panel);
    addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosing(WindowEvent event) {
            if (!told) {
              told = true;
              teller.accept(texts.of("backups.hidden"));
            }
          }
        });
    ScreenFit.open(this, null, UIScale.scale(new Dimension(480, 320)));
  }

  /** Shown without taking the focus from what the user is doing. */
  public void showQuietly() {
    setAutoRequestFocus(false);
    setVisible(true);
  }

  /** Shown because the user asked for it. */
  public void showInFront() {
    setAutoRequestFocus(true);
    setExtendedState(getExtendedState() & ~ICONIFIED);
    setVisible(true);
    toFront();
  }
}
