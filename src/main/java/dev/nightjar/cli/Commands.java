package dev.nightjar.cli;

import dev.nightjar.io.TypedPath;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** All commands, put together. */
final class Commands {
  /** The answer's name if no command was given. */
  private static final String NO_COMMAND = "nightjar";

  private Commands() {}

  /** A parser of its own for each start: it holds what it parsed. */
  static CommandLine line(GlobalOptions globals) {
    CommandLine settings =
        new CommandLine(new SettingsCommand())
            .addSubcommand(new SettingsAddCommand(globals))
            .addSubcommand(new SettingsSetCommand(globals))
            .addSubcommand(new SettingsShowCommand(globals))
            .addSubcommand(new SettingsCheckCommand(globals))
            .addSubcommand(new SettingsRemoveCommand(globals))
            .addSubcommand(new SettingsImportCommand(globals))
            .addSubcommand(new SettingsExportCommand(globals))
            .addSubcommand(new SettingsPathCommand(globals));
    CommandLine line =
        new CommandLine(new RootCommand(globals))
            .addSubcommand(new DemoCommand(globals))
            .addSubcommand(new BackupCommand(globals))
            .addSubcommand(new StatusCommand(globals))
            .addSubcommand(new ListCommand(globals))
            .addSubcommand(new ShowCommand(globals))
            .addSubcommand(new VerifyCommand(globals))
            .addSubcommand(new RestoreCommand(globals))
            .addSubcommand(new SqlCommand(globals))
            .addSubcommand(new DiffCommand(globals))
            .addSubcommand(new RowsCommand(globals))
            .addSubcommand(new TraceCommand(globals))
            .addSubcommand(new PruneCommand(globals))
            .addSubcommand(settings)
            .addSubcommand(new AutostartCommand(globals))
            .addSubcommand(new QuitCommand(globals))
            .addSubcommand(new CompletionCommand(globals))
            .addSubcommand(new HelpCommand(globals));
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
