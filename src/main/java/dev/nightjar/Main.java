package dev.nightjar;

import dev.nightjar.cli.CommandLineFace;
import dev.nightjar.desktop.Desktop;
import dev.nightjar.platform.DaemonThreads;
import dev.nightjar.platform.InstalledLibrary;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Picks a face, nothing else: with no command it is the tray program. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    InstalledLibrary.use();
    Optional<TrayStart> tray = TrayStart.of(arguments, System.getenv());
    int code;
    if (tray.isPresent()) {
      code = Desktop.run(tray.get().home(), tray.get().message());
    } else {
      code = command(arguments);
      if (code == 0) {
        return;
      }
    }
    System.exit(code);
  }

  /** In a thread of ours: the first one's stack may be too small for SQLite. */
  private static int command(String[] arguments) {
    AtomicInteger code = new AtomicInteger(1);
    Thread command = DaemonThreads.start("command", () -> code.set(CommandLineFace.run(arguments)));
    try {
      command.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return code.get();
  }
}
