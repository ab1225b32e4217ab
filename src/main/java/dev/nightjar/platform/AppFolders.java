package dev.nightjar.platform;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The folders in which a system's apps keep their users' data. */
public final class AppFolders {
  private AppFolders() {}

  /** This system's, whether they are there or not; the likeliest first. */
  public static List<Path> here() {
    return of(
        OperatingSystem.current(),
        System.getenv(),
        Path.of(System.getProperty("user.home", ".")).toAbsolutePath());
  }

  static List<Path> of(OperatingSystem system, Map<String, String> environment, Path userHome) {
    Set<Path> folders = new LinkedHashSet<>();
    if (system == OperatingSystem.WINDOWS) {
      for (String variable : List.of("APPDATA", "LOCALAPPDATA", "ProgramData")) {
        add(folders, environment.getOrDefault(variable, ""));
      }
    } else if (system == OperatingSystem.MAC) {
      folders.add(userHome.resolve("Library").resolve("Application Support"));
      folders.add(userHome.resolve("Library").resolve("Containers"));
    } else {
      add(folders, environment.getOrDefault("XDG_DATA_HOME", ""));
      folders.add(userHome.resolve(".local").resolve("share"));
      folders.add(Home.configFolder(environment, userHome));
      folders.add(userHome.resolve(".var").resolve("app"));
    }
    folders.add(userHome.resolve("Documents"));
    return List.copyOf(folders);
  }

  private static void add(Set<Path> folders, String folder) {
    try {
      Path path = Path.of(folder);
      if (path.isAbsolute()) {
        folders.add(path);
      }
    } catch (InvalidPathException e) {
      return; // As good as none.
    }
  }
}
