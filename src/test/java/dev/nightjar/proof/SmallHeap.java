package dev.nightjar.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.faults.ChildJava;
import dev.nightjar.faults.Effort;
import dev.nightjar.faults.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs many bad inputs in a process of their own, with 64 MB of heap. */
final class SmallHeap {
  private SmallHeap() {}

  /**
   * Runs {@code program} with an empty folder, a seed and the number of cases.
   *
   * @return its last line, which begins with {@code done}
   */
  static String run(Class<?> program, Path folder, int cases, int seconds) throws Exception {
    long seed = Seed.of(program);
    Path out = folder.resolve("out.txt");
    List<String> options = new ArrayList<>(List.of("-XX:ErrorFile=" + folder.resolve("crash.log")));
    if (Effort.isWhole()) {
      options.add(ChildJava.ALL_COMPILERS);
    }
    Process process =
        new ProcessBuilder(
                ChildJava.command(
                    64,
                    options,
                    program.getName(),
                    Files.createDirectories(folder.resolve("surroundings/cases")).toString(),
                    Long.toString(seed),
                    Integer.toString(cases)))
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
    System.out.println(program.getSimpleName() + ": " + summary);
    assertTrue(summary.startsWith("done "), last);
    return summary;
  }
}
