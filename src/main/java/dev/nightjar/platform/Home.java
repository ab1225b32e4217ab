package dev.nightjar.platform;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The program's own folders: where settings are kept, and where all else that it remembers is.
 *
 * @param settingsFolder the folder of the user's settings
 * @param stateFolder history, state, log, locks, staging; the same folder on macOS
 */
public record Home(Path settingsFolder, Path stateFolder) {
  private static final String WINDOWS_NAME = "Nightjar";

  public Home {
    settingsFolder = settingsFolder.toAbsolutePath().normalize();
    stateFolder = stateFolder.toAbsolutePath().normalize();
  }

  /** Everything in one folder, as {@code --home} asks for it. */
  public static Home at(Path folder) {
    return new Home(folder, folder);
  }

  /** Returns the folders that this system's convention gives. */
  public static Home conventional() {
    return conventional(
        OperatingSystem.current(),
        System.getenv(),
        Path.of(System.getProperty("user.home", ".")).toAbsolutePath());
  }

  static Home conventional(OperatingSystem system, Map<String, String> environment, Path userHome) {
    if (system == OperatingSystem.WINDOWS) {
      // The roaming folder is copied at each sign-in and sign-out, perhaps to a server: settings
      // alone.
      Path data = userHome.resolve("AppData");
      Path roaming = absolute(environment, "APPDATA").orElse(data.resolve("Roaming"));
      Path local = absolute(environment, "LOCALAPPDATA").orElse(data.resolve("Local"));
      return new Home(roaming.resolve(WINDOWS_NAME), local.resolve(WINDOWS_NAME));
    }
    if (system == OperatingSystem.MAC) {
      return at(userHome.resolve("Library").resolve("Application Support").resolve("Nightjar"));
    }
    Path config = configFolder(environment, userHome);
    Path state =
        absolute(environment, "XDG_STATE_HOME").orElse(userHome.resolve(".local").resolve("state"));
    return new Home(config.resolve("nightjar"), state.resolve("nightjar"));
  }

  /**
   * Returns the folder that held all before the program had two; empty if there never was one. Its
   * lock is still the one of any earlier version that runs.
   */
  public Optional<Home> former() {
    Home former = at(settingsFolder);
    return former.equals(this) || !Files.isDirectory(former.locksFolder())
        ? Optional.empty()
        : Optional.of(former);
  }

  /** Returns the folder in which a free desktop's programs keep what their user chose. */
  public static Path configFolder(Map<String, String> environment, Path userHome) {
    return absolute(environment, "XDG_CONFIG_HOME").orElse(userHome.resolve(".config"));
  }

  /** The XDG specification: an empty or a relative path is as good as none. */
  private static Optional<Path> absolute(Map<String, String> environment, String variable) {
    String value = environment.getOrDefault(variable, "");
    try {
      return value.isEmpty()
          ? Optional.empty()
          : Optional.of(Path.of(value)).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  public Path settingsFile() {
    return settingsFolder.resolve("settings.json");
  }

  public Path historyFile() {
    return stateFolder.resolve("history.jsonl");
  }

  public Path stateFile() {
    return stateFolder.resolve("state.json");
  }

  /** Returns the folder of the backups read at the places; may be deleted at will. */
  public Path inventoriesFolder() {
    return stateFolder.resolve("inventories");
  }

  public Path locksFolder() {
    return stateFolder.resolve("locks");
  }

  /**
   * Returns the folder of work done in no place of the job's: each job has a folder in it, by its
   * id.
   */
  public Path stagingFolder() {
    return stateFolder.resolve("staging");
  }

  /** Records of the deletions that were made unattended, one a job. */
  public Path pruningFolder() {
    return stateFolder.resolve("pruning");
  }

  /** Results of copies that were read again, a file a job. */
  public Path checksFolder() {
    return stateFolder.resolve("checks");
  }

  /** Records of backups that are being put back, each until that is done. */
  public Path restoresFolder() {
    return stateFolder.resolve("restores");
  }

  /** Data from before a restore that no place of a job could take. */
  public Path beforeRestoreFolder() {
    return stateFolder.resolve("before-restore");
  }

  public Path logFolder() {
    return stateFolder.resolve("log");
  }
}
