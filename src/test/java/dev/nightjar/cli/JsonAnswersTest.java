package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import dev.nightjar.demo.SampleShop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** With {@code --json} every command prints exactly one object, whatever becomes of it. */
final class JsonAnswersTest {
  @TempDir private Path folder;

  private record Case(int code, String command, String arguments) {}

  /** These are tried as a user starts them, with what only a process has: its own outputs. */
  private static final Set<String> IN_A_PROCESS = Set.of("settings-remove", "error");

  private static final Case BACKUP = new Case(0, "backup", "backup");

  /** A whole life, in this order: each command once or more. */
  private static final List<Case> LIFE =
      List.of(
          new Case(0, "help", "help"),
          new Case(0, "completion", "completion bash"),
          new Case(0, "demo", "demo shop"),
          new Case(0, "settings-add", "settings add --database a.db --local a --nas b --create"),
          new Case(0, "settings-set", "settings set time=18:30 notifications=problems-only"),
          new Case(0, "settings-show", "settings show"),
          new Case(0, "settings-check", "settings check"),
          new Case(0, "settings-path", "settings path"),
          new Case(0, "settings-export", "settings export a.json"),
          BACKUP,
          new Case(0, "backup", "backup --database c.db --local c --create"),
          new Case(0, "list", "list"),
          new Case(0, "show", "show"),
          new Case(0, "verify", "verify --all"),
          new Case(0, "prune", "prune --dry-run"),
          new Case(0, "restore", "restore latest --to d.db"),
          new Case(0, "sql", "sql latest VALUES(1)"),
          new Case(0, "diff", "diff latest --table stock"),
          new Case(0, "rows", "rows latest --table stock"),
          new Case(0, "trace", "trace --table stock --key 1"),
          new Case(0, "status", "status"),
          new Case(0, "settings-remove", "settings remove a"),
          new Case(0, "settings-import", "settings import a.json"),
          new Case(0, "autostart", "autostart"),
          new Case(0, "quit", "quit"),
          new Case(2, "error", "frobnicate"));

  /** The answer of each of them to a failure. */
  private static final List<Case> FAILURES =
      List.of(
          new Case(2, "help", "help nothing"),
          new Case(2, "completion", "completion tcsh"),
          new Case(1, "demo", "demo a.db"),
          new Case(2, "settings-add", "settings add --database a.db --local c --nas d"),
          new Case(2, "settings-set", "settings set time=25:00"),
          new Case(2, "settings-show", "settings show more"),
          new Case(2, "settings-check", "settings check more"),
          new Case(2, "settings-path", "settings path --more"),
          new Case(1, "settings-export", "settings export a.json"),
          new Case(2, "backup", "backup nobody"),
          new Case(1, "list", "list --in nowhere"),
          new Case(1, "show", "show --in nowhere"),
          new Case(1, "verify", "verify --in nowhere"),
          new Case(2, "prune", "prune --job nobody"),
          new Case(1, "restore", "restore latest --to a.db --in c"),
          new Case(2, "sql", "sql latest VACUUM --in c"),
          new Case(2, "diff", "diff latest latest --in c --table nothing"),
          new Case(2, "rows", "rows latest --table stock --in c"),
          new Case(2, "trace", "trace --table nothing --key 1 --in c"),
          new Case(1, "status", "status --in nowhere"),
          new Case(2, "settings-remove", "settings remove nobody"),
          new Case(2, "settings-import", "settings import a.db"),
          new Case(2, "autostart", "autostart maybe"),
          new Case(2, "quit", "quit now"),
          new Case(2, "settings", "settings"),
          new Case(2, "error", "frobnicate"),
          new Case(2, "error", ""));

  @Test
  void eachCommandPrintsOneObjectAndEndsWithTheCodeOfItsWords() throws Exception {
    SampleShop.create(folder.resolve("a.db"), 100_000);
    SampleShop.create(folder.resolve("c.db"), 100_000);
    // The demo takes the shop that is there; its own is large.
    SampleShop.create(
        Files.createDirectory(folder.resolve("shop")).resolve("inventory.db"), 100_000);
    Program program = new Program(folder, folder.resolve("home"));
    List<JsonObject> answers = new ArrayList<>();
    for (Case each : LIFE) {
      // Before the command and after it, in turn.
      boolean before = answers.size() % 2 == 0;
      String line = before ? "--json " + each.arguments() : each.arguments() + " --json";
      boolean apart = IN_A_PROCESS.contains(each.command());
      answers.add(checked(each, apart ? program.run(List.of(line.split(" "))) : here(line)));
    }
    JsonObject run =
        answers.get(LIFE.indexOf(BACKUP)).getAsJsonArray("runs").get(0).getAsJsonObject();
    assertEquals("succeeded", run.get("outcome").getAsString());
    assertTrue(run.has("backup"), run::toString);
    assertEquals(new TreeSet<>(commands(CommandLineFace.description())), commandsOf(LIFE));
  }

  @Test
  void eachCommandTellsItsFailureInOneObject() throws Exception {
    SampleShop.create(folder.resolve("a.db"), 100_000);
    assertEquals(0, here("backup --database a.db --local c --create").code());
    assertEquals(0, here("settings add --database a.db --local b").code());
    Files.writeString(folder.resolve("a.json"), "{}");
    for (Case each : FAILURES) {
      checked(each, here(each.arguments() + " --json"));
    }
    assertEquals(new TreeSet<>(commands(CommandLineFace.description())), commandsOf(FAILURES));
  }

  /** In this process, with each file's name in the test's folder. */
  private Program.Ended here(String line) {
    return InThisProcess.run(folder, "[a-d](\\.\\w+)?|shop|nowhere", line.strip().split(" "));
  }

  private static JsonObject checked(Case expected, Program.Ended ended) {
    String printed = expected + ": " + ended;
    assertEquals(expected.code(), ended.code(), printed);
    assertEquals("", ended.err(), printed);
    JsonObject answer = parse(ended.out(), printed);
    assertEquals(
        "nightjar-" + expected.command() + "/1", answer.get("format").getAsString(), printed);
    assertEquals(expected.code() != 0, answer.toString().contains("\"reason\":\""), printed);
    return answer;
  }

  private static Set<String> commandsOf(List<Case> cases) {
    Set<String> tried = new TreeSet<>(cases.stream().map(Case::command).toList());
    tried.removeAll(List.of("error", "settings"));
    return tried;
  }

  private static JsonObject parse(String out, String printed) {
    try {
      return new GsonBuilder()
          .setStrictness(Strictness.STRICT)
          .create()
          .fromJson(out, JsonObject.class);
    } catch (RuntimeException e) {
      throw new AssertionError(printed, e);
    }
  }

  /** The names of all commands that have none below them. */
  private static List<String> commands(CommandLine line) {
    List<String> names = new ArrayList<>();
    for (CommandLine each : line.getSubcommands().values()) {
      if (each.getSubcommands().isEmpty()) {
        names.add(Commands.formatOf(each.getCommandSpec()));
      } else {
        names.addAll(commands(each));
      }
    }
    return names;
  }
}
