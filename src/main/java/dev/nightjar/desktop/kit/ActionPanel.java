package dev.nightjar.desktop.kit;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.desktop.kit.ActionView.Line;
import dev.nightjar.text.Messages.Caption;
import java.awt.Dimension;
import java.awt.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.SwingUtilities;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/**
 * One action in a window of its own: what it will do, how far it is, how it ended, and the answers
 * that the user can give.
 *
 * @param <B> those answers
 */
public abstract class ActionPanel<B> extends JPanel {
  private final JLabel sign = new JLabel();
  private final WrappedText title = WrappedText.title();
  private final JPanel lines =
      new JPanel(
          new MigLayout("insets 0, fillx, wrap 1, gapy 8lp, novisualpadding", "[grow,fill]"));
  private final JPanel below =
      new JPanel(
          new MigLayout("insets 0 46lp 0 0, fillx, wrap 1, hidemode 3, novisualpadding", "[grow]"));
  private final JProgressBar bar = new JProgressBar(0, 100);
  private final transient Map<B, JButton> buttons = new LinkedHashMap<>();
  private transient List<Line> shown = List.of();
  private transient @Nullable ActionView<B> view;

  /**
   * Shows nothing yet.
   *
   * @param answers all there are, from left to right; the last is the one the window is there for
   * @param progress names the bar for those who can't see it
   */
  protected ActionPanel(List<B> answers, Function<B, Caption> captions, String progress) {
    super(
        new MigLayout(
            "insets 22lp 24lp 18lp 24lp, fill, wrap 1, hidemode 3, novisualpadding",
            "[grow,fill]",
            "[grow,fill]14lp[][]"));
    JPanel page =
        new JPanel(
            new MigLayout(
                "insets 0, fillx, hidemode 3, novisualpadding", "[]14lp[grow,fill]", "[]12lp[]"));
    page.add(sign, "aligny top, gaptop 2lp");
    page.add(title, "growx, wmin 0, w 10lp, wrap");
    bar.getAccessibleContext().setAccessibleName(progress);
    page.add(bar, "skip 1, growx, h 6lp!, gaptop 4lp, gapbottom 10lp, wrap");
    page.add(lines, "skip 1, growx, wmin 0");
    JPanel foot = new JPanel(new MigLayout("insets 0, hidemode 3, al right, novisualpadding"));
    for (B each : answers) {
      JButton button = Controls.button(captions.apply(each), () -> press(each));
      buttons.put(each, button);
      foot.add(button);
    }
    Controls.primary(button(answers.get(answers.size() - 1)));
    add(new ScrollPage(page), "grow, push, wmin 0, hmin 60lp");
    below.setVisible(false);
    add(below, "growx, gapbottom 14lp");
    add(foot, "growx");
  }

  private JButton button(B which) {
    return Objects.requireNonNull(buttons.get(which));
  }

  /** Does what the user answers. */
  protected abstract void press(B answer);

  /** Adds a control below what is said, always in sight. */
  protected final void addBelow(JComponent control) {
    below.add(control, "wmin 0");
    below.setVisible(true);
  }

  /** Shows the controls below, or hides them. */
  protected final void showBelow(boolean visible) {
    below.setVisible(visible);
  }

  /** Leaves by the way out that there is now; does nothing while there is none. */
  public final void leave() {
    Optional.ofNullable(view).flatMap(ActionView::escape).ifPresent(this::press);
  }

  /** Shows this from now on. */
  protected final void show(ActionView<B> next) {
    boolean same = view != null && view.buttons().equals(next.buttons());
    view = next;
    sign.setIcon(new StatusIcon(next.sign(), 32));
    title.show(next.title(), Theme.Tone.PLAIN);
    bar.setVisible(next.percent().isPresent());
    next.percent().ifPresent(bar::setValue);
    showLines(next.lines());
    buttons.forEach(
        (which, button) -> {
          button.setVisible(next.buttons().contains(which));
          // If there is no way out, it stays in sight, so that nothing jumps.
          button.setEnabled(next.escape().isPresent());
        });
    if (!same) {
      giveFocus();
    }
    revalidate();
    repaint();
    Window window = SwingUtilities.getWindowAncestor(this);
    if (window != null) {
      // How high a text is isn't known before it is laid out.
      SwingUtilities.invokeLater(
          () -> {
            window.validate();
            ScreenFit.grow(window);
          });
    }
  }

  private void showLines(List<Line> next) {
    if (next.equals(shown)) {
      return;
    }
    shown = next;
    lines.removeAll();
    for (Line line : next) {
      WrappedText text = new WrappedText("", line.tone());
      text.show(line.text(), line.tone());
      lines.add(text, "growx, wmin 0, w 10lp");
    }
  }

  /** Returns the button that Enter presses; empty while there is nothing to press. */
  public final Optional<JButton> defaultButton() {
    return Optional.ofNullable(view).flatMap(ActionView::main).map(this::button);
  }

  /** Lets Enter press the button that is the main one now. */
  final void giveFocus() {
    if (getRootPane() == null) {
      return;
    }
    JButton main = defaultButton().orElse(null);
    SwingUtilities.getRootPane(this).setDefaultButton(main);
    if (main != null) {
      main.requestFocusInWindow();
    }
  }

  /** Never smaller than its contents ask. */
  @Override
  public Dimension getPreferredSize() {
    Dimension contents = super.getPreferredSize();
    return new Dimension(
        Math.max(contents.width, UIScale.scale(580)),
        Math.max(contents.height, UIScale.scale(320)));
  }
}
