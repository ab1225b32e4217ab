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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.sqlite.Collation;

/**
 * Puts a database back that its own declarations would refuse or change, such as one whose schema
 * somebody edited by hand. Rows go into stand-in tables of the same layout that take any value;
 * then the declarations are written into {@code sqlite_schema} as the text that they are, and
 * SQLite builds the indexes by them.
 *
 * <p>It is long because every kind of declaration that SQLite may refuse has its own way back.
 */
public final class PutBack implements RebuildTarget {
  private static final int MAX_KEY_TERMS = 64;

  private final Path file;
  private final String encoding;
  private final Charset charset;
  private final Map<String, TableLayout> layouts = new LinkedHashMap<>();
  private final Map<String, String> standIns = new HashMap<>();
  private final Map<String, String> placeholders = new LinkedHashMap<>();
  private final List<Appending> appending = new ArrayList<>();
  private final List<SchemaEntry> schema = new ArrayList<>();
  private final List<Lack> lacks = new ArrayList<>();
  private final Connection connection;
  private final OwnNames own = new OwnNames();
  private final RowWriter writer;
  private String table = "";
  private TableLayout layout = TableLayout.NONE;

  private PutBack(Path file, Connection connection, String encoding) throws SQLException {
    this.file = file;
    this.connection = connection;
    this.encoding = encoding;
    this.charset = BackupDatabase.charset(encoding);
    this.writer = new RowWriter(connection, own, charset);
    for (int i = 0; i < MAX_KEY_TERMS; i++) {
      appending.add(new Appending());
      Collation.create(connection, TableLayout.APPENDING + i, appending.get(i));
    }
  }

  /**
   * Makes the new file {@code file}, with the pragmas that can't be changed later.
   *
   * @param autoVacuum 0 none, 1 full, 2 incremental
   */
  public static PutBack create(Path file, String encoding, long pageSize, long autoVacuum)
      throws FailureException {
    try {
      Connection connection = NewDatabase.create(file, encoding, pageSize, autoVacuum);
      return new PutBack(file, connection, encoding);
    } catch (SQLException e) {
      throw FailureException.because(e, Reason.TARGET_IO, file);
    }
  }

  /**
   * Says of a text that is just being inserted that it comes after all others. Rows of a table that
   * is stored by a key in the app's own collation come in its order, and so they stay in it. If the
   * key says DESC SQLite turns the answer, so that it is given the other way round; the order of
   * numbers, texts and BLOBs among each other is SQLite's own.
   */
  private static final class Appending extends Collation {
    private String inserted = "";
    private boolean descending;

    @Override
    protected int xCompare(String left, String right) {
      if (left.equals(right)) {
        return 0;
      }
      return left.equals(inserted) == descending ? -1 : 1;
    }
  }

  @Override
  public Charset charset() {
    return charset;
  }

  private String text(SchemaEntry entry) {
    return Names.of(entry.sql(), charset);
  }

  private boolean isTable(SchemaEntry entry) {
    return entry.type().equals("table") && !SqlScan.isVirtual(text(entry));
  }

  @Override
  public void declare(List<SchemaEntry> all) throws FailureException {
    schema.addAll(all);
    for (SchemaEntry entry : all) {
      if (!SqlScan.isOne(entry.type(), text(entry))) {
        throw new FailureException(
            Reason.JSON_DAMAGED,
            file,
            "a declaration of another kind: " + Names.shown(entry.name()),
            -1);
      }
      own.avoid(entry.name());
    }
    readLayouts();
    SchemaBatches batches = new SchemaBatches(connection, own, charset, file);
    try {
      for (Map.Entry<String, TableLayout> of : layouts.entrySet()) {
        String name = own.of("table" + standIns.size());
        standIns.put(of.getKey(), name);
        batches.count();
        NewDatabase.execute(connection, of.getValue().standIn(name));
        for (String index : of.getValue().automaticIndexes()) {
          placeholder(index);
        }
      }
      NewDatabase.execute(connection, "CREATE TABLE " + own.of("root") + "(a)");
      for (SchemaEntry entry : all) {
        if (entry.type().equals("index")) {
          placeholder(entry.name());
        }
      }
      for (String name : placeholders.values()) {
        // Its pages are an index's, and it needs no table that SQLite would have to know.
        batches.count();
        NewDatabase.execute(connection, "CREATE TABLE " + name + "(a PRIMARY KEY) WITHOUT ROWID");
      }
      batches.putBack();
    } catch (SQLException e) {
      throw refused("the schema", e);
    }
  }

