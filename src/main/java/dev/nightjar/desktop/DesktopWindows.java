package dev.nightjar.desktop;

import dev.nightjar.app.App;
import dev.nightjar.app.agent.Agent;
import dev.nightjar.app.agent.Status;
import dev.nightjar.app.setup.JobDraft;
import dev.nightjar.app.verdict.Checks;
import dev.nightjar.desktop.about.AboutDialog;
import dev.nightjar.desktop.about.AboutPanel;
import dev.nightjar.desktop.about.Diagnostics;
import dev.nightjar.desktop.backups.BackupTasks;
import dev.nightjar.desktop.backups.BackupsPanel;
import dev.nightjar.desktop.backups.BackupsWindow;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.kit.CopiedText;
import dev.nightjar.desktop.kit.FileChooser;
import dev.nightjar.desktop.kit.Theme;
import dev.nightjar.desktop.settings.BrokenSettingsPanel;
import dev.nightjar.desktop.settings.BrokenSettingsWindow;
import dev.nightjar.desktop.tray.TrayImage;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.SystemTheme;
import dev.nightjar.platform.autostart.Autostart;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import dev.nightjar.settings.Settings.Appearance;
import dev.nightjar.settings.SettingsStore;
import dev.nightjar.text.Messages;
import dev.nightjar.text.Version;
import java.awt.EventQueue;
import java.awt.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.swing.JDialog;
import javax.swing.JOptionPane;
import org.jspecify.annotations.Nullable;

/**
 * The windows, each made when it is first asked for. Used on the event thread; what they need to
 * know of the disk and the system is asked on {@code errands}.
 *
 * <p>It is long because it is the one place that knows which window leads to which: each part of it
 * is a few lines that join rooms, and none is an idea of its own.
 */
final class DesktopWindows {
  private static final Logger LOG = Logger.getLogger(DesktopWindows.class.getName());

  private final App app;
  private final Agent agent;
  private final Executor errands;
  private final Consumer<Command> commands;
  private final Consumer<Path> opener;
  private final Runnable quit;
  private final Consumer<String> teller;
  private Messages texts = Messages.current();
  private final Path userHome = Path.of(System.getProperty("user.home", "."));
  private @Nullable SystemTheme theme;
  private @Nullable Appearance appearance;
  private @Nullable BackupTasks work;
  private @Nullable BackupsPanel backupsPanel;
  private final Slot<BackupsWindow> backups = new Slot<>(this::backupsClosed, this::closed);
  private final Slot<AboutDialog> about = new Slot<>(() -> {}, this::closed);
  private final Slot<BrokenSettingsWindow> broken = new Slot<>(() -> {}, this::closed);
  private final SetupWindows setup;
  private @Nullable Failure brokenBy;
  private final PutBackWindow putBack;
  private final RowsWindow rows;
  private final InsideWindows inside;
  private final TraceWindows trace;

  /**
   * @param opener opens a file with the program that the system has for it
   * @param quit ends the program
   * @param teller tells the user something beside the windows
   */
  DesktopWindows(
      App app,
      Agent agent,
      Executor errands,
      Consumer<Command> commands,
      Consumer<Path> opener,
      Runnable quit,
      Consumer<String> teller) {
    this.app = app;
    this.agent = agent;
    this.errands = errands;
    this.commands = commands;
    this.opener = opener;
    this.quit = quit;
    this.teller = teller;
    this.setup =
        new SetupWindows(app, errands, commands, userHome, this::closed, this::settingsSaved);
    this.putBack = new PutBackWindow(app, errands, agent::refresh);
    this.rows = new RowsWindow(app, errands, commands, agent::refresh);
    this.inside = new InsideWindows(app, errands, commands, this::closed);
    this.trace = new TraceWindows(app, errands, commands, this::closed);
  }

  void showPutBack(Command.PutBack wanted) {
    withTheme(() -> putBack.show(front(), wanted, agent.status().settings(), texts));
  }

  void getRowsBack(Command.GetRowsBack wanted) {
    withTheme(() -> rows.show(front(), wanted, agent.status().settings(), texts));
  }

  void lookInside(Command.LookInside wanted) {
    withTheme(() -> inside.look(front(), wanted, agent.status().settings(), texts));
  }

  void follow(Command.RowHistory wanted) {
    withTheme(() -> trace.follow(front(), wanted, agent.status(), texts));
  }

  void findText(Command.FindText wanted) {
    withTheme(() -> trace.find(front(), wanted, agent.status(), texts));
  }

