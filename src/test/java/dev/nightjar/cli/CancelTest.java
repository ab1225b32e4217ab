package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.nightjar.demo.SampleShop;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C ends a run at once and leaves nothing half. */
final class CancelTest {
  @TempDir private Path folder;

  private List<Path> files(String place) throws Exception {
    try (var files = Files.walk(folder.resolve(place))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void controlCLeavesThePlacesAsTheyWere() throws Exception {
    assumeFalse(File.separatorChar == '\\', "Windows has no kill -INT: nothing was proved here");
    SampleShop.create(folder.resolve("shop.db"), 40_000_000);
    ChildProcess nightjar = new ChildProcess(folder);
    String[] backup = {
      "backup",
      "--database",
      folder.resolve("shop.db").toString(),
      "--local",
      folder.resolve("local").toString(),
      "--nas",
      folder.resolve("nas").toString(),
      "--create"
    };
    // A shell that starts the tests in the background makes them, and their children, deaf to
    // Ctrl-C.
    List<String> hearing =
        System.getProperty("os.name").equals("Linux")
            ? List.of("env", "--default-signal=INT")
            : List.of();
    Process run = nightjar.startUnder(hearing, backup);
    while (!nightjar.output().contains("Creating database backup")) {
      assertTrue(run.isAlive(), nightjar::toString);
      Thread.sleep(10);
    }
    new ProcessBuilder("kill", "-INT", Long.toString(run.pid())).start().waitFor();
    assertEquals(130, run.waitFor(), nightjar.output());
    assertTrue(nightjar.output().contains("Backup cancelled; earlier backups"), nightjar.output());
    for (String place : List.of("local", "nas")) {
      assertEquals(
          List.of(folder.resolve(place).resolve(".nightjar-place.json")),
          files(place).stream().filter(file -> !isAllowed(file)).toList());
    }
    assertTrue(SampleShop.check(folder.resolve("shop.db")).consistent());
  }

  private static boolean isAllowed(Path file) {
    return List.of(".nightjar.lock", "README.txt").contains(file.getFileName().toString());
  }
}
