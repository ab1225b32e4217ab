package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A start makes the command that it was asked for, and all of them where all are spoken of. */
final class CommandsTest {
  private static Set<String> made(String... arguments) {
    return Commands.line(new GlobalOptions(), List.of(arguments)).getSubcommands().keySet();
  }

  @Test
  void aCommandIsMadeAlone() {
    Set<String> all = CommandLineFace.description().getSubcommands().keySet();
    assertEquals(17, all.size());
    for (String name : all) {
      Set<String> expected = Set.of("help", "completion").contains(name) ? all : Set.of(name);
      assertEquals(expected, made(name));
      assertEquals(expected, made("--home", "list", name, "backup"));
    }
  }

  @Test
  void wordsThatNameNoneGetAll() {
    for (String first : List.of("--help", "lst", "--json", "--home", "")) {
      assertEquals(17, made(first).size(), first);
      assertEquals(17, made(first, "list").size(), first);
    }
    assertEquals(17, made().size());
  }

  @Test
  void aloneACommandHasTheSameHelp() {
    CommandLine all = CommandLineFace.description();
    for (String name : List.of("list", "settings")) {
      CommandLine alone = Commands.line(new GlobalOptions(), List.of(name));
      assertEquals(
          all.getSubcommands().get(name).getUsageMessage(),
          alone.getSubcommands().get(name).getUsageMessage());
    }
  }
}
