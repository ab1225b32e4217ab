package dev.nightjar.desktop.restore;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.desktop.kit.Controls;
import dev.nightjar.desktop.kit.ScrollPage;
import dev.nightjar.desktop.kit.StatusIcon;
import dev.nightjar.desktop.kit.Theme;
import dev.nightjar.desktop.kit.WrappedText;
import dev.nightjar.desktop.restore.PutBackView.Button;
import dev.nightjar.desktop.restore.PutBackView.Line;
import dev.nightjar.text.Messages;
import java.awt.Dimension;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.SwingUtilities;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/** Shows how far putting a backup back is, and what the user can do. */
public final class PutBackPanel extends JPanel {
  private final transient PutBackTask task;
  private final transient PutBackPresenter words;
  private final transient Runnable closed;
  private final JLabel sign = new JLabel();
  private final WrappedText title = WrappedText.title();
  private final JPanel lines =
      new JPanel(
          new MigLayout("insets 0, fillx, wrap 1, gapy 8lp, novisualpadding", "[grow,fill]"));
  private final JProgressBar bar = new JProgressBar(0, 100);
  private final Map<Button, JButton> buttons = new EnumMap<>(Button.class);
  private transient List<Line> shown = List.of();
  private transient @Nullable PutBackView view;

  /**
   * Begins at once.
   *
   * @param closed told once the user is done
   */
  public PutBackPanel(PutBackTask task, Clock clock, Messages texts, Runnable closed) {
    super(
        new MigLayout(
            "insets 22lp 24lp 18lp 24lp, fill, wrap 1, novisualpadding",
            "[grow,fill]",
            "[grow,fill]14lp[]"));
    this.task = task;
    this.closed = closed;
    words = new PutBackPresenter(texts, clock);
    JPanel page =
        new JPanel(
            new MigLayout(
                "insets 0, fillx, hidemode 3, novisualpadding", "[]14lp[grow,fill]", "[]12lp[]"));
    page.add(sign, "aligny top, gaptop 2lp");
    page.add(title, "growx, wmin 0, w 10lp, wrap");
    bar.getAccessibleContext().setAccessibleName(texts.of("put-back.progress"));
    page.add(bar, "skip 1, growx, h 6lp!, gaptop 4lp, gapbottom 10lp, wrap");
    page.add(lines, "skip 1, growx, wmin 0");
    JPanel foot = new JPanel(new MigLayout("insets 0, hidemode 3, al right, novisualpadding"));
    for (Button each : Button.values()) {
      JButton button = Controls.button(texts.caption(each.key()), () -> press(each));
      if (each == Button.GO) {
        Controls.primary(button);
      }
      buttons.put(each, button);
    }
    for (Button each : List.of(Button.UNDO, Button.AGAIN, Button.CANCEL, Button.CLOSE, Button.GO)) {
      foot.add(button(each));
    }
    add(new ScrollPage(page), "grow, push, wmin 0, hmin 60lp");
    add(foot, "growx");
    task.begin(state -> show(words.of(task.request(), state)));
  }

  private JButton button(Button which) {
    return java.util.Objects.requireNonNull(buttons.get(which));
  }

  private void press(Button button) {
    switch (button) {
      case GO -> task.go();
      case UNDO -> task.undo();
      case AGAIN -> task.again();
      case CLOSE -> closed.run();
      case CANCEL -> {
        if (task.isWorking()) {
          task.cancel();
        } else {
          closed.run();
        }
      }
    }
  }

  /** Leaves by the way out that there is now; does nothing while there is none. */
  void leave() {
    Optional.ofNullable(view).flatMap(PutBackView::escape).ifPresent(this::press);
  }

  private void show(PutBackView next) {
    boolean same = view != null && view.buttons().equals(next.buttons());
    view = next;
    sign.setIcon(new StatusIcon(next.sign(), 32));
    title.show(next.title(), Theme.Tone.PLAIN);
    bar.setVisible(next.percent().isPresent());
    next.percent().ifPresent(bar::setValue);
    showLines(next.lines());
    buttons.forEach((which, button) -> button.setVisible(next.buttons().contains(which)));
    button(Button.CANCEL).setEnabled(next.escape().isPresent());
    if (!same) {
      giveFocus();
    }
    revalidate();
    repaint();
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
  public Optional<JButton> defaultButton() {
    return Optional.ofNullable(view).flatMap(PutBackView::main).map(this::button);
  }

  /** Lets Enter press the button that is the main one now. */
  void giveFocus() {
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
