package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.platform.Home;
import dev.nightjar.platform.SingleInstance;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nightjar quit}: ends the tray program, as an installer does before it replaces files. */
@Command(
    name = "quit",
    description = "End the tray program. Nothing is backed up until it is started again.")
final class QuitCommand implements Callable<Integer> {
  /** Longer than a run that is cancelled takes to clean up. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws FailureException {
    Console console = common.console();
    try (App app = common.app()) {
      boolean ran = end(app.home());
      console.say(ran ? "Nightjar has ended." : "Nightjar isn't running.");
      console.object("quit", Map.of("ran", ran));
      return ExitCode.DONE;
    }
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
