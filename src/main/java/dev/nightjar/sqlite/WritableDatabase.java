package dev.nightjar.sqlite;

import static dev.nightjar.sqlite.ResultCodes.SQLITE_BUSY;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_CONSTRAINT;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_ERROR;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_LOCKED;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskTrouble;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;
import org.sqlite.SQLiteErrorCode;

/**
 * A database that its app may have open, to be written to in one transaction, with a finished one
 * attached to it under the name {@link #BACKUP}, which is only read. Opened and closed by one
 * thread.
 *
 * <p>While it is open nothing here opens the file by Java: POSIX would drop SQLite's locks.
 *
 * <p>It is long because what a transaction may meet is told apart in one place.
 */
public final class WritableDatabase implements SnapshotSource, AutoCloseable {
  /** The name of the attached database in SQL. */
  public static final String BACKUP = "nightjar_backup";

  /** The name of a function that tells negative zero from zero, which no other of SQLite's does. */
  public static final String IS_NEGATIVE_ZERO = "nightjar_is_negative_zero";

  private static final int SQLITE_MISMATCH = 20;

  /** Two rows with one key (sqlite.org/rescode.html). */
  private static final Set<SQLiteErrorCode> TAKEN =
      EnumSet.of(
          SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY,
          SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE,
          SQLiteErrorCode.SQLITE_CONSTRAINT_ROWID);

  private final Path file;
  private final Duration patience;
  private final Clock clock;
  private final FileUse use;
  private final Connection connection;
  private final Connections.Interruption interruption;
  private final Charset charset;
  private final String journalMode;

  private WritableDatabase(
      Path file,
      Duration patience,
      Clock clock,
      FileUse use,
      Connection connection,
      Progress progress)
      throws SQLException {
    this.file = file;
    this.patience = patience;
    this.clock = clock;
    this.use = use;
    this.connection = connection;
    this.charset = BackupDatabase.charset(Connections.text(connection, "PRAGMA encoding"));
    this.journalMode = Connections.text(connection, "PRAGMA journal_mode");
    for (String pragma :
        List.of("temp_store=FILE", "trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0")) {
      NewDatabase.execute(connection, "PRAGMA " + pragma);
    }
    // The rename or truncation of the journal, too, is on the disk before success is said.
    NewDatabase.execute(connection, "PRAGMA synchronous=EXTRA");
    Function.create(connection, IS_NEGATIVE_ZERO, new NegativeZero(), 1, 0);
    this.interruption = Connections.interruptible(connection, progress);
  }

  private static final class NegativeZero extends Function {
    @Override
    protected void xFunc() throws SQLException {
      result(Double.doubleToRawLongBits(value_double(0)) == Long.MIN_VALUE ? 1 : 0);
    }
  }

