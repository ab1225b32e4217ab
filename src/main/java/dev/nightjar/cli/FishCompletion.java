package dev.nightjar.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A completion for fish, with descriptions. */
final class FishCompletion {
  private final StringBuilder script = new StringBuilder();
  private final List<String> paths = new ArrayList<>();
  private final List<String> valued = new ArrayList<>();
  private final String name;

  private FishCompletion(String name) {
    this.name = name;
  }

  static String of(CommandLine line) {
    FishCompletion completion = new FishCompletion(line.getCommandName());
    completion.command(line, "");
    return completion.condition() + completion.script;
  }

  /** A function that says whether the words so far name exactly that command. */
  private String condition() {
    return """
        function __%1$s_at
          set -l path
          set -l skip 0
          for word in (commandline -opc)[2..]
            if test $skip = 1
              set skip 0
            else if contains -- $word %2$s
              set skip 1
            else if not string match -q -- '-*' $word
              contains -- (string join ' ' $path $word) %3$s; or break
              set -a path $word
            end
          end
          test "$path" = "$argv"
        end
        complete -c %1$s -f
        """
        .formatted(
            name,
            String.join(" ", valued.stream().distinct().toList()),
            String.join(" ", paths.stream().map(FishCompletion::quoted).toList()));
  }

  private void command(CommandLine command, String path) {
    for (CommandLine below : ShellCompletion.commandsOf(command)) {
      String about = ShellCompletion.about(below.getCommandSpec());
      add(path, "-a " + below.getCommandName() + " -d " + quoted(about));
    }
    for (OptionSpec option : ShellCompletion.optionsOf(command)) {
      add(path, option(option));
    }
    if (command.getSubcommands().isEmpty()) {
      for (PositionalParamSpec each : command.getCommandSpec().positionalParameters()) {
        String values = values(each);
        if (!values.isEmpty()) {
          add(path, values + " -d " + quoted(ShellCompletion.about(each)));
        }
      }
    }
    for (CommandLine below : ShellCompletion.commandsOf(command)) {
      String deeper = (path + " " + below.getCommandName()).strip();
      paths.add(deeper);
      command(below, deeper);
    }
  }

  private void add(String path, String what) {
    String at = "'__" + name + "_at " + path.strip() + "'";
    script.append("complete -c ").append(name).append(" -n ").append(at).append(' ').append(what);
    script.append('\n');
  }

  private String option(OptionSpec option) {
    StringBuilder text = new StringBuilder();
    for (String each : option.names()) {
      boolean isLong = each.startsWith("--");
      text.append(isLong ? "-l " : "-s ").append(each.replaceFirst("^-+", "")).append(' ');
      if (option.arity().max() > 0) {
        valued.add(each);
      }
    }
    if (option.arity().max() > 0) {
      String values = values(option);
      boolean paths = ShellCompletion.isFile(option);
      text.append(paths ? "-r " : "-x ").append(values).append(values.isEmpty() ? "" : " ");
    }
    return text + "-d " + quoted(ShellCompletion.about(option));
  }

  private static String values(ArgSpec argument) {
    List<String> choices = ShellCompletion.choicesOf(argument);
    if (!choices.isEmpty()) {
      return "-a " + quoted(String.join(" ", choices));
    }
    return ShellCompletion.isFolder(argument)
        ? "-a '(__fish_complete_directories)'"
        : ShellCompletion.isFile(argument) ? "-F" : "";
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
