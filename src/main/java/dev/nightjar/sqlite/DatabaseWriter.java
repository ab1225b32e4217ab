package dev.nightjar.sqlite;

import static dev.nightjar.sqlite.ResultCodes.SQLITE_CANTOPEN;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_FULL;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_IOERR;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds a database by its own declarations, each run as the one CREATE statement that it is.
 *
 * <p>It is long because the order of a rebuild is one: tables, rows, then all that watches rows.
 */
public final class DatabaseWriter implements RebuildTarget {
  private static final String SEQUENCE = "sqlite_sequence";

  private final Path file;
  private final Connection connection;
  private final OwnNames own = new OwnNames();
  private final Charset charset;
  private final RowWriter writer;
  private final SchemaBatches batches;
  private final List<SchemaEntry> later = new ArrayList<>();

  /** Ordinary tables that aren't declared yet, in their order. */
  private final Deque<SchemaEntry> waiting = new ArrayDeque<>();

  /** The other ones in their order; and those of them that SQLite knows, if not all. */
  private final List<String> tables = new ArrayList<>();

  private Set<String> batch = Set.of();
  private int changes;

  /** Indexes that aren't made yet, by their table. */
  private final Map<String, List<SchemaEntry>> indexes = new LinkedHashMap<>();

  private String table = "";
  private TableShapes shapes;
  private TableShape shape = TableShape.NONE;
  private final Set<String> names = new HashSet<>();
  private boolean hasSequence;
  private boolean keepsSequence;

  private DatabaseWriter(Path file, Connection connection, Charset charset) {
    this.file = file;
    this.connection = connection;
    this.charset = charset;
    this.writer = new RowWriter(connection, own, charset);
    this.batches = new SchemaBatches(connection, own, charset, file);
    this.shapes = new TableShapes(connection, charset);
  }

  /**
   * Makes the new file {@code file}, with the pragmas that can't be changed later.
   *
   * @param autoVacuum 0 none, 1 full, 2 incremental
   */
  public static DatabaseWriter create(Path file, String encoding, long pageSize, long autoVacuum)
      throws FailureException {
    Connection connection = NewDatabase.create(file, encoding, pageSize, autoVacuum);
    return new DatabaseWriter(file, connection, BackupDatabase.charset(encoding));
  }

  private void execute(String sql) throws SQLException {
    NewDatabase.execute(connection, sql);
  }

  @Override
  public Charset charset() {
    return charset;
  }

  /**
   * {@inheritDoc}
   *
   * <p>SQLite is told of a table when its rows come, so that it knows few at a time: rows come in
   * the order of declarations.
   */
  @Override
  public void declare(List<SchemaEntry> schema) throws FailureException {
    schema.forEach(entry -> own.avoid(entry.name()));
    for (SchemaEntry entry : schema) {
      if (entry.type().equals("index")) {
        indexes.computeIfAbsent(entry.table(), table -> new ArrayList<>()).add(entry);
      } else if (!entry.type().equals("table") || SqlScan.isVirtual(text(entry))) {
        later.add(entry);
      } else if (entry.name().equals(SEQUENCE)) {
        hasSequence = true;
      } else {
        requireNew(entry);
        waiting.add(entry);
      }
    }
  }

  /** Declares the next tables and what those before still lack, which are put aside. */
  private void declareNext() throws SQLException, FailureException {
    endBatch();
    if (!batch.isEmpty()) {
      batches.putAside();
    }
    batch = new LinkedHashSet<>();
    while (!waiting.isEmpty() && batch.size() < SchemaBatches.SIZE) {
      SchemaEntry entry = waiting.remove();
      declare(entry);
      tables.add(entry.name());
      batch.add(entry.name());
    }
    batches.requireNames();
  }

  private void declareRest() throws FailureException {
    try {
      while (!waiting.isEmpty()) {
        declareNext();
      }
    } catch (SQLException e) {
      throw refused("the schema", e);
    }
  }

  /** Ends what needs to know the tables of this batch. */
  private void endBatch() throws SQLException, FailureException {
    writer.close();
    shapes.close();
    shapes = new TableShapes(connection, charset);
    declareIndexes(batch);
  }

