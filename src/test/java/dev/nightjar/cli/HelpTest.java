package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The pages of help: one for each command, whole in each language, the same by either way. */
final class HelpTest {
  private static final int TERMINAL = 80;

  @TempDir private Path folder;

  private static void all(CommandLine line, List<CommandLine> found) {
    found.add(line);
    ShellCompletion.commandsOf(line).forEach(below -> all(below, found));
  }

  /** Every command that help shows, in that language. */
  private static List<CommandLine> commands(Language language) {
    try {
      Messages.use(language);
      List<CommandLine> found = new ArrayList<>();
      all(CommandLineFace.description(), found);
      found.forEach(one -> one.getUsageMessage(Ansi.OFF)); // It is looked up when it is written.
      return found;
    } finally {
      Messages.use(Language.ENGLISH);
    }
  }

  private static String page(CommandLine command, Language language) {
    try {
      Messages.use(language);
      return command.getUsageMessage(Ansi.OFF);
    } finally {
      Messages.use(Language.ENGLISH);
    }
  }

  private static String wordsOf(CommandLine command) {
    return command.getCommandSpec().qualifiedName().replaceFirst("^nightjar ?", "");
  }

  @ParameterizedTest
  @EnumSource
  void eachOptionAndArgumentIsDescribed(Language language) {
    for (CommandLine command : commands(language)) {
      List<ArgSpec> arguments = new ArrayList<>(command.getCommandSpec().options());
      arguments.addAll(command.getCommandSpec().positionalParameters());
      for (ArgSpec one : arguments) {
        String about = String.join(" ", one.description());
        assertFalse(one.hidden() || about.isBlank(), wordsOf(command) + " " + one.paramLabel());
        assertFalse(about.matches("[a-z.-]+"), about + " is a key");
      }
      assertFalse(ShellCompletion.about(command.getCommandSpec()).isBlank(), wordsOf(command));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPageFitsATerminalAndEndsNoLineInBlanks(Language language) {
    for (CommandLine command : commands(language)) {
      page(command, language)
          .lines()
          .forEach(
              line ->
                  assertTrue(
                      line.codePointCount(0, line.length()) <= TERMINAL
                          || line.contains("nightjar "), // An example is one line, to be copied.
                      wordsOf(command) + ": " + line));
    }
  }

  /** Paragraphs flow; other texts are broken by hand, and a line too long would be broken twice. */
  @ParameterizedTest
  @EnumSource
  void aLineBrokenByHandIsNotBrokenAgain(Language language) {
    List<String> ragged = new ArrayList<>();
    for (CommandLine command : commands(language)) {
      List<String> page = page(command, language).lines().map(String::stripTrailing).toList();
      UsageMessageSpec texts = command.getCommandSpec().usageMessage();
      Stream.of(texts.customSynopsis(), texts.footer(), texts.description())
          .flatMap(Arrays::stream)
          .flatMap(text -> Arrays.stream(String.format(text).strip().split("\\R\\s*\\R")))
          .filter(paragraph -> paragraph.lines().count() > 1)
          .flatMap(String::lines)
          .map(String::stripTrailing)
          .filter(line -> page.stream().noneMatch(shown -> shown.endsWith(line)))
          .forEach(line -> ragged.add(wordsOf(command) + ": " + line));
    }
    assertEquals(List.of(), ragged);
  }

  @ParameterizedTest
  @EnumSource
  void theLinesOfTheUsageStandBelowOneAnother(Language language) {
    List<String> ragged = new ArrayList<>();
    for (CommandLine command : commands(language)) {
      List<String> usage =
          page(command, language).lines().takeWhile(line -> !line.isEmpty()).toList();
      String name = command.getCommandSpec().qualifiedName();
      int names = usage.get(0).indexOf(name);
      for (String line : usage.subList(1, usage.size())) {
        int at = line.length() - line.stripLeading().length();
        if (at != (line.stripLeading().startsWith(name) ? names : names + name.length() + 1)) {
          ragged.add(name + ": " + line);
        }
      }
    }
    assertEquals(List.of(), ragged);
  }

  @Test
  void aPageNamesItsOwnOptionsBeforeThoseOfEveryCommand() {
    String page = new Terminal(folder).done("restore --help");

    assertTrue(page.startsWith("Usage: nightjar restore "), page);
    int own = page.indexOf("      --to FILE");
    int everyones = page.indexOf("      --home DIR");
    int heading = page.indexOf("\nOptions of every command, before or after its name:\n");
    assertTrue(own > 0 && heading > own && everyones > heading, page);
    assertTrue(page.indexOf("\nOptions") < own && page.indexOf("--json") > own, page);
  }

  @Test
  void bothWaysToAPageLeadToTheSameOne() {
    Terminal terminal = new Terminal(folder);
    for (String command : List.of("backup", "settings add", "settings")) {
      Program.Ended page = terminal.run("help " + command);
      assertEquals(page, terminal.run(command + " --help"));
      assertEquals(page, terminal.run(command + " -h"));
      assertEquals(page, terminal.run("--help " + command).code() == 0 ? page : null);
      assertEquals("", page.err());
    }
    assertEquals(terminal.run("help"), terminal.run("--help"));
    assertFalse(Files.exists(folder.resolve("home")), "to read help makes nothing");
  }

  @Test
  void theFirstPageNamesEveryCommand() {
    String page = new Terminal(folder).done("--help");
    for (CommandLine below : ShellCompletion.commandsOf(CommandLineFace.description())) {
      assertTrue(page.contains("\n  " + below.getCommandName() + " "), below.getCommandName());
    }
  }

  @Test
  void aPageAsAnObjectHasItsTextInEnglish() {
    JsonObject page = new Terminal(folder).json(0, "settings add --help");

    assertEquals("nightjar-help/1", page.get("format").getAsString());
    assertEquals("nightjar settings add", page.get("command").getAsString());
    assertTrue(page.get("text").getAsString().startsWith("Usage: nightjar settings add "));
  }

  @Test
  void aScriptReadsEnglishWhateverTheLanguageOfTheSettings() {
    Terminal terminal = new Terminal(folder);
    terminal.done("settings set language=de");

    assertFalse(terminal.done("help backup").startsWith("Usage: "));
    assertTrue(terminal.done("help backup --plain").startsWith("Usage: "));
    assertTrue(terminal.json(0, "help backup").get("text").getAsString().startsWith("Usage: "));
  }

  @Test
  void helpForNoCommandSaysWhatWasProbablyMeant() {
    Terminal terminal = new Terminal(folder);
    terminal.refused(
        2,
        "\"nightjar\" has no command \"bakup\". Did you mean backup? Nothing was done."
            + " \"nightjar --help\" shows how.",
        "help bakup");
    terminal.refused(
        2,
        "\"nightjar settings\" has no command \"ad\". Did you mean add? Nothing was done."
            + " \"nightjar settings --help\" shows how.",
        "help settings ad");
    terminal.refused(
        2,
        "\"nightjar backup\" takes no \"shop\". Nothing was done."
            + " \"nightjar backup --help\" shows how.",
        "help backup shop");
  }

  @Test
  void theVersionIsOneLine() {
    Terminal terminal = new Terminal(folder);
    String version = terminal.done("--version");

    assertTrue(version.matches("nightjar \\S+\n"), version);
    assertEquals(version, terminal.done("-V"));
    assertEquals(
        version.strip().substring("nightjar ".length()),
        terminal.json(0, "--version").get("version").getAsString());
  }
}
