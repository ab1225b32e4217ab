package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.nightjar.demo.SampleShop;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** Ctrl-C ends a run at once and leaves nothing half. */
final class CancelTest {
  /** A shell that starts the tests in the background makes them, and their children, deaf to it. */
  private static final List<String> HEARING =
      System.getProperty("os.name").equals("Linux")
          ? List.of("env", "--default-signal=INT")
          : List.of();

  /** On the disk: a run that is quick would be over before it is ended. */
  @TempDir(factory = TempDirFactory.Standard.class)
  private Path folder;

  private List<Path> files(String place) throws Exception {
    try (var files = Files.walk(folder.resolve(place))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void controlCLeavesThePlacesAsTheyWere() throws Exception {
    assumeFalse(File.separatorChar == '\\', "Windows has no kill -INT: nothing was proved here");
    SampleShop.create(folder.resolve("shop.db"), 16_000_000);
    ChildProcess nightjar = new ChildProcess(folder);
    String[] backup = new ShopFolder(folder).backup();
    Process run = nightjar.startUnder(HEARING, backup);
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

  @Tag("proof")
  @Test
  void controlCEndsARestoreInWordsAndLeavesNoFile() throws Exception {
    assumeFalse(File.separatorChar == '\\', "Windows has no kill -INT: nothing was proved here");
    SampleShop.create(folder.resolve("shop.db"), 12_000_000);
    String place = folder.resolve("local").toString();
    ChildProcess nightjar = new ChildProcess(folder);
    Program.Ended made =
        InThisProcess.run(
            folder, "shop.db", "backup", "--database", "shop.db", "--local", place, "--create");
    assertEquals(0, made.code(), made.err());
    Path target = Files.createDirectory(folder.resolve("target")).resolve("back.db");
    Process run =
        nightjar.startUnder(HEARING, "restore", "latest", "--in", place, "--to", target.toString());
    while (files("target").isEmpty()) {
      assertTrue(run.isAlive(), nightjar::toString);
      Thread.sleep(5);
    }
    new ProcessBuilder("kill", "-INT", Long.toString(run.pid())).start().waitFor();
    assertEquals(130, run.waitFor(), nightjar.output());
    assertTrue(nightjar.output().contains("ancelled"), nightjar.output());
    assertEquals(List.of(), files("target"));
  }

  private static boolean isAllowed(Path file) {
    return List.of(".nightjar.lock", "README.txt").contains(file.getFileName().toString());
  }
}
