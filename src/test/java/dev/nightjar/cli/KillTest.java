package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.demo.SampleShop;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @Test
  void killedAtSixtyMomentsNothingIsLost() throws Exception {
    ChildProcess nightjar = new ChildProcess(folder);
    ShopFolder shop = new ShopFolder(folder);
    Path database = shop.database();
    SampleShop.create(database, 4_000_000);
    String[] backup = shop.backup();
    assertEquals(0, nightjar.start(backup).waitFor());
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = nightjar.start(backup);
      process.waitFor(200 + (long) kill * MILLISECONDS_APART, TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      assertTrue(SampleShop.check(database).consistent(), "live database after kill " + kill);
      for (String place : List.of("local", "nas")) {
        if (kill % 10 == 9) {
          int code =
              nightjar.start("verify", "--all", "--in", folder.resolve(place).toString()).waitFor();
          assertEquals(0, code, "after kill " + kill + ": " + nightjar.output());
        }
      }
    }
    assertEquals(0, nightjar.start(backup).waitFor(), nightjar.output());
    for (String place : List.of("local", "nas")) {
      try (var files = Files.walk(folder.resolve(place))) {
        List<Path> unfinished = files.filter(file -> file.toString().contains(".partial")).toList();
        assertEquals(List.of(), unfinished);
      }
    }
  }
}
