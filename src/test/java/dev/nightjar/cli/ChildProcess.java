package dev.nightjar.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program as a user's system starts it: another process, with its output in a file. */
final class ChildProcess {
  private final Path folder;

  /**
   * @param folder where its home and its output are
   */
  ChildProcess(Path folder) {
    this.folder = folder;
  }

  Process start(String... arguments) throws IOException {
    return startUnder(List.of(), arguments);
  }

  /** Starts it by another command, such as a tracer. */
  Process startUnder(List<String> wrapper, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-XX:TieredStopAtLevel=1",
            "-Duser.language=en",
            // strace counts each thread's calls by themselves.
            "-Dnightjar.place.patience=" + (wrapper.contains("strace") ? 0 : 120),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.nightjar.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("NIGHTJAR_HOME", folder.resolve("home").toString());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("out.txt").toFile())
        .start();
  }

  /** Returns the last one's output. */
  String output() throws IOException {
    return Files.readString(folder.resolve("out.txt"));
  }
}
