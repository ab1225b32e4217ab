package dev.nightjar.desktop;

import dev.nightjar.app.KeptBackup;
import dev.nightjar.app.RunInProgress;
import dev.nightjar.app.Standing;
import dev.nightjar.app.Survey;
import dev.nightjar.app.Verdict.State;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.StepResult;
import dev.nightjar.text.FailureTexts;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Texts;
import java.awt.Image;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.swing.ImageIcon;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.SwingConstants;
import javax.swing.table.DefaultTableCellRenderer;
import javax.swing.table.DefaultTableModel;
import net.miginfocom.swing.MigLayout;

/** How it stands, what is kept, and what runs; with the one button that is needed most. */
final class StatusPanel extends JPanel {
  private static final long serialVersionUID = 1L;
  private static final int ICON = 32;

  private final transient Texts texts;
  private final transient TrayTexts words;
  private final transient Consumer<Command> commands;
  private final JLabel verdict = new JLabel();
  private final JLabel next = new JLabel();
  private final JButton button = new JButton();
  private final JProgressBar progress = new JProgressBar(0, 100);
  private final JLabel problem = new JLabel();
  private final DefaultTableModel rows;
  private transient Command onClick = new Command.BackUpNow(Optional.empty());

  StatusPanel(Texts texts, Consumer<Command> commands) {
    super(new MigLayout("insets dialog, fillx, wrap 2", "[grow, fill][]", "[][][][grow, fill][]"));
    this.texts = texts;
    this.words = new TrayTexts(texts);
    this.commands = commands;
    this.rows =
        new DefaultTableModel(
            new Object[] {
              texts.of("window.when"),
              texts.of("window.size"),
              texts.of("window.rows"),
              texts.of("window.where")
            },
            0) {
          private static final long serialVersionUID = 1L;

          @Override
          public boolean isCellEditable(int row, int column) {
            return false;
          }
        };
    verdict.putClientProperty("FlatLaf.styleClass", "h2");
    next.putClientProperty("FlatLaf.style", "foreground: $Label.disabledForeground");
    verdict.setIconTextGap(12);
    button.addActionListener(event -> this.commands.accept(onClick));
    progress.setStringPainted(true);
    progress.getAccessibleContext().setAccessibleName(texts.of("menu.backup"));
    JTable table = new JTable(rows);
    table.getAccessibleContext().setAccessibleName(texts.of("window.title"));
    table.setFillsViewportHeight(true);
    table.setShowGrid(false);
    DefaultTableCellRenderer right = new DefaultTableCellRenderer();
    right.setHorizontalAlignment(SwingConstants.TRAILING);
    table.getColumnModel().getColumn(1).setCellRenderer(right);
    table.getColumnModel().getColumn(2).setCellRenderer(right);
    table.getColumnModel().getColumn(0).setPreferredWidth(150);
    table.getColumnModel().getColumn(3).setPreferredWidth(220);
    add(verdict, "wmin 0");
    add(button, "top, sizegroup buttons");
    add(next, "span 2, gapleft 44lp, wmin 0");
    add(progress, "span 2, growx, hidemode 2");
    add(new JScrollPane(table), "span 2, grow, push, width 560lp, height 260lp");
    add(problem, "span 2, hidemode 2, wmin 0");
  }

  /** The window's icon in the sizes that systems ask for. */
  static List<Image> icons() {
    return IntStream.of(16, 24, 32, 48, 64)
        .<Image>mapToObj(size -> TrayImage.draw(State.OK, size, 0))
        .toList();
  }

  /** Shows how it stands now; on the event thread. */
  void show(Standing standing, ZonedDateTime now) {
    State state = standing.verdict().state();
    verdict.setIcon(new ImageIcon(TrayImage.draw(state, ICON, 0)));
    verdict.setText(words.sentence(standing, now));
    next.setText(
        standing.settings().jobs().isEmpty()
            ? texts.of("window.set-up")
            : standing.verdict().jobs().stream()
                .flatMap(job -> job.next().stream())
                .min(ZonedDateTime::compareTo)
                .map(due -> texts.of("menu.next", words.when(due.toOffsetDateTime(), now)))
                .orElse(" "));
    Optional<RunInProgress> running = standing.running();
    onClick = running.isPresent() ? new Command.Cancel() : new Command.BackUpNow(Optional.empty());
    button.setText(texts.of(running.isPresent() ? "menu.cancel" : "menu.backup"));
    button.setEnabled(
        !standing.settings().jobs().isEmpty()
            && running.filter(RunInProgress::cancelling).isEmpty());
    progress.setVisible(running.isPresent());
    running.ifPresent(this::show);
    rows.setRowCount(0);
    standing.surveys().forEach(survey -> show(survey, now));
    Optional<String> last = lastProblem(standing);
    problem.setVisible(last.isPresent());
    problem.setText(last.map(text -> texts.of("window.last-problem", text)).orElse(""));
    problem.setToolTipText(last.orElse(null));
  }

  private void show(RunInProgress run) {
    progress.setValue(run.percent());
    String step = run.step().code().replace('-', ' ');
    progress.setString(
        run.totalBytes() > 0
            ? texts.of(
                "window.step",
                step,
                Figures.bytes(run.doneBytes()),
                Figures.bytes(run.totalBytes()))
            : run.percent() + " %");
  }

  private void show(Survey survey, ZonedDateTime now) {
    for (KeptBackup kept : survey.backups()) {
      rows.addRow(
          new Object[] {
            words.when(kept.manifest().snapshotAt(), now),
            Figures.bytes(kept.manifest().bytes()),
            Figures.count(kept.manifest().rows()),
            String.join(", ", kept.labels())
          });
    }
  }

  /** Of the newest run, where it had one. */
  private static Optional<String> lastProblem(Standing standing) {
    return standing.runs().stream()
        .findFirst()
        .map(BackupRun::results)
        .flatMap(
            results ->
                results.stream()
                    .map(StepResult::failure)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .map(FailureTexts::of));
  }
}