  /** An index begins as a page of its own that holds nothing. */
  private void placeholder(String index) throws FailureException {
    if (placeholders.put(index, own.of("index" + placeholders.size())) != null) {
      throw new FailureException(
          Reason.JSON_DAMAGED, file, "index " + Names.shown(index) + " is declared twice", -1);
    }
  }

  /** SQLite itself decides the meaning of each declaration: it reads them if there are no rows. */
  private void readLayouts() throws FailureException {
    try (Connection read = Connections.inMemory()) {
      NewDatabase.execute(read, "PRAGMA encoding='" + encoding + "'");
      NewDatabase.execute(read, "PRAGMA trusted_schema=OFF");
      NewDatabase.execute(read, "CREATE TABLE nightjar_root(a)");
      NewDatabase.execute(read, "PRAGMA writable_schema=ON");
      NewDatabase.execute(read, "DELETE FROM " + BuiltInTables.SCHEMA);
      for (SchemaEntry entry : schema) {
        if (isTable(entry)) {
          insert(read, entry, 2);
        }
      }
      NewDatabase.execute(read, "PRAGMA writable_schema=RESET");
      for (SchemaEntry entry : schema) {
        if (!isTable(entry)) {
          continue;
        }
        TableLayout of = TableLayout.of(read, entry.name(), charset);
        if (of.stored().isEmpty() || layouts.put(entry.name(), of) != null) {
          throw new FailureException(
              Reason.JSON_DAMAGED,
              file,
              "no declaration of a table of this name: " + Names.shown(entry.name()),
              -1);
        }
      }
    } catch (SQLException e) {
      throw refused("the schema", e);
    }
  }

  private static void insert(Connection to, SchemaEntry entry, long root) throws SQLException {
    insert(to, entry.type(), entry.name(), entry.table(), root, entry.sql());
  }

  private static void insert(
      Connection to, String type, String name, String table, long root, byte @Nullable [] sql)
      throws SQLException {
    try (PreparedStatement statement =
        to.prepareStatement(
            "INSERT INTO "
                + BuiltInTables.SCHEMA
                + "(type, name, tbl_name, rootpage, sql)"
                + " VALUES (?, CAST(? AS TEXT), CAST(? AS TEXT), ?, CAST(? AS TEXT))")) {
      statement.setString(1, type);
      SqlText.bind(statement, 2, name);
      SqlText.bind(statement, 3, table);
      statement.setLong(4, root);
      statement.setBytes(5, sql);
      statement.executeUpdate();
    }
  }

  @Override
  public void fill(String name) throws FailureException {
    table = name;
    layout = layouts.getOrDefault(name, TableLayout.NONE);
    List<String> names = new ArrayList<>(layout.standInColumns());
    if (layout.showsRowid()) {
      names.add(0, "rowid");
    }
    try {
      writer.into(String.valueOf(standIns.get(name)), names);
    } catch (SQLException e) {
      throw refused("table " + Names.shown(name), e);
    }
  }

  @Override
  public List<String> columns() {
    return layout.valueColumns();
  }

  @Override
  public void insert(OptionalLong rowid, List<Boolean> asText, @Nullable Object[] values)
      throws FailureException {
    if (rowid.isPresent() != layout.showsRowid()) {
      throw new FailureException(
          Reason.JSON_DAMAGED,
          file,
          "a row of " + Names.shown(table) + " with a rowid too many or too few",
          -1);
    }
    try {
      for (int i = 0; i < layout.key().size(); i++) {
        TableLayout.Key term = layout.key().get(i);
        appending.get(i).inserted = keyText(term, values);
        appending.get(i).descending = term.descending();
      }
      writer.insert(rowid, asText, values);
    } catch (SQLException e) {
      throw refused("table " + Names.shown(table), e);
    }
  }

