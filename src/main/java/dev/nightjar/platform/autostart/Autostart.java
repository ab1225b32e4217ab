package dev.nightjar.platform.autostart;

import dev.nightjar.failure.FailureException;
import dev.nightjar.platform.Home;
import dev.nightjar.platform.OperatingSystem;
import dev.nightjar.platform.StartCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether the tray program starts when the user signs in, and how the system is told so. */
public interface Autostart {
  /** The system's answer for the next sign-in. */
  enum State {
    ON,
    OFF,
    /** Nightjar is among what starts, but the system's own settings keep it from that. */
    SWITCHED_OFF_BY_SYSTEM,
    /**
     * The program runs from a folder in which nothing can start it again, or the system has no such
     * thing.
     */
    UNSUPPORTED
  }

  /** Asks the system, which may take some seconds. */
  State state();

  /**
   * Turns it on, even if the system's own settings had switched it off, or off; on the user's word
   * only.
   *
   * @throws FailureException {@code AUTOSTART_FAILED}
   */
  void set(boolean on) throws FailureException;

  /** This system's, for a program that keeps its settings in {@code home}. */
  static Autostart here(Home home) {
    Optional<List<String>> command = StartCommand.here(home);
    Path userHome = Path.of(System.getProperty("user.home", "."));
    OperatingSystem system = OperatingSystem.current();
    if (system == OperatingSystem.WINDOWS) {
      return new RunKeyAutostart(command);
    }
    if (system == OperatingSystem.MAC) {
      return new LaunchAgentAutostart(userHome, command);
    }
    return new XdgAutostart(Home.configFolder(System.getenv(), userHome), command);
  }
}
