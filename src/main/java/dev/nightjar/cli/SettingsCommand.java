package dev.nightjar.cli;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nightjar settings}: nothing by itself, but what can be done with the settings. */
@Command(name = "settings")
final class SettingsCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws FailureException {
    throw new FailureException(
        Reason.WRONG_USE,
        Words.of("settings.no-command", String.join(", ", spec.subcommands().keySet())),
        Commands.helpOf(spec));
  }
}