  void showChanges(Command.WhatChanged wanted) {
    withTheme(() -> inside.compare(front(), wanted, agent.status(), texts));
  }

  /** To those that are there, how it stands now. */
  void show(Status standing) {
    if (texts != Messages.current()) {
      texts = Messages.current();
      madeAnew();
    }
    if (backupsPanel != null) {
      backupsPanel.show(standing);
    }
    setup.show(standing);
    if (standing.verdict().stopped().isEmpty() && broken.isVisible()) {
      broken.dispose(); // Repaired by hand.
    }
  }

  /** The backups; if nothing is set up yet, the way to it. */
  void showBackups(boolean quietly) {
    whereSetUp(
        now -> {
          if (quietly) {
            backups().showQuietly();
          } else {
            backups().showInFront();
            agent.userLooks();
          }
        });
  }

  void showSettings(Optional<Command.KeepFewer> fewer) {
    whereSetUp(
        now ->
            askStart(
                start ->
                    setup.showSettings(
                        now, start, backups.isVisible() ? backups.window() : null, fewer, texts)));
  }

  private void whereSetUp(Consumer<Settings> then) {
    prepare(
        now -> {
          if (now.jobs().isEmpty()) {
            askStart(start -> setup.showFirstRun(now, start, texts));
          } else {
            then.accept(now);
          }
        });
  }

  /** One window, however often the settings are asked for. */
  void showBroken(Failure failure) {
    errands.execute(
        () -> {
          Optional<Instant> lastGoodAt =
              app.settings().lastGood().map(SettingsStore.LastGood::savedAt);
          withTheme(() -> showBroken(failure, lastGoodAt));
        });
  }

  private void showBroken(Failure failure, Optional<Instant> lastGoodAt) {
    if (!broken.isVisible() || !failure.equals(brokenBy)) {
      broken.dispose();
      brokenBy = failure;
    }
    BrokenSettingsWindow shown = broken.get(() -> broken(failure, lastGoodAt));
    shown.setVisible(true);
    shown.toFront();
  }

  private BrokenSettingsWindow broken(Failure failure, Optional<Instant> lastGoodAt) {
    BrokenSettingsPanel panel =
        new BrokenSettingsPanel(
            failure,
            failure.reason() == Reason.SETTINGS_TOO_NEW ? Optional.empty() : lastGoodAt,
            new Repair(),
            setup.context(texts));
    return new BrokenSettingsWindow(panel, texts);
  }

  /** The remedies for settings that can't be read. */
  private final class Repair implements BrokenSettingsPanel.Actions {
    @Override
    public void restore() throws FailureException {
      app.settings().restoreLastGood();
    }

    @Override
    public void open() {
      opener.accept(app.home().settingsFile());
    }

    @Override
    public void quit() {
      quit.run();
    }

    @Override
    public void restored() {
      broken.dispose();
      agent.settingsChanged();
      showBackups(false);
    }
  }

  /** Lets the user choose the app's file again; all else of the job stays as it is. */
  void findDatabase(UUID which) {
    prepare(
        now ->
            now.find(which)
                .ifPresent(
                    job ->
                        FileChooser.SYSTEM
                            .file(
                                backups.window(),
                                texts.of("backups.find.title"),
                                job.database().toString())
                            .ifPresent(file -> errands.execute(() -> moveTo(job, file)))));
  }

  private void moveTo(Job job, Path file) {
    try {
      app.jobSetup().save(JobDraft.of(job, file));
      agent.settingsChanged();
    } catch (FailureException e) {
      LOG.log(Level.WARNING, e, () -> "database of " + job.name());
      EventQueue.invokeLater(() -> tell(texts.failure(e.failure())));
    }
  }

  void showAbout() {
    withTheme(
        () -> {
          AboutDialog shown =
              about.get(
                  () ->
                      new AboutDialog(
                          backups.window(),
                          new AboutPanel(Version.current(), commands, texts, about::dispose),
                          texts));
          shown.setVisible(true);
          shown.toFront();
        });
  }

  void copyDiagnostics() {
    String text = Diagnostics.of(agent.status(), Version.current(), userHome, System::getProperty);
    CopiedText.copy(text);
  }

  /** Does {@code then} once the user agrees by the button {@code yes}. */
  void ask(String what, String yes, Runnable then) {
    withTheme(
        () -> {
          JOptionPane question =
              new JOptionPane(what, JOptionPane.QUESTION_MESSAGE, JOptionPane.OK_CANCEL_OPTION);
          question.setOptions(new Object[] {yes, texts.of("settings.cancel")});
          question.setInitialValue(yes);
          show(question);
          if (yes.equals(question.getValue())) {
            then.run();
          }
        });
  }

