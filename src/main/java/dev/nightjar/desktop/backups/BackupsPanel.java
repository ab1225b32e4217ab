package dev.nightjar.desktop.backups;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.desktop.kit.ButtonIcon;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.kit.Controls;
import dev.nightjar.desktop.kit.FileChooser;
import dev.nightjar.desktop.kit.Hint;
import dev.nightjar.desktop.kit.HintLine;
import dev.nightjar.desktop.kit.ScrollPage;
import dev.nightjar.desktop.kit.Theme;
import dev.nightjar.desktop.kit.WrappedText;
import dev.nightjar.desktop.progress.ProgressPanel;
import dev.nightjar.desktop.progress.RunView;
import dev.nightjar.destination.Address;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.text.Messages;
import java.awt.CardLayout;
import java.awt.Dimension;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.SwingConstants;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/**
 * The verdict, the last 60 days, and the backups there are. Shows what it is fed.
 *
 * <p>It is long because it lays out a whole window; the words and the rules are elsewhere.
 */
public final class BackupsPanel extends JPanel {
  /** At the window's sides and between the buttons, with a little to spare. */
  private static final int GAPS = 48 + 5 * 10;

  private final transient Consumer<Command> commands;
  private final transient BackupTasks work;
  private final transient FileChooser chooser;
  private final transient Messages texts;
  private final transient Clock clock;
  private final transient BackupsPresenter wording;
  private final transient WorkPresenter workWords;
  private final transient OverflowMenu menu;
  private final HeaderPanel header;
  private final JobList jobs;
  private final NoticeList notices;
  private final ProgressPanel progress;
  private final DayStrip strip;
  private final JLabel dayText = new JLabel();
  private final BackupsTable table;
  private final CardLayout cards = new CardLayout();
  private final JPanel below = new JPanel(cards);
  private final WrappedText empty = new WrappedText("", Theme.Tone.QUIET);
  private final JPanel foot = new JPanel();
  private final JPanel news = new JPanel();
  private boolean narrow;
  private final JButton putBack;
  private final JButton look;
  private final JButton changed;
  private final JButton check;
  private final JButton save;
  private final JButton show;
  private final HintLine told;
  private final JButton stop;
  private transient @Nullable Status standing;
  private transient Optional<UUID> chosenJob = Optional.empty();

  public BackupsPanel(
      Consumer<Command> commands,
      BackupTasks work,
      FileChooser chooser,
      Clock clock,
      Messages texts) {
    super(
        new MigLayout(
            "insets 22lp 24lp 18lp 24lp, fill, wrap 1, gapy 0, hidemode 3, novisualpadding",
            "[grow,fill]"));
    this.commands = commands;
    this.work = work;
    this.chooser = chooser;
    this.texts = texts;
    this.clock = clock;
    wording = new BackupsPresenter(texts, clock, work);
    workWords = new WorkPresenter(texts, clock);
    menu = new OverflowMenu(texts, clock, commands, this::checkAll);
    JButton gear =
        Controls.signButton(
            ButtonIcon.GEAR,
            texts.caption("backups.settings"),
            () -> commands.accept(new Command.ShowSettings()));
    JButton more = Controls.signButton(ButtonIcon.MORE, texts.caption("backups.more"), () -> {});
    more.addActionListener(event -> openMenu(more));
    header = new HeaderPanel(texts, commands, gear, more);
    jobs = new JobList(texts, this::choose);
    notices = new NoticeList(texts, this::follow);
    progress = new ProgressPanel(texts);
    strip = new DayStrip(texts, this::tellDay);
    table = new BackupsTable(texts);
    putBack = Controls.button(texts.caption("backups.put-back"), this::putBack);
    look = Controls.button(texts.caption("backups.look"), this::look);
    changed = Controls.button(texts.caption("backups.changed"), this::whatChanged);
    check = Controls.button(texts.caption("backups.check"), this::check);
    save = Controls.button(texts.caption("backups.save"), this::save);
    show = Controls.button(texts.caption("backups.show"), this::showInFolder);
    told = new HintLine(texts, () -> {});
    stop = Controls.button(texts.caption("backups.stop"), work::cancel);
    build();
  }

