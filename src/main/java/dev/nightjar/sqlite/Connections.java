package dev.nightjar.sqlite;

import static dev.nightjar.sqlite.ResultCodes.SQLITE_CORRUPT;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_ERROR;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.core.DB;

/**
 * Opens database files by URI, so that no character of a path is taken for something else.
 *
 * <p>It is long because each use of a file has its own way to open it.
 */
final class Connections {
  /** Instructions of SQLite's virtual machine between two looks at whether to go on. */
  private static final int STEPS_BETWEEN_LOOKS = 200_000;

  /**
   * Limits that the driver sets below those that SQLite is built with: a value's and a statement's
   * length, columns, a function's arguments (sqlite.org/c3ref/c_limit_attached.html).
   */
  private static final int[] LOWERED_LIMITS = {0, 1, 2, 6};

  private static final int LIMIT_ATTACHED = 7;

  /**
   * Pages that a check keeps, at most: it goes from indexes to rows in no order of pages, and with
   * SQLite's 2 MB each page of a database of 60 MB was read 40 times.
   */
  private static final int MAX_CACHE_KIBIBYTES = 64 << 10;

  /** SQLite's own. */
  private static final int MIN_CACHE_KIBIBYTES = 2 << 10;

  private Connections() {}

  /** A live file as a reader: never created, never written to. */
  static Connection reader(Path file, Duration patience) throws SQLException {
    return tolerant(open(file, "mode=ro", patience));
  }

  /**
   * A live WAL file that has no log, so that nobody has it open: no locks, and no side files made.
   * Not mapped, since its app may come and cut it.
   */
  static Connection logless(Path file) throws SQLException {
    return tolerant(open(file, "mode=ro&immutable=1", Duration.ZERO));
  }

  /** A live file for what SQLite does on opening (recovery) and a checkpoint; never created. */
  static Connection recoverer(Path file, Duration patience) throws SQLException {
    return open(file, "mode=rw", patience);
  }

  /** A new file of our own. */
  static Connection creator(Path file) throws SQLException {
    return open(file, "mode=rwc", Duration.ZERO);
  }

  /** A database of our own that is gone when it is closed. */
  static Connection inMemory() throws SQLException {
    return SqliteLibrary.connect(":memory:");
  }

  /**
   * A file that nobody writes to: no locks, no side files, every cell's size checked. It is read,
   * not mapped: a mapped file that shrinks, or whose disk goes away or fails, ends the whole JVM
   * (SIGBUS), and to check, export and prove 100 MB takes a fifth more of the processor so. Nothing
   * can be attached to it.
   */
  static Connection finished(Path file) throws SQLException {
    return opened(
        tolerant(unmapped(file, true)),
        connection -> {
          database(connection).limit(LIMIT_ATTACHED, 0);
          return connection;
        });
  }

  /** The same for integrity_check, which looks at every cell itself. */
  static Connection checked(Path file) throws SQLException {
    return opened(
        tolerant(unmapped(file, false)),
        connection -> {
          keepPages(connection);
          return connection;
        });
  }

  /** The same, which calls the file malformed if there is a declaration that it refuses. */
  static Connection strict(Path file) throws SQLException {
    return unmapped(file, false);
  }

  /** Something that is made of a connection, and closes it. */
  interface Use<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Makes something of a connection, which is closed if that fails. */
  static <T> T opened(Connection connection, Use<T> use) throws SQLException {
    try {
      return use.on(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * For a connection that may read the schema: SQLite reads it first. A file that fits is read
   * once. In a larger one a b-tree of one page is read in its turn, and needn't be kept: among ten
   * thousand tables hardly any page need be.
   */
  private static void keepPages(Connection connection) throws SQLException {
    long page = number(connection, "PRAGMA page_size");
    long pages = number(connection, "PRAGMA page_count");
    if (pages * page / 1024 > MAX_CACHE_KIBIBYTES) {
      pages -=
          number(
              connection, "SELECT count(*) FROM " + BuiltInTables.SCHEMA + " WHERE rootpage > 0");
    }
    long kept = Math.max(MIN_CACHE_KIBIBYTES, Math.min(pages * page / 1024, MAX_CACHE_KIBIBYTES));
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA cache_size=-" + kept);
    }
  }

  /**
   * Reads the schema of a {@link #strict} connection.
   *
   * @return whether SQLite understands every declaration; if it doesn't, those are passed over
   */
  static boolean understands(Connection strict) throws SQLException {
    // Of a file that was cut short SQLite says so only as long as it isn't tolerant.
    number(strict, "PRAGMA schema_version");
    try {
      number(strict, "SELECT 1 FROM " + BuiltInTables.SCHEMA + " LIMIT 1");
      keepPages(strict);
      return true;
    } catch (SQLException e) {
      if (primary(e) != SQLITE_CORRUPT && primary(e) != SQLITE_ERROR) {
        throw e;
      }
      passOver(strict);
      keepPages(strict);
      return false;
    }
  }

  private static Connection unmapped(Path file, boolean cellSizes) throws SQLException {
    return opened(
        open(file, "mode=ro&immutable=1", Duration.ZERO),
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA cell_size_check=" + (cellSizes ? "ON" : "OFF"));
            statement.execute("PRAGMA trusted_schema=OFF");
            statement.execute("PRAGMA mmap_size=0");
          }
          return connection;
        });
  }

