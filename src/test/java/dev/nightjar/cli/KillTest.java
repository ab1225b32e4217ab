package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.demo.SampleShop;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Killed at any moment, a run leaves the live database and every listed backup whole. */
@Tag("proof")
final class KillTest {
  private static final int KILLS = 60;
  private static final int MILLISECONDS_APART = 25;

  @TempDir private Path folder;

  private Process start(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx64m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            String.join(File.pathSeparator, System.getProperty("java.class.path")),
            "dev.nightjar.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("NIGHTJAR_HOME", folder.resolve("home").toString());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("out.txt").toFile())
        .start();
  }

  @Test
  void killedAtSixtyMomentsNothingIsLost() throws Exception {
    Path database = folder.resolve("shop.db");
    SampleShop.create(database, 4_000_000);
    String[] backup = {
      "backup",
      "--database",
      database.toString(),
      "--local",
      folder.resolve("local").toString(),
      "--nas",
      folder.resolve("nas").toString(),
      "--create"
    };
    assertEquals(0, start(backup).waitFor());
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = start(backup);
      process.waitFor(200 + (long) kill * MILLISECONDS_APART, TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      assertTrue(SampleShop.check(database).consistent(), "live database after kill " + kill);
      for (String place : List.of("local", "nas")) {
        if (kill % 10 == 9) {
          int code = start("verify", "--all", "--in", folder.resolve(place).toString()).waitFor();
          assertEquals(
              0, code, "after kill " + kill + ": " + Files.readString(folder.resolve("out.txt")));
        }
      }
    }
    assertEquals(0, start(backup).waitFor(), Files.readString(folder.resolve("out.txt")));
    for (String place : List.of("local", "nas")) {
      try (var files = Files.walk(folder.resolve(place))) {
        List<Path> unfinished = files.filter(file -> file.toString().contains(".partial")).toList();
        assertEquals(List.of(), unfinished);
      }
    }
  }
}
