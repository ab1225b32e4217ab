package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.platform.OperatingSystem;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore to a new file that was killed leaves a hidden one, which the next one removes. */
final class LeftByAKilledRestoreTest {
  @TempDir private Path folder;
  private Terminal terminal;

  @BeforeEach
  void aBackup() throws Exception {
    terminal = new Terminal(folder);
    terminal.job("shop");
    terminal.done("backup");
    Files.createDirectory(folder.resolve("out"));
  }

  private void leave(String... names) throws Exception {
    for (String name : names) {
      Files.writeString(folder.resolve("out").resolve(name), "half of it");
    }
  }

  private List<String> there() throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void itGoesWithTheFilesBesideIt() throws Exception {
    leave(
        ".found.db.0123abcd.partial",
        ".found.db.0123abcd.partial-journal",
        ".found.db.89abcdef.partial.json");
    terminal.done("restore latest --to DIR/out/found.db");
    assertEquals(List.of("found.db"), there());
    leave(".copy.db.0123abcd.partial");
    Files.copy(
        folder.resolve("out/found.db"),
        folder.resolve("shop/database/backup-2020-01-01T00-00-00.db"));
    terminal.done("restore 2020-01-01T00-00-00 --to DIR/out/copy.db");
    assertEquals(List.of("copy.db", "found.db"), there());
  }

  @Test
  void whatMayBeSomebodyElsesStays() throws Exception {
    String[] others = {
      ".found.db.0123ABCD.partial",
      ".found.db.0123abcd.partial.old",
      ".found.db.partial",
      ".foundXdb.0123abcd.partial",
      ".other.db.0123abcd.partial",
      "found.db.0123abcd.partial"
    };
    leave(others);
    Files.createDirectory(folder.resolve("out").resolve(".found.db.11111111.partial"));
    terminal.done("restore latest --to DIR/out/found.db");
    assertEquals(
        Stream.concat(Stream.of(others), Stream.of(".found.db.11111111.partial", "found.db"))
            .sorted()
            .toList(),
        there());
  }

  @Test
  void whatAnotherProcessIsAtWorkOnStays() throws Exception {
    assumeTrue(OperatingSystem.current() == OperatingSystem.LINUX, "its own proc shows it there");
    leave(".found.db.0123abcd.partial", ".found.db.0123abcd.partial.json");
    File held = folder.resolve("out").resolve(".found.db.0123abcd.partial.json").toFile();
    Process other = new ProcessBuilder("cat").redirectOutput(held).start();
    try {
      terminal.done("restore latest --to DIR/out/found.db");
      assertEquals(
          List.of(".found.db.0123abcd.partial", ".found.db.0123abcd.partial.json", "found.db"),
          there());
    } finally {
      other.destroy();
      other.waitFor();
    }
  }
}