  /** Says what could not be done. */
  void tell(String problem) {
    withTheme(() -> show(new JOptionPane(problem, JOptionPane.WARNING_MESSAGE)));
  }

  private void show(JOptionPane pane) {
    JDialog dialog = pane.createDialog(front(), texts.of("backups.title"));
    dialog.setIconImages(TrayImage.ofWindows());
    dialog.setVisible(true);
    dialog.dispose();
  }

  void close() {
    if (work != null) {
      work.cancel();
    }
    putBack.close();
    rows.close();
    inside.close();
    trace.close();
    backups.dispose();
    setup.close();
    about.dispose();
    broken.dispose();
  }

  /** Waits for what is being put back, a backup or rows; not on the event thread. */
  boolean awaitWriting(Duration patience) throws InterruptedException {
    return putBack.awaitEnd(patience) && rows.awaitEnd(patience);
  }

  /** Reads the settings and the system's theme first, which may take a moment. */
  private void prepare(Consumer<Settings> then) {
    errands.execute(
        () -> {
          try {
            Settings now = app.settings().load();
            withTheme(now.appearance(), () -> then.accept(now));
          } catch (FailureException e) {
            LOG.log(Level.WARNING, e, () -> "settings");
            EventQueue.invokeLater(() -> showBroken(e.failure()));
          }
        });
  }

  /** Asks the system what starts at sign-in, before a window that shows it. */
  private void askStart(Consumer<Autostart.State> then) {
    errands.execute(
        () -> {
          Autostart.State start = Autostart.here(app.home()).state();
          EventQueue.invokeLater(() -> then.accept(start));
        });
  }

  /** For what has to come up even if the settings can't be read. */
  private void withTheme(Runnable then) {
    withTheme(agent.status().settings().appearance(), then);
  }

  private void withTheme(Appearance wanted, Runnable then) {
    errands.execute(
        () -> {
          SystemTheme now = SystemTheme.now();
          EventQueue.invokeLater(
              () -> {
                if (!now.equals(theme) || wanted != appearance) {
                  theme = now;
                  appearance = wanted;
                  Theme.install(wanted, now.darkWindows());
                  madeAnew();
                }
                then.run();
              });
        });
  }

  /**
   * In other colours or another language: a window that is hidden is made again when it is asked
   * for.
   */
  private void madeAnew() {
    boolean visible = backups.isVisible();
    backups.dispose();
    if (visible) {
      backups().showQuietly();
    }
  }

  private @Nullable Window front() {
    Window asked = setup.front();
    return asked != null || !backups.isVisible() ? asked : backups.window();
  }

  private BackupsWindow backups() {
    return backups.get(
        () -> {
          BackupsPanel panel =
              new BackupsPanel(commands, backupsWork(), FileChooser.SYSTEM, app.clock(), texts);
          panel.show(agent.status());
          backupsPanel = panel;
          return new BackupsWindow(
              panel,
              texts,
              agent.state().windowClosedTold(),
              words -> {
                agent.rememberWindowClosedTold();
                teller.accept(words);
              });
        });
  }

  private void backupsClosed() {
    backupsWork().hidden();
    backupsPanel = null;
  }

  /** Kept while its window comes and goes: it knows what was checked. */
  private BackupTasks backupsWork() {
    if (work == null) {
      work =
          new BackupTasks(
              task -> app.errands().execute(() -> agent.whileUserReads(task)),
              EventQueue::invokeLater,
              new CheckMemory(),
              app.home().stagingFolder());
    }
    return work;
  }

  /** Gives access to the agent's memory of copies that were read again. */
  private final class CheckMemory implements BackupTasks.Memory {
    @Override
    public Checks of(UUID job) {
      return agent.status().checks(job);
    }

    @Override
    public void checked(UUID job, String location, String id, boolean whole) {
      agent.checked(job, location, id, whole);
    }
  }

  private void closed() {
    if (backups.isEmpty()
        && setup.isEmpty()
        && about.isEmpty()
        && broken.isEmpty()
        && inside.isEmpty()
        && trace.isEmpty()) {
      CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS, errands).execute(System::gc);
    }
  }

  private void settingsSaved() {
    agent.settingsChanged();
    // In its new colours, if those were changed.
    prepare(now -> {});
  }
}
