package dev.nightjar.desktop.progress;

import dev.nightjar.desktop.kit.StatusIcon;
import dev.nightjar.desktop.kit.Theme;
import dev.nightjar.desktop.kit.WrappedText;
import dev.nightjar.desktop.progress.RunView.Line;
import dev.nightjar.text.Messages;
import java.util.List;
import java.util.Optional;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import net.miginfocom.swing.MigLayout;

/** A run as it goes: the steps that ended, the one it is at, and how far it is. */
public final class ProgressPanel extends JPanel {
  private final JProgressBar bar = new JProgressBar(0, 100);
  private final WrappedText now = new WrappedText(" ", Theme.Tone.PLAIN);
  private final JPanel steps =
      new JPanel(
          new MigLayout("insets 0, fillx, wrap 2, gapy 3lp, novisualpadding", "[]8lp[grow,fill]"));
  private transient List<Line> shown = List.of();

  public ProgressPanel(Messages texts) {
    super(
        new MigLayout(
            "insets 0, fillx, wrap 1, hidemode 3, novisualpadding",
            "[grow,fill]",
            "[]8lp[]10lp[]"));
    bar.getAccessibleContext().setAccessibleName(texts.of("backups.progress"));
    add(bar, "h 6lp!");
    add(now, "growx, wmin 0, w 10lp");
    add(steps, "growx");
    setVisible(false);
  }

  public void show(Optional<RunView> running) {
    setVisible(running.isPresent());
    running.ifPresent(this::show);
  }

  private void show(RunView running) {
    bar.setVisible(true);
    now.setVisible(true);
    bar.setValue(running.percent());
    now.show(running.now(), Theme.Tone.PLAIN);
    showSteps(running.ended());
  }

  /** A run that is over: only what its steps came to. */
  public void showEnded(List<Line> ended) {
    setVisible(true);
    bar.setVisible(false);
    now.setVisible(false);
    showSteps(ended);
  }

  private void showSteps(List<Line> ended) {
    if (ended.equals(shown)) {
      return;
    }
    shown = ended;
    steps.removeAll();
    for (Line line : shown) {
      steps.add(new JLabel(new StatusIcon(line.sign(), 14)), "aligny top, gaptop 1lp");
      WrappedText text = new WrappedText("", Theme.Tone.QUIET);
      text.show(line.text(), Theme.Tone.QUIET);
      steps.add(text, "growx, wmin 0, w 10lp");
    }
  }
}
