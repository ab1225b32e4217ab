package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.failure.FailureException;
import dev.nightjar.platform.autostart.Autostart;
import dev.nightjar.platform.autostart.Autostart.State;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nightjar autostart}: whether the tray program starts when the user signs in. */
@Command(name = "autostart")
final class AutostartCommand extends Action {
  private enum Choice {
    on,
    off,
    status
  }

  @Parameters(arity = "0..1", paramLabel = "on|off|status", descriptionKey = "choice")
  private @Nullable Choice choice;

  AutostartCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    Autostart autostart = Autostart.here(app.home());
    if (choice != null && choice != Choice.status) {
      autostart.set(choice == Choice.on);
    }
    State state = autostart.state();
    String word = state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    console.answer(Words.of("autostart." + word));
    console.object(Map.of("state", word));
    return ExitCode.DONE;
  }
}
