package dev.nightjar.desktop.kit;

import com.formdev.flatlaf.util.UIScale;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Insets;
import javax.swing.JTextArea;
import javax.swing.UIManager;
import javax.swing.text.DefaultCaret;

/** A text that wraps if the window is narrow, and is never cut. */
public final class WrappedText extends JTextArea {
  private static final int MIN_WIDTH = 60;

  private final String font;
  private Theme.Tone tone = Theme.Tone.PLAIN;

  public WrappedText(String text, Theme.Tone tone) {
    this(text, tone, "Label.font");
  }

  private WrappedText(String text, Theme.Tone tone, String font) {
    super(text);
    this.font = font;
    this.tone = tone;
    setEditable(false);
    setFocusable(false);
    setOpaque(false);
    setLineWrap(true);
    setWrapStyleWord(true);
    updateUI();
  }

  /** One in large letters, for what stands on top. */
  public static WrappedText title() {
    return new WrappedText(" ", Theme.Tone.PLAIN, "h1.regular.font");
  }

  public void show(String text, Theme.Tone newTone) {
    tone = newTone;
    setForeground(tone.color());
    if (!getText().equals(text)) {
      setText(text);
      getAccessibleContext().setAccessibleName(text);
    }
  }

  @Override
  public void updateUI() {
    super.updateUI();
    setBorder(null);
    setMargin(new Insets(0, 0, 0, 0));
    if (getCaret() instanceof DefaultCaret caret) {
      caret.setUpdatePolicy(DefaultCaret.NEVER_UPDATE); // A new text scrolls nothing into view.
    }
    setFont(UIManager.getFont(font == null ? "Label.font" : font));
    if (tone != null) { // The super constructor calls this before the field has its value.
      setForeground(tone.color());
    }
  }

  /** How high it has to be is known only once it has its width. */
  @Override
  public void setBounds(int x, int y, int width, int height) {
    boolean other = width != getWidth();
    super.setBounds(x, y, width, height);
    if (other) {
      revalidate();
    }
  }

  /** With no width yet that it could be read at, one line: Swing would say one letter a line. */
  @Override
  public Dimension getPreferredSize() {
    if (getWidth() > UIScale.scale(MIN_WIDTH)) {
      return super.getPreferredSize();
    }
    FontMetrics metrics = getFontMetrics(getFont());
    return new Dimension(metrics.stringWidth(getText()), metrics.getHeight());
  }

  @Override
  public Dimension getMinimumSize() {
    return new Dimension(0, getPreferredSize().height);
  }
}
