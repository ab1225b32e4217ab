package dev.nightjar.desktop.kit;

import com.formdev.flatlaf.FlatClientProperties;
import dev.nightjar.failure.Printable;
import dev.nightjar.text.Messages;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;

/** The line below a field: a sign, a sentence, and the answer that it asks for. */
public final class HintLine extends JPanel {
  private final JLabel sign = new JLabel();
  private final WrappedText text = new WrappedText(" ", Theme.Tone.QUIET);
  private final JButton answer = new JButton();
  private final transient Messages texts;

  public HintLine(Messages texts, Runnable answered) {
    super(
        new MigLayout(
            "insets 0, gapx 6lp, fillx, hidemode 3, novisualpadding", "[][grow,fill][]", "[top]"));
    this.texts = texts;
    setOpaque(false);
    answer.addActionListener(event -> answered.run());
    answer.putClientProperty(FlatClientProperties.STYLE, "margin: 2,10,2,10");
    // Named cells: a hidden sign must not let the text slip into its narrow column.
    add(sign, "cell 0 0, gaptop 1lp");
    add(text, "cell 1 0, growx, wmin 0, w 10lp");
    add(answer, "cell 2 0, gapleft 8lp");
    answer.setVisible(false);
    sign.setVisible(false);
  }

  public void show(Hint hint) {
    sign.setVisible(true);
    switch (hint.kind()) {
      case GOOD -> sign.setIcon(new StatusIcon(StatusIcon.Kind.DONE, 14));
      case WARNING, QUESTION -> sign.setIcon(new StatusIcon(StatusIcon.Kind.WARNING, 14));
      case PROBLEM -> sign.setIcon(new StatusIcon(StatusIcon.Kind.PROBLEM, 14));
      case INFO, BUSY -> sign.setVisible(false);
    }
    Theme.Tone tone =
        switch (hint.kind()) {
          case PROBLEM -> Theme.Tone.PROBLEM;
          case WARNING, QUESTION -> Theme.Tone.WARNING;
          case GOOD, INFO, BUSY -> Theme.Tone.QUIET;
        };
    text.show(hint.text().isEmpty() ? " " : hint.text(), tone);
    text.setToolTipText(hint.details().isEmpty() ? null : Printable.lines(hint.details()));
    answer.setVisible(hint.answer().isPresent());
    hint.answer().ifPresent(asked -> Controls.caption(answer, texts.caption(asked.key())));
  }

  /** Gives the answer's button the focus; false if nothing is asked. */
  public boolean focusAnswer() {
    return answer.isVisible() && answer.requestFocusInWindow();
  }
}
