package dev.nightjar.desktop;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.text.WindowTexts;
import java.awt.CardLayout;
import java.awt.Dimension;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.SwingConstants;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/** The verdict, the last 60 days, and the backups there are. Shows what it is fed. */
public final class BackupsPanel extends JPanel {
  private final transient Consumer<Command> commands;
  private final transient BackupsWork work;
  private final transient ThemeChooser chooser;
  private final transient WindowTexts texts;
  private final transient Clock clock;
  private final transient BackupsWording wording;
  private final transient BackupsMenu menu;
  private final BackupsHeader header;
  private final JComboBox<String> jobs = new JComboBox<>();
  private final JPanel jobRow =
      new JPanel(new MigLayout("insets 0, novisualpadding", "[]8lp[200lp::,fill]"));
  private final BackupsNoticeList notices;
  private final BackupsProgress progress;
  private final BackupsStrip strip;
  private final JLabel dayText = new JLabel();
  private final BackupsTable table;
  private final CardLayout cards = new CardLayout();
  private final JPanel below = new JPanel(cards);
  private final ThemeText empty = new ThemeText("", Theme.Tone.QUIET);
  private final JPanel foot = new JPanel();
  private final JButton check;
  private final JButton save;
  private final JButton show;
  private final SettingsHintLine told;
  private final JButton stop;
  private transient @Nullable Status standing;
  private int selected = -1;
  private boolean showing;

  public BackupsPanel(
      Consumer<Command> commands,
      BackupsWork work,
      ThemeChooser chooser,
      Clock clock,
      WindowTexts texts) {
    super(
        new MigLayout(
            "insets 22lp 24lp 18lp 24lp, fill, wrap 1, gapy 0, hidemode 3, novisualpadding",
            "[grow,fill]"));
    this.commands = commands;
    this.work = work;
    this.chooser = chooser;
    this.texts = texts;
    this.clock = clock;
    wording = new BackupsWording(texts, clock, work);
    menu = new BackupsMenu(texts, clock, commands);
    JButton gear =
        ThemeParts.signButton(
            ThemeGlyph.GEAR,
            texts.caption("backups.settings"),
            () -> commands.accept(new Command.ShowSettings()));
    JButton more = ThemeParts.signButton(ThemeGlyph.MORE, texts.caption("backups.more"), () -> {});
    more.addActionListener(event -> openMenu(more));
    header = new BackupsHeader(texts, commands, gear, more);
    notices = new BackupsNoticeList(texts, commands);
    progress = new BackupsProgress(texts);
    strip = new BackupsStrip(texts, this::tellDay);
    table = new BackupsTable(texts);
    check = ThemeParts.button(texts.caption("backups.check"), this::check);
    save = ThemeParts.button(texts.caption("backups.save"), this::save);
    show = ThemeParts.button(texts.caption("backups.show"), this::showInFolder);
    told = new SettingsHintLine(texts, () -> {});
    stop = ThemeParts.button(texts.caption("backups.stop"), work::cancel);
    build();
  }

