package dev.nightjar.desktop;

import dev.nightjar.app.App;
import dev.nightjar.app.InPlaceRestore;
import dev.nightjar.app.LogFiles;
import dev.nightjar.app.agent.Agent;
import dev.nightjar.app.agent.Notification;
import dev.nightjar.app.agent.Status;
import dev.nightjar.backup.RunListener;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.kit.VerdictTexts;
import dev.nightjar.desktop.tray.AwtTray;
import dev.nightjar.desktop.tray.NotificationTexts;
import dev.nightjar.desktop.tray.NotificationTexts.Notice;
import dev.nightjar.desktop.tray.Tray;
import dev.nightjar.desktop.tray.TrayMenu;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.platform.DaemonThreads;
import dev.nightjar.platform.FormerState;
import dev.nightjar.platform.Home;
import dev.nightjar.platform.LocalClock;
import dev.nightjar.platform.SystemTheme;
import dev.nightjar.platform.instance.SingleInstance;
import dev.nightjar.settings.Settings;
import dev.nightjar.settings.SettingsStore;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import dev.nightjar.text.Version;
import java.awt.AWTError;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Toolkit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The tray program: hidden, until its icon is clicked. Everything here happens on the event thread;
 * what touches a disk is asked of the agent or handed to a thread of its own.
 *
 * <p>It is long because start, end, tray and commands meet here alone: whatever asks for something
 * is joined to what does it, a few lines each.
 */
