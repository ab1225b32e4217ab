package dev.nightjar;

import dev.nightjar.cli.CommandLineFace;
import dev.nightjar.desktop.Desktop;
import dev.nightjar.platform.Home;
import java.nio.file.Path;

/** Picks a face, nothing else: with no command it is the tray program. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    int code;
    if (arguments.length == 0) {
      code = Desktop.run(home(System.getenv().getOrDefault("NIGHTJAR_HOME", "")));
    } else if (arguments.length == 2 && arguments[0].equals("--home")) {
      code = Desktop.run(home(arguments[1]));
    } else {
      code = CommandLineFace.run(arguments);
      if (code == 0) {
        return;
      }
    }
    System.exit(code);
  }

  private static Home home(String folder) {
    return folder.isBlank() ? Home.conventional() : Home.at(Path.of(folder).toAbsolutePath());
  }
}
