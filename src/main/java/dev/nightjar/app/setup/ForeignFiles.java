package dev.nightjar.app.setup;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Databases that nobody means who looks for their own: what browsers, Electron, mail and chat
 * programs and the system keep for themselves.
 */
final class ForeignFiles {
  /** Chromium's and Electron's have no ending; no app of a user's would be named so, either. */
  private static final Pattern ENDING =
      Pattern.compile(".*\\.(db|db3|sqlite|sqlite3|s3db|sdb|data|dat|fdb|gnucash|mmb|kmy)");

  private static final Pattern BACKUP =
      Pattern.compile("(backup-\\d{4}-\\d\\d-\\d\\dt.*\\.db|\\..*\\.partial)");

  private static final Set<String> FILES =
      Set.of(
          "thumbs.db",
          "places.sqlite",
          "favicons.sqlite",
          "cookies.sqlite",
          "formhistory.sqlite",
          "permissions.sqlite",
          "content-prefs.sqlite",
          "webappsstore.sqlite",
          "storage.sqlite",
          "protections.sqlite",
          "key4.db",
          "cert9.db",
          "cookies.db",
          "cache.db",
          "state.vscdb",
          "global-messages-db.sqlite",
          "databases.db",
          "quotamanager.db",
          "icloud.db",
          "activitiescache.db",
          "wpndatabase.db",
          "iconcache.db");

  /** Any of these is found by its name alone, wherever it is. */
  private static final Set<String> FOLDERS =
      Set.of(
          "cache",
          "caches",
          "code cache",
          "cachestorage",
          "cookies",
          "local storage",
          "session storage",
          "indexeddb",
          "databases",
          "service worker",
          "gpucache",
          "webkit",
          "ebwebview",
          "blob_storage",
          "crashpad",
          "extensions",
          "node_modules",
          "temp",
          "tmp",
          "trash",
          "logs",
          "packages",
          "windowsapps",
          "mobile documents",
          "onedrive",
          "google",
          "chromium",
          "google-chrome",
          "microsoft-edge",
          "edge",
          "bravesoftware",
          "brave-browser",
          "vivaldi",
          "opera",
          "opera software",
          "mozilla",
          "firefox",
          "thunderbird",
          "safari",
          "code",
          "vscodium",
          "cursor",
          "jetbrains",
          "slack",
          "discord",
          "signal",
          "teams",
          "msteams",
          "zoom",
          "zoom.us",
          "skype",
          "whatsapp",
          "telegram desktop",
          "spotify",
          "steam",
          "dropbox",
          "nextcloud",
          "microsoft",
          "com.apple.touristd",
          "comms",
          "connecteddevicesplatform",
          "d3dscache",
          "akonadi",
          "baloo",
          "tracker",
          "tracker3",
          "gnome-shell",
          "evolution",
          "calibre-cache");

  private static final List<String> PREFIXES = List.of("com.apple.", "com.microsoft.", "nightjar");

  private ForeignFiles() {}

  static boolean mayBeADatabase(Path file) {
    String name = name(file);
    return ENDING.matcher(name).matches()
        && !FILES.contains(name)
        && !BACKUP.matcher(name).matches();
  }

  static boolean isNoAppsData(Path folder) {
    String name = name(folder);
    return FOLDERS.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
  }

  private static String name(Path path) {
    return Objects.toString(path.getFileName(), "").toLowerCase(Locale.ROOT);
  }
}