  private void build() {
    jobRow.add(ThemeParts.label(texts.caption("backups.job"), jobs));
    jobRow.add(jobs);
    jobs.addActionListener(event -> choose(jobs.getSelectedIndex()));
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
        new MigLayout("insets 0, fillx, hidemode 3, novisualpadding", "[][][]12lp[grow,fill][]"));
    foot.add(check);
    foot.add(save);
    foot.add(show);
    foot.add(told, "growx");
    foot.add(stop);
    stop.setVisible(false);
    work.whenOngoingChanges(this::tellOngoing);
    tellOngoing();
    JPanel middle =
        new JPanel(
            // Rows have no constraints of their own: what is hidden takes none.
            new MigLayout(
                "insets 0, fill, wrap 1, gapy 0, hidemode 3, novisualpadding", "[grow,fill]"));
    middle.add(jobRow, "gaptop 14lp");
    middle.add(notices, "gaptop 16lp");
    middle.add(progress, "gaptop 18lp");
    middle.add(strip, "growx, gaptop 22lp");
    middle.add(dayText, "growx, gaptop 5lp");
    middle.add(below, "grow, pushy, h 120lp:220lp:, gaptop 16lp");
    add(header);
    add(new ThemeScroll(middle), "grow, pushy, wmin 0, hmin 80lp");
    add(foot, "gaptop 12lp");
    table.getSelectionModel().addListSelectionListener(event -> enableButtons());
    enableButtons();
  }

  /** From the event thread: what to show from now on. */
  public void show(Status now) {
    standing = now;
    if (selected < 0) {
      selected = BackupsWording.worst(now);
    }
    selected = Math.max(0, Math.min(selected, now.verdict().jobs().size() - 1));
    BackupsView view = wording.of(now, selected);
    showing = true;
    header.show(
        view.headline(), view.running().filter(BackupsView.Running::cancelling).isPresent());
    showJobs(view.jobs());
    notices.show(view.notices());
    progress.show(view.running());
    strip.show(view.days());
    strip.setVisible(!view.days().isEmpty());
    dayText.setVisible(!view.days().isEmpty());
    table.show(view.rows());
    empty.show(view.empty(), Theme.Tone.QUIET);
    foot.setVisible(!view.rows().isEmpty());
    cards.show(below, view.rows().isEmpty() ? "empty" : "table");
    showing = false;
    enableButtons();
    revalidate();
    repaint();
  }

  private void showJobs(List<String> names) {
    jobRow.setVisible(names.size() > 1);
    boolean same = jobs.getItemCount() == names.size();
    for (int i = 0; same && i < names.size(); i++) {
      same = names.get(i).equals(jobs.getItemAt(i));
    }
    if (!same) {
      jobs.removeAllItems();
      names.forEach(jobs::addItem);
    }
    if (!names.isEmpty()) {
      jobs.setSelectedIndex(selected);
    }
  }

  private void choose(int job) {
    if (!showing && job >= 0 && standing != null) {
      selected = job;
      show(standing);
    }
  }

  private void tellDay(String words) {
    dayText.setText(words.isEmpty() ? texts.of("backups.days") : words);
    dayText.setHorizontalAlignment(SwingConstants.LEADING);
  }

  private void enableButtons() {
    Optional<KeptBackup> chosen = table.chosen();
    boolean free = work.ongoing().isEmpty();
    check.setEnabled(free && chosen.isPresent());
    save.setEnabled(free && chosen.isPresent());
    show.setEnabled(chosen.flatMap(BackupsPanel::folderOf).isPresent());
  }

  private static Optional<Path> folderOf(KeptBackup backup) {
    return backup.copies().stream()
        .flatMap(copy -> copy.destination().folder().stream())
        .findFirst();
  }

  private void openMenu(JButton at) {
    if (standing != null) {
      menu.of(standing).show(at, 0, at.getHeight());
    }
  }

  private void showInFolder() {
    table
        .chosen()
        .flatMap(BackupsPanel::folderOf)
        .ifPresent(folder -> commands.accept(new Command.OpenFolder(folder.resolve("database"))));
  }

  private void check() {
    table
        .chosen()
        .ifPresent(
            backup -> {
              work.check(
                  backup,
                  failure -> tell(failure, texts.of("backups.check.whole", wording.when(backup))));
              refresh();
            });
  }

  private void save() {
    Optional<KeptBackup> backup = table.chosen();
    Optional<Path> target =
        backup.flatMap(
            one ->
                chooser.newFile(
                    this,
                    texts.of("backups.save.title"),
                    texts.of("backups.save.name", one.summary().job().name(), one.summary().id())));
    if (target.isPresent()) {
      work.saveCopy(
          backup.orElseThrow(),
          target.get(),
          failure -> tell(failure, texts.of("backups.saved", target.get())));
    }
  }

  /** What is being done with a backup, how far it is, and the way out of it. */
  private void tellOngoing() {
    Optional<BackupsWork.Ongoing> ongoing = work.ongoing();
    stop.setVisible(ongoing.isPresent());
    stop.setEnabled(ongoing.filter(BackupsWork.Ongoing::cancelling).isEmpty());
    ongoing.ifPresent(
        now -> told.show(SettingsHint.of(SettingsHint.Kind.BUSY, wording.ongoing(now))));
    enableButtons();
  }

  private void tell(Optional<Failure> failure, String good) {
    SettingsHint.Kind bad =
        failure.filter(one -> one.reason() == Reason.CANCELLED).isPresent()
            ? SettingsHint.Kind.INFO
            : SettingsHint.Kind.PROBLEM;
    told.show(
        failure
            .map(one -> SettingsHint.of(bad, texts.failure(one)))
            .orElseGet(() -> SettingsHint.of(SettingsHint.Kind.GOOD, good)));
    refresh();
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
        Math.max(contents.width, UIScale.scale(760)),
        Math.max(contents.height, UIScale.scale(560)));
  }
}
