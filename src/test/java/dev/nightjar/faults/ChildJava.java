package dev.nightjar.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Another Java process with the tests' class path. Most end within a second, so it starts with the
 * cheap collector and compiler; a later option overrides an earlier one.
 */
public final class ChildJava {
  /** For a child that computes for minutes. */
  public static final String ALL_COMPILERS = "-XX:TieredStopAtLevel=4";

  private ChildJava() {}

  /**
   * Returns the command that starts it.
   *
   * @param megabytes its heap
   * @param options more options for Java
   */
  public static List<String> command(
      int megabytes, List<String> options, String main, String... arguments) {
    return command(System.getProperty("java.class.path"), megabytes, options, main, arguments);
  }

  /** Returns the command that starts it with another class path. */
  public static List<String> command(
      String classPath, int megabytes, List<String> options, String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + megabytes + "m");
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Duser.language=en",
            "-Dfile.encoding=UTF-8",
            "--enable-native-access=ALL-UNNAMED"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Returns a process of that class, with 64 MB of heap and its errors among the test's. */
  public static Process start(Class<?> main, String... arguments) throws java.io.IOException {
    return new ProcessBuilder(command(64, List.of(), main.getName(), arguments))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
