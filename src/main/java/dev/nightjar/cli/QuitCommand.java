package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.platform.Home;
import dev.nightjar.platform.instance.SingleInstance;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code nightjar quit}: ends the tray program, as an installer does before it replaces files. */
@Command(name = "quit")
final class QuitCommand extends Action {
  /** Longer than a run that is cancelled takes to clean up. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  QuitCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    boolean ran = end(app.home());
    console.say(Words.of(ran ? "quit.ended" : "quit.not-running"));
    console.object(Map.of("ran", ran));
    return ExitCode.DONE;
  }

  /** Whether one ran. */
  private static boolean end(Home home) throws FailureException {
    try {
      boolean ran = SingleInstance.isRunning(home);
      if (ran && !SingleInstance.end(home, PATIENCE)) {
        throw new FailureException(Reason.STILL_RUNNING, PATIENCE.toSeconds());
      }
      return ran;
    } catch (IOException e) {
      throw DiskFailures.ofHome(e, home.locksFolder());
    }
  }
}
