package dev.nightjar.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged database ends in words: no stack trace, no crash, no loop, no file left, 64 MB. */
final class MutatedDatabasesTest {
  @TempDir private Path folder;

  @Test
  void damagedDatabasesEndInWords() throws Exception {
    mutate(60, 120);
  }

  @Test
  @Tag("proof")
  void thousandsOfDamagedDatabasesEndInWords() throws Exception {
    mutate(2000, 1200);
  }

  private void mutate(int cases, int seconds) throws Exception {
    long seed = Long.getLong("nightjar.seed", System.nanoTime());
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                String.join(File.pathSeparator, System.getProperty("java.class.path")),
                MutatedDatabases.class.getName(),
                Files.createDirectory(folder.resolve("cases")).toString(),
                Long.toString(seed),
                Integer.toString(cases))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    List<String> lines = Files.readAllLines(out);
    String last = String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    assertTrue(ended, "a case doesn't end: " + last);
    assertEquals(0, process.exitValue(), last);
    assertFalse(last.contains("\tat "), last);
    String summary = lines.get(lines.size() - 1);
    System.out.println("MutatedDatabasesTest: seed " + seed + ", " + summary);
    assertTrue(summary.startsWith("done ") && summary.contains("DATABASE_DAMAGED"), last);
  }
}