  private void build() {
    dayText.setForeground(Theme.Tone.QUIET.color());
    tellDay("");
    JScrollPane scroll = new JScrollPane(table);
    scroll.setColumnHeaderView(table.getTableHeader());
    scroll.setBorder(BorderFactory.createEmptyBorder());
    JPanel nothing = new JPanel(new MigLayout("fill, insets 0", "[grow,fill]", "[top]"));
    nothing.add(empty, "growx, wmin 0, w 10lp");
    below.add(scroll, "table");
    below.add(nothing, "empty");
    foot.setLayout(
        new MigLayout("insets 0, fillx, hidemode 3, novisualpadding", "[][][][][][]push"));
    news.setLayout(
        new MigLayout("insets 0, fillx, hidemode 3, novisualpadding", "[grow,fill]12lp[]"));
    news.add(told, "growx, wmin 0");
    news.add(stop);
    layButtons();
    told.setVisible(false);
    stop.setVisible(false);
    JPanel middle =
        new JPanel(
            // Rows have no constraints of their own: what is hidden takes none.
            new MigLayout(
                "insets 0, fill, wrap 1, gapy 0, hidemode 3, novisualpadding", "[grow,fill]"));
    middle.add(jobs, "gaptop 14lp");
    middle.add(notices, "gaptop 16lp");
    middle.add(progress, "gaptop 18lp");
    middle.add(strip, "growx, gaptop 22lp");
    middle.add(dayText, "growx, gaptop 5lp");
    middle.add(below, "grow, pushy, h 120lp:220lp:, gaptop 16lp");
    add(header);
    add(new ScrollPage(middle), "grow, pushy, wmin 0, hmin 80lp");
    add(foot, "gaptop 12lp");
    table.whenOpened(this::look);
    table.getSelectionModel().addListSelectionListener(event -> enableButtons());
    work.shownBy(this::tellOngoing, end -> tell(workWords.ended(end)));
    tellOngoing();
  }

  /** From the event thread: what to show from now on. */
  public void show(Status now) {
    standing = now;
    BackupsView view = wording.of(now, chosenJob);
    header.show(view.headline(), view.running().filter(RunView::cancelling).isPresent());
    jobs.show(view.jobs(), BackupsPresenter.indexOf(now.verdict().jobs(), chosenJob));
    notices.show(view.notices());
    progress.show(view.running());
    strip.show(view.days());
    strip.setVisible(!view.days().isEmpty());
    dayText.setVisible(!view.days().isEmpty());
    table.show(view.rows());
    empty.show(view.empty(), Theme.Tone.QUIET);
    foot.setVisible(!view.rows().isEmpty());
    cards.show(below, view.rows().isEmpty() ? "empty" : "table");
    enableButtons();
    revalidate();
    repaint();
  }

  private void choose(UUID job) {
    chosenJob = Optional.of(job);
    refresh();
  }

  private void tellDay(String words) {
    dayText.setText(words.isEmpty() ? texts.of("backups.days") : words);
    dayText.setHorizontalAlignment(SwingConstants.LEADING);
  }

  private void follow(Command command) {
    if (command instanceof Command.ShowBefore before) {
      showBefore(before);
    } else {
      commands.accept(command);
    }
  }

  /** "No": what there was before is still there, and nothing of it goes until that is answered. */
  private void showBefore(Command.ShowBefore before) {
    Finding.Shrunk shrunk = before.shrunk();
    say(Hint.of(Hint.Kind.BUSY, texts.of("backups.before.looking")));
    work.findBefore(
        kept(before.job()),
        shrunk,
        found -> {
          found.ifPresent(table::choose);
          say(
              Hint.of(
                  Hint.Kind.WARNING,
                  found
                      .map(
                          backup ->
                              texts.of(
                                  "backups.before",
                                  wording.when(backup),
                                  texts.counted("rows", shrunk.rowsBefore()),
                                  shrunk.table()))
                      .orElseGet(() -> texts.of("backups.before.none", shrunk.table()))));
        });
  }

  /** On a small screen the buttons take two rows. */
  @Override
  public void setBounds(int x, int y, int width, int height) {
    boolean isNarrow = width < wide();
    if (isNarrow != narrow) {
      narrow = isNarrow;
      layButtons();
    }
    super.setBounds(x, y, width, height);
  }

  /** The width at which the buttons stand side by side. */
  private int wide() {
    int wide = UIScale.scale(GAPS);
    for (JButton button : buttons()) {
      wide += button.getPreferredSize().width;
    }
    return wide;
  }

