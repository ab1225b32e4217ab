package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Each shell offers the commands, their options, and the values that these may have. */
final class CompletionTest {
  @TempDir private Path folder;

  private static boolean bashIsHere() {
    return Files.isExecutable(Path.of("/bin/bash"));
  }

  private static String script(String shell) {
    return CommandLineFace.completion(shell);
  }

  /** All commands that help shows, with the words that lead to each. */
  private static void commands(CommandLine line, String path, List<String> all) {
    for (CommandLine below : ShellCompletion.commandsOf(line)) {
      String deeper = (path + " " + below.getCommandName()).strip();
      all.add(deeper);
      commands(below, deeper, all);
    }
  }

  private static List<String> commands() {
    List<String> all = new ArrayList<>();
    commands(CommandLineFace.description(), "", all);
    return all;
  }

  private static CommandLine at(String path) {
    CommandLine line = CommandLineFace.description();
    for (String word : path.split(" ")) {
      line = line.getSubcommands().get(word);
    }
    return line;
  }

  /** The line of the function that completes a command, of zsh's script. */
  private static String zshOf(String path) {
    String start = "_nightjar" + (path.isEmpty() ? "" : "_" + path.replace(' ', '_')) + "() {\n";
    String script = script("zsh");
    int from = script.indexOf("\n" + start) + 1;
    assertTrue(from > 0, path);
    return script.substring(from, script.indexOf("\n}\n", from));
  }

