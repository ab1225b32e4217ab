package dev.nightjar.desktop;

import dev.nightjar.app.App;
import dev.nightjar.app.agent.Status;
import dev.nightjar.app.setup.DatabaseFinder;
import dev.nightjar.app.setup.DatabaseInspector;
import dev.nightjar.app.setup.FolderInspector;
import dev.nightjar.desktop.firstrun.FirstRunPanel;
import dev.nightjar.desktop.firstrun.FirstRunWindow;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.kit.DesktopContext;
import dev.nightjar.desktop.kit.FileChooser;
import dev.nightjar.desktop.settings.SettingsDialog;
import dev.nightjar.desktop.settings.SettingsDisk;
import dev.nightjar.desktop.settings.SettingsForm;
import dev.nightjar.desktop.settings.SettingsPanel;
import dev.nightjar.desktop.settings.SettingsSaver;
import dev.nightjar.platform.SyncedFolders;
import dev.nightjar.platform.autostart.Autostart;
import dev.nightjar.settings.Settings;
import dev.nightjar.text.Messages;
import java.awt.EventQueue;
import java.awt.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The two windows in which the user says what to back up: the first one, and the settings. */
final class SetupWindows {
  /** Long enough for a NAS whose disks spin up; the dialog says meanwhile that it looks. */
  private static final Duration LOOK = Duration.ofSeconds(20);

  private static final Duration SEARCH = Duration.ofSeconds(10);
  private static final int MAX_SUGGESTIONS = 5;

  private final App app;
  private final Executor errands;
  private final Consumer<Command> commands;
  private final Path userHome;
  private final Runnable saved;
  private final Slot<FirstRunWindow> firstRun;
  private final Slot<SettingsDialog> settings;
  private @Nullable FirstRunPanel firstRunPanel;
  private @Nullable SettingsPanel settingsPanel;
  private Optional<Command.KeepFewer> freeing = Optional.empty();

  /**
   * @param closed called when one of them is closed
   * @param saved called when the settings were saved
   */
  SetupWindows(
      App app,
      Executor errands,
      Consumer<Command> commands,
      Path userHome,
      Runnable closed,
      Runnable saved) {
    this.app = app;
    this.errands = errands;
    this.commands = commands;
    this.userHome = userHome;
    this.saved = saved;
    this.firstRun = new Slot<>(() -> firstRunPanel = null, closed);
    this.settings =
        new Slot<>(
            () -> {
              settingsPanel = null;
              freeing = Optional.empty();
            },
            closed);
  }

  /** To the first one, if it is there, how it stands now. */
  void show(Status standing) {
    if (firstRunPanel != null) {
      firstRunPanel.show(standing);
    }
  }

  /**
   * @param start the system's present answer for sign-in
   * @param owner the window in front of which it stands
   * @param fewer the place at which fewer backups are to be kept, as soon as that is saved
   */
  void showSettings(
      Settings now,
      Autostart.State start,
      @Nullable Window owner,
      Optional<Command.KeepFewer> fewer,
      Messages texts) {
    SettingsDialog shown = settings.get(() -> settings(now, start, owner, texts));
    shown.setVisible(true);
    shown.toFront();
    SettingsPanel panel = settingsPanel;
    if (fewer.isPresent() && panel != null) {
      freeing = fewer;
      panel.keepFewer(fewer.get().job(), fewer.get().place(), fewer.get().rule());
    }
  }

  private SettingsDialog settings(
      Settings now, Autostart.State start, @Nullable Window owner, Messages texts) {
    SettingsPanel panel =
        new SettingsPanel(
            form(now, start, disk(), texts), saver(), context(texts), this::settingsDone);
    settingsPanel = panel;
    return new SettingsDialog(owner, panel, texts);
  }

  private void settingsDone(boolean wereSaved) {
    Optional<Command.KeepFewer> fewer = freeing;
    settings.dispose();
    if (wereSaved) {
      saved.run();
      fewer.ifPresent(one -> commands.accept(new Command.Prune(one.job(), one.place())));
    }
  }

  /** The same if nothing is set up yet. */
  void showFirstRun(Settings now, Autostart.State start, Messages texts) {
    FirstRunWindow shown = firstRun.get(() -> firstRun(now, start, texts));
    shown.setVisible(true);
    shown.toFront();
  }

  private FirstRunWindow firstRun(Settings now, Autostart.State start, Messages texts) {
    SettingsDisk disk = disk();
    FirstRunPanel panel =
        new FirstRunPanel(
            form(now, start, disk, texts),
            saver(),
            disk,
            new SecondDoor(app, userHome),
            context(texts),
            commands,
            firstRun::dispose);
    firstRunPanel = panel;
    return new FirstRunWindow(panel, texts);
  }

  DesktopContext context(Messages texts) {
    return new DesktopContext(
        errands, EventQueue::invokeLater, app.clock(), FileChooser.SYSTEM, texts);
  }

  private SettingsDisk disk() {
    return new SettingsDisk(
        new DatabaseInspector(LOOK),
        new FolderInspector(app.clock(), LOOK, SyncedFolders.here()),
        DatabaseFinder.here(app.home(), SEARCH, MAX_SUGGESTIONS),
        app);
  }

  private SettingsForm form(
      Settings now, Autostart.State start, SettingsDisk disk, Messages texts) {
    return new SettingsForm(now, start, disk, userHome, context(texts));
  }

  private SettingsSaver saver() {
    return new SettingsSaver(app.settings(), app.jobSetup(), Autostart.here(app.home()));
  }

  /** Returns the one that the user sees. */
  @Nullable Window front() {
    return settings.isVisible()
        ? settings.window()
        : firstRun.isVisible() ? firstRun.window() : null;
  }

  boolean isEmpty() {
    return settings.isEmpty() && firstRun.isEmpty();
  }

  void close() {
    firstRun.dispose();
    settings.dispose();
  }
}
