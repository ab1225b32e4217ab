package dev.nightjar.desktop.inside;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.desktop.kit.Controls;
import dev.nightjar.desktop.kit.ScreenFit;
import dev.nightjar.desktop.kit.Theme;
import dev.nightjar.desktop.kit.WrappedText;
import dev.nightjar.text.Messages;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/** One value in a window of its own: a picture, or a text as long as it is. */
final class ValueDialog extends JDialog {
  ValueDialog(
      @Nullable Window owner, String title, ShownValue value, String remark, Messages texts) {
    super(owner, title, ModalityType.MODELESS);
    setDefaultCloseOperation(DISPOSE_ON_CLOSE);
    setContentPane(panel(title, value, remark, texts, this::dispose));
    getRootPane()
        .registerKeyboardAction(
            event -> dispose(),
            KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
            JComponent.WHEN_IN_FOCUSED_WINDOW);
    ScreenFit.open(this, owner, UIScale.scale(new Dimension(320, 220)));
  }

  static JPanel panel(
      String title, ShownValue value, String remark, Messages texts, Runnable closed) {
    JPanel panel =
        new JPanel(
            new MigLayout(
                "insets 18lp 20lp 16lp 20lp, fill, wrap 1, hidemode 3, novisualpadding",
                "[grow,fill]",
                "[grow,fill]10lp[]"));
    panel.add(
        value.picture().isPresent() ? new Shown(value.picture().get(), title) : text(value, title),
        "grow, push, wmin 0, hmin 60lp");
    WrappedText below = new WrappedText(remark, Theme.Tone.QUIET);
    below.setVisible(!remark.isEmpty());
    panel.add(below, "growx, wmin 0, w 10lp");
    JButton close = Controls.button(texts.caption("inside.close"), closed);
    panel.add(close, "al right, growx 0");
    return panel;
  }

  private static JScrollPane text(ShownValue value, String name) {
    JTextArea text = new JTextArea(value.text());
    text.setEditable(false);
    text.setLineWrap(true);
    text.setWrapStyleWord(true);
    text.setFont(new Font(Font.MONOSPACED, Font.PLAIN, text.getFont().getSize()));
    text.setCaretPosition(0);
    text.getAccessibleContext().setAccessibleName(name);
    JScrollPane scroll = new JScrollPane(text);
    scroll.setPreferredSize(UIScale.scale(new Dimension(560, 320)));
    return scroll;
  }

  /** A picture, made smaller if its window is. */
  static final class Shown extends JPanel {
    private final transient BufferedImage picture;

    Shown(BufferedImage picture, String name) {
      this.picture = picture;
      setOpaque(false);
      getAccessibleContext().setAccessibleName(name);
    }

    @Override
    public Dimension getPreferredSize() {
      return new Dimension(
          Math.min(picture.getWidth(), UIScale.scale(760)),
          Math.min(picture.getHeight(), UIScale.scale(480)));
    }

    @Override
    protected void paintComponent(Graphics graphics) {
      super.paintComponent(graphics);
      double factor =
          Math.min(
              1,
              Math.min(
                  (double) getWidth() / picture.getWidth(),
                  (double) getHeight() / picture.getHeight()));
      int wide = Math.max(1, (int) (picture.getWidth() * factor));
      int high = Math.max(1, (int) (picture.getHeight() * factor));
      Graphics2D g = (Graphics2D) graphics.create();
      g.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      g.drawImage(picture, (getWidth() - wide) / 2, (getHeight() - high) / 2, wide, high, null);
      g.dispose();
    }
  }
}
