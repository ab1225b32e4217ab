package dev.nightjar.platform;

import dev.nightjar.io.DiskFailures;
import java.nio.file.Files;

/**
 * SQLite's library where an installed program has it: beside its jars. Without that the driver
 * unpacks it into the temporary folder at each start, where Windows can't delete it while it is
 * loaded, and where a company's rules may forbid to run it.
 */
public final class InstalledLibrary {
  private static final String PATH = "org.sqlite.lib.path";

  private InstalledLibrary() {}

  /** Has the driver load it from there, if it is there; to be called before its first class. */
  public static void use() {
    if (System.getProperty(PATH) == null) {
      StartCommand.jar()
          .map(jar -> jar.resolveSibling(System.mapLibraryName("sqlitejdbc")))
          .filter(Files::isRegularFile)
          .map(DiskFailures::folderOf)
          .ifPresent(folder -> System.setProperty(PATH, folder.toString()));
    }
  }
}
