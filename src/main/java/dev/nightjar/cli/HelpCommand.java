package dev.nightjar.cli;

import dev.nightjar.cli.Completes.With;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nightjar help COMMAND}: the page of a command, as {@code --help} behind it. */
@Command(name = "help")
final class HelpCommand implements Callable<Integer> {
  private final GlobalOptions globals;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "COMMAND", descriptionKey = "command")
  @Completes(With.COMMANDS)
  private List<String> names = new ArrayList<>();

  HelpCommand(GlobalOptions globals) {
    this.globals = globals;
  }

  @Override
  public Integer call() throws FailureException {
    CommandLine command = spec.root().commandLine();
    for (String name : names) {
      CommandLine next = command.getSubcommands().get(name);
      if (next == null) {
        CommandSpec known = command.getCommandSpec();
        String sentence =
            known.subcommands().isEmpty()
                ? Words.of("parse.argument", known.qualifiedName(), name)
                : ParseErrors.suggesting(
                    Words.of("parse.command", known.qualifiedName(), name),
                    name,
                    List.copyOf(known.subcommands().keySet()));
        throw new FailureException(Reason.WRONG_USE, sentence, Commands.helpOf(known));
      }
      command = next;
    }
    HelpPage.print(command, new Console(globals.style(), "help"));
    return ExitCode.DONE;
  }
}
