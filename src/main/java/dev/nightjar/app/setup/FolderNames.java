package dev.nightjar.app.setup;

import dev.nightjar.platform.OperatingSystem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Names that a system gives no folder, although a path can be written with them. */
final class FolderNames {
  /** Names that Windows keeps for itself, with any ending. */
  private static final Set<String> RESERVED = Set.of("con", "prn", "aux", "nul");

  /** Of every file system in use: UTF-8 bytes on Linux, characters elsewhere. */
  private static final int MAX_LENGTH = 255;

  private FolderNames() {}

  /** Whether Windows takes that name for a device. */
  static boolean isReserved(String name) {
    String stem = name.replaceAll("\\..*", "").strip().toLowerCase(Locale.ROOT);
    return RESERVED.contains(stem) || stem.matches("(com|lpt)[0-9¹²³]");
  }

  /** Whether this system may have a folder of that path. */
  static boolean arePossible(Path folder) {
    return arePossible(folder, OperatingSystem.current() == OperatingSystem.WINDOWS);
  }

  static boolean arePossible(Path folder, boolean windows) {
    for (Path element : folder) {
      String name = element.toString();
      boolean impossible =
          windows
              ? isReserved(name) || name.endsWith(".") || name.length() > MAX_LENGTH
              // A server's address as Windows writes it is only a strange name here.
              : name.startsWith("\\\\")
                  || name.getBytes(StandardCharsets.UTF_8).length > MAX_LENGTH;
      if (impossible) {
        return false;
      }
    }
    return true;
  }
}
