package dev.nightjar.platform;

import dev.nightjar.io.JsonRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds folders that a service keeps the same on several computers: it takes their files away to
 * save space, brings old ones back, and copies a database in the middle of a change.
 */
public final class SyncedFolders {
  private static final Pattern LOCAL_PATH = Pattern.compile("^[^=]*localPath=(.+)$");
  private static final int MAX_INFO_BYTES = 64 << 10;

  /** Files that a service leaves in the folder that it syncs. */
  private static final Map<String, String> TRACES =
      Map.of(
          ".dropbox.cache", "Dropbox",
          ".dropbox", "Dropbox",
          ".nextcloudsync.log", "Nextcloud",
          ".owncloudsync.log", "ownCloud",
          ".stfolder", "Syncthing",
          ".tmp.drivedownload", "Google Drive",
          ".SynologyWorkingDirectory", "Synology Drive");

  /** How the folders are named that services make in the user's own. */
  private static final Map<String, String> NAMES =
      Map.of(
          "onedrive", "OneDrive",
          "dropbox", "Dropbox",
          "google drive", "Google Drive",
          "googledrive", "Google Drive",
          "iclouddrive", "iCloud",
          "nextcloud", "Nextcloud",
          "owncloud", "ownCloud",
          "box", "Box",
          "pclouddrive", "pCloud",
          "synologydrive", "Synology Drive");

  private final Map<String, String> environment;
  private final Path userHome;

  SyncedFolders(Map<String, String> environment, Path userHome) {
    this.environment = environment;
    this.userHome = real(userHome);
  }

  /** Of this computer's user. */
  public static SyncedFolders here() {
    return new SyncedFolders(System.getenv(), Path.of(System.getProperty("user.home", ".")));
  }

  /** The service's name, if {@code folder}, or one above it, is synced; touches the disk. */
  public Optional<String> serviceOf(Path folder) {
    Path real = real(folder);
    for (Map.Entry<Path, String> root : roots().entrySet()) {
      if (real.startsWith(root.getKey())) {
        return Optional.of(root.getValue());
      }
    }
    return byName(real).or(() -> byTraces(real)).or(() -> byVolume(real));
  }

  /**
   * Whether both lie on one disk, as far as the system tells its volumes apart; what isn't there
   * yet lies where the nearest folder above it does.
   */
  public static boolean sameDisk(Path database, Path folder) {
    try {
      return Files.getFileStore(nearest(database)).equals(Files.getFileStore(nearest(folder)));
    } catch (IOException | RuntimeException e) {
      return false; // Some network drives don't say, and they are another disk.
    }
  }

  private Map<Path, String> roots() {
    Map<Path, String> roots = new LinkedHashMap<>();
    for (String variable : List.of("OneDrive", "OneDriveConsumer", "OneDriveCommercial")) {
      add(roots, environment.getOrDefault(variable, ""), "OneDrive");
    }
    Path library = userHome.resolve("Library");
    roots.put(library.resolve("Mobile Documents"), "iCloud");
    Path cloud = library.resolve("Mobile Documents").resolve("com~apple~CloudDocs");
    for (String name : List.of("Desktop", "Documents")) {
      // With "Desktop & Documents" these lead to the user's own folders.
      if (Files.exists(cloud.resolve(name))) {
        roots.put(real(cloud.resolve(name)), "iCloud");
      }
    }
    for (Path folder : configurations()) {
      dropbox(roots, folder.resolve("Dropbox").resolve("info.json"));
      folders(roots, folder.resolve("Nextcloud").resolve("nextcloud.cfg"), "Nextcloud");
      folders(roots, folder.resolve("ownCloud").resolve("owncloud.cfg"), "ownCloud");
    }
    dropbox(roots, userHome.resolve(".dropbox").resolve("info.json"));
    return roots;
  }

  private List<Path> configurations() {
    List<Path> folders = new ArrayList<>();
    for (String variable : List.of("APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME")) {
      path(environment.getOrDefault(variable, "")).ifPresent(folders::add);
    }
    folders.add(userHome.resolve(".config"));
    folders.add(userHome.resolve("Library").resolve("Preferences"));
    return folders;
  }

  private static void dropbox(Map<Path, String> roots, Path info) {
    try {
      DropboxInfo found = JsonRecords.read(info, DropboxInfo.class, MAX_INFO_BYTES);
      found.personal().ifPresent(account -> add(roots, account.path(), "Dropbox"));
      found.business().ifPresent(account -> add(roots, account.path(), "Dropbox"));
    } catch (IOException e) {
      return; // Not installed.
    }
  }

  private static void folders(Map<Path, String> roots, Path configuration, String service) {
    try {
      if (!Files.isRegularFile(configuration) || Files.size(configuration) > MAX_INFO_BYTES) {
        return;
      }
      for (String line : Files.readAllLines(configuration, StandardCharsets.UTF_8)) {
        Matcher matcher = LOCAL_PATH.matcher(line);
        if (matcher.matches()) {
          add(roots, matcher.group(1).strip(), service);
        }
      }
    } catch (IOException e) {
      return; // Not readable: nothing is known.
    }
  }

  private static void add(Map<Path, String> roots, String folder, String service) {
    path(folder).ifPresent(path -> roots.put(real(path), service));
  }

  private Optional<String> byName(Path folder) {
    Path library = userHome.resolve("Library").resolve("CloudStorage");
    if (folder.startsWith(library) && !folder.equals(library)) {
      // OneDrive-Personal, GoogleDrive-me@example.org, Dropbox
      String name = library.relativize(folder).getName(0).toString().replaceFirst("-.*", "");
      return Optional.of(NAMES.getOrDefault(name.toLowerCase(Locale.ROOT), name));
    }
    if (!folder.startsWith(userHome) || folder.equals(userHome)) {
      return Optional.empty();
    }
    String name = userHome.relativize(folder).getName(0).toString().toLowerCase(Locale.ROOT);
    // OneDrive - Company
    return Optional.ofNullable(NAMES.get(name.replaceFirst(" [-–(].*", "")));
  }

  private static Optional<String> byTraces(Path folder) {
    for (Path above = folder; above != null; above = above.getParent()) {
      for (Map.Entry<String, String> trace : TRACES.entrySet()) {
        if (Files.exists(above.resolve(trace.getKey()))
            // Dropbox's own configuration, in the user's folder, has that name, too.
            && !Files.isDirectory(above.resolve(".dropbox"))) {
          return Optional.of(trace.getValue());
        }
      }
    }
    return Optional.empty();
  }

  /** Google Drive on Windows is a drive of that name. */
  private static Optional<String> byVolume(Path folder) {
    try {
      return Files.getFileStore(nearest(folder)).name().startsWith("Google Drive")
          ? Optional.of("Google Drive")
          : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> path(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The path without links, as far as it exists. */
  private static Path real(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path nearest = nearest(absolute);
    try {
      return nearest.toRealPath().resolve(nearest.relativize(absolute)).normalize();
    } catch (IOException | RuntimeException e) {
      return absolute;
    }
  }

  private static Path nearest(Path path) {
    Path absolute = path.toAbsolutePath();
    for (Path above = absolute; above != null; above = above.getParent()) {
      if (Files.exists(above)) {
        return above;
      }
    }
    return absolute;
  }

  /** The file that Dropbox writes for other programs. */
  private record DropboxInfo(Optional<Account> personal, Optional<Account> business) {
    private record Account(String path) {
      Account {
        path = path == null ? "" : path;
      }
    }
  }
}