  private static List<String> fishOf(String path) {
    return script("fish")
        .lines()
        .filter(line -> line.startsWith("complete -c nightjar -n '__nightjar_at " + path + "' "))
        .map(line -> line.replaceFirst(".*?_at [^']*' ", ""))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void theScriptIsTheWholeAnswer(String shell) {
    Program.Ended ended = new Terminal(folder).run("completion " + shell);

    assertEquals(0, ended.code());
    assertEquals("", ended.err());
    assertEquals(script(shell).stripTrailing(), ended.out().stripTrailing());
    assertFalse(Files.exists(folder.resolve("home")), "it needs no home");
  }

  @Test
  void anotherShellIsRefusedByTheNamesOfTheThree() {
    new Terminal(folder)
        .refused(
            2,
            "\"nightjar completion\" takes one of bash, zsh, fish (got \"tcsh\")."
                + " Nothing was done. \"nightjar completion --help\" shows how.",
            "completion tcsh");
  }

  @Test
  void zshAndFishKnowEveryCommandAndEveryOption() {
    for (String path : commands()) {
      String function = zshOf(path);
      List<String> lines = fishOf(path);
      for (OptionSpec option : ShellCompletion.optionsOf(at(path))) {
        String name = option.longestName();
        assertTrue(function.contains(name), path + " " + name);
        assertTrue(
            lines.stream().anyMatch(line -> line.contains("-l " + name.substring(2) + " ")),
            path + " " + name);
      }
    }
  }

  @Test
  void eachIsDescribedByTheFirstSentenceOfItsHelp() {
    for (String path : List.of("backup", "settings add", "restore")) {
      String about = ShellCompletion.about(at(path).getCommandSpec());
      String name = path.replaceFirst(".* ", "");
      String above = path.contains(" ") ? "settings" : "";

      assertFalse(about.isBlank() || about.contains(". ") || about.endsWith("."), about);
      assertTrue(zshOf(above).contains("'" + name + ":" + about), about);
      assertTrue(
          fishOf(above).stream()
              .anyMatch(line -> line.equals("-a " + name + " -d '" + about + "'")),
          about);
    }
  }

  @Test
  void whereAFolderIsWantedNoFileIsOffered() {
    assertTrue(zshOf("list").contains("'*--in[") && zshOf("list").contains(":DIR:_files -/'"));
    assertTrue(
        fishOf("list").stream()
            .anyMatch(line -> line.startsWith("-l in -x -a '(__fish_complete_directories)' -d '")),
        () -> fishOf("list").toString());
  }

  @Test
  void whatIsCalledAFolderOrAFileIsOfferedAsOne() {
    for (String path : commands()) {
      for (ArgSpec each : at(path).getCommandSpec().args()) {
        String label = each.paramLabel();
        assertEquals(label.equals("DIR"), ShellCompletion.isFolder(each), path + " " + label);
        assertEquals(label.equals("FILE"), ShellCompletion.isFile(each), path + " " + label);
      }
    }
  }

  @Test
  void whereAFileIsWantedFilesAreOffered() {
    assertTrue(Pattern.compile("'--database\\[.*\\]:FILE:_files'").matcher(zshOf("backup")).find());
    assertTrue(
        fishOf("backup").stream().anyMatch(line -> line.startsWith("-l database -r -F -d '")),
        () -> fishOf("backup").toString());
    assertTrue(zshOf("settings import").contains("'1:FILE:_files'"));
    assertTrue(fishOf("settings import").stream().anyMatch(line -> line.startsWith("-F -d '")));
  }

  @Test
  void aValueOfAFewIsOfferedWord() {
    assertTrue(zshOf("restore").contains(":database|json:(database json)'"));
    assertTrue(
        fishOf("restore").stream()
            .anyMatch(line -> line.startsWith("-l from -x -a 'database json' -d ")));
    assertTrue(zshOf("autostart").contains("'1:on|off|status:(on off status)'"));
  }

  @Test
  void aSettingIsOfferedUpToItsEqualsSign() {
    assertTrue(
        zshOf("settings set").contains("compadd -S \"\" -- name= database= local= nas= time="));
    assertTrue(
        fishOf("settings set").stream().anyMatch(line -> line.startsWith("-a 'name= database=")));
  }

  @Test
  void anOptionWithoutAValueTakesNone() {
    assertTrue(Pattern.compile("'--all\\[[^\\]]*\\]'").matcher(zshOf("verify")).find());
    assertTrue(fishOf("verify").stream().anyMatch(line -> line.startsWith("-l all -d '")));
    Matcher skips = Pattern.compile("contains -- \\$word (.*)").matcher(script("fish"));
    assertTrue(skips.find());
    List<String> valued = List.of(skips.group(1).split(" "));
    assertTrue(valued.containsAll(List.of("--home", "--in", "--table", "--at")), valued::toString);
    assertFalse(valued.contains("--all") || valued.contains("--json"), valued::toString);
  }

  @Test
  void bothNamesOfAnOptionAreOneToZsh() {
    assertTrue(zshOf("list").contains("'(-q --quiet)'{-q,--quiet}'["), zshOf("list"));
    assertTrue(fishOf("list").stream().anyMatch(line -> line.startsWith("-s q -l quiet -d '")));
  }

  @Test
  void noDescriptionEndsAQuoteTooSoon() {
    for (String shell : List.of("zsh", "fish")) {
      for (String line : script(shell).split("\n")) {
        String rest = shell.equals("zsh") ? line.replace("'\\''", "") : line.replace("\\'", "");
        assertEquals(0, rest.chars().filter(letter -> letter == '\'').count() % 2, line);
      }
    }
  }

  /** Returns the words that bash offers at the end of that line. */
  private List<String> offered(String line) throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("nightjar.bash"), script("bash"));
    String ask =
        """
        source '%s'
        COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE='%s'
        COMP_POINT=${#COMP_LINE}
        _complete_nightjar nightjar
        printf '%%s\\n' "${COMPREPLY[@]}"
        """
            .formatted(script, line, line);
    Process bash = new ProcessBuilder("/bin/bash", "--norc", "-c", ask).start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(bash.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, bash.waitFor(), err);
    return out.lines().map(String::strip).toList();
  }

  @ParameterizedTest
  @EnabledIf("bashIsHere")
  @CsvSource({
    "nightjar ba, backup",
    "nightjar settings im, import",
    "nightjar restore latest --fr, --from",
    "nightjar restore latest --from js, json",
    "nightjar autostart o, on",
  })
  void bashCompletesALine(String line, String word) throws Exception {
    List<String> offered = offered(line);

    assertTrue(offered.contains(word), line + ": " + offered);
  }
}
