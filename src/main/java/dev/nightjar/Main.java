package dev.nightjar;

import dev.nightjar.cli.CommandLineFace;
import dev.nightjar.desktop.Desktop;
import dev.nightjar.platform.InstalledLibrary;
import java.util.Optional;

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
      code = CommandLineFace.run(arguments);
      if (code == 0) {
        return;
      }
    }
    System.exit(code);
  }
}
