package dev.nightjar.desktop;

import dev.nightjar.app.App;
import dev.nightjar.app.agent.Agent;
import dev.nightjar.app.agent.Status;
import dev.nightjar.app.setup.DatabaseFinder;
import dev.nightjar.app.setup.DatabaseInspector;
import dev.nightjar.app.setup.FolderInspector;
import dev.nightjar.app.setup.JobDraft;
import dev.nightjar.app.verdict.AppState;
import dev.nightjar.desktop.about.AboutDialog;
import dev.nightjar.desktop.about.AboutPanel;
import dev.nightjar.desktop.about.Diagnostics;
import dev.nightjar.desktop.backups.BackupTasks;
import dev.nightjar.desktop.backups.BackupsPanel;
import dev.nightjar.desktop.backups.BackupsWindow;
import dev.nightjar.desktop.firstrun.FirstRunPanel;
import dev.nightjar.desktop.firstrun.FirstRunWindow;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.kit.FileChooser;
import dev.nightjar.desktop.kit.Theme;
import dev.nightjar.desktop.settings.BrokenSettingsPanel;
import dev.nightjar.desktop.settings.BrokenSettingsWindow;
import dev.nightjar.desktop.settings.SettingsDialog;
import dev.nightjar.desktop.settings.SettingsDisk;
import dev.nightjar.desktop.settings.SettingsForm;
import dev.nightjar.desktop.settings.SettingsPanel;
import dev.nightjar.desktop.settings.SettingsSaver;
import dev.nightjar.desktop.tray.TrayImage;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.Autostart;
import dev.nightjar.platform.SyncedFolders;
import dev.nightjar.platform.SystemTheme;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import dev.nightjar.settings.Settings.Appearance;
import dev.nightjar.settings.SettingsStore;
import dev.nightjar.text.Messages;
import dev.nightjar.text.Version;
import java.awt.EventQueue;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.datatransfer.StringSelection;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
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
 */
final class DesktopWindows {
  private static final Logger LOG = Logger.getLogger(DesktopWindows.class.getName());

  /** Long enough for a NAS whose disks spin up; the dialog says meanwhile that it looks. */
  private static final Duration LOOK = Duration.ofSeconds(20);

  private static final Duration SEARCH = Duration.ofSeconds(10);
  private static final int MAX_SUGGESTIONS = 5;

