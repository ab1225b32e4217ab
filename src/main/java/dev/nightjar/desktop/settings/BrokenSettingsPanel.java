package dev.nightjar.desktop.settings;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.desktop.kit.Controls;
import dev.nightjar.desktop.kit.DesktopContext;
import dev.nightjar.desktop.kit.Ending;
import dev.nightjar.desktop.kit.Hint;
import dev.nightjar.desktop.kit.HintLine;
import dev.nightjar.desktop.kit.ScrollPage;
import dev.nightjar.desktop.kit.StatusIcon;
import dev.nightjar.desktop.kit.Theme;
import dev.nightjar.desktop.kit.VerdictTexts;
import dev.nightjar.desktop.kit.WrappedText;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Messages;
import java.awt.Dimension;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;

/** Says that the settings can't be read, where the fault is, and what can be done about it. */
public final class BrokenSettingsPanel extends JPanel {
  private final transient DesktopContext desktop;
  private final transient Actions actions;
  private final WrappedText what = new WrappedText(" ", Theme.Tone.PLAIN);
  private final HintLine told;
  private final JButton restore;
  private final JButton open;

  /** The buttons' actions. */
  public interface Actions {
    /** Goes back to the last good settings; off the event thread. */
    void restore() throws FailureException;

    /** Opens the file in an editor. */
    void open();

    void quit();

    /** Told on the event thread once {@link #restore} has ended well. */
    void restored();
  }

  /**
   * @param failure why the settings can't be read
   * @param lastGoodAt when the settings that can be gone back to were saved; empty for none
   */
  public BrokenSettingsPanel(
      Failure failure, Optional<Instant> lastGoodAt, Actions actions, DesktopContext desktop) {
    super(
        new MigLayout(
            "insets 22lp 24lp 18lp 24lp, fill, wrap 1, novisualpadding",
            "[grow,fill]",
            "[grow,fill]14lp[]6lp[]"));
    this.desktop = desktop;
    this.actions = actions;
    Messages texts = desktop.texts();
    told = new HintLine(texts, () -> {});
    restore = Controls.primary(Controls.button(texts.caption("broken.restore"), this::restore));
    open = Controls.button(texts.caption("broken.open"), actions::open);
    boolean isGone = failure.reason() == Reason.SETTINGS_LOST;
    open.setVisible(!isGone);
    JPanel page =
        new JPanel(
            new MigLayout(
                "insets 0, fillx, hidemode 3, novisualpadding", "[]14lp[grow,fill]", "[]8lp[]"));
    page.add(new JLabel(new StatusIcon(StatusIcon.Kind.PROBLEM, 40)), "aligny top, gaptop 2lp");
    WrappedText title = WrappedText.title();
    title.show(new VerdictTexts(texts).stopped(), Theme.Tone.PLAIN);
    page.add(title, "growx, wmin 0, w 10lp, wrap");
    page.add(what, "skip 1, growx, wmin 0, w 10lp, wrap");
    WrappedText back = new WrappedText("", Theme.Tone.QUIET);
    lastGoodAt.ifPresent(
        at ->
            back.show(
                texts.of(
                    isGone ? "broken.last-good.alone" : "broken.last-good",
                    Figures.when(
                        at.atZone(desktop.clock().getZone()).toOffsetDateTime(),
                        ZonedDateTime.now(desktop.clock()))),
                Theme.Tone.QUIET));
    back.setVisible(lastGoodAt.isPresent());
    page.add(back, "skip 1, growx, wmin 0, w 10lp, gaptop 8lp");
    what.show(texts.failure(failure), Theme.Tone.PLAIN);
    restore.setVisible(lastGoodAt.isPresent());
    JPanel foot =
        new JPanel(
            new MigLayout("insets 0, fillx, hidemode 3, novisualpadding", "[][grow,fill][][]"));
    foot.add(Controls.button(texts.caption("broken.quit"), actions::quit));
    foot.add(new JLabel(), "growx");
    foot.add(open);
    foot.add(restore);
    add(new ScrollPage(page), "grow, push, wmin 0, hmin 60lp");
    add(told, "growx");
    add(foot, "growx");
  }

  private void restore() {
    restore.setEnabled(false);
    desktop.inBackground(
        () -> {
          Optional<Hint> shown =
              Ending.of("last good settings", () -> actions.restore())
                  .map(why -> Hint.of(Hint.Kind.PROBLEM, desktop.texts().failure(why)));
          desktop.onEventThread(
              () -> {
                restore.setEnabled(true);
                told.show(shown.orElse(Hint.NONE));
                if (shown.isEmpty()) {
                  actions.restored();
                }
              });
        });
  }

  /** Never smaller than its contents ask. */
  @Override
  public Dimension getPreferredSize() {
    Dimension contents = super.getPreferredSize();
    return new Dimension(
        Math.max(contents.width, UIScale.scale(620)),
        Math.max(contents.height, UIScale.scale(340)));
  }

  /** Returns the button that Enter presses. */
  JButton defaultButton() {
    return restore.isVisible() ? restore : open;
  }
}
