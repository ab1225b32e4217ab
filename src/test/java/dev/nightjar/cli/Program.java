package dev.nightjar.cli;

import dev.nightjar.faults.ChildJava;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The program as a process of its own, each of its two outputs by itself. */
final class Program {
  private final Path folder;
  private final Path home;

  /**
   * @param folder where it is started and its output goes
   * @param home the value of {@code NIGHTJAR_HOME}
   */
  Program(Path folder, Path home) {
    this.folder = folder;
    this.home = home;
  }

  /** How it ended. */
  record Ended(int code, String out, String err) {}

  Ended run(List<String> arguments) throws IOException, InterruptedException {
    return run(64, arguments);
  }

  /**
   * @param megabytes its heap
   */
  Ended run(int megabytes, List<String> arguments) throws IOException, InterruptedException {
    List<String> command =
        ChildJava.command(
            megabytes, List.of(), "dev.nightjar.Main", arguments.toArray(String[]::new));
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("NIGHTJAR_HOME", home.toString());
    builder.environment().remove("DISPLAY");
    int code = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    return new Ended(
        code,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
