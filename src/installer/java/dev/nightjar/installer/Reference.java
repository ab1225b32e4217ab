package dev.nightjar.installer;

import dev.nightjar.cli.CommandLineFace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the man page and the shells' completions from what the command line knows of itself. */
final class Reference {
  /** Their place in the footer of the page of all commands. */
  private static final int EXAMPLES = 0;

  private static final int EXIT_CODES = 1;

  private final PrintStream out;

  private Reference(PrintStream out) {
    this.out = out;
  }

  /** The folder to write into, the version, when it was built. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    CommandLine line = CommandLineFace.description();
    try (PrintStream out =
        new PrintStream(
            Files.newOutputStream(folder.resolve("nightjar.1")), false, StandardCharsets.UTF_8)) {
      new Reference(out).page(line, arguments[1], arguments[2].substring(0, 10));
    }
    for (String shell : List.of("bash", "zsh", "fish")) {
      Files.writeString(folder.resolve("nightjar." + shell), CommandLineFace.completion(shell));
    }
  }

  private void page(CommandLine line, String version, String date) {
    CommandSpec root = line.getCommandSpec();
    String[] about = root.usageMessage().description();
    out.printf(".TH NIGHTJAR 1 \"%s\" \"Nightjar %s\" \"User Commands\"%n", date, version);
    out.printf(".SH NAME%nnightjar \\- %s%n", text(about[0]).replaceAll("\\.$", ""));
    out.printf(".SH SYNOPSIS%n");
    out.printf(".B nightjar%n[\\fB\\-\\-settings\\fR|\\fB\\-\\-backup\\-now\\fR]%n.br%n");
    out.printf(".B nightjar%n\\fICOMMAND\\fR [\\fIARGUMENT\\fR...]%n");
    out.printf(".SH DESCRIPTION%n");
    paragraphs(about);
    out.printf(".SH COMMANDS%n");
    for (CommandLine command : commands(line)) {
      command(command, "");
    }
    out.printf(".SH OPTIONS OF EVERY COMMAND%n");
    root.options().stream()
        .filter(option -> isCommon(option) || option.versionHelp())
        .forEach(this::option);
    out.printf(".SH EXIT STATUS%n");
    paragraphs(root.usageMessage().footer()[EXIT_CODES].replaceFirst("^%nExit: ", ""));
    out.printf(".SH EXAMPLES%n");
    verbatim(root.usageMessage().footer()[EXAMPLES]);
    out.printf(".SH ENVIRONMENT%n");
    tagged("\\fBNIGHTJAR_HOME\\fR", "The folder for settings, history and logs, as \\-\\-home.");
    tagged("\\fBNIGHTJAR_JAVA_OPTIONS\\fR", "More options for Java; the last one of a kind wins.");
    out.printf(".SH FILES%n");
    out.printf("\\fBnightjar settings path\\fR tells where the settings are.%n");
    out.printf(".SH SEE ALSO%n.BR sqlite3 (1)%n");
  }

  /** Texts of the command line's, in which %n is a new line, and a line that begins blank stays. */
  private void paragraphs(String... parts) {
    for (String line : String.join("%n", parts).replace("%%", "%").split("%n", -1)) {
      if (line.isEmpty()) {
        out.printf(".sp%n"); // Not .PP, which would end the indentation.
      } else if (line.startsWith(" ")) {
        out.printf(".br%n%s%n", text(line.strip().replaceAll(" {2,}", ": ")));
      } else {
        out.printf("%s%n.br%n", text(line));
      }
    }
  }

  private void verbatim(String part) {
    out.printf(".nf%n");
    Stream.of(part.replace("%%", "%").replaceFirst("^%n", "").split("%n"))
        .map(Reference::text)
        .forEach(out::println);
    out.printf(".fi%n");
  }

  private static List<CommandLine> commands(CommandLine line) {
    return line.getSubcommands().values().stream()
        .filter(command -> !command.getCommandSpec().usageMessage().hidden())
        .toList();
  }

  private void command(CommandLine line, String parents) {
    CommandSpec spec = line.getCommandSpec();
    String name = parents + spec.name();
    String words =
        Stream.concat(
                Stream.of("\\fB" + text(name) + "\\fR"),
                spec.positionalParameters().stream().map(Reference::word))
            .collect(Collectors.joining(" "));
    out.printf(".TP%n%s%n", words);
    paragraphs(spec.usageMessage().description());
    out.printf(".RS%n");
    spec.positionalParameters().forEach(parameter -> tagged(word(parameter), about(parameter)));
    spec.options().stream().filter(option -> !isCommon(option)).forEach(this::option);
    for (String examples : spec.usageMessage().footer()) {
      out.printf(".sp%n");
      verbatim(examples);
    }
    out.printf(".RE%n");
    commands(line).forEach(command -> command(command, name + " "));
  }

  private void option(OptionSpec option) {
    String value = option.arity().max() == 0 ? "" : " \\fI" + text(option.paramLabel()) + "\\fR";
    String names =
        Stream.of(option.names())
            .map(name -> "\\fB" + text(name) + "\\fR")
            .collect(Collectors.joining(", "));
    tagged(names + value, about(option));
  }

  private static boolean isCommon(OptionSpec option) {
    return option.inherited() || option.scopeType() == CommandLine.ScopeType.INHERIT;
  }

  private static String word(PositionalParamSpec parameter) {
    String label = "\\fI" + text(parameter.paramLabel()) + "\\fR";
    return parameter.arity().min() == 0 ? "[" + label + "]" : label;
  }

  private static String about(ArgSpec argument) {
    return text(String.join(" ", argument.description()));
  }

  private void tagged(String tag, String words) {
    out.printf(".TP%n%s%n%s%n", tag, words);
  }

  /** A line as roff takes it: \ is its escape, - its hyphen, and a . at the beginning a request. */
  private static String text(String words) {
    String escaped = words.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
