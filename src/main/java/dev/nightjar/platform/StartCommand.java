package dev.nightjar.platform;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The words that start the tray program again, from wherever it was started. */
public final class StartCommand {
  private StartCommand() {}

  /** Empty if nothing lasting starts it: run by a build tool, or from a folder of classes. */
  public static Optional<List<String>> here(Home home) {
    Optional<List<String>> program =
        program(
            System.getenv(),
            System.getProperty("jpackage.app-path", ""),
            System.getProperty("nightjar.launcher", ""),
            System.getProperty("java.home", ""),
            jar(),
            OperatingSystem.current() == OperatingSystem.WINDOWS);
    return program.map(
        words -> {
          List<String> all = new ArrayList<>(words);
          if (!home.equals(Home.conventional())) {
            all.add("--home");
            all.add(home.stateFolder().toString());
          }
          return List.copyOf(all);
        });
  }

  /**
   * Returns the command that starts the program, in this order: the AppImage (files inside one are
   * gone at the next sign-in), the installed program, the script of the unpacked folder, Java
   * itself.
   */
  static Optional<List<String>> program(
      Map<String, String> environment,
      String installed,
      String script,
      String javaHome,
      Optional<Path> jar,
      boolean windows) {
    Optional<Path> image = existing(environment.getOrDefault("APPIMAGE", ""));
    if (image.isPresent()) {
      return Optional.of(List.of(image.get().toString()));
    }
    Optional<Path> launcher = existing(installed);
    if (launcher.isPresent()) {
      return Optional.of(List.of((windows ? windowed(launcher.get()) : launcher.get()).toString()));
    }
    Optional<Path> bin = existing(script);
    // A .bat would open a console at each sign-in.
    if (bin.isPresent() && !windows) {
      return Optional.of(List.of(bin.get().toString()));
    }
    Optional<Path> java =
        existing(javaHome.isEmpty() ? "" : javaHome + (windows ? "/bin/javaw.exe" : "/bin/java"));
    if (java.isPresent() && jar.isPresent()) {
      return Optional.of(
          List.of(
              java.get().toString(),
              "-Xmx256m",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-jar",
              jar.get().toString()));
    }
    return Optional.empty();
  }

  /** The launcher without a console, if there are two. */
  private static Path windowed(Path launcher) {
    Path other = launcher.resolveSibling("nightjarw.exe");
    return Files.exists(other) ? other : launcher;
  }

  private static Optional<Path> existing(String path) {
    try {
      return path.isBlank()
          ? Optional.empty()
          : Optional.of(Path.of(path).toAbsolutePath().normalize()).filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The program's own; empty if it runs from a folder of classes. */
  static Optional<Path> jar() {
    return ClassPlace.of(StartCommand.class).filter(Files::isRegularFile);
  }
}
