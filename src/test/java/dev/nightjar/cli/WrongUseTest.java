package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A line that can't be understood does nothing, and one sentence says what is wrong with it. */
final class WrongUseTest {
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:wrongUse\\(|WRONG_USE,\\s+Words\\.of\\(|sentence = Words\\.of\\(|wrong\\(Words\\.of\\()"
              + "\\s*\"([a-z.-]+)\"");

  @TempDir private Path folder;

  private void refused(String sentence, String page, String line) {
    new Terminal(folder)
        .refused(2, sentence + " Nothing was done. \"" + page + " --help\" shows how.", line);
    assertFalse(Files.exists(folder.resolve("home").resolve("settings.json")), line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bakup | nightjar | \"nightjar\" has no command \"bakup\". Did you mean backup?",
        "settings ad | nightjar settings"
            + " | \"nightjar settings\" has no command \"ad\". Did you mean add?",
        "frobnicate | nightjar | \"nightjar\" has no command \"frobnicate\".",
        "list --jason | nightjar list | \"nightjar list\" has no option --jason."
            + " Did you mean --json?",
        "list --xyzzy=1 | nightjar list | \"nightjar list\" has no option --xyzzy.",
        "list more | nightjar list | \"nightjar list\" takes no \"more\".",
        "show a b | nightjar show | \"nightjar show\" takes no \"b\".",
        "restore | nightjar restore | Missing: ID.",
        "restore latest | nightjar restore | Use either --to FILE or --replace.",
        "restore latest --to a.db --replace | nightjar restore"
            + " | Use either --to FILE or --replace.",
        "restore latest --to a.db --wait | nightjar restore"
            + " | --database FILE and --wait need --replace.",
        "restore latest --to a.db --database b.db | nightjar restore"
            + " | --database FILE and --wait need --replace.",
        "restore latest --to a.db --from xml | nightjar restore"
            + " | --from must be one of database, json (got \"xml\").",
        "restore latest --to a.db --to b.db | nightjar restore"
            + " | --to FILE is given more than once.",
        "rows latest | nightjar rows | Missing: --table TABLE.",
        "settings add | nightjar settings add | Missing: --database FILE, --local DIR.",
        "settings remove | nightjar settings remove | Missing: JOB.",
        "backup --database a.db | nightjar backup | --database FILE needs --local DIR, too.",
        "backup shop --database a.db --local b | nightjar backup"
            + " | --database FILE goes without JOB (got \"shop\").",
        "backup --local b | nightjar backup"
            + " | --local, --nas and --create go with --database FILE.",
        "backup --nas b | nightjar backup"
            + " | --local, --nas and --create go with --database FILE.",
        "backup shop --create | nightjar backup"
            + " | --local, --nas and --create go with --database FILE.",
        "diff latest --summary --table a | nightjar diff"
            + " | Use either --summary or --table TABLE.",
        "autostart maybe | nightjar autostart"
            + " | \"nightjar autostart\" takes one of on, off, status (got \"maybe\").",
        "list --home other | nightjar | --home DIR is given more than once.",
        "backup --settings | nightjar backup | \"nightjar backup\" has no option --settings.",
        "--settings backup | nightjar | --settings goes without a command.",
        "--backup-now list | nightjar | --backup-now goes without a command.",
        "'' | nightjar | Say what to do: a command is missing.",
        "--json=yes list | nightjar | --json can't be \"yes\"."
      })
  void aSentenceSaysWhatIsWrong(String line, String page, String sentence) {
    refused(sentence, page, line);
  }

  private static void all(CommandLine line, List<CommandLine> found) {
    found.add(line);
    ShellCompletion.commandsOf(line).forEach(below -> all(below, found));
  }

  @Test
  void everyOptionThatTakesAValueSaysSoWhereItStandsAlone() {
    List<CommandLine> commands = new ArrayList<>();
    all(CommandLineFace.description(), commands);
    int tried = 0;
    for (CommandLine command : commands) {
      for (OptionSpec option : ShellCompletion.optionsOf(command)) {
        String page = command.getCommandSpec().qualifiedName();
        if (option.arity().max() > 0 && !HelpPage.isGlobal(option)) {
          tried++;
          Program.Ended ended =
              new Terminal(folder)
                  .run(page.replaceFirst("nightjar ?", "") + " " + option.longestName());
          assertEquals(2, ended.code(), ended.toString());
          assertEquals("", ended.out());
          assertTrue(
              ended.err().startsWith("✗ Missing: ")
                  && ended.err().contains(option.longestName() + " " + option.paramLabel()),
              ended.err());
        }
      }
    }
    assertTrue(tried > 20, "" + tried);
  }

  /** Each of these texts is followed by "Nothing was done." */
  @ParameterizedTest
  @EnumSource
  void whatIsWrongIsASentence(Language language) throws IOException {
    Messages texts = Messages.in(language);
    Set<String> keys = new TreeSet<>(texts.keys());
    keys.removeIf(key -> !key.startsWith("parse."));
    try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/nightjar/cli"))) {
      for (Path file : files.toList()) {
        Matcher named = NAMED.matcher(Files.readString(file));
        while (named.find()) {
          keys.add(named.group(1));
        }
      }
    }
    assertTrue(keys.containsAll(Set.of("prune.keep-only-shows", "parse.home", "set.unknown")));
    assertTrue(keys.size() > 20, keys.toString());
    assertEquals(
        List.of(), keys.stream().filter(key -> !texts.raw(key).matches("(?s).*[.?]")).toList());
  }

  /** As of an unset variable: it would be the beginning of every backup's id. */
  @Test
  void anEmptyIdIsNoBackup() throws SQLException {
    Terminal terminal = new Terminal(folder);
    terminal.job("shop");
    terminal.done("backup");
    List<CommandLine> commands = new ArrayList<>();
    all(CommandLineFace.description(), commands);
    Set<String> tried = new TreeSet<>();
    for (CommandLine command : commands) {
      List<PositionalParamSpec> arguments = command.getCommandSpec().positionalParameters();
      for (int at = 0; at < arguments.size(); at++) {
        if (arguments.get(at).paramLabel().equals("ID")) {
          for (String empty : List.of("", " ")) {
            List<String> words = new ArrayList<>(List.of(command.getCommandName()));
            arguments.forEach(each -> words.add("latest"));
            words.set(at + 1, empty);
            words.addAll(
                switch (command.getCommandName()) {
                  case "restore" -> List.of("--replace");
                  case "rows" -> List.of("--table", "product", "--missing");
                  default -> List.of();
                });
            Program.Ended ended = terminal.words(words.toArray(String[]::new));
            assertEquals(2, ended.code(), words.toString());
            assertTrue(ended.err().startsWith("✗ ID can't be \"" + empty + "\"."), ended.err());
          }
          tried.add(command.getCommandName());
        }
      }
    }
    assertEquals(Set.of("diff", "restore", "rows", "show", "sql", "verify"), tried);
  }

  @Test
  void anEmptyHomeIsNotTheUsersOwn() {
    Program.Ended ended = InThisProcess.run(List.of("--home", "", "list"));

    assertEquals(2, ended.code());
    assertTrue(ended.err().startsWith("✗ --home needs the name of a folder."), ended.err());
    assertEquals(2, InThisProcess.run(List.of("list", "--home= ")).code());
  }

  @Test
  void withPlainTheSignIsAWordAndWithQuietTheErrorStays() {
    assertTrue(new Terminal(folder).run("frobnicate --plain").err().startsWith("FAILED: "));
    assertTrue(new Terminal(folder).run("--plain frobnicate").err().startsWith("FAILED: "));
    assertTrue(new Terminal(folder).run("frobnicate -q").err().startsWith("✗ "));
  }

  @Test
  void asAnObjectItHasTheReasonTheSentenceAndThePage() {
    JsonObject answer = new Terminal(folder).json(2, "list --jason");

    assertEquals("nightjar-list/1", answer.get("format").getAsString());
    JsonObject error = answer.getAsJsonObject("error");
    assertEquals("wrong-use", error.get("reason").getAsString());
    assertEquals("nightjar list --help", error.getAsJsonArray("arguments").get(1).getAsString());
    assertTrue(error.get("text").getAsString().contains("Did you mean --json?"));
  }
}