  /** A key is no generated column, so among the values it stands behind those before it. */
  private String keyText(TableLayout.Key term, @Nullable Object[] values) {
    int at =
        (int)
            layout.stored().subList(0, term.column()).stream()
                .filter(column -> !column.generated())
                .count();
    Object value = values[at];
    return value instanceof byte[] bytes
        ? new String(bytes, charset)
        : value instanceof String string ? string : "";
  }

  @Override
  public List<Lack> finish(long userVersion, long applicationId) throws FailureException {
    try {
      writer.close();
      Map<String, Long> roots = new HashMap<>();
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery("SELECT name, rootpage FROM " + BuiltInTables.SCHEMA)) {
        while (row.next()) {
          roots.put(row.getString(1), row.getLong(2));
        }
      }
      if (layouts.values().stream().anyMatch(TableLayout::hasGenerated)) {
        computeStored(roots);
      }
      writeSchema(roots);
      NewDatabase.execute(connection, "PRAGMA user_version=" + userVersion);
      NewDatabase.execute(connection, "PRAGMA application_id=" + applicationId);
      NewDatabase.commit(connection);
      connection.close();
      buildIndexes();
      return List.copyOf(lacks);
    } catch (SQLException e) {
      throw refused("the schema", e);
    }
  }

  private static long root(Map<String, Long> roots, @Nullable String name) throws SQLException {
    Long root = name == null ? null : roots.get(name);
    if (root == null) {
      throw new SQLException("a page that isn't there");
    }
    return root;
  }

  /**
   * Lets SQLite compute the STORED columns from the values as they are: beside the stand-in the
   * same pages are declared once more, with these columns computed when read.
   */
  private void computeStored(Map<String, Long> roots) throws SQLException {
    List<String> changing = new ArrayList<>();
    AtomicBoolean guessed = new AtomicBoolean();
    NewDatabase.execute(connection, "PRAGMA writable_schema=ON");
    for (SchemaEntry entry : schema) {
      TableLayout of = layouts.getOrDefault(entry.name(), TableLayout.NONE);
      if (isTable(entry) && of.hasGenerated()) {
        List<String> slots = new ArrayList<>();
        of.stored().stream()
            .filter(TableLayout.Column::generated)
            .forEach(column -> slots.add(own.of("slot" + slots.size())));
        byte[] sql = bytes(SqlScan.computed(text(entry), slots));
        long root = root(roots, standIns.get(entry.name()));
        insert(connection, "table", entry.name(), entry.name(), root, sql);
        changing.add(entry.name());
      }
    }
    NewDatabase.execute(connection, "PRAGMA writable_schema=RESET");
    for (String name : changing) {
      try {
        // SQLite reads no table in whose key's index a column has a collation that it lacks.
        StandIns.supplyCollations(connection, name, guessed);
        guessed.set(false);
        SqlText.run(connection, computing(name));
        if (guessed.get()) {
          throw new SQLException("to compute its stored columns it needs the app's own collation");
        }
      } catch (SQLException e) {
        lacks.add(new Lack("table " + Names.shown(name), why(e), Optional.empty()));
      }
    }
  }

  private byte[] bytes(String sql) {
    return Names.isText(sql) ? sql.getBytes(charset) : Names.bytes(sql);
  }

  private String computing(String name) throws SQLException {
    TableLayout of = layouts.getOrDefault(name, TableLayout.NONE);
    String standIn = String.valueOf(standIns.get(name));
    List<String> sets = new ArrayList<>();
    for (int at = 0; at < of.stored().size(); at++) {
      TableLayout.Column column = of.stored().get(at);
      if (column.generated()) {
        sets.add(TableLayout.column(at) + " = v." + Connections.named(column.name()));
      }
    }
    List<String> same = new ArrayList<>();
    for (TableLayout.Key term : of.key()) {
      if (term.isAppsOwn()) {
        throw new SQLException(
            "to compute its stored columns it needs the app's own collation " + term.collation());
      }
      String column = Connections.named(of.stored().get(term.column()).name());
      // The plus takes the column's affinity away, which would change what is compared.
      same.add(standIn + "." + TableLayout.column(term.column()) + " IS +v." + column);
    }
    if (same.isEmpty()) {
      String rowid = TableShape.of(connection, name).rowidName();
      if (rowid.isEmpty()) {
        throw new SQLException("columns that hide its rowid");
      }
      same.add(standIn + ".rowid = v." + rowid);
    }
    return "UPDATE main."
        + standIn
        + " SET "
        + String.join(", ", sets)
        + " FROM main."
        + Connections.named(name)
        + " AS v WHERE "
        + String.join(" AND ", same);
  }

  /** Writes all rows of sqlite_schema anew, in their order, with the pages there are. */
  private void writeSchema(Map<String, Long> roots) throws SQLException {
    NewDatabase.execute(connection, "PRAGMA writable_schema=ON");
    NewDatabase.execute(
        connection,
        "DELETE FROM " + BuiltInTables.SCHEMA + " WHERE name <> '" + own.of("root") + "'");
    for (SchemaEntry entry : schema) {
      if (isTable(entry)) {
        insert(connection, entry, root(roots, standIns.get(entry.name())));
        TableLayout of = layouts.getOrDefault(entry.name(), TableLayout.NONE);
        for (String index : of.automaticIndexes()) {
          long root = root(roots, placeholders.get(index));
          insert(connection, "index", index, entry.name(), root, null);
        }
      } else if (entry.type().equals("index")) {
        insert(connection, entry, root(roots, placeholders.get(entry.name())));
      } else {
        insert(connection, entry, 0);
      }
    }
    NewDatabase.execute(connection, "PRAGMA writable_schema=OFF");
  }

  private void buildIndexes() throws SQLException {
    Map<String, SQLException> failed = new LinkedHashMap<>();
    try (Connection fresh = NewDatabase.reopen(file)) {
      NewDatabase.execute(fresh, "DROP TABLE main." + own.of("root"));
      for (String index : placeholders.keySet()) {
        try {
          SqlText.run(fresh, "REINDEX main." + Connections.named(index));
        } catch (SQLException e) {
          if (isOfTheDisk(e)) {
            throw e;
          }
          failed.put(index, e);
        }
      }
      Set<String> needed = failed.isEmpty() ? Set.of() : uniqueIndexes(fresh);
      failed.forEach(
          (index, e) -> {
            boolean canGo = StandIns.missing(e).isPresent() && !needed.contains(index);
            Optional<String> alone = Optional.of(index).filter(one -> canGo);
            lacks.add(new Lack("index " + Names.shown(index), why(e), alone));
          });
    }
  }

  /** They are more than a way to find rows: foreign keys and upserts may need them. */
  private Set<String> uniqueIndexes(Connection connection) throws SQLException {
    Set<String> names = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT CAST(list.name AS BLOB) FROM "
                    + BuiltInTables.SCHEMA
                    + " AS s, "
                    + BuiltInTables.indexes("s.name")
                    + " AS list WHERE s.type = 'table' AND list.\"unique\"")) {
      while (row.next()) {
        names.add(Names.of(row.getBytes(1), charset));
      }
    }
    return names;
  }

  /** Removes indexes from a database that was made; their pages are free then. */
  public static void leaveOut(Path file, List<String> indexes) throws FailureException {
    try (Connection connection = NewDatabase.reopen(file)) {
      for (String index : indexes) {
        SqlText.run(connection, "DROP INDEX main." + Connections.named(index));
      }
    } catch (SQLException e) {
      throw NewDatabase.failed(e, file);
    }
  }

  private static String why(SQLException e) {
    return StandIns.missing(e)
        .map(missing -> "it needs the app's own " + missing)
        .orElseGet(() -> CopyFailures.words(e));
  }

  private FailureException refused(String what, SQLException e) {
    return isOfTheDisk(e)
        ? NewDatabase.failed(e, file)
        : FailureException.because(e, Reason.JSON_NOT_REBUILT, file, what, CopyFailures.words(e));
  }

  private static boolean isOfTheDisk(SQLException e) {
    return switch (Connections.primary(e)) {
      case SQLITE_CANTOPEN, SQLITE_IOERR, SQLITE_FULL -> true;
      default -> false;
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