  /** SQLite itself can't see a name twice if the first is put aside. */
  private void requireNew(SchemaEntry entry) throws FailureException {
    if (!names.add(Names.folded(entry.name()))) {
      throw notRebuilt(entry.name(), "it is declared twice");
    }
  }

  private String text(SchemaEntry entry) throws FailureException {
    String sql = Names.of(entry.sql(), charset);
    if (!Names.isText(sql) || !Names.isText(entry.name())) {
      throw notRebuilt(entry.name(), "its declaration isn't valid text");
    }
    return sql;
  }

  private FailureException notRebuilt(String name, String why) {
    return new FailureException(Reason.JSON_NOT_REBUILT, file, Names.shown(name), why);
  }

  /** Declares a table, index, view or trigger. */
  private void declare(SchemaEntry entry) throws FailureException {
    String name = entry.name();
    String sql = text(entry);
    if (!SqlScan.isOne(entry.type(), sql)) {
      throw new FailureException(
          Reason.JSON_DAMAGED, file, "a declaration of another kind: " + name, -1);
    }
    try {
      batches.expect(name);
      if (name.startsWith("sqlite_")) {
        // Names like sqlite_stat1 are reserved otherwise.
        execute("PRAGMA writable_schema=ON");
        runFirst(name, sql);
        execute("PRAGMA writable_schema=OFF");
      } else {
        runFirst(name, sql);
      }
    } catch (SQLException e) {
      throw refused(name, e);
    }
  }

  /** Runs the first statement of {@code sql} alone: prepared, what may follow a ';' isn't run. */
  private void runFirst(String name, String sql) throws SQLException, FailureException {
    try (StandIns standIns = new StandIns(connection)) {
      while (true) {
        try {
          SqlText.run(connection, sql);
          break;
        } catch (SQLException e) {
          Optional<StandIns.Missing> missing = StandIns.missing(e);
          // An index would be sorted wrongly, and the app would not find its rows.
          if (missing.isEmpty()
              || !sql.startsWith("CREATE TABLE ")
              || !standIns.supply(missing.get())) {
            throw e;
          }
        }
      }
      boolean computes =
          standIns.functions()
              && TableShape.of(connection, name, charset).columns().stream()
                  .anyMatch(TableShape.Column::generated);
      if (computes || standIns.sort(name)) {
        throw notRebuilt(name, "it needs the app's own functions or collations");
      }
    }
  }

  /**
   * Declares a virtual table as .dump does: its module isn't called, its rows are in other tables.
   */
  private void declareVirtual(SchemaEntry entry) throws FailureException {
    if (!SqlScan.isOne("table", text(entry))) {
      throw new FailureException(
          Reason.JSON_DAMAGED, file, "a declaration of another kind: " + entry.name(), -1);
    }
    try {
      batches.expect(entry.name());
      execute("PRAGMA writable_schema=ON");
      try (PreparedStatement statement =
          connection.prepareStatement(
              "INSERT INTO "
                  + BuiltInTables.SCHEMA
                  + "(type, name, tbl_name, rootpage, sql)"
                  + " VALUES ('table', ?, ?, 0, ?)")) {
        statement.setString(1, entry.name());
        statement.setString(2, entry.name());
        statement.setString(3, text(entry));
        statement.execute();
      }
      execute("PRAGMA writable_schema=OFF");
    } catch (SQLException e) {
      throw NewDatabase.failed(e, file);
    }
  }

