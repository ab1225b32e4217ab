package dev.nightjar.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A completion for zsh, with descriptions: a file {@code _nightjar}, or to be sourced. */
final class ZshCompletion {
  private final StringBuilder script = new StringBuilder();

  private ZshCompletion() {}

  static String of(CommandLine line) {
    ZshCompletion completion = new ZshCompletion();
    String name = line.getCommandName();
    completion.line("#compdef " + name);
    completion.command(line, "_" + name);
    completion.line("if [ \"$funcstack[1]\" = _" + name + " ]; then");
    completion.line("  _" + name + " \"$@\"");
    completion.line("else");
    completion.line("  compdef _" + name + " " + name);
    completion.line("fi");
    return completion.script.toString();
  }

  private void line(String text) {
    script.append(text).append('\n');
  }

  /** A function that completes one command, and those below it. */
  private void command(CommandLine command, String function) {
    List<CommandLine> below = ShellCompletion.commandsOf(command);
    line(function + "() {");
    line("  local curcontext=\"$curcontext\" state line");
    line("  typeset -A opt_args");
    line("  _arguments -C -s \\");
    ShellCompletion.optionsOf(command).forEach(option -> line("    " + option(option) + " \\"));
    if (below.isEmpty()) {
      for (PositionalParamSpec each : command.getCommandSpec().positionalParameters()) {
        String place =
            each.index().isUnspecified() || each.arity().max() > 1 ? "*" : position(each);
        line("    " + quoted(place + ":" + each.paramLabel() + ":" + action(each)) + " \\");
      }
      line("    && return 0");
      line("}");
      line("");
      return;
    }
    line("    '1:command:->command' '*::argument:->arguments' && return 0");
    line("  case $state in");
    line("    command)");
    line("      local -a commands=(");
    for (CommandLine each : below) {
      String about = ShellCompletion.about(each.getCommandSpec()).replace(":", "\\:");
      line("        " + quoted(each.getCommandName() + ":" + about));
    }
    line("      )");
    line("      _describe command commands ;;");
    line("    arguments)");
    line("      case $line[1] in");
    for (CommandLine each : below) {
      String name = each.getCommandName();
      line("        " + name + ") " + function + "_" + name + " ;;");
    }
    line("      esac ;;");
    line("  esac");
    line("}");
    line("");
    below.forEach(each -> command(each, function + "_" + each.getCommandName()));
  }

  private static String position(PositionalParamSpec parameter) {
    return Integer.toString(parameter.index().min() + 1);
  }

  private static String option(OptionSpec option) {
    String about = "[" + bare(ShellCompletion.about(option)) + "]";
    String value =
        option.arity().max() == 0 ? "" : ":" + option.paramLabel() + ":" + action(option);
    String repeated = option.isMultiValue() ? "*" : "";
    if (option.names().length == 1) {
      return quoted(repeated + option.longestName() + about + value);
    }
    // Either name excludes the other.
    String names = String.join(",", option.names());
    return quoted("(" + names.replace(',', ' ') + ")") + "{" + names + "}" + quoted(about + value);
  }

  private static String action(ArgSpec argument) {
    List<String> choices = ShellCompletion.choicesOf(argument);
    if (ShellCompletion.isSetting(argument)) {
      return " compadd -S \"\" -- " + String.join(" ", choices);
    }
    if (!choices.isEmpty()) {
      return choices.stream().collect(Collectors.joining(" ", "(", ")"));
    }
    return ShellCompletion.isFolder(argument)
        ? "_files -/"
        : ShellCompletion.isFile(argument) ? "_files" : " ";
  }

  private static String bare(String text) {
    return text.replaceAll("[\\[\\]]", "").replace(":", "\\:");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
