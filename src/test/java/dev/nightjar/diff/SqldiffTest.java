package dev.nightjar.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.Row;
import dev.nightjar.sqlite.RowSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random pairs of databases, compared by SQLite's own sqldiff as well: the numbers are the same,
 * and the reported rows turn one into the other. If sqldiff goes by rowids (no key is declared) or
 * calls equal rows with NULL in their key different, the difference is computed by SQL.
 */
final class SqldiffTest {
  private static final Pattern LINE =
      Pattern.compile("(\\d+) changes, (\\d+) inserts, (\\d+) deletes, (\\d+) unchanged");

  private static final List<String> NAMES =
      List.of("t", "order", "a b", "it's", "\"q\"", "ünï", "Select", "x]y", "1st", "😀");

  @TempDir private Path folder;

  @Test
  void aSampleOfPairsIsComparedAsSqldiffDoes() throws Exception {
    compare(25, seed());
  }

  @Test
  @Tag("proof")
  void manyPairsAreComparedAsSqldiffDoes() throws Exception {
    compare(400, seed());
  }

  private static long seed() {
    return Long.getLong("nightjar.seed", 1);
  }

  private void compare(int pairs, long seed) throws Exception {
    boolean there = hasSqldiff();
    if (!there) {
      System.out.println("sqldiff isn't installed (sqlite3-tools): pairs not compared with it");
    }
    assumeTrue(there, "sqldiff isn't installed (sqlite3-tools)");
    System.out.println("pairs for sqldiff: seed " + seed);
    int differing = 0;
    for (int i = 0; i < pairs; i++) {
      Pair pair = new Pair(folder.resolve(i + "a.db"), folder.resolve(i + "b.db"));
      pair.make(new Random(seed * 1_000 + i));
      differing += pair.check("seed " + seed + ", pair " + i) ? 1 : 0;
      Files.delete(pair.a);
      Files.delete(pair.b);
    }
    assertTrue(differing > pairs / 2, differing + " pairs differ");
  }