  /** sqlite_sequence can only be made by a table that needs it. */
  private void declareSequence() throws FailureException {
    try {
      execute("CREATE TABLE " + own.of("sequence") + "(id INTEGER PRIMARY KEY AUTOINCREMENT)");
      execute("DROP TABLE main." + own.of("sequence"));
    } catch (SQLException e) {
      throw refused(SEQUENCE, e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>SQLite itself writes to sqlite_sequence whenever a row comes to another table: its own rows
   * wait until all others are there.
   */
  @Override
  public void fill(String name) throws FailureException {
    try {
      table = name;
      if (name.equals(SEQUENCE)) {
        declareSequence();
      } else if (!batch.contains(name)) {
        know(name);
      }
      shape = shapes.of(name);
      List<String> names = new ArrayList<>(shape.valueColumns());
      if (shape.showsRowid()) {
        names.add(0, shape.rowidName());
      }
      keepsSequence |= name.equals(SEQUENCE);
      if (name.equals(SEQUENCE)) {
        execute("CREATE TABLE " + keptSequence() + "(name, seq)");
        writer.into(keptSequence(), names);
      } else {
        writer.into("main." + Connections.named(name), names);
      }
    } catch (SQLException e) {
      throw refused(name, e);
    }
  }

  private String keptSequence() {
    return "temp." + own.of("sequence");
  }

  @Override
  public List<String> columns() {
    return shape.valueColumns();
  }

  @Override
  public void insert(OptionalLong rowid, List<Boolean> asText, @Nullable Object[] values)
      throws FailureException {
    if (rowid.isPresent() != shape.showsRowid()) {
      throw new FailureException(
          Reason.JSON_DAMAGED, file, "a row of " + table + " with a rowid too many or too few", -1);
    }
    try {
      writer.insert(rowid, asText, values);
    } catch (SQLException e) {
      throw refused(table, e);
    }
  }

  @Override
  public List<Lack> finish(long userVersion, long applicationId) throws FailureException {
    try {
      declareRest();
      writer.close();
      shapes.close();
      if (hasSequence && !keepsSequence) {
        declareSequence();
      }
      if (keepsSequence) {
        execute("DELETE FROM sqlite_sequence");
        execute(
            "INSERT INTO sqlite_sequence(rowid, name, seq) SELECT rowid, name, seq FROM "
                + keptSequence());
      }
      declareIndexes();
      for (SchemaEntry entry : later) {
        if (entry.type().equals("table")) {
          declareVirtual(entry);
        } else {
          declare(entry);
        }
      }
      batches.requireNames();
      execute("PRAGMA user_version=" + userVersion);
      execute("PRAGMA application_id=" + applicationId);
      NewDatabase.commit(connection);
      return List.of();
    } catch (SQLException e) {
      throw NewDatabase.failed(e, file);
    }
  }

  /**
   * Lets SQLite know a table and its neighbours, and no others: the more it knows, the longer each
   * statement takes. All of them if the tables come in another order than they are declared in.
   */
  private void know(String name) throws SQLException, FailureException {
    if (!waiting.isEmpty() && waiting.element().name().equals(name)) {
      declareNext();
      return;
    }
    declareRest();
    if (!batches.isBegun() || batch.contains(name)) {
      return;
    }
    if (changes++ <= 2 + 2 * tables.size() / SchemaBatches.SIZE) {
      int from = Math.max(0, tables.indexOf(name)) / SchemaBatches.SIZE * SchemaBatches.SIZE;
      know(tables.subList(from, Math.min(from + SchemaBatches.SIZE, tables.size())));
    } else {
      know(List.of());
      batches.putBack();
    }
  }

  private void know(List<String> some) throws SQLException, FailureException {
    endBatch();
    batches.only(some);
    batch = new LinkedHashSet<>(some);
  }

  private void declareIndexes() throws SQLException, FailureException {
    boolean knowsAll = !batches.isBegun() && tables.size() <= SchemaBatches.SIZE;
    declareIndexes(knowsAll ? List.copyOf(indexes.keySet()) : batch);
    List<String> left = List.copyOf(indexes.keySet());
    for (int from = 0; from < left.size(); from += SchemaBatches.SIZE) {
      know(left.subList(from, Math.min(from + SchemaBatches.SIZE, left.size())));
      declareIndexes(batch);
    }
    batches.putBack();
  }

  private void declareIndexes(Collection<String> of) throws SQLException, FailureException {
    for (String one : of) {
      List<SchemaEntry> some = indexes.remove(one);
      for (SchemaEntry index : some == null ? List.<SchemaEntry>of() : some) {
        requireNew(index);
        declare(index);
      }
    }
  }

  private FailureException refused(String name, SQLException e) {
    return switch (Connections.primary(e)) {
      case SQLITE_CANTOPEN, SQLITE_IOERR, SQLITE_FULL -> NewDatabase.failed(e, file);
      default ->
          FailureException.because(
              e, Reason.JSON_NOT_REBUILT, file, Names.shown(name), CopyFailures.words(e));
    };
  }

  @Override
  public void close() throws FailureException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw NewDatabase.failed(e, file);
    }
  }
}
