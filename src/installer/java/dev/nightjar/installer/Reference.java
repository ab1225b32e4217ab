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
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the man page and the shells' completions from what the command line knows of itself. */
final class Reference {
  private static final String NAME = "nightjar";

  /** For every command, so they are told once. */
  private static final List<String> COMMON = List.of("--home", "--json", "--plain", "--help");

  private final PrintStream out;

  private Reference(PrintStream out) {
    this.out = out;
  }

  /** The folder to write into, the version, when it was built. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    CommandLine line = new CommandLine(new CommandLineFace());
    try (PrintStream out =
        new PrintStream(
            Files.newOutputStream(folder.resolve("nightjar.1")), false, StandardCharsets.UTF_8)) {
      new Reference(out).page(line, arguments[1], arguments[2].substring(0, 10));
    }
    Files.writeString(
        folder.resolve("nightjar.bash"),
        AutoComplete.bash(NAME, line).replaceFirst("^#!.*\\R", ""));
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
    Stream.of(about).map(part -> part.isEmpty() ? ".PP" : text(part)).forEach(out::println);
    out.printf(".SH COMMANDS%n");
    for (CommandLine command : commands(line)) {
      command(command, "");
    }
    out.printf(".SH OPTIONS OF EVERY COMMAND%n");
    root.options().stream()
        .filter(option -> isCommon(option) || option.names()[0].equals("--version"))
        .forEach(this::option);
    out.printf(".SH EXIT STATUS%n");
    Stream.of(root.usageMessage().footer())
        .filter(part -> !part.isBlank())
        .map(part -> text(part.strip().replaceFirst("^Exit: ", "")))
        .forEach(out::println);
    out.printf(".SH ENVIRONMENT%n");
    tagged("\\fBNIGHTJAR_HOME\\fR", "The folder for settings, history and logs, as \\-\\-home.");
    tagged("\\fBNIGHTJAR_JAVA_OPTIONS\\fR", "More options for Java; the last one of a kind wins.");
    out.printf(".SH FILES%n");
    out.printf("\\fBnightjar settings path\\fR tells where the settings are.%n");
    out.printf(".SH SEE ALSO%n.BR sqlite3 (1)%n");
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
    tagged(words, text(String.join(" ", spec.usageMessage().description())));
    out.printf(".RS%n");
    spec.positionalParameters().forEach(parameter -> tagged(word(parameter), about(parameter)));
    spec.options().stream().filter(option -> !isCommon(option)).forEach(this::option);
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
    return COMMON.contains(option.names()[0]);
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