  /**
   * Opens the file; takes no lock yet.
   *
   * @param patience how long to wait for a lock of the app's
   * @param onNetwork whether the file is on a network file system, where WAL's locks don't work
   * @param progress asked between SQLite's steps, and may cancel
   * @throws FailureException {@code DATABASE_…}, {@code COPY_…}
   */
  public static WritableDatabase open(
      Path file, Duration patience, boolean onNetwork, Clock clock, Progress progress)
      throws FailureException {
    Path absolute = file.toAbsolutePath();
    Refusals.ofWhatIsNoFile(absolute);
    if (onNetwork) {
      Refusals.ofWalOnNetwork(absolute);
    }
    FileUse use = FileUse.bySqlite(absolute);
    try {
      Connection connection = Connections.recoverer(absolute, patience);
      try {
        return new WritableDatabase(absolute, patience, clock, use, connection, progress);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      use.close();
      throw Refusals.explain(e, absolute, patience);
    }
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public long bytes() throws FailureException {
    try {
      return Files.size(file) + OnDisk.logBytes(file);
    } catch (IOException e) {
      throw FailureException.because(e, Reason.DATABASE_IO, file);
    }
  }

  /** Returns the encoding in which text is stored. */
  public Charset charset() {
    return charset;
  }

  /**
   * Attaches a file that nobody writes to under the name {@link #BACKUP}.
   *
   * @param backup one in the same encoding
   */
  public void attach(Path backup) throws FailureException {
    execute("ATTACH " + Connections.quoted(Connections.finishedUri(backup)) + " AS " + BACKUP);
  }

  /** Returns a number that changes with each commit of another program. */
  public long dataVersion() throws FailureException {
    return number("PRAGMA main.data_version");
  }

  /**
   * {@inheritDoc}
   *
   * <p>By a reader of its own: a transaction that has been begun and has written nothing may stay
   * open meanwhile.
   */
  @Override
  public Snapshot snapshot(Path target, Progress progress) throws FailureException {
    return NewCopy.make(
        target,
        file,
        flusher -> {
          Instant takenAt;
          try (Connection reader = Connections.reader(file, patience)) {
            OnlineCopy copy = new OnlineCopy(reader, patience);
            takenAt = copy.begin(clock);
            copy.into(target, flusher, journalMode.equals("wal"), progress);
            takenAt = copy.restartedAt().orElse(takenAt);
          }
          return StagedFile.seal(target, takenAt, journalMode, Checkpoint.NOT_NEEDED, false);
        },
        this::failed,
        () -> DiskTrouble.UNKNOWN);
  }

  /**
   * Begins the transaction: from here on nobody else writes.
   *
   * @param enforced whether SQLite enforces foreign keys, and does what they ask for
   */
  public void begin(boolean enforced) throws FailureException {
    execute("PRAGMA foreign_keys=" + (enforced ? "ON" : "OFF"));
    execute("BEGIN IMMEDIATE");
    execute("PRAGMA defer_foreign_keys=ON");
  }

  /** Ends the transaction; if that fails, nothing was written. */
  public void commit() throws FailureException {
    execute("COMMIT");
  }

  /** Takes the transaction back, if one is open. */
  public void rollBack() throws FailureException {
    try {
      if (isInTransaction()) {
        NewDatabase.execute(connection, "ROLLBACK");
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** A trigger may end a transaction; SQLite tells by refusing to begin another. */
  private boolean isInTransaction() throws SQLException {
    try {
      NewDatabase.execute(connection, "BEGIN");
    } catch (SQLException e) {
      return true;
    }
    NewDatabase.execute(connection, "ROLLBACK");
    return false;
  }

  /** Runs a statement that gives no rows. */
  public void execute(String sql) throws FailureException {
    try {
      SqlText.run(connection, sql);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Returns the first result of the first row; 0 if there is none. */
  public long number(String sql) throws FailureException {
    try {
      return Connections.number(connection, sql);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** One row of a result. */
  public static final class Result {
    private final SqlText.Prepared row;
    private final Charset charset;

    private Result(SqlText.Prepared row, Charset charset) {
      this.row = row;
      this.charset = charset;
    }

    /** Returns a result that is a number. */
    public long number(int column) throws SQLException {
      return row.number(column);
    }

    /** Returns a result that is a text, cast to a BLOB in the statement. */
    public String name(int column) throws SQLException {
      return Names.of(row.bytes(column), charset);
    }
  }

  /** Uses one row. */
  @FunctionalInterface
  public interface Use {
    void of(Result row) throws SQLException, FailureException;
  }

  /** Gives all rows of a statement to {@code use}, which may not write. */
  public void each(String sql, Use use) throws FailureException {
    try (SqlText.Prepared row = SqlText.prepare(connection, sql)) {
      Result result = new Result(row, charset);
      while (row.step()) {
        use.of(result);
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** A statement that writes one row, run for one after the other. */
  public final class RowStatement implements AutoCloseable {
    private final String table;
    private final String before;
    private final String after;
    private final @Nullable PreparedStatement prepared;

    private RowStatement(String table, String before, String after) throws SQLException {
      this.table = table;
      this.before = before;
      this.after = after;
      // JDBC takes SQL as a String only: names that aren't UTF-8 are given anew each time.
      boolean text = Names.isText(before + after);
      this.prepared = text ? connection.prepareStatement(before + "?" + after) : null;
    }

    /**
     * Runs it for the row of that number.
     *
     * @return false if the row's key is another row's, and nothing was written
     * @throws FailureException {@code ROWS_REFUSED} if a declaration or a trigger refuses it
     */
    public boolean run(long number) throws FailureException {
      try {
        if (prepared == null) {
          SqlText.run(connection, before + number + after);
        } else {
          prepared.setLong(1, number);
          prepared.executeUpdate();
        }
        return true;
      } catch (SQLException e) {
        return refused(e);
      }
    }

    private boolean refused(SQLException e) throws FailureException {
      try {
        if (TAKEN.contains(Connections.code(e)) && isInTransaction()) {
          return false;
        }
      } catch (SQLException other) {
        throw failed(other);
      }
      throw mayBeDeclared(e) ? refusal(e, table) : failed(e);
    }

    @Override
    public void close() throws FailureException {
      try {
        if (prepared != null) {
          prepared.close();
        }
      } catch (SQLException e) {
        throw failed(e);
      }
    }
  }

  /**
   * Prepares a statement that writes rows of {@code table}, one for each number that stands between
   * its two parts.
   *
   * @throws FailureException {@code ROWS_REFUSED} if SQLite doesn't understand a trigger, say
   */
  public RowStatement prepare(String table, String before, String after) throws FailureException {
    try {
      return new RowStatement(table, before, after);
    } catch (SQLException e) {
      throw mayBeDeclared(e) ? refusal(e, table) : failed(e);
    }
  }

  /** Whether it is the doing of a declaration: a constraint, a trigger, a missing function. */
  private static boolean mayBeDeclared(SQLException e) {
    int code = Connections.primary(e);
    return code == SQLITE_CONSTRAINT || code == SQLITE_ERROR || code == SQLITE_MISMATCH;
  }

  private static FailureException refusal(SQLException e, String table) {
    String why =
        StandIns.missing(e)
            .map(missing -> "it needs the app's own " + missing)
            .orElse(CopyFailures.words(e));
    return FailureException.because(e, Reason.ROWS_REFUSED, Names.shown(table), why);
  }

  /** Says of a failure for want of a collation of the app's that it is the table's; no other. */
  public static FailureException ofTable(FailureException failure, String table) {
    return failure.reason() == Reason.DATABASE_UNREADABLE
            && failure.getCause() instanceof SQLException e
            && Connections.code(e) == SQLiteErrorCode.SQLITE_ERROR_MISSING_COLLSEQ
        ? refusal(e, table)
        : failure;
  }

  /** Returns a name for temporary tables, and the beginning of such names, that the app hasn't. */
  public String ownName(String what) throws FailureException {
    OwnNames own = new OwnNames();
    each("SELECT CAST(name AS BLOB) FROM " + BuiltInTables.SCHEMA, row -> own.avoid(row.name(0)));
    return own.of(what);
  }

  /** Returns the names of the ordinary tables, SQLite's own and shadow tables left out. */
  public List<String> tables() throws FailureException {
    List<String> names = new ArrayList<>();
    each(
        "SELECT CAST(t.name AS BLOB) FROM "
            + BuiltInTables.TABLES
            + " AS t WHERE t.schema = 'main'"
            + " AND t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
        row -> names.add(row.name(0)));
    return names;
  }

  /** Returns whether there is a table of that name, of whatever kind. */
  public boolean hasTable(String name) throws FailureException {
    List<String> found = new ArrayList<>();
    each(
        "SELECT CAST(name AS BLOB) FROM "
            + BuiltInTables.SCHEMA
            + " WHERE type = 'table' AND name = "
            + Names.literal(name)
            + " COLLATE NOCASE",
        row -> found.add(row.name(0)));
    return !found.isEmpty();
  }

  /**
   * Reads the columns, the key and the rowid of a table of this database.
   *
   * @param rowid the name by which SQL can see the rowid; empty if it can't
   * @param keyIsRowid whether the key is the rowid
   */
  public record Table(TableKey key, String rowid, boolean keyIsRowid) {}

  /** Reads how a table's rows are found. */
  public Table table(String name) throws FailureException {
    try {
      TableShape shape = TableShape.of(connection, name, charset);
      TableKey key = TableKey.of(connection, name, shape, charset);
      return new Table(key, shape.rowidName(), shape.keyIsRowid());
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /**
   * Returns the app's own collations without which SQLite doesn't even read the table: it is
   * WITHOUT ROWID, and they aren't here.
   */
  public List<String> collationsToRead(String table) throws FailureException {
    try {
      boolean isIndex = !TableShape.of(connection, table, charset).keyIndex().isEmpty();
      return isIndex ? StandIns.lacking(connection, table) : List.of();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Returns the columns of a table that are never NULL, and have no default. */
  public List<String> columnsWithoutDefault(String table) throws FailureException {
    List<String> names = new ArrayList<>();
    each(
        "SELECT CAST(name AS BLOB) FROM "
            + BuiltInTables.columns(Names.literal(table))
            + " WHERE \"notnull\" AND coalesce(upper(dflt_value), 'NULL') = 'NULL'",
        row -> names.add(row.name(0)));
    return names;
  }

  /**
   * Returns the columns of a table that have another type in the backup, so that what they are
   * given may be stored as another value.
   */
  public Set<String> columnsOfAnotherType(String table) throws FailureException {
    Set<String> names = new LinkedHashSet<>();
    String name = Names.literal(table);
    each(
        "SELECT CAST(l.name AS BLOB), CAST(l.type AS BLOB), CAST(b.type AS BLOB) FROM "
            + BuiltInTables.columns(name)
            + " AS l JOIN "
            + BuiltInTables.columnsInBackup(name)
            + " AS b ON l.name = b.name COLLATE NOCASE",
        row -> {
          if (Affinity.of(row.name(1)) != Affinity.of(row.name(2))) {
            names.add(row.name(0));
          }
        });
    return names;
  }

  /**
   * A foreign key.
   *
   * @param to the parent's columns; empty if its primary key is meant
   * @param onDelete the action, as {@code SET NULL}
   * @param defaults the expressions of {@code from}'s defaults
   */
  public record ForeignKey(
      String child,
      String parent,
      List<String> from,
      List<String> to,
      String onDelete,
      List<String> defaults) {}

  /** Returns the foreign keys of a table. */
  public List<ForeignKey> foreignKeys(String child) throws FailureException {
    record Part(
        String parent, List<String> from, List<String> to, String action, List<String> or) {}
    Map<Long, Part> parts = new LinkedHashMap<>();
    String name = Connections.quoted(child);
    each(
        "SELECT f.id, CAST(f.\"table\" AS BLOB), CAST(f.\"from\" AS BLOB), CAST(f.\"to\" AS BLOB),"
            + " CAST(f.on_delete AS BLOB), CAST(coalesce(c.dflt_value, 'NULL') AS BLOB)"
            + " FROM "
            + BuiltInTables.foreignKeys(name)
            + " AS f JOIN "
            + BuiltInTables.columns(name)
            + " AS c ON c.name = f.\"from\" COLLATE NOCASE ORDER BY f.id, f.seq",
        row -> {
          Part part = parts.get(row.number(0));
          if (part == null) {
            part =
                new Part(
                    row.name(1),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    row.name(4),
                    new ArrayList<>());
            parts.put(row.number(0), part);
          }
          part.from().add(row.name(2));
          if (!row.name(3).isEmpty()) {
            part.to().add(row.name(3));
          }
          part.or().add(row.name(5));
        });
    return parts.values().stream()
        .map(
            one ->
                new ForeignKey(child, one.parent(), one.from(), one.to(), one.action(), one.or()))
        .toList();
  }

  /**
   * Counts the rows whose parent is missing, by the child and the parent table.
   *
   * @return empty if the declarations of foreign keys can't be enforced, by an app neither
   */
  public Optional<Map<List<String>, Long>> orphans() throws FailureException {
    Map<List<String>, Long> counts = new LinkedHashMap<>();
    try (SqlText.Prepared row = SqlText.prepare(connection, "PRAGMA main.foreign_key_check")) {
      while (row.step()) {
        List<String> key =
            List.of(Names.of(row.bytes(0), charset), Names.of(row.bytes(2), charset));
        counts.merge(key, 1L, Long::sum);
      }
      return Optional.of(counts);
    } catch (SQLException e) {
      if (Connections.primary(e) == SQLITE_ERROR) {
        return Optional.empty();
      }
      throw failed(e);
    }
  }

  private FailureException failed(SQLException e) throws FailureException {
    interruption.rethrow();
    return switch (Connections.primary(e)) {
      case SQLITE_BUSY, SQLITE_LOCKED ->
          FailureException.because(e, Reason.DATABASE_LOCKED, file, patience.toSeconds());
      default -> Refusals.whileOpen(e, file);
    };
  }

  /** Takes back what was not committed, and lets the file go. */
  @Override
  public void close() throws FailureException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw FailureException.because(e, Reason.DATABASE_IO, file);
    } finally {
      use.close();
    }
  }
}