  private static boolean hasSqldiff() throws InterruptedException {
    try {
      new ProcessBuilder("sqldiff", "--help").redirectErrorStream(true).start().waitFor();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Two databases, the second one changed at random. */
  private static final class Pair {
    private final Path a;
    private final Path b;
    private final List<String> tables = new ArrayList<>();
    private final Map<String, List<String>> keys = new HashMap<>();

    /** Tables that sqldiff compares by something else, or not at all. */
    private final List<String> byContent = new ArrayList<>();

    Pair(Path a, Path b) {
      this.a = a;
      this.b = b;
    }

    void make(Random random) throws Exception {
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + a);
          Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA synchronous=OFF");
        String[] encodings = {"UTF-8", "UTF-8", "UTF-16le"};
        statement.execute("PRAGMA encoding='" + encodings[random.nextInt(3)] + "'");
        int count = 1 + random.nextInt(3);
        List<String> names = new ArrayList<>(NAMES);
        for (int i = 0; i < count; i++) {
          String table = names.remove(random.nextInt(names.size()));
          tables.add(table);
          table(statement, table, random);
          for (int row = random.nextInt(40); row > 0; row--) {
            insert(connection, table, random);
          }
        }
      }
      Files.copy(a, b);
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + b);
          Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA synchronous=OFF");
        for (String table : tables) {
          change(connection, statement, table, random);
        }
        if (random.nextInt(6) == 0) {
          String table = tables.get(0);
          statement.execute("ALTER TABLE " + quoted(table) + " ADD COLUMN added DEFAULT 7");
          byContent.add(table);
        }
        if (random.nextInt(6) == 0) {
          statement.execute("CREATE TABLE fresh(id INTEGER PRIMARY KEY, v)");
          statement.execute("INSERT INTO fresh VALUES (1, 'a'), (2, NULL)");
          tables.add("fresh");
          keys.put("fresh", List.of("id"));
          byContent.add("fresh");
        }
      }
      if (random.nextInt(4) == 0) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + b);
            Statement statement = connection.createStatement()) {
          statement.execute("VACUUM");
        }
      }
    }

    private void table(Statement statement, String table, Random random) throws SQLException {
      String c = random.nextInt(3) == 0 ? "it's" : "c";
      String columns =
          switch (random.nextInt(7)) {
            case 0 -> key(table, List.of("id"), "id INTEGER PRIMARY KEY, %s, d)");
            case 1 -> key(table, List.of("id"), "%s, id TEXT PRIMARY KEY, d)");
            case 2 -> key(table, List.of("id", "d"), "id, %s, d, PRIMARY KEY(id, d))");
            case 3 ->
                key(table, List.of("d", "id"), "id, %s, d, PRIMARY KEY(d, id)) WITHOUT ROWID");
            case 4 ->
                key(table, List.of("id"), "id TEXT PRIMARY KEY, %s REAL, d INT) WITHOUT ROWID");
            case 5 ->
                key(
                    table,
                    List.of("id"),
                    "id INT, d, %s BLOB, PRIMARY KEY(id DESC)) WITHOUT ROWID");
            default -> {
              byContent.add(table);
              yield key(table, List.of(), "id, %s, d)");
            }
          };
      statement.execute("CREATE TABLE " + quoted(table) + "(" + columns.replace("%s", quoted(c)));
      if (random.nextBoolean()) {
        statement.execute(
            "CREATE INDEX " + quoted("i " + table) + " ON " + quoted(table) + "(d, id)");
      }
    }

    private String key(String table, List<String> key, String columns) {
      keys.put(table, key);
      return columns;
    }

    private static Object value(Random random) {
      return switch (random.nextInt(8)) {
        case 0, 1, 2 -> (long) random.nextInt(20);
        case 3 -> random.nextInt(20) + 0.5;
        case 4 -> "t" + random.nextInt(20);
        case 5 -> new byte[] {(byte) random.nextInt(4), 0};
        case 6 -> "ä'\"" + (char) ('a' + random.nextInt(5));
        default -> new Object[0];
      };
    }

    private static void bind(PreparedStatement statement, int at, Object value)
        throws SQLException {
      statement.setObject(at, value instanceof Object[] ? null : value);
    }

    private static void insert(Connection connection, String table, Random random)
        throws SQLException {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT OR IGNORE INTO " + quoted(table) + " VALUES (?, ?, ?)")) {
        for (int at = 1; at <= 3; at++) {
          bind(insert, at, value(random));
        }
        insert.execute();
      } catch (SQLException e) {
        // A text in an INTEGER PRIMARY KEY.
        assertTrue(e.getMessage().contains("MISMATCH"), e::toString);
      }
    }

    private static void change(
        Connection connection, Statement statement, String table, Random random)
        throws SQLException {
      if (random.nextInt(5) == 0) {
        return;
      }
      String all = quoted(table);
      statement.execute("DELETE FROM " + all + " WHERE abs(random()) % 4 = 0");
      try (PreparedStatement update =
          connection.prepareStatement(
              "UPDATE OR IGNORE " + all + " SET d = ? WHERE abs(random()) % 3 = 0")) {
        bind(update, 1, value(random));
        update.execute();
      }
      for (int row = random.nextInt(8); row > 0; row--) {
        insert(connection, table, random);
      }
    }

    /** Compares both ways; returns whether anything differs. */
    boolean check(String what) throws Exception {
      Path turned = a.resolveSibling("turned.db");
      Files.copy(a, turned);
      DatabaseDiff diff;
      try (Connection target = DriverManager.getConnection("jdbc:sqlite:" + turned)) {
        target.createStatement().execute("PRAGMA synchronous=OFF");
        Applier applier = new Applier(target, b);
        diff = DatabaseDiff.between(a, b, any -> true, applier, Progress.NONE);
        applier.apply();
      }
      for (TableDiff one : diff.tables()) {
        assertEquals(List.of(), one.failure().stream().toList(), what);
        String table = one.table().name();
        same(table, turned, what);
        if (byContent.contains(table)) {
          assertByContent(one, what);
        } else {
          assertSqldiff(one, what);
        }
      }
      Files.delete(turned);
      return diff.differs();
    }

    /** Every value with its storage class, sorted: by SQL alone. */
    private void same(String table, Path turned, String what) throws SQLException {
      assertEquals(content(b, table), content(turned, table), what + ", table " + table);
    }

    private static List<String> content(Path file, String table) throws SQLException {
      List<String> rows = new ArrayList<>();
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT * FROM " + quoted(table))) {
        int columns = row.getMetaData().getColumnCount();
        while (row.next()) {
          StringBuilder text = new StringBuilder();
          for (int at = 1; at <= columns; at++) {
            Object value = row.getObject(at);
            text.append(
                value instanceof byte[] bytes
                    ? "x" + java.util.HexFormat.of().formatHex(bytes)
                    : value == null ? "NULL" : value.getClass().getSimpleName() + value);
            text.append('|');
          }
          rows.add(text.toString());
        }
      }
      rows.sort(null);
      return rows;
    }

    /** Multisets of whole rows, which is what a table without a key is. */
    private void assertByContent(TableDiff diff, String what) throws SQLException {
      if (!diff.table().inFrom() || !diff.table().key().isEmpty()) {
        return; // That the rows turn one into the other is proof enough.
      }
      List<String> older = content(a, diff.table().name());
      List<String> newer = content(b, diff.table().name());
      if (diff.table().columns().size() > 3) {
        return;
      }
      List<String> gone = new ArrayList<>(older);
      newer.forEach(gone::remove);
      List<String> fresh = new ArrayList<>(newer);
      older.forEach(fresh::remove);
      assertEquals(
          List.of((long) fresh.size(), (long) gone.size(), 0L),
          List.of(diff.added(), diff.removed(), diff.changed()),
          what);
    }

    private void assertSqldiff(TableDiff diff, String what) throws Exception {
      String table = diff.table().name();
      String text = sqldiff(table);
      Matcher line = LINE.matcher(text);
      assertTrue(line.find(), what + ": " + text);
      long equalNulls = equalRowsWithNullKey(table);
      assertEquals(
          List.of(
              Long.parseLong(line.group(1)),
              Long.parseLong(line.group(2)) - equalNulls,
              Long.parseLong(line.group(3)) - equalNulls,
              Long.parseLong(line.group(4)) + equalNulls),
          List.of(diff.changed(), diff.added(), diff.removed(), diff.unchanged()),
          what + ", table " + table + ": " + text);
    }

    private String sqldiff(String table) throws Exception {
      Process process =
          new ProcessBuilder(
                  "sqldiff",
                  "--summary",
                  "--primarykey",
                  "--table",
                  table,
                  a.toString(),
                  b.toString())
              .redirectErrorStream(true)
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), text);
      return text;
    }

    /** To sqldiff a NULL is no other's equal. */
    private long equalRowsWithNullKey(String table) throws SQLException {
      List<String> columns = keys.getOrDefault(table, List.of());
      List<String> both = rowsWithNullKey(a, table, columns);
      long equal = 0;
      for (String row : rowsWithNullKey(b, table, columns)) {
        equal += both.remove(row) ? 1 : 0;
      }
      return equal;
    }

    private static List<String> rowsWithNullKey(Path file, String table, List<String> key)
        throws SQLException {
      Path only = file.resolveSibling("nulls.db");
      try {
        Files.deleteIfExists(only);
        Files.copy(file, only);
      } catch (IOException e) {
        throw new SQLException(e);
      }
      StringBuilder where = new StringBuilder("1");
      for (String column : key) {
        where.append(" AND ").append(quoted(column)).append(" IS NOT NULL");
      }
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + only);
          Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA synchronous=OFF");
        statement.execute("DELETE FROM " + quoted(table) + " WHERE " + where);
      }
      return content(only, table);
    }
  }

  /** Applies the reported rows: first those that go, then those that come. */
  private static final class Applier implements DiffListener {
    private final Connection target;
    private final List<Runnable> later = new ArrayList<>();
    private final Path newer;
    private ComparedTable table =
        new ComparedTable(
            "",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            true,
            true,
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_8);

    Applier(Connection target, Path newer) {
      this.target = target;
      this.newer = newer;
    }

    @Override
    public void begin(ComparedTable begun) {
      table = begun;
      if (begun.inFrom() && begun.columns().contains("added")) {
        run("ALTER TABLE " + quoted(begun.name()) + " ADD COLUMN added");
      }
      if (!begun.inFrom()) {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + newer);
            Statement statement = other.createStatement();
            ResultSet row =
                statement.executeQuery(
                    "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = 'fresh'")) {
          run(row.getString(1));
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    private void run(String sql, Object... values) {
      try (PreparedStatement statement = target.prepareStatement(sql)) {
        for (int at = 0; at < values.length; at++) {
          Pair.bind(statement, at + 1, values[at]);
        }
        statement.execute();
        assertFalse(sql.startsWith("DELETE") && statement.getUpdateCount() != 1, sql);
      } catch (SQLException e) {
        throw new IllegalStateException(sql, e);
      }
    }

    private Object[] values(Row row, java.nio.charset.Charset charset) throws FailureException {
      Object[] values = new Object[table.columns().size()];
      for (int at = 0; at < values.length; at++) {
        values[at] =
            switch (row.type(at)) {
              case NULL -> new Object[0];
              case INTEGER -> row.integer(at);
              case REAL -> row.real(at);
              case TEXT -> new String(row.bytes(at), charset);
              case BLOB -> row.bytes(at);
            };
      }
      return values;
    }

    @Override
    public void added(RowSource after) throws FailureException {
      insert(values(after, table.toCharset()));
    }

    private void insert(Object[] values) {
      String marks = "?, ".repeat(values.length).replaceFirst(", $", "");
      String columns =
          String.join(", ", table.columns().stream().map(SqldiffTest::quoted).toList());
      String into =
          "INSERT INTO " + quoted(table.name()) + "(" + columns + ") VALUES (" + marks + ")";
      later.add(() -> run(into, values));
    }

    @Override
    public void removed(RowSource before) throws FailureException {
      delete(values(before, table.fromCharset()));
    }

    private void delete(Object[] values) {
      StringBuilder where = new StringBuilder();
      for (int at = 0; at < values.length; at++) {
        String column = quoted(table.columns().get(at));
        String mark = "?" + (at + 1);
        where.append(at == 0 ? "" : " AND ").append(column).append(" IS ").append(mark);
        where.append(" AND typeof(").append(column).append(") = typeof(").append(mark).append(')');
      }
      // One of those that are the same: by the rowid, or by the key, which is there once.
      String name = quoted(table.name());
      boolean rowid = hasRowid();
      run(
          "DELETE FROM "
              + name
              + " WHERE "
              + (rowid ? "rowid = (SELECT rowid FROM " + name + " WHERE " : "")
              + where
              + (rowid ? " LIMIT 1)" : ""),
          values);
    }

    private boolean hasRowid() {
      try (Statement statement = target.createStatement()) {
        statement.executeQuery("SELECT rowid FROM " + quoted(table.name())).close();
        return true;
      } catch (SQLException e) {
        return false;
      }
    }

    @Override
    public void changed(RowSource before, RowSource after, BitSet cells) throws FailureException {
      assertFalse(cells.isEmpty());
      Object[] values = values(after, table.toCharset());
      Object[] old = values(before, table.fromCharset());
      for (int at = 0; at < values.length; at++) {
        if (!cells.get(at)) {
          values[at] = old[at];
        }
      }
      delete(old);
      insert(values);
    }

    void apply() {
      later.forEach(Runnable::run);
    }
  }
}