  private void layButtons() {
    foot.removeAll();
    foot.add(news, "span, growx, wrap");
    for (JButton button : buttons()) {
      foot.add(button, narrow && button == changed ? "wrap" : "");
    }
  }

  private List<JButton> buttons() {
    return List.of(putBack, look, changed, check, save, show);
  }

  private void enableButtons() {
    Optional<KeptBackup> chosen = table.chosen().map(BackupsView.Row::backup);
    boolean free = work.ongoing().isEmpty();
    putBack.setEnabled(chosen.isPresent());
    look.setEnabled(chosen.isPresent());
    changed.setEnabled(chosen.isPresent());
    check.setEnabled(free && chosen.isPresent());
    save.setEnabled(free && chosen.isPresent());
    show.setEnabled(chosen.flatMap(BackupsPanel::addressOf).isPresent());
  }

  private static Optional<Address> addressOf(KeptBackup backup) {
    return backup.copies().stream()
        .flatMap(copy -> copy.destination().address(BackupFile.DATABASE).stream())
        .findFirst();
  }

  private void openMenu(JButton at) {
    if (standing != null) {
      List<JobVerdict> all = standing.verdict().jobs();
      Optional<UUID> shown =
          all.isEmpty()
              ? Optional.empty()
              : Optional.of(all.get(BackupsPresenter.indexOf(all, chosenJob)).job());
      boolean canCheck =
          work.ongoing().isEmpty() && shown.filter(job -> !kept(job).isEmpty()).isPresent();
      menu.of(standing, shown, canCheck).show(at, 0, at.getHeight());
    }
  }

  private void showInFolder() {
    table
        .chosen()
        .map(BackupsView.Row::backup)
        .flatMap(BackupsPanel::addressOf)
        .ifPresent(folder -> commands.accept(new Command.OpenFolder(folder)));
  }

  private void putBack() {
    table.chosen().ifPresent(row -> commands.accept(new Command.PutBack(row.job(), row.backup())));
  }

  private void whatChanged() {
    table.chosen().map(row -> new Command.WhatChanged(row.job(), row.backup())).ifPresent(commands);
  }

  private void look() {
    table
        .chosen()
        .map(row -> new Command.LookInside(row.job(), Optional.of(row.backup())))
        .ifPresent(commands);
  }

  private void check() {
    table.chosen().ifPresent(row -> work.check(row.job(), row.backup()));
  }

  /** Checks all backups of a job, unless something is being done with one. */
  void checkAll(UUID job) {
    List<KeptBackup> kept = kept(job);
    if (work.ongoing().isEmpty() && !kept.isEmpty()) {
      work.checkAll(job, kept);
    }
  }

  private List<KeptBackup> kept(UUID job) {
    return Optional.ofNullable(standing)
        .flatMap(now -> now.survey(job))
        .map(Survey::backups)
        .orElse(List.of());
  }

  private void save() {
    table.chosen().ifPresent(this::save);
  }

  private void save(BackupsView.Row row) {
    BackupSummary one = row.backup().summary();
    chooser
        .newFile(
            this,
            texts.of("backups.save.title"),
            texts.of("backups.save.name", one.job().name(), one.id()))
        .ifPresent(file -> work.saveCopy(row.job(), row.backup(), file));
  }

  /** The work in progress on backups, how far it is, and the way to cancel it. */
  private void tellOngoing() {
    Optional<BackupTasks.Ongoing> ongoing = work.ongoing();
    stop.setVisible(ongoing.isPresent());
    stop.setEnabled(ongoing.filter(BackupTasks.Ongoing::cancelling).isEmpty());
    ongoing.ifPresent(now -> say(Hint.of(Hint.Kind.BUSY, workWords.ongoing(now))));
    refresh(); // The list says which one is being checked, and how the others were.
    enableButtons();
  }

  private void tell(Hint news) {
    say(news);
    refresh();
  }

  private void say(Hint news) {
    told.show(news);
    told.setVisible(!news.text().isEmpty());
    revalidate();
  }

  private void refresh() {
    if (standing != null) {
      show(standing);
    }
  }

  /** Never smaller than its contents ask. */
  @Override
  public Dimension getPreferredSize() {
    Dimension contents = super.getPreferredSize();
    return new Dimension(
        Math.max(Math.max(contents.width, wide()), UIScale.scale(760)),
        Math.max(contents.height, UIScale.scale(560)));
  }
}
