package dev.nightjar.desktop;

import dev.nightjar.app.Agent;
import dev.nightjar.app.App;
import dev.nightjar.app.LogFiles;
import dev.nightjar.app.Standing;
import dev.nightjar.platform.Home;
import dev.nightjar.platform.SingleInstance;
import dev.nightjar.text.Texts;
import dev.nightjar.text.Version;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The tray program: hidden, until its icon is clicked. Everything here happens on the event thread;
 * what touches a disk is asked of the agent or handed to a thread of its own.
 */
public final class Desktop {
  private static final Logger LOG = Logger.getLogger(Desktop.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Home home;
  private final Texts texts = Texts.load("desktop.properties");
  private final NotificationTexts notices = new NotificationTexts(texts);
  private final TrayTexts words = new TrayTexts(texts);
  private final Clock clock = Clock.system(ZoneId.systemDefault());
  private final App app;
  private final Agent agent;
  private final ExecutorService errands =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "errand");
            thread.setDaemon(true);
            return thread;
          });
  private final CountDownLatch quit = new CountDownLatch(1);
  private @Nullable Tray tray;
  private @Nullable StatusWindow window;

  private Desktop(Home home) {
    this.home = home;
    this.app = new App(home, clock, Version.current());
    this.agent =
        new Agent(
            app,
            notification ->
                EventQueue.invokeLater(
                    () -> {
                      if (tray != null) {
                        tray.tell(notices.of(notification, now()));
                      }
                    }),
            standing -> EventQueue.invokeLater(this::refresh));
  }

  /**
   * Runs until the user quits. A second start brings up the first one's window and ends.
   *
   * @return the process's exit code
   */
  public static int run(Home home) {
    Texts texts = Texts.load("desktop.properties");
    if (GraphicsEnvironment.isHeadless()) {
      System.err.println(texts.of("no-screen"));
      return 2;
    }
    LogFiles.logInto(home.logFolder());
    try (SingleInstance mine =
        SingleInstance.becomeOrTell(home, SingleInstance.Message.SHOW, PATIENCE).orElse(null)) {
      if (mine == null) {
        System.out.println(texts.of("second"));
        return 0;
      }
      Desktop desktop = new Desktop(home);
      mine.listen(desktop.errands, desktop::hear);
      EventQueue.invokeLater(desktop::begin);
      desktop.quit.await();
      return 0;
    } catch (IOException e) {
      LOG.log(Level.SEVERE, e, () -> "start");
      System.err.println(e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 130;
    }
  }

  private ZonedDateTime now() {
    return ZonedDateTime.now(clock);
  }

  private void begin() {
    refresh();
    agent.start();
    if (tray == null) {
      // With no notification area the window does the tray's work.
      follow(new Command.ShowWindow());
    }
  }

  private void hear(SingleInstance.Message message) {
    Command command =
        switch (message) {
          case SHOW, SETTINGS -> new Command.ShowWindow();
          case BACKUP_NOW -> new Command.BackUpNow(Optional.empty());
          case QUIT -> new Command.Quit();
        };
    EventQueue.invokeLater(() -> follow(command, message == SingleInstance.Message.QUIT));
  }

  /** A tray may come late, after a panel that starts slowly: it is looked for at each change. */
  private void refresh() {
    Standing standing = agent.standing();
    if (tray == null) {
      tray = AwtTray.open(this::follow).orElse(null);
    }
    if (tray != null) {
      tray.show(
          standing.verdict().state(),
          words.sentence(standing, now()),
          TrayMenu.of(standing, now(), texts));
    }
    if (window != null) {
      window.panel().show(standing, now());
    }
    if (standing.running().isEmpty() && agent.windowIsDue()) {
      window().show(true);
    }
  }

  private StatusWindow window() {
    if (window == null) {
      window = new StatusWindow(texts, this::follow);
      window.panel().show(agent.standing(), now());
    }
    return window;
  }

  private void follow(Command command) {
    follow(command, false);
  }

  private void follow(Command command, boolean sure) {
    if (command instanceof Command.BackUpNow backup) {
      agent.backUpNow(backup.job());
    } else if (command instanceof Command.Cancel) {
      agent.cancel();
    } else if (command instanceof Command.Pause pause) {
      agent.pauseUntil(pause.until());
    } else if (command instanceof Command.Resume) {
      agent.resume();
    } else if (command instanceof Command.Dismiss dismiss) {
      agent.dismiss(dismiss.job(), dismiss.concern());
    } else if (command instanceof Command.MoveTo move) {
      agent.moveTo(move.job(), move.at());
    } else if (command instanceof Command.OpenFolder open) {
      errands.execute(() -> open(open.folder()));
    } else if (command instanceof Command.OpenLog) {
      errands.execute(() -> open(home.logFolder()));
    } else if (command instanceof Command.ShowWindow) {
      window().show(false);
    } else if (command instanceof Command.Quit
        && (sure || window().confirms(texts.of("quit.question")))) {
      end();
    }
  }

  /** A folder on a NAS that is gone makes the system wait: never on the event thread. */
  private static void open(Path folder) {
    try {
      Files.createDirectories(folder);
      java.awt.Desktop.getDesktop().open(new File(folder.toString()));
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, e, () -> "open " + folder);
    }
  }

  private void end() {
    if (tray != null) {
      tray.close();
    }
    if (window != null) {
      window.close();
    }
    errands.execute(
        () -> {
          agent.close();
          app.close();
          quit.countDown();
        });
  }
}
