package dev.nightjar.cli;

import dev.nightjar.io.TypedPath;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** All commands, put together. */
final class Commands {
  /** The answer's name if no command was given. */
  private static final String NO_COMMAND = "nightjar";

  private static final Map<String, Function<GlobalOptions, Object>> ALL = new LinkedHashMap<>();

  /** They write about the other commands, too. */
  private static final Set<String> OF_ALL = Set.of("help", "completion");

  static {
    ALL.put("demo", DemoCommand::new);
    ALL.put("backup", BackupCommand::new);
    ALL.put("status", StatusCommand::new);
    ALL.put("list", ListCommand::new);
    ALL.put("show", ShowCommand::new);
    ALL.put("verify", VerifyCommand::new);
    ALL.put("restore", RestoreCommand::new);
    ALL.put("sql", SqlCommand::new);
    ALL.put("diff", DiffCommand::new);
    ALL.put("rows", RowsCommand::new);
    ALL.put("trace", TraceCommand::new);
    ALL.put("prune", PruneCommand::new);
    ALL.put("settings", Commands::settings);
    ALL.put("autostart", AutostartCommand::new);
    ALL.put("quit", QuitCommand::new);
    ALL.put("completion", CompletionCommand::new);
    ALL.put("help", HelpCommand::new);
  }

  private Commands() {}

  private static CommandLine settings(GlobalOptions globals) {
    return new CommandLine(new SettingsCommand())
        .addSubcommand(new SettingsAddCommand(globals))
        .addSubcommand(new SettingsSetCommand(globals))
        .addSubcommand(new SettingsShowCommand(globals))
        .addSubcommand(new SettingsCheckCommand(globals))
        .addSubcommand(new SettingsRemoveCommand(globals))
        .addSubcommand(new SettingsImportCommand(globals))
        .addSubcommand(new SettingsExportCommand(globals))
        .addSubcommand(new SettingsPathCommand(globals));
  }

  /** A parser of its own for each start: it holds what it parsed. */
  static CommandLine line(GlobalOptions globals) {
    return line(globals, ALL.keySet());
  }

  /**
   * The same for {@code arguments}: if the first word names a command, with that one alone. To make
   * all of them took a quarter of a command that only lists.
   */
  static CommandLine line(GlobalOptions globals, List<String> arguments) {
    String first = named(arguments);
    boolean alone = ALL.containsKey(first) && !OF_ALL.contains(first);
    return line(globals, alone ? Set.of(first) : ALL.keySet());
  }

  /** Returns the first word, or the one behind the home. */
  static String named(List<String> arguments) {
    boolean home = arguments.size() > 2 && arguments.get(0).equals("--home");
    return arguments.isEmpty() ? "" : arguments.get(home ? 2 : 0);
  }

  private static CommandLine line(GlobalOptions globals, Set<String> names) {
    CommandLine line = new CommandLine(new RootCommand(globals));
    ALL.forEach(
        (name, command) -> {
          if (names.contains(name)) {
            line.addSubcommand(command.apply(globals));
          }
        });
    line.registerConverter(Path.class, TypedPath::of);
    line.setResourceBundle(Words.bundle());
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    HelpPage.install(line);
    return line;
  }

  /** As {@code settings-add}: what stands in the format's name of {@code --json}. */
  static String formatOf(CommandSpec spec) {
    return spec.parent() == null
        ? "error"
        : spec.qualifiedName("-").substring(NO_COMMAND.length() + 1);
  }

  /** As {@code nightjar settings add --help}. */
  static String helpOf(CommandSpec spec) {
    return spec.qualifiedName() + " --help";
  }
}
