package dev.nightjar.cli;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.text.Version;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program with arguments: parses them, runs one command, answers with its exit code. */
@Command(
    name = "nightjar",
    description = {
      "Proved backups of a SQLite database that is in use.",
      "",
      "With no command: the tray program. --settings opens its settings, --backup-now has it back up."
    },
    versionProvider = CommandLineFace.Versions.class,
    subcommands = {
      DemoCommand.class,
      BackupCommand.class,
      ListCommand.class,
      ShowCommand.class,
      VerifyCommand.class,
      RestoreCommand.class,
      StatusCommand.class,
      SettingsCommand.class,
      AutostartCommand.class,
      QuitCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Exit: 0 done, 1 failed, 2 wrong use or settings, 3 done, but a place lacks it,",
      "      4 another run holds the lock, 130 cancelled."
    })
public final class CommandLineFace implements Runnable {
  private static final Logger LOG = Logger.getLogger(CommandLineFace.class.getName());

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private CommonOptions common = new CommonOptions();

  @CommandLine.Option(
      names = "--version",
      versionHelp = true,
      description = "Print the version and exit.")
  private boolean version;

  /** Reads the version that the build wrote down. */
  static final class Versions implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"nightjar " + Version.current()};
    }
  }

  /** Runs what {@code arguments} ask for; the result is the process's exit code. */
  public static int run(String[] arguments) {
    CommandLine line = new CommandLine(new CommandLineFace());
    boolean json = Arrays.asList(arguments).contains("--json");
    line.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          Failure failure =
              exception instanceof FailureException known
                  ? known.failure()
                  : Failure.of(Reason.UNEXPECTED, exception.toString());
          Level level = failure.reason() == Reason.UNEXPECTED ? Level.SEVERE : Level.INFO;
          LOG.log(level, exception, () -> command.getCommandName());
          new Console(false, json).error(command.getCommandName(), failure);
          return ExitCode.of(failure.reason());
        });
    line.setParameterExceptionHandler(
        (exception, words) -> {
          Failure failure = Failure.of(Reason.WRONG_USE, String.valueOf(exception.getMessage()));
          new Console(false, json).error(exception.getCommandLine().getCommandName(), failure);
          return ExitCode.MISUSE;
        });
    return line.execute(arguments);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say what to do: nightjar --help lists the commands");
  }
}
