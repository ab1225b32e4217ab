package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Describes a live database, for a user who is about to choose it: opened read-only, and closed
 * again.
 *
 * @param tables those whose rows are in the file, in order of name; SQLite's own are left out
 * @param allCounted whether each table's rows are all of them; else there are more
 * @param bytes the file's and its log's
 * @param changedAt when the file or its log was last written to
 * @param journalMode delete, wal, …
 */
public record DatabaseInspection(
    Path file,
    List<TableRows> tables,
    boolean allCounted,
    long bytes,
    Instant changedAt,
    String journalMode) {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** In rollback mode the app can't commit while a statement of ours reads. */
  private static final Duration COUNTING_WHERE_THE_APP_WAITS = Duration.ofMillis(300);

  public DatabaseInspection {
    tables = List.copyOf(tables);
  }

  /** How many rows there are, or at least how many. */
  public long rows() {
    return tables.stream().mapToLong(TableRows::rows).sum();
  }

  /**
   * Looks at a file that an app may be using.
   *
   * @param onNetwork whether the file is on a network file system
   * @param limit how long to count for; the inspection itself takes longer if the file is locked
   * @throws FailureException {@code DATABASE_…}, {@code NOT_A_DATABASE}, as a run would
   */
  public static DatabaseInspection at(Path file, boolean onNetwork, Duration limit)
      throws FailureException {
    Path absolute = file.toAbsolutePath();
    Refusals.ofWhatIsNoFile(absolute);
    if (onNetwork) {
      Refusals.ofWalOnNetwork(absolute);
    }
    Optional<DatabaseInspection> logless = logless(absolute, limit);
    if (logless.isPresent()) {
      return logless.get();
    }
    Refusals.ofWalThatWeMayOnlyRead(absolute);
    try (FileUse use = FileUse.bySqlite(absolute);
        Connection reader = HotJournal.reader(absolute, PATIENCE, onNetwork)) {
      Connections.number(reader, "SELECT count(*) FROM " + BuiltInTables.SCHEMA);
      return inspect(absolute, reader, Connections.text(reader, "PRAGMA journal_mode"), limit);
    } catch (SQLException e) {
      throw Refusals.explain(e, absolute, PATIENCE);
    }
  }

  /**
   * In WAL mode an ordinary reader would leave empty side files beside a database that nobody has
   * open. One without locks doesn't; and since its end drops those of others, it is alone.
   */
  private static Optional<DatabaseInspection> logless(Path file, Duration limit)
      throws FailureException {
    try (FileUse use = FileUse.byJavaAtOnce(file).orElse(null)) {
      if (use == null || !hasNoLog(file) || !Refusals.isWal(file)) {
        return Optional.empty();
      }
      try (Connection reader = Connections.logless(file)) {
        DatabaseInspection found = inspect(file, reader, "wal", limit);
        return hasNoLog(file) ? Optional.of(found) : Optional.empty();
      } catch (SQLException e) {
        // Its app has come meanwhile, or it is damaged: the next inspection.
        return Optional.empty();
      }
    }
  }

  static boolean hasNoLog(Path file) {
    return Files.notExists(log(file));
  }

  static Path log(Path file) {
    return file.resolveSibling(file.getFileName() + "-wal");
  }

  private static DatabaseInspection inspect(
      Path file, Connection reader, String mode, Duration limit)
      throws SQLException, FailureException {
    boolean appWaits = !mode.equals("wal") && limit.compareTo(COUNTING_WHERE_THE_APP_WAITS) > 0;
    Duration counting = appWaits ? COUNTING_WHERE_THE_APP_WAITS : limit;
    TableCounter counter = new TableCounter(reader, counting);
    List<TableRows> tables = counter.tables();
    try {
      OnDisk found = OnDisk.of(file, Files.readAttributes(file, BasicFileAttributes.class));
      return new DatabaseInspection(
          file, tables, counter.allCounted(), found.bytes(), found.changedAt(), mode);
    } catch (IOException e) {
      throw FailureException.because(e, Reason.DATABASE_IO, file);
    }
  }

  /**
   * Whether the file begins as an unencrypted database does. Never waits for a connection of this
   * process: what one is open on is a database.
   */
  public static boolean beginsAsOne(Path file) {
    try (FileUse use = FileUse.byJavaAtOnce(file).orElse(null)) {
      return use == null || Refusals.beginsAsDatabase(file);
    }
  }
}
