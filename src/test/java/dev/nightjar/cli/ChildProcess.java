package dev.nightjar.cli;

import dev.nightjar.faults.ChildJava;
import dev.nightjar.faults.ClassArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program as a user's system starts it: another process, with its output in a file. */
public final class ChildProcess {
  private final Path folder;
  private final ClassArchive classes;

  /**
   * @param folder where its home and its output are
   */
  public ChildProcess(Path folder) {
    this(folder, ClassArchive.NONE);
  }

  /** Starts it with the classes of an archive. */
  public ChildProcess(Path folder, ClassArchive classes) {
    this.folder = folder;
    this.classes = classes;
  }

  public Process start(String... arguments) throws IOException {
    return startUnder(List.of(), arguments);
  }

  /** Starts it by another command, such as a tracer. */
  public Process startUnder(List<String> wrapper, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    // strace counts each thread's calls by themselves.
    int patience = wrapper.contains("strace") ? 0 : 120;
    List<String> options = new ArrayList<>(classes.options());
    options.add("-Dnightjar.place.patience=" + patience);
    command.addAll(
        ChildJava.command(classes.classPath(), 64, options, "dev.nightjar.Main", arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("NIGHTJAR_HOME", folder.resolve("home").toString());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("out.txt").toFile())
        .start();
  }

  /** Returns the last one's output. */
  public String output() throws IOException {
    return Files.readString(folder.resolve("out.txt"));
  }
}
