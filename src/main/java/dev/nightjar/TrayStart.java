package dev.nightjar;

import dev.nightjar.io.TypedPath;
import dev.nightjar.platform.Home;
import dev.nightjar.platform.instance.SingleInstance.Message;
import java.nio.file.InvalidPathException;
import java.util.Map;
import java.util.Optional;

/**
 * A start of the tray program, and what is asked of it, or of the one that runs already: by the
 * user, or by an action of a desktop's menu.
 */
record TrayStart(Home home, Message message) {
  private static final Map<String, Message> REQUESTS =
      Map.of("--settings", Message.SETTINGS, "--backup-now", Message.BACKUP_NOW);

  /** Empty if the arguments are the command line's, which also says what is wrong with them. */
  static Optional<TrayStart> of(String[] arguments, Map<String, String> environment) {
    String home = environment.getOrDefault("NIGHTJAR_HOME", "");
    Message message = Message.SHOW;
    for (int at = 0; at < arguments.length; at++) {
      Message request = REQUESTS.get(arguments[at]);
      if (request != null) {
        message = request;
      } else if (arguments[at].equals("--home") && at + 1 < arguments.length) {
        home = arguments[++at];
      } else {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          new TrayStart(
              home.isBlank() ? Home.conventional() : Home.at(TypedPath.of(home).toAbsolutePath()),
              message));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