public final class Desktop {
  private static final Logger LOG = Logger.getLogger(Desktop.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int SECONDS_TO_END = 25;

  private final Home home;
  private final Clock clock = new LocalClock();
  private final App app;
  private final Agent agent;
  private final ExecutorService errands =
      Executors.newCachedThreadPool(DaemonThreads.named("errand"));
  private final SystemOpener opener = SystemOpener.here();
  private final CountDownLatch quit = new CountDownLatch(1);
  private final AtomicBoolean finishing = new AtomicBoolean();
  private @Nullable Tray tray;
  private volatile @Nullable DesktopWindows windows;
  private boolean askedForMotion;

  private Desktop(Home home) {
    this.home = home;
    this.app = new App(home, clock, Version.current());
    this.agent =
        Agent.of(
            app,
            notification -> EventQueue.invokeLater(() -> hear(notification)),
            status -> EventQueue.invokeLater(this::refresh));
  }

  /**
   * Runs until the user quits, or the system ends it. A second start tells the first one and ends.
   *
   * @param message the request to the program at its start, or to the one that runs already
   * @return the process's exit code
   */
  public static int run(Home home, SingleInstance.Message message) {
    SystemOpener.useOneGtk();
    useLanguage(new SettingsStore(home.settingsFile()).language());
    if (GraphicsEnvironment.isHeadless()) {
      System.err.println(text("no-screen"));
      return 2;
    }
    AtomicReference<Desktop> started = new AtomicReference<>();
    FormerState.moveOver(home);
    LogFiles.logInto(home.logFolder(), failure -> logLost(started.get(), failure));
    loadToolkit();
    CountDownLatch ended = new CountDownLatch(1);
    try (SingleInstance mine = SingleInstance.becomeOrTell(home, message, PATIENCE).orElse(null)) {
      if (mine == null) {
        System.out.println(text("second"));
        return 0;
      }
      Desktop desktop = new Desktop(home);
      started.set(desktop);
      Runtime.getRuntime().addShutdownHook(DaemonThreads.of("stop", () -> desktop.stop(ended)));
      mine.listen(desktop.errands, desktop::hear);
      EventQueue.invokeLater(desktop::begin);
      if (message != SingleInstance.Message.SHOW) {
        desktop.hear(message);
      }
      desktop.quit.await();
      return 0;
    } catch (IOException e) {
      LOG.log(Level.SEVERE, e, () -> "start");
      System.err.println(e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 130;
    } finally {
      ended.countDown();
    }
  }

  private static void useLanguage(Settings.SpokenLanguage chosen) {
    Messages.use(Language.chosen(chosen.locale()));
  }

  private static String text(String key, Object... arguments) {
    return Messages.current().of(key, arguments);
  }

  /** The run goes on without a log, and says so once. */
  private static void logLost(@Nullable Desktop desktop, Failure failure) {
    String text = Messages.current().failure(failure);
    System.err.println(text);
    if (desktop != null) {
      EventQueue.invokeLater(() -> desktop.tell(new Notice(text("notice.title"), text, true)));
    }
  }

  /** A screen reader's bridge that is named but missing ends the first try, not the second. */
  private static void loadToolkit() {
    try {
      Toolkit.getDefaultToolkit();
    } catch (AWTError e) {
      LOG.log(Level.WARNING, e, () -> "without assistive technology");
    }
  }

  private ZonedDateTime now() {
    return ZonedDateTime.now(clock);
  }

  private void begin() {
    refresh();
    errands.execute(this::finishRestores);
    agent.start();
    if (tray == null) {
      // With no notification area the window does the tray's work.
      follow(new Command.ShowWindow());
    } else {
      errands.execute(this::welcome);
    }
  }

  /** A kill or a power cut may have interrupted one, and left it for the next start. */
  private void finishRestores() {
    for (InPlaceRestore.Interrupted one : app.inPlaceRestore().finishInterrupted()) {
      String text =
          one.finished()
              .map(
                  end ->
                      text(
                          "restore.interrupted." + end.ending().code(),
                          end.backup(),
                          end.target(),
                          end.saved()))
              .orElseGet(() -> one.failure().map(Messages.current()::failure).orElse(""));
      EventQueue.invokeLater(() -> tellSurely(new Notice(text("notice.title"), text, true)));
    }
  }

  /** Also if there is no notification area. */
  private void tellSurely(Notice notice) {
    if (tray == null) {
      windows().tell(notice.text());
    } else {
      tell(notice);
    }
  }

  /** A program that hides if nothing is set up would never be found. */
  private void welcome() {
    try {
      if (app.settings().load().jobs().isEmpty()) {
        EventQueue.invokeLater(() -> follow(new Command.ShowSettings()));
      }
    } catch (FailureException e) {
      LOG.log(Level.WARNING, e, () -> "settings");
      EventQueue.invokeLater(() -> windows().showBroken(e.failure()));
    }
  }

  private void hear(SingleInstance.Message message) {
    Command command =
        switch (message) {
          case SHOW -> new Command.ShowWindow();
          case SETTINGS -> new Command.ShowSettings();
          case BACKUP_NOW -> new Command.BackUpNow(Optional.empty());
          case QUIT -> new Command.Quit();
        };
    // A request from outside must not end in a question that nobody sees.
    EventQueue.invokeLater(
        () -> {
          if (command instanceof Command.Quit) {
            end();
          } else {
            follow(command);
          }
        });
  }

  /** A tray may come late, after a panel that starts slowly: it is looked for at each change. */
  private void refresh() {
    Status standing = agent.status();
    if (standing.verdict().stopped().isEmpty()) {
      useLanguage(standing.settings().language());
    }
    if (tray == null) {
      tray = AwtTray.open(this::follow).orElse(null);
    }
    if (tray != null) {
      tray.show(
          standing.verdict().state(),
          new VerdictTexts(Messages.current()).line(standing, now()),
          TrayMenu.of(standing, now(), Messages.current()));
    }
    if (standing.running().isPresent() && !askedForMotion) {
      askedForMotion = true;
      errands.execute(this::keepStillWhereAsked);
    }
    DesktopWindows shown = windows;
    if (shown != null) {
      shown.show(standing);
    }
  }

  /** Asked of the system when something is about to move. */
  private void keepStillWhereAsked() {
    if (SystemTheme.now().reducedMotion()) {
      EventQueue.invokeLater(
          () -> {
            if (tray != null) {
              tray.keepStill();
            }
          });
    }
  }

  /** Loaded with the first of them: most days none is needed. */
  private DesktopWindows windows() {
    DesktopWindows made = windows;
    if (made == null) {
      made =
          new DesktopWindows(
              app,
              agent,
              errands,
              this::follow,
              this::openFile,
              this::end,
              text -> tell(new Notice(text("notice.title"), text, false)));
      windows = made;
    }
    return made;
  }

  private void hear(Notification notification) {
    if (notification instanceof Notification.OpenWindow) {
      windows().showBackups(true);
    } else {
      tell(new NotificationTexts(Messages.current()).of(notification, now()));
    }
  }

  private void tell(Notice notice) {
    if (tray != null) {
      tray.tell(notice);
    }
  }

  private void follow(Command command) {
    if (command instanceof Command.BackUpNow backup) {
      agent.backUpNow(backup.job());
    } else if (command instanceof Command.Cancel) {
      agent.cancel();
    } else if (command instanceof Command.Pause pause) {
      agent.pauseUntil(pause.until());
    } else if (command instanceof Command.Resume) {
      agent.resume();
    } else if (command instanceof Command.Answer answer) {
      agent.answer(answer.job(), answer.finding());
    } else if (command instanceof Command.MoveTo move) {
      agent.moveTo(move.job(), move.at());
    } else if (command instanceof Command.OpenFolder open) {
      errands.execute(() -> open(open.at().text()));
    } else if (command instanceof Command.OpenLog) {
      errands.execute(() -> open(home.logFolder().toString()));
    } else if (command instanceof Command.ShowWindow) {
      windows().showBackups(false);
    } else if (command instanceof Command.ShowSettings) {
      windows().showSettings(Optional.empty());
    } else if (command instanceof Command.KeepFewer fewer) {
      windows().showSettings(Optional.of(fewer));
    } else if (command instanceof Command.Prune prune) {
      errands.execute(() -> prune(prune));
    } else if (command instanceof Command.ShowAbout) {
      windows().showAbout();
    } else if (command instanceof Command.CopyDiagnostics) {
      windows().copyDiagnostics();
    } else if (command instanceof Command.FindDatabase find) {
      windows().findDatabase(find.job());
    } else if (command instanceof Command.ShowBefore) {
      windows().showBackups(false);
    } else if (command instanceof Command.PutBack back) {
      windows().showPutBack(back);
    } else if (command instanceof Command.LookInside inside) {
      windows().lookInside(inside);
    } else if (command instanceof Command.WhatChanged changed) {
      windows().showChanges(changed);
    } else if (command instanceof Command.GetRowsBack rows) {
      windows().getRowsBack(rows);
    } else if (command instanceof Command.RowHistory history) {
      windows().follow(history);
    } else if (command instanceof Command.FindText text) {
      windows().findText(text);
    } else if (command instanceof Command.Quit) {
      windows().ask(text("quit.question"), text("quit.yes"), this::end);
    }
  }

  /** Deletes what the user has just agreed to, and uses the room. */
  private void prune(Command.Prune wanted) {
    try {
      app.prune(
          app.settings().load().job(wanted.job().toString()),
          Set.of(wanted.place().label()),
          RunListener.NONE);
      agent.backUpNow(Optional.of(wanted.job()));
    } catch (FailureException e) {
      LOG.log(Level.WARNING, e, () -> "prune");
      EventQueue.invokeLater(() -> windows().tell(Messages.current().failure(e.failure())));
    }
  }

  /** A folder on a NAS that is gone makes the system wait: never on the event thread. */
  private void open(String address) {
    try {
      opener.open(address);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, e, () -> "open " + address);
      EventQueue.invokeLater(() -> windows().tell(SystemOpener.sentence(address, e)));
    }
  }

  private void openFile(Path file) {
    errands.execute(() -> open(file.toString()));
  }

  private void end() {
    if (tray != null) {
      tray.close();
    }
    closeWindows();
    errands.execute(this::finish);
  }

  private void closeWindows() {
    DesktopWindows shown = windows;
    if (shown != null) {
      shown.close();
    }
  }

  private void finish() {
    if (!finishing.getAndSet(true)) {
      awaitWriting();
      agent.close();
      app.close();
      quit.countDown();
    }
  }

  /** Data that is half back is whole at the next start; but the user wants it now. */
  private void awaitWriting() {
    DesktopWindows shown = windows;
    try {
      if (shown != null && !shown.awaitWriting(Duration.ofSeconds(SECONDS_TO_END))) {
        LOG.warning("ended while a backup was being put back; the next start does the rest");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The session ends, or an installer ends this: what runs is cancelled, and it cleans up. */
  private void stop(CountDownLatch ended) {
    EventQueue.invokeLater(this::closeWindows);
    finish();
    try {
      if (!ended.await(SECONDS_TO_END, TimeUnit.SECONDS)) {
        LOG.warning("ended before all was tidied up; the next start does that");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
