package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DiskTrouble;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.PlainFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.SQLiteOpenMode;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite itself, which the driver's jar brings as a library for the system: unpacked into the
 * temporary folder, unless an installed program has it beside its jars. The driver would do so,
 * too, but doesn't say what stands in the way: each database would seem to be unreadable.
 */
public final class SqliteLibrary {
  private static final String TEMPORARY = "org.sqlite.tmpdir";
  private static final Logger DRIVERS_LOG = Logger.getLogger(SQLiteJDBCLoader.class.getName());

  private static final int FLAGS =
      SQLiteOpenMode.READWRITE.flag | SQLiteOpenMode.CREATE.flag | SQLiteOpenMode.NOMUTEX.flag;

  private static boolean loaded;

  private SqliteLibrary() {}

  /**
   * Loads it, if it isn't loaded yet.
   *
   * @throws FailureException {@code TEMPORARY_…}; the next call tries again
   */
  public static synchronized void load() throws FailureException {
    if (!loaded) {
      if (System.getProperty("org.sqlite.lib.path") == null) {
        unpackAndLoad(
            Path.of(System.getProperty(TEMPORARY, System.getProperty("java.io.tmpdir", ""))));
      } else {
        loadInstalled();
      }
      loaded = true;
    }
  }

  /** The same as an exception of the driver's; whoever translates it finds the failure in it. */
  static void require() throws SQLException {
    try {
      load();
    } catch (FailureException e) {
      throw new SQLException(e.getMessage(), e);
    }
  }

  /**
   * Opens a database by its URI, or one in memory.
   *
   * <p>SQLite takes no lock for each value: the driver lets one thread at a time into a connection
   * (sqlite.org/threadsafe.html). To read value by value alone takes a fifth less so; a backup of
   * 10 000 tables takes 4 % less of the processor, and one of few large tables no less. Nor is
   * SQLite asked, by a statement more, for the key of each row that is inserted.
   */
  static Connection connect(String database) throws SQLException {
    require();
    Properties given = new Properties();
    given.setProperty(SQLiteConfig.Pragma.OPEN_MODE.pragmaName, String.valueOf(FLAGS));
    given.setProperty(SQLiteConfig.Pragma.JDBC_GET_GENERATED_KEYS.pragmaName, "false");
    return DriverManager.getConnection("jdbc:sqlite:" + database, given);
  }

  private static void unpackAndLoad(Path folder) throws FailureException {
    byte[] library = read();
    if (library.length == 0) {
      return; // The driver has none for this system, and looks elsewhere for one.
    }
    // Names of the driver's own: another program with it removes none that has a lock beside it.
    String name =
        "sqlite-%s-%s-%s"
            .formatted(
                SQLiteJDBCLoader.getVersion(),
                DurableFiles.newTag(),
                LibraryLoaderUtil.getNativeLibName());
    removeUnused(folder);
    Path file = folder.resolve(name);
    Path lock = folder.resolve(name + ".lck");
    boolean isInUse = false;
    try {
      unpack(library, file, lock);
      load(file);
      isInUse = !PlainFiles.isPosix(folder);
    } finally {
      if (isInUse) {
        lock.toFile().deleteOnExit(); // The library itself is removed by a later start.
      } else {
        remove(file);
        remove(lock);
      }
    }
  }

  /** Removes the libraries that no process has any more: those without a lock beside them. */
  static void removeUnused(Path folder) {
    String ours = "sqlite-*-" + LibraryLoaderUtil.getNativeLibName();
    try (DirectoryStream<Path> libraries = Files.newDirectoryStream(folder, ours)) {
      for (Path library : libraries) {
        if (Files.notExists(folder.resolve(library.getFileName() + ".lck"))) {
          remove(library);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return; // To unpack another one says what is wrong there.
    }
  }

  private static byte[] read() {
    String library =
        LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
    try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(library)) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      return new byte[0];
    }
  }

  static void unpack(byte[] library, Path file, Path lock) throws FailureException {
    Path folder = DiskFailures.folderOf(file);
    try {
      DurableFiles.createPrivately(lock).close();
      try (FileChannel out = DurableFiles.createPrivately(file)) {
        DurableFiles.writeFully(out, ByteBuffer.wrap(library));
      }
    } catch (IOException e) {
      DiskTrouble trouble = DiskTrouble.whenWriting(e, folder, file, library.length);
      throw switch (trouble.kind()) {
        case FULL ->
            FailureException.because(
                e, Reason.TEMPORARY_FULL, folder, trouble.neededBytes(), trouble.freeBytes());
        case READ_ONLY -> FailureException.because(e, Reason.TEMPORARY_READ_ONLY, folder);
        case UNREACHABLE, NO_LARGE_FILES, OTHER ->
            FailureException.because(e, Reason.TEMPORARY_IO, folder);
      };
    }
  }

  /**
   * The driver loads it, unless it has one already: two of them in one process would undo each
   * other's locks. It may not try the temporary folder a second time.
   */
  private static void load(Path file) throws FailureException {
    Path folder = DiskFailures.folderOf(file);
    Map<String, String> wanted =
        Map.of(
            "org.sqlite.lib.path",
            folder.toString(),
            "org.sqlite.lib.name",
            file.getFileName().toString(),
            TEMPORARY,
            file + ".none");
    Properties before = new Properties();
    wanted.forEach((key, value) -> replace(before, key, System.setProperty(key, value)));
    try {
      initialize();
    } catch (Exception e) {
      // Written whole a moment ago: it is the system that doesn't let it run.
      throw FailureException.because(e, Reason.TEMPORARY_RUNS_NOTHING, folder);
    } finally {
      wanted.keySet().forEach(key -> replace(System.getProperties(), key, before.getProperty(key)));
    }
  }

  private static void loadInstalled() {
    try {
      initialize();
    } catch (Exception e) {
      return; // The driver says so again of each database.
    }
  }

  /**
   * Has the driver load it without a word. It removes others from the temporary folder, too, and
   * one that another process has removed meanwhile is an error to its log: on the user's terminal.
   */
  private static void initialize() throws Exception {
    Level level = DRIVERS_LOG.getLevel();
    DRIVERS_LOG.setLevel(Level.OFF);
    try {
      SQLiteJDBCLoader.initialize();
    } finally {
      DRIVERS_LOG.setLevel(level);
    }
  }

  private static void replace(Properties in, String key, @Nullable String value) {
    if (value == null) {
      in.remove(key);
    } else {
      in.setProperty(key, value);
    }
  }

  private static void remove(Path file) {
    try {
      DurableFiles.deleteIfExists(file);
    } catch (IOException e) {
      return; // It takes nothing but room.
    }
  }
}