  private final App app;
  private final Agent agent;
  private final Executor errands;
  private final Consumer<Command> commands;
  private final Consumer<Path> opener;
  private final Runnable quit;
  private final Consumer<String> teller;
  private Messages texts = Messages.current();
  private final Path userHome = Path.of(System.getProperty("user.home", "."));
  private @Nullable SystemTheme looks;
  private @Nullable Appearance appearance;
  private @Nullable BackupTasks work;
  private @Nullable BackupsPanel backupsPanel;
  private @Nullable BackupsWindow backups;
  private @Nullable FirstRunPanel firstRunPanel;
  private @Nullable FirstRunWindow firstRun;
  private @Nullable SettingsDialog settings;
  private @Nullable AboutDialog about;
  private @Nullable BrokenSettingsWindow broken;
  private @Nullable Failure brokenBy;
  private final PutBackWindow putBack;

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
    this.putBack = new PutBackWindow(app, errands, agent::refresh);
  }

  void showPutBack(Command.PutBack wanted) {
    withLooks(() -> putBack.show(front(), wanted, agent.status().settings(), texts));
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
    if (firstRunPanel != null) {
      firstRunPanel.show(standing);
    }
    if (standing.verdict().stopped().isEmpty() && broken != null && broken.isVisible()) {
      dispose(broken); // Repaired by hand.
    }
  }

  /** The backups; where nothing is set up yet, the way to it. */
  void showBackups(boolean quietly) {
    whereSetUp(
        now -> {
          if (quietly) {
            backups().showQuietly();
          } else {
            backups().showInFront();
          }
        });
  }

  void showSettings() {
    whereSetUp(now -> askStart(start -> showSettings(now, start)));
  }

  private void whereSetUp(Consumer<Settings> then) {
    prepare(
        now -> {
          if (now.jobs().isEmpty()) {
            askStart(start -> showFirstRun(now, start));
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
          withLooks(() -> showBroken(failure, lastGoodAt));
        });
  }

  private void showBroken(Failure failure, Optional<Instant> lastGoodAt) {
    if (broken != null && broken.isVisible() && failure.equals(brokenBy)) {
      broken.toFront();
      return;
    }
    dispose(broken);
    brokenBy = failure;
    BrokenSettingsPanel panel =
        new BrokenSettingsPanel(
            failure,
            failure.reason() == Reason.SETTINGS_TOO_NEW ? Optional.empty() : lastGoodAt,
            new Repair(),
            errands,
            EventQueue::invokeLater,
            app.clock(),
            texts);
    broken = new BrokenSettingsWindow(panel, texts);
    broken.setIconImages(TrayImage.ofWindows());
    broken.addWindowListener(new GiveBack());
    broken.setVisible(true);
    broken.toFront();
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
      dispose(broken);
      agent.settingsChanged();
      showBackups(false);
    }
  }

  /** Lets the user choose the app's file again; all else of the job stays as it is. */
  void findDatabase(UUID which) {
    prepare(
        now ->
            now.jobs().stream()
                .filter(job -> job.id().equals(which))
                .findFirst()
                .ifPresent(
                    job ->
                        FileChooser.SYSTEM
                            .file(
                                backups, texts.of("backups.find.title"), job.database().toString())
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
    withLooks(
        () -> {
          if (about == null || !about.isDisplayable()) {
            AboutPanel panel =
                new AboutPanel(Version.current(), commands, texts, () -> dispose(about));
            about = new AboutDialog(backups, panel, texts);
            about.setIconImages(TrayImage.ofWindows());
            about.addWindowListener(new GiveBack());
          }
          about.setVisible(true);
          about.toFront();
        });
  }

  void copyDiagnostics() {
    String text = Diagnostics.of(agent.status(), Version.current(), userHome, System::getProperty);
    Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(text), null);
  }

  /** Does {@code then} once the user agrees by the button {@code yes}. */
  void ask(String what, String yes, Runnable then) {
    withLooks(
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
    withLooks(() -> show(new JOptionPane(problem, JOptionPane.WARNING_MESSAGE)));
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
    dispose(backups);
    dispose(firstRun);
    dispose(settings);
    dispose(about);
    dispose(broken);
  }

  /** Reads the settings and the system's looks first, which may take a moment. */
  private void prepare(Consumer<Settings> then) {
    errands.execute(
        () -> {
          try {
            Settings now = app.settings().load();
            withLooks(now.appearance(), () -> then.accept(now));
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

  /** For what has to come up also where the settings can't be read. */
  private void withLooks(Runnable then) {
    withLooks(agent.status().settings().appearance(), then);
  }

  private void withLooks(Appearance wanted, Runnable then) {
    errands.execute(
        () -> {
          SystemTheme now = SystemTheme.now();
          EventQueue.invokeLater(
              () -> {
                if (!now.equals(looks) || wanted != appearance) {
                  looks = now;
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
    boolean visible = backups != null && backups.isVisible();
    dispose(backups);
    backups = null;
    backupsPanel = null;
    if (visible) {
      backups().showQuietly();
    }
  }

  private static void dispose(@Nullable Window window) {
    if (window != null) {
      window.dispose();
    }
  }

  private @Nullable Window front() {
    for (@Nullable Window window : new @Nullable Window[] {settings, firstRun, backups}) {
      if (window != null && window.isVisible()) {
        return window;
      }
    }
    return null;
  }

  private BackupsWindow backups() {
    if (backups == null) {
      BackupsPanel panel =
          new BackupsPanel(commands, backupsWork(), FileChooser.SYSTEM, app.clock(), texts);
      panel.show(agent.status());
      backupsPanel = panel;
      backups =
          new BackupsWindow(
              panel,
              texts,
              agent.state().windowClosedTold(),
              words -> {
                agent.rememberWindowClosedTold();
                teller.accept(words);
              });
      backups.setIconImages(TrayImage.ofWindows());
      backups.addWindowListener(new GiveBack());
    }
    return backups;
  }

  /** Kept while its window comes and goes: it knows what was checked. */
  private BackupTasks backupsWork() {
    if (work == null) {
      work =
          new BackupTasks(
              app.errands(), EventQueue::invokeLater, new Checks(), app.home().stagingFolder());
    }
    return work;
  }

  /** Gives access to the agent's memory of copies that were read again. */
  private final class Checks implements BackupTasks.Memory {
    @Override
    public AppState.OfJob of(UUID job) {
      return agent.state().of(job);
    }

    @Override
    public void checked(UUID job, String location, String id, boolean whole) {
      agent.checked(job, location, id, whole);
    }
  }

  /** A program that only has to wait shall not keep what its windows needed. */
  private final class GiveBack extends WindowAdapter {
    @Override
    public void windowClosed(WindowEvent event) {
      Window closed = event.getWindow();
      if (closed == backups) {
        backupsWork().whenOngoingChanges(() -> {});
        backups = null;
        backupsPanel = null;
      } else if (closed == firstRun) {
        firstRun = null;
        firstRunPanel = null;
      } else if (closed == settings) {
        settings = null;
      } else if (closed == about) {
        about = null;
      } else if (closed == broken) {
        broken = null;
      }
      boolean last =
          backups == null
              && firstRun == null
              && settings == null
              && about == null
              && broken == null;
      if (last) {
        CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS, errands).execute(System::gc);
      }
    }
  }

  private SettingsDisk disk() {
    return new SettingsDisk(
        new DatabaseInspector(LOOK),
        new FolderInspector(app.clock(), LOOK, SyncedFolders.here()),
        DatabaseFinder.here(app.home(), SEARCH, MAX_SUGGESTIONS));
  }

  private SettingsForm form(Settings now, Autostart.State start, SettingsDisk disk) {
    return new SettingsForm(
        now, start, disk, userHome, errands, EventQueue::invokeLater, app.clock(), texts);
  }

  private SettingsSaver keeper() {
    return new SettingsSaver(app.settings(), app.jobSetup(), Autostart.here(app.home()));
  }

  private void showSettings(Settings now, Autostart.State start) {
    if (settings == null || !settings.isDisplayable()) {
      SettingsPanel panel =
          new SettingsPanel(
              form(now, start, disk()),
              keeper(),
              FileChooser.SYSTEM,
              errands,
              EventQueue::invokeLater,
              texts,
              this::settingsDone);
      settings =
          new SettingsDialog(backups != null && backups.isVisible() ? backups : null, panel, texts);
      settings.setIconImages(TrayImage.ofWindows());
      settings.addWindowListener(new GiveBack());
    }
    settings.setVisible(true);
    settings.toFront();
  }

  private void settingsDone(boolean saved) {
    dispose(settings);
    if (saved) {
      agent.settingsChanged();
      // In its new colours, where those were changed.
      prepare(now -> {});
    }
  }

  private void showFirstRun(Settings now, Autostart.State start) {
    if (firstRun == null || !firstRun.isDisplayable()) {
      SettingsDisk disk = disk();
      FirstRunPanel panel =
          new FirstRunPanel(
              form(now, start, disk),
              keeper(),
              disk,
              FileChooser.SYSTEM,
              errands,
              EventQueue::invokeLater,
              app.clock(),
              commands,
              texts,
              () -> dispose(firstRun));
      firstRunPanel = panel;
      firstRun = new FirstRunWindow(panel, texts);
      firstRun.setIconImages(TrayImage.ofWindows());
      firstRun.addWindowListener(new GiveBack());
    }
    firstRun.setVisible(true);
    firstRun.toFront();
  }
}