  /** A file's name for SQLite, of a database of ours that nobody writes to. */
  static String finishedUri(Path file) {
    return uri(file, "mode=ro&immutable=1");
  }

  private static String uri(Path file, String mode) {
    URI uri = file.toAbsolutePath().toUri();
    // A UNC path's server is no authority to SQLite: file:////server/share.
    String server = uri.getRawAuthority() == null ? "" : "//" + uri.getRawAuthority();
    return "file://" + server + uri.getRawPath() + "?" + mode;
  }

  private static Connection open(Path file, String mode, Duration patience) throws SQLException {
    return opened(
        SqliteLibrary.connect(uri(file, mode)),
        connection -> {
          DB database = database(connection);
          database.busy_timeout((int) patience.toMillis());
          for (int limit : LOWERED_LIMITS) {
            database.limit(limit, Integer.MAX_VALUE);
          }
          DriverFunctions.hide(connection);
          return connection;
        });
  }

  /**
   * Reads what it can of a schema: a declaration that this SQLite refuses (its app's has higher
   * limits, say) hides what it declares, and nothing else. Without this SQLite calls the whole file
   * malformed, which is to be said of damaged pages only. The connection can't write.
   */
  private static Connection tolerant(Connection strict) throws SQLException {
    return opened(
        strict,
        connection -> {
          // Of a file that was cut short SQLite says so only as long as it isn't tolerant.
          number(connection, "PRAGMA schema_version");
          passOver(connection);
          return connection;
        });
  }

  private static void passOver(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA writable_schema=ON");
    }
  }

  static DB database(Connection connection) throws SQLException {
    return ((SQLiteConnection) connection).getDatabase();
  }

  /** The first row's value; an error that comes after it, as a commit's does, is thrown, too. */
  static String text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      String text = row.next() ? row.getString(1) : "";
      while (row.next()) {
        // Closed before its end, a statement that writes commits unseen, or fails to.
      }
      return text;
    }
  }

  static long number(Connection connection, String query) throws SQLException {
    try (SqlText.Prepared prepared = SqlText.prepare(connection, query)) {
      return prepared.step() ? prepared.number(0) : 0;
    }
  }

  static SQLiteErrorCode code(SQLException e) {
    return e instanceof SQLiteException exception
        ? exception.getResultCode()
        : SQLiteErrorCode.UNKNOWN_ERROR;
  }

  /** The primary code: the low byte of an extended one (sqlite.org/rescode.html). */
  static int primary(SQLException e) {
    return code(e).code & 0xff;
  }

  /** An SQL string literal. */
  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** An SQL identifier. */
  static String named(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** Lets {@code progress} end a long statement on {@code connection}. */
  static Interruption interruptible(Connection connection, Progress progress) throws SQLException {
    Interruption interruption = new Interruption(progress);
    ProgressHandler.setHandler(connection, STEPS_BETWEEN_LOOKS, interruption);
    return interruption;
  }

  /** Remembers why a statement was ended. */
  static final class Interruption extends ProgressHandler {
    private final Progress progress;
    private volatile @org.jspecify.annotations.Nullable FailureException reason;

    private Interruption(Progress progress) {
      this.progress = progress;
    }

    @Override
    protected int progress() {
      try {
        progress.advanced(0, -1);
        return 0;
      } catch (FailureException e) {
        reason = e;
        return 1;
      }
    }

    /** Throws what {@code progress} threw, if it did. */
    void rethrow() throws FailureException {
      FailureException thrown = reason;
      if (thrown != null) {
        throw thrown;
      }
    }

    /** Lets the connection be used again. */
    void forget() {
      reason = null;
    }
  }
}
