package dev.nightjar.cli;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command's arguments in the words of the bundle. */
final class ParseErrors {
  private ParseErrors() {}

  /** Arguments that can be parsed, but don't go together. */
  static final class Refused extends ParameterException {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    Refused(CommandSpec command, String sentence) {
      super(command.commandLine(), sentence);
      this.sentence = sentence;
    }
  }

  static Failure of(ParameterException wrong) {
    CommandSpec spec = wrong.getCommandLine().getCommandSpec();
    return Failure.of(Reason.WRONG_USE, text(wrong, spec), Commands.helpOf(spec));
  }

  private static String text(ParameterException wrong, CommandSpec spec) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched.getUnmatched().get(0), spec);
    }
    if (wrong instanceof Refused refused) {
      return refused.sentence;
    }
    if (wrong instanceof MissingParameterException missing) {
      return Words.of(
          "parse.missing",
          missing.getMissing().stream().map(ParseErrors::label).collect(Collectors.joining(", ")));
    }
    if (wrong instanceof OverwrittenOptionException twice) {
      return Words.of("parse.twice", label(twice.getOverwritten()));
    }
    ArgSpec argument = wrong.getArgSpec();
    String value = wrong.getValue();
    return argument == null || value == null
        ? Words.of("parse.other", String.valueOf(wrong.getMessage()))
        : value(argument, value);
  }

  private static String value(ArgSpec argument, String value) {
    List<String> choices = ShellCompletion.choicesOf(argument);
    if (argument instanceof OptionSpec option) {
      return choices.isEmpty()
          ? Words.of("parse.value", option.longestName(), value)
          : Words.of("parse.choice", option.longestName(), String.join(", ", choices), value);
    }
    return choices.isEmpty()
        ? Words.of("parse.value", argument.paramLabel(), value)
        : Words.of(
            "parse.choice.argument",
            argument.command().qualifiedName(),
            String.join(", ", choices),
            value);
  }

  private static String unmatched(String word, CommandSpec spec) {
    if (word.startsWith("-")) {
      String name = word.replaceFirst("=.*", "");
      List<String> options = new ArrayList<>();
      spec.options().forEach(option -> options.addAll(List.of(option.names())));
      return suggesting(Words.of("parse.option", spec.qualifiedName(), name), name, options);
    }
    if (spec.subcommands().isEmpty()) {
      return Words.of("parse.argument", spec.qualifiedName(), word);
    }
    return suggesting(
        Words.of("parse.command", spec.qualifiedName(), word),
        word,
        List.copyOf(spec.subcommands().keySet()));
  }

  /** The sentence, and behind it what was probably meant. */
  static String suggesting(String sentence, String word, List<String> names) {
    List<String> meant = Nearest.of(word, names);
    return meant.isEmpty()
        ? sentence
        : sentence + " " + Words.of("parse.meant", String.join(", ", meant));
  }

  private static String label(ArgSpec argument) {
    if (argument instanceof OptionSpec option) {
      String name = option.longestName();
      return option.arity().max() == 0 ? name : name + " " + option.paramLabel();
    }
    return argument.paramLabel();
  }
}
