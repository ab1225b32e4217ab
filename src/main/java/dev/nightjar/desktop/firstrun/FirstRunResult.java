package dev.nightjar.desktop.firstrun;

import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.PlaceVerdict;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Outcome;
import dev.nightjar.backup.StepResult;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.kit.Controls;
import dev.nightjar.desktop.kit.ScrollPage;
import dev.nightjar.desktop.kit.StatusIcon;
import dev.nightjar.desktop.kit.Theme;
import dev.nightjar.desktop.kit.WrappedText;
import dev.nightjar.desktop.progress.ProgressPanel;
import dev.nightjar.desktop.progress.RunView;
import dev.nightjar.desktop.progress.StepPresenter;
import dev.nightjar.destination.Address;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Messages;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/** The first backup as it is made, and what it made. */
final class FirstRunResult extends JPanel {
  private final transient Messages texts;
  private final transient StepPresenter steps;
  private final JLabel sign = new JLabel();
  private final JLabel title = Controls.title(" ", "h1.regular");
  private final WrappedText detail = new WrappedText("", Theme.Tone.QUIET);
  private final ProgressPanel progress;
  private final JButton show;
  private final JButton again;
  private final JButton done;
  private transient @Nullable Address folder;
  private boolean ended;

  FirstRunResult(Messages texts, Consumer<Command> commands, Runnable closed) {
    super(
        new MigLayout(
            "insets 0, fill, hidemode 3, novisualpadding",
            "[]14lp[grow,fill]",
            "[]12lp[]12lp[grow,fill]12lp[]"));
    this.texts = texts;
    this.steps = new StepPresenter(texts);
    progress = new ProgressPanel(texts);
    show =
        Controls.button(
            texts.caption("first.show"),
            () ->
                Optional.ofNullable(folder)
                    .ifPresent(there -> commands.accept(new Command.OpenFolder(there))));
    again =
        Controls.button(
            texts.caption("first.again"),
            () -> commands.accept(new Command.BackUpNow(Optional.empty())));
    done = Controls.primary(Controls.button(texts.caption("first.done"), closed));
    add(sign, "cell 0 0");
    add(title, "cell 1 0, wmin 0");
    add(detail, "cell 0 1 2 1, growx, wmin 0, w 10lp");
    add(new ScrollPage(progress), "cell 0 2 2 1, grow, wmin 0, hmin 40lp");
    JPanel foot = new JPanel(new MigLayout("insets 0, hidemode 3, al right, novisualpadding"));
    foot.add(again);
    foot.add(show);
    foot.add(done);
    add(foot, "cell 0 3 2 1, growx");
    running();
  }

  JButton done() {
    return done;
  }

  boolean hasEnded() {
    return ended;
  }

  private void running() {
    ended = false;
    sign.setIcon(new StatusIcon(StatusIcon.Kind.RUNNING, 36));
    title.setText(texts.of("first.running"));
    detail.setVisible(false);
    show.setVisible(false);
    again.setVisible(false);
  }

  void show(Status standing) {
    if (standing.running().isPresent()) {
      running();
      progress.show(standing.running().map(steps::running));
    } else if (!standing.runs().isEmpty() && !standing.verdict().jobs().isEmpty()) {
      ended(standing.runs().get(0), standing.verdict().jobs().get(0));
    }
  }

  private void ended(BackupRun run, JobVerdict job) {
    ended = true;
    boolean made = run.outcome() == Outcome.SUCCEEDED || run.outcome() == Outcome.PARTIAL;
    boolean everywhere = run.outcome() == Outcome.SUCCEEDED;
    sign.setIcon(
        new StatusIcon(
            everywhere
                ? StatusIcon.Kind.DONE
                : made ? StatusIcon.Kind.WARNING : StatusIcon.Kind.PROBLEM,
            36));
    title.setText(texts.of(everywhere ? "first.made" : made ? "first.partial" : "first.failed"));
    detail.setVisible(job.newest().isPresent());
    job.newest().ifPresent(newest -> detail.show(words(job.name(), newest), Theme.Tone.QUIET));
    List<RunView.Line> lines =
        run.results().stream()
            .filter(result -> !result.succeeded() || tellsMore(result))
            .map(steps::line)
            .toList();
    progress.showEnded(lines);
    folder =
        job.places().stream()
            .map(PlaceVerdict::address)
            .flatMap(Optional::stream)
            .findFirst()
            .orElse(null);
    show.setVisible(made && folder != null);
    again.setVisible(!everywhere);
  }

  private static boolean tellsMore(StepResult result) {
    return switch (result.step()) {
      case DATABASE, DATABASE_SAVED, JSON, JSON_SAVED -> true;
      case PLACE_READY, CHECKPOINT, CAUGHT_UP, PRUNED -> false;
    };
  }

  private String words(String name, BackupSummary backup) {
    return texts.of(
        "first.made.what",
        name,
        texts.counted("tables", backup.tables()),
        texts.counted("rows", backup.rows()),
        Figures.bytes(backup.databaseFile().bytes()));
  }
}
