package dev.nightjar.cli;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.Home;
import dev.nightjar.settings.SettingsStore;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import dev.nightjar.text.Version;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The program with arguments: parses them, runs one command, answers with its exit code. */
public final class CommandLineFace {
  private static final Logger LOG = Logger.getLogger(CommandLineFace.class.getName());

  private CommandLineFace() {}

  /** Describes the command line, for manuals and completions. */
  public static CommandLine description() {
    return Commands.line(new GlobalOptions());
  }

  /** Returns the output of {@code nightjar completion} for that shell. */
  public static String completion(String shell) {
    return CompletionCommand.script(CompletionCommand.Shell.valueOf(shell), description());
  }

  /** Runs what {@code arguments} ask for; the result is the process's exit code. */
  public static int run(String[] arguments) {
    Messages.use(language(List.of(arguments)));
    GlobalOptions globals = new GlobalOptions();
    CommandLine line = Commands.line(globals, List.of(arguments));
    line.setExecutionStrategy(parsed -> execute(parsed, globals));
    line.setExecutionExceptionHandler(
        (exception, command, parsed) -> failed(exception, command.getCommandSpec(), globals));
    line.setParameterExceptionHandler(
        (wrong, words) -> {
          CommandSpec spec = wrong.getCommandLine().getCommandSpec();
          // It may stand after the word that could not be parsed.
          Console.Style style = Console.Style.of(List.of(arguments));
          new Console(style, Commands.formatOf(spec)).error(ParseErrors.of(wrong));
          return ExitCode.MISUSE;
        });
    try {
      return line.execute(SqlCommand.statementMarked(arguments));
    } finally {
      Cancellation.answered();
    }
  }

  /** A script reads the same in every language. Known before the help can be parsed. */
  private static Language language(List<String> arguments) {
    Console.Style style = Console.Style.of(arguments);
    if (style.json() || style.plain()) {
      return Language.ENGLISH;
    }
    try {
      Home home = GlobalOptions.home(GlobalOptions.homeIn(arguments), System.getenv());
      return Language.chosen(new SettingsStore(home.settingsFile()).language().locale());
    } catch (InvalidPathException e) {
      return Language.chosen(Optional.empty()); // The command reports it.
    }
  }

  private static int execute(ParseResult parsed, GlobalOptions globals) {
    for (CommandLine each : parsed.asCommandLineList()) {
      if (each.isUsageHelpRequested()) {
        HelpPage.print(each, new Console(globals.style(), "help"));
        return ExitCode.DONE;
      }
      if (each.isVersionHelpRequested()) {
        Console console = new Console(globals.style(), "version");
        console.answer("nightjar " + Version.current());
        console.object(Map.of("version", Version.current()));
        return ExitCode.DONE;
      }
    }
    requireOneHome(parsed);
    if (parsed.hasSubcommand()) {
      for (String option : RootCommand.OF_THE_TRAY) {
        if (parsed.hasMatchedOption(option)) {
          throw new ParseErrors.Refused(parsed.commandSpec(), Words.of("parse.tray-only", option));
        }
      }
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /** The parser takes one before the command and one after it for two different options. */
  private static void requireOneHome(ParseResult parsed) {
    int times = 0;
    for (ParseResult each = parsed; each != null; each = each.subcommand()) {
      times += each.hasMatchedOption("--home") ? 1 : 0;
    }
    if (times > 1) {
      throw new ParseErrors.Refused(parsed.commandSpec(), Words.of("parse.twice", "--home DIR"));
    }
  }

  private static int failed(Exception exception, CommandSpec spec, GlobalOptions globals) {
    Failure failure =
        exception instanceof FailureException known
            ? known.failure()
            : Failure.unexpected(exception);
    Level level = failure.reason() == Reason.UNEXPECTED ? Level.SEVERE : Level.INFO;
    if (failure.reason() != Reason.WRONG_USE) {
      LOG.log(level, exception, () -> spec.qualifiedName());
    }
    Console console = new Console(globals.style(), Commands.formatOf(spec));
    console.error(failure);
    globals.advice().ifPresent(console::advise);
    return ExitCode.of(failure.reason());
  }
}
