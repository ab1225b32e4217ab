package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.failure.FailureException;
import dev.nightjar.platform.Autostart;
import dev.nightjar.platform.Autostart.State;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nightjar autostart}: whether the tray program starts when the user signs in. */
@Command(name = "autostart", description = "Start Nightjar when you sign in, or don't.")
final class AutostartCommand implements Callable<Integer> {
  private enum Choice {
    on,
    off,
    status
  }

  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "on|off|status",
      description = "status, or nothing: what the system does now.")
  private @Nullable Choice choice;

  @Override
  public Integer call() throws FailureException {
    Console console = common.console();
    try (App app = common.app()) {
      Autostart autostart = Autostart.here(app.home());
      if (choice != null && choice != Choice.status) {
        autostart.set(choice == Choice.on);
      }
      State state = autostart.state();
      console.say(
          switch (state) {
            case ON -> "Nightjar starts when you sign in.";
            case OFF -> "Nightjar doesn't start when you sign in.";
            case SWITCHED_OFF_BY_SYSTEM ->
                "The system's own settings keep Nightjar from starting when you sign in.";
            case UNSUPPORTED -> "Nightjar can't be started at sign-in from where it is now.";
          });
      String word = state.name().toLowerCase(Locale.ROOT).replace('_', '-');
      console.object("autostart", Map.of("state", word));
      return ExitCode.DONE;
    }
  }
}
