package dev.nightjar.cli;

import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the shells' completions. */
final class ShellCompletion {
  private ShellCompletion() {}

  /** For bash 3.2 and newer: to be sourced. */
  static String bash(CommandLine line) {
    return AutoComplete.bash(line.getCommandName(), line).replaceFirst("^#!.*\\R", "");
  }

  /** The commands below {@code command} that help shows. */
  static List<CommandLine> commandsOf(CommandLine command) {
    return command.getSubcommands().values().stream()
        .filter(each -> !each.getCommandSpec().usageMessage().hidden())
        .toList();
  }

  static List<OptionSpec> optionsOf(CommandLine command) {
    return command.getCommandSpec().options().stream().filter(each -> !each.hidden()).toList();
  }

  /** The words that an argument may be; none if it may be anything. */
  static List<String> choicesOf(ArgSpec argument) {
    if (argument.type().isEnum()) {
      return List.of(argument.paramLabel().split("\\|"));
    }
    return switch (argument.paramLabel()) {
      case "KEY=VALUE" -> SettingValues.keys().stream().map(key -> key + "=").toList();
      case "COMMAND" ->
          commandsOf(argument.command().root().commandLine()).stream()
              .map(CommandLine::getCommandName)
              .toList();
      default -> List.of();
    };
  }

  static boolean isFolder(ArgSpec argument) {
    return argument.paramLabel().equals("DIR");
  }

  static boolean isFile(ArgSpec argument) {
    return argument.paramLabel().equals("FILE");
  }

  /** The first sentence of what help says of a command. */
  static String about(CommandSpec command) {
    return sentence(command.usageMessage().description());
  }

  static String about(ArgSpec argument) {
    return sentence(argument.description());
  }

  private static String sentence(String[] description) {
    String text = String.join(" ", description).replace("%n", " ").replace("%%", "%");
    return text.replaceFirst("(?s)\\.\\s.*", "").replaceFirst("\\.$", "");
  }
}
