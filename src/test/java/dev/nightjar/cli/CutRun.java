package dev.nightjar.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs whose computer was switched off when the places had the backup. */
final class CutRun {
  private CutRun() {}

  /** Takes from a home all that runs note at their end, as if no run had come to one. */
  static void forgetEnds(Path home) throws IOException {
    Path history = home.resolve("history.jsonl");
    if (Files.exists(history)) {
      List<String> lines = Files.readAllLines(history);
      Files.write(
          history, lines.stream().filter(line -> line.startsWith("{\"numbered\": ")).toList());
    }
    try (Stream<Path> known = Files.list(home.resolve("inventories"))) {
      for (Path file : known.toList()) {
        Files.delete(file);
      }
    }
  }
}
