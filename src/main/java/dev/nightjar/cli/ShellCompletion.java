package dev.nightjar.cli;

import dev.nightjar.cli.Completes.With;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
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
      return Arrays.stream(argument.type().getEnumConstants()).map(Object::toString).toList();
    }
    if (isSetting(argument)) {
      return SettingValues.keys().stream().map(key -> key + "=").toList();
    }
    return completes(argument, With.COMMANDS)
        ? commandsOf(argument.command().root().commandLine()).stream()
            .map(CommandLine::getCommandName)
            .toList()
        : List.of();
  }

  /** Whether a value follows the choice, without a space. */
  static boolean isSetting(ArgSpec argument) {
    return completes(argument, With.SETTINGS);
  }

  static boolean isFolder(ArgSpec argument) {
    return completes(argument, With.FOLDERS);
  }

  /** A path is a file's unless it is marked as a folder's. */
  static boolean isFile(ArgSpec argument) {
    return argument.auxiliaryTypes()[0] == Path.class && !isFolder(argument);
  }

  private static boolean completes(ArgSpec argument, With with) {
    Completes marked =
        argument.userObject() instanceof Field field ? field.getAnnotation(Completes.class) : null;
    return marked != null && marked.value() == with;
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
