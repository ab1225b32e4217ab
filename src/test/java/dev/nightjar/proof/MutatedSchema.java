package dev.nightjar.proof;

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
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.sqlite.Collation;
import org.sqlite.Function;

/**
 * A database as apps have them, then changed as apps and people change them: declarations edited by
 * hand, columns computed, search tables that lost a part, collations and functions of the app's
 * own.
 */
final class MutatedSchema {
  private static final Pattern TYPE =
      Pattern.compile(
          "\\b(INTEGER|INT|TEXT|REAL|BLOB|NUMERIC|DATETIME|VARCHAR)\\b(?! (NOT NULL )?PRIMARY)");
  private static final List<String> TYPES =
      List.of("INTEGER", "REAL", "TEXT", "BLOB", "NUMERIC", "date", "DECIMAL(10, 2)", "[my type]");
  private static final List<String> RULES =
      List.of(
          " NOT NULL",
          " NOT NULL ON CONFLICT IGNORE",
          " CHECK (0)",
          " CHECK (app_key(1) = 2)",
          " REFERENCES nowhere",
          " DEFAULT 'x'",
          " DEFAULT (1 + 1)",
          " /* by hand */",
          " CONSTRAINT later NOT NULL");

  private final Random random;
  private final Connection connection;
  private final List<String> done = new ArrayList<>();
  private boolean needsApp;
  private final Set<String> storedEdited = new TreeSet<>();
  private String badName = "";
  private int number;

  private MutatedSchema(Random random, Connection connection) {
    this.random = random;
    this.connection = connection;
  }

  /**
   * The schema made.
   *
   * @param done the changes made, to help find a cause
   * @param needsApp whether only the app can make all of it again
   * @param storedEdited the tables with STORED columns whose declaration was edited by hand: their
   *     values are those that an earlier one computed
   * @param textNames whether all names are valid Unicode
   */
  record Made(List<String> done, boolean needsApp, Set<String> storedEdited, boolean textNames) {}

  /** Makes the new file {@code file}; the same seed gives the same database. */
  static Made create(Path file, long seed) throws Exception {
    Random random = new Random(seed);
    MutatedSchema made;
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      app(connection);
      made = new MutatedSchema(random, connection);
      made.make();
    }
    if (!made.badName.isEmpty()) {
      String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      String bad = made.badName.substring(0, 4) + "\u00e9" + made.badName.substring(5);
      Files.write(file, bytes.replace(made.badName, bad).getBytes(StandardCharsets.ISO_8859_1));
    }
    return new Made(made.done, made.needsApp, made.storedEdited, made.badName.isEmpty());
  }

  /** The app's additions to its connections. */
  static void app(Connection connection) throws SQLException {
    Collation.create(
        connection,
        "unicase",
        new Collation() {
          @Override
          protected int xCompare(String left, String right) {
            return left.compareToIgnoreCase(right);
          }
        });
    for (String name : List.of("app_key", "reverse")) {
      Function.create(
          connection,
          name,
          new Function() {
            @Override
            protected void xFunc() throws SQLException {
              result("<" + value_text(0) + ">");
            }
          },
          1,
          Function.FLAG_DETERMINISTIC);
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void make() throws SQLException {
    boolean utf8 = random.nextInt(4) > 0;
    run("PRAGMA encoding='" + (utf8 ? "UTF-8" : any(List.of("UTF-16le", "UTF-16be"))) + "'");
    run("PRAGMA page_size=" + any(List.of(512, 1024, 4096, 4096, 8192)));
    run("PRAGMA auto_vacuum=" + random.nextInt(3));
    run("PRAGMA user_version=" + random.nextInt(1000));
    for (String sql : any(RealSchemas.ALL)) {
      run(sql);
    }
    for (String table : tables()) {
      fill(table);
    }
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      attempt(random.nextInt(9));
    }
    if (utf8 && random.nextInt(12) == 0) {
      badName = "nämlich".replace("ä", "ae") + number++;
      run("CREATE TABLE " + badName + "(a UNIQUE, " + badName + "c INT, b AS (a) STORED)");
      run("INSERT INTO " + badName + "(a) VALUES (1), ('x'), (NULL)");
      run("CREATE INDEX i" + badName + " ON " + badName + "(" + badName + "c)");
      done.add("a name that is no text");
    }
  }

  /** A change that this schema doesn't take is left out. */
  private void attempt(int kind) throws SQLException {
    int before = done.size();
    boolean app = needsApp;
    try {
      switch (kind) {
        case 0, 1, 2 -> edit();
        case 3 -> computed();
        case 4 -> apps();
        case 5 -> virtual();
        case 6 -> counters();
        case 7 -> attachedTrigger();
        default -> respell();
      }
    } catch (SQLException e) {
      needsApp = app;
      done.subList(before, done.size()).clear();
      done.add("refused: " + e.getMessage());
    }
    run("PRAGMA writable_schema=RESET");
  }

  private List<String> column(String query) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        found.add(row.getString(1));
      }
    }
    return found;
  }

  private List<String> tables() throws SQLException {
    return column(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
            + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name");
  }

  private String sql(String table) throws SQLException {
    return column("SELECT sql FROM sqlite_schema WHERE name = '" + table + "'").get(0);
  }

  private void fill(String table) throws SQLException {
    List<String> columns =
        column("SELECT name FROM pragma_table_xinfo('" + table + "') WHERE hidden = 0");
    // Of many rows SQLite is asked in another way than of a few.
    for (int i = random.nextInt(8) == 0 ? 60 : random.nextInt(12); i > 0; i--) {
      List<AnyValue> values = columns.stream().map(column -> AnyValue.of(random)).toList();
      String marks = String.join(", ", values.stream().map(AnyValue::mark).toList());
      String names = String.join(", ", columns.stream().map(DatabaseContents::quoted).toList());
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT OR IGNORE INTO " + table + "(" + names + ") VALUES (" + marks + ")")) {
        for (int c = 0; c < values.size(); c++) {
          Object bound = values.get(c).bound();
          if (bound instanceof byte[] bytes) {
            insert.setBytes(c + 1, bytes);
          } else {
            insert.setObject(c + 1, bound);
          }
        }
        insert.executeUpdate();
      } catch (SQLException e) {
        continue; // A key that takes no such value.
      }
    }
  }

  /** Replaces a declaration as SQLite's ALTER TABLE page describes; rows stay as they are. */
  private void replace(String name, String sql) throws SQLException {
    try (Connection trial = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = trial.createStatement()) {
      app(trial);
      statement.execute(sql); // Nobody could open a schema that SQLite doesn't understand.
    }
    run("PRAGMA writable_schema=ON");
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE sqlite_schema SET sql = ? WHERE name = ?")) {
      update.setString(1, sql);
      update.setString(2, name);
      update.executeUpdate();
    }
    done.add(sql);
  }

  private void edit() throws SQLException {
    String table = any(tables());
    String sql = sql(table);
    List<MatchResult> types = TYPE.matcher(sql).results().toList();
    if (types.isEmpty() || sql.contains("VIRTUAL TABLE")) {
      return;
    }
    if (sql.contains(" STORED")) {
      storedEdited.add(table);
    }
    MatchResult at = any(types);
    String before = sql.substring(0, at.start());
    String after = sql.substring(at.end());
    switch (random.nextInt(4)) {
      case 0 -> replace(table, before + at.group() + any(RULES) + after);
      case 1 -> replace(table, sql + (sql.endsWith(")") ? " STRICT" : ", STRICT"));
      default -> replace(table, before + any(TYPES) + after);
    }
  }

  private void respell() throws SQLException {
    String table = any(tables());
    String sql = sql(table);
    replace(
        table,
        switch (random.nextInt(6)) {
          case 0 -> sql.replace("CREATE TABLE", "create table");
          case 1 -> sql.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS");
          case 2 -> sql.replace("CREATE TABLE", "CREATE /* was: temp; */ TABLE\n");
          case 3 -> sql + ";";
          case 4 -> sql + " -- edited ;";
          default -> sql.replaceFirst("\\(", " (\n\t-- the columns (all)\n  ");
        });
  }

  private void computed() throws SQLException {
    String table = any(tables());
    String of = DatabaseContents.quoted(any(ordinaryColumns(table)));
    String name = "computed" + number++;
    String expression =
        any(
            List.of(
                "json_extract(" + of + ", '$.k')",
                "app_key(" + of + ")",
                "typeof(" + of + ")",
                of + " COLLATE unicase",
                "CAST(" + of + " AS INTEGER) / 0"));
    String before = sql(table);
    run("ALTER TABLE " + table + " ADD COLUMN " + name + " INT AS (" + expression + ")");
    // SQLite finds the place in its own spelling; in another it is before the last words.
    if (before.contains(" STORED") && !before.startsWith("CREATE TABLE " + table)) {
      storedEdited.add(table);
    }
    done.add(table + " has " + expression);
  }

  private List<String> ordinaryColumns(String table) throws SQLException {
    return column("SELECT name FROM pragma_table_xinfo('" + table + "') WHERE hidden = 0");
  }

  private void apps() throws SQLException {
    String name = "apps" + number++;
    String table = any(tables());
    String of = DatabaseContents.quoted(any(ordinaryColumns(table)));
    int kind = random.nextInt(11);
    String sql =
        switch (kind) {
          case 0 -> "CREATE INDEX " + name + " ON " + table + "(" + of + " COLLATE unicase)";
          case 1 -> "CREATE INDEX " + name + " ON " + table + "(reverse(" + of + "))";
          case 2 ->
              "CREATE INDEX "
                  + name
                  + " ON "
                  + table
                  + "("
                  + of
                  + ") WHERE app_key("
                  + of
                  + ") > 'a'";
          case 3 -> "CREATE TABLE " + name + "(a TEXT COLLATE unicase UNIQUE, b)";
          case 4 -> "CREATE TABLE " + name + "(a TEXT, b AS (app_key(a)) STORED)";
          case 5 ->
              "CREATE TABLE "
                  + name
                  + "(n, a TEXT COLLATE unicase, b INT, PRIMARY KEY(b, a DESC))"
                  + " WITHOUT ROWID";
          case 6, 7 ->
              "CREATE TABLE " + name + "(a TEXT COLLATE unicase CHECK (app_key(a) <> ''), b)";
          case 8 ->
              "CREATE TABLE " + name + "(b INT, s AS (typeof(b)) STORED, a TEXT COLLATE unicase)";
          case 9 ->
              "CREATE TABLE "
                  + name
                  + "(a TEXT COLLATE unicase, b DEFAULT 5, UNIQUE (b, a DESC), PRIMARY KEY (a DESC))";
          default -> "CREATE VIEW " + name + " AS SELECT app_key(" + of + ") FROM " + table;
        };
    run(sql);
    needsApp |= kind <= 4 || kind == 9;
    done.add(sql);
    if (sql.startsWith("CREATE TABLE")) {
      for (String text : List.of("b", "A", "c", "D", "é", "")) {
        run("INSERT OR IGNORE INTO " + name + "(a) VALUES ('" + text + "')");
      }
      if (random.nextBoolean()) {
        String many =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)";
        run(many + " INSERT OR IGNORE INTO " + name + "(a) SELECT 'text ' || i FROM n");
      }
    }
    if (kind == 7) {
      String index = name + "_lacks_entries";
      run("CREATE INDEX " + index + " ON " + name + "(b DESC) WHERE 0");
      edited(index, " WHERE 0", "");
    }
  }

  private void virtual() throws SQLException {
    String name = "search" + number++;
    switch (random.nextInt(6)) {
      case 0 -> {
        run("CREATE TABLE " + name + "_of(id INTEGER PRIMARY KEY, body TEXT)");
        run("CREATE VIRTUAL TABLE " + name + " USING fts5(body, content='" + name + "_of')");
        run("INSERT INTO " + name + "(rowid, body) VALUES (1, 'lost and found')");
        run(
            any(
                List.of(
                    "DROP TABLE " + name + "_of",
                    "ALTER TABLE " + name + "_of RENAME COLUMN body TO text")));
      }
      case 1 -> {
        run("CREATE VIRTUAL TABLE " + name + " USING fts4(content='', body)");
        run("INSERT INTO " + name + "(docid, body) VALUES (1, 'no content')");
      }
      case 2 -> {
        run("CREATE VIRTUAL TABLE " + name + " USING fts5(body, tokenize='porter')");
        run("INSERT INTO " + name + " VALUES ('the app splits words')");
        edited(name, "porter", "app_words");
      }
      case 3 -> {
        run("CREATE VIRTUAL TABLE " + name + " USING rtree(id, x0, x1)");
        run("INSERT INTO " + name + " VALUES (1, 0.5, 2), (7, 1, 1)");
        edited(name, "rtree", "app_tree");
      }
      case 4 -> {
        run("CREATE VIRTUAL TABLE " + name + " USING fts5(body, content='', detail=none)");
        run("INSERT INTO " + name + "(rowid, body) VALUES (5, 'contentless')");
      }
      default -> {
        run("CREATE VIRTUAL TABLE " + name + " USING fts5(a, b, prefix='2 3')");
        run("INSERT INTO " + name + " VALUES ('one', 'two'), (NULL, 3)");
      }
    }
    done.add("virtual table " + name);
  }

  private void edited(String name, String from, String to) throws SQLException {
    run("PRAGMA writable_schema=ON");
    run(
        "UPDATE sqlite_schema SET sql = replace(sql, '"
            + from
            + "', '"
            + to
            + "') WHERE name = '"
            + name
            + "'");
  }

  private void counters() throws SQLException {
    String name = "counted" + number++;
    run("CREATE TABLE " + name + "(id INTEGER PRIMARY KEY AUTOINCREMENT, t)");
    run("INSERT INTO " + name + "(t) VALUES (1), (2)");
    run(
        any(
            List.of(
                "UPDATE " + name + " SET id = id + 500",
                "DELETE FROM sqlite_sequence WHERE name = '" + name + "'",
                "INSERT INTO sqlite_sequence VALUES ('" + name + "', 'again')",
                "UPDATE sqlite_sequence SET seq = NULL")));
    done.add("counter of " + name);
  }

  private void attachedTrigger() throws SQLException {
    String table = any(tables());
    run(
        "CREATE TRIGGER fired"
            + number
            + " AFTER INSERT ON "
            + table
            + " BEGIN SELECT CASE WHEN 1"
            + " THEN ';' END; END");
    edited("fired" + number++, " ON ", " ON away.");
    done.add("trigger on " + table);
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new SQLException(e.getMessage() + " in " + sql, e.getSQLState(), e.getErrorCode(), e);
    }
  }
}
