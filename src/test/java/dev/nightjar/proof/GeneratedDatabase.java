package dev.nightjar.proof;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Any database that SQLite itself makes: schema, pragmas and values from one seed. */
final class GeneratedDatabase {
  private static final List<String> NAMES =
      List.of(
          "plain", "a\"b", "a]b", "[a", "it's", "`", "", " ", "🔔", "é", "$rowid", "$text:x", "$$",
          "rowid", "oid", "_rowid_", "select", "a.b", "--", "/*", "a\nb", "a\\b", "\u0001", "%d%s",
          "main", "\ufeff", "?1");
  private static final List<String> TYPES =
      List.of(
          "", "INTEGER", "INT", "REAL", "TEXT", "BLOB", "NUMERIC", "DECIMAL(10,2)", "odd \"T\"");
  private static final List<String> STRICT_TYPES =
      List.of("INTEGER", "REAL", "TEXT", "BLOB", "ANY");

  private final Random random;
  private final Connection connection;
  private final List<String> tableNames = new ArrayList<>(NAMES);
  private final List<String> made = new ArrayList<>();
  private int number;

  private GeneratedDatabase(Random random, Connection connection) {
    this.random = random;
    this.connection = connection;
    Collections.shuffle(tableNames, random);
  }

  /** Makes the new file {@code file}; the same seed gives the same database. */
  static void create(Path file, long seed) throws SQLException {
    Random random = new Random(seed);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      new GeneratedDatabase(random, connection).make();
    }
  }

  private void make() throws SQLException {
    run("PRAGMA synchronous=OFF");
    run("PRAGMA encoding='" + any(List.of("UTF-8", "UTF-8", "UTF-16le", "UTF-16be")) + "'");
    run("PRAGMA page_size=" + (512 << random.nextInt(8)));
    run("PRAGMA auto_vacuum=" + random.nextInt(3));
    run("PRAGMA journal_mode=" + any(List.of("WAL", "DELETE")));
    run("PRAGMA user_version=" + random.nextInt());
    run("PRAGMA application_id=" + random.nextInt());
    for (int i = random.nextInt(4); i >= 0; i--) {
      table();
    }
    if (random.nextInt(3) == 0) {
      virtualTable();
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      if (!made.isEmpty()) {
        alter(any(made));
        index(any(made));
      }
    }
    for (String table : made) {
      viewsAndTriggers(table);
    }
    if (random.nextInt(3) == 0) {
      run("ANALYZE");
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String tableName() {
    return tableNames.isEmpty() ? "t" + number++ : tableNames.remove(0);
  }

  private void table() throws SQLException {
    String table = DatabaseContents.quoted(tableName());
    int count = random.nextInt(60) == 0 ? 1990 + random.nextInt(11) : 1 + random.nextInt(6);
    List<String> names = new ArrayList<>(NAMES);
    Collections.shuffle(names, random);
    boolean strict = random.nextInt(5) == 0;
    boolean withoutRowid = random.nextInt(5) == 0;
    List<String> columns = new ArrayList<>();
    List<String> types = new ArrayList<>();
    List<String> declared = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = DatabaseContents.quoted(i < names.size() ? names.get(i) : "c" + i);
      String type = any(strict ? STRICT_TYPES : TYPES);
      columns.add(name);
      types.add(type);
      declared.add(name + " " + quotedType(type) + rule(table, name));
    }
    boolean generated = count > 1 && count < 1990 && random.nextInt(4) == 0;
    String key = key(withoutRowid, columns, types, declared, generated);
    if (generated) {
      declared.add(
          random.nextInt(declared.size() + 1),
          "\"made up\" "
              + (strict ? "ANY" : "")
              + " AS (typeof("
              + columns.get(0)
              + "))"
              + any(List.of("", " STORED")));
    }
    List<String> options = new ArrayList<>();
    if (strict) {
      options.add("STRICT");
    }
    if (withoutRowid) {
      options.add("WITHOUT ROWID");
    }
    run(
        "CREATE TABLE "
            + table
            + any(List.of("", " /* ( */ ", "\n-- (\n"))
            + "("
            + String.join(any(List.of(",", ", ", ",\n  ")), declared)
            + key
            + ") "
            + String.join(",", options));
    made.add(table);
    fill(table, columns, strict ? types : null, !withoutRowid);
  }

  private static String quotedType(String type) {
    return type.startsWith("odd") ? DatabaseContents.quoted(type) : type;
  }

  private String rule(String table, String column) {
    return switch (random.nextInt(12)) {
      case 0 -> " UNIQUE";
      case 1 -> " DEFAULT 'x'";
      case 2 -> " COLLATE NOCASE";
      case 3 -> " REFERENCES " + table + "(" + column + ")";
      case 4 -> " REFERENCES missing";
      case 5 -> " CHECK (typeof(" + column + ") <> 'nonsense')";
      default -> "";
    };
  }

  /** Makes the first column the key in one of SQLite's ways. */
  private String key(
      boolean needed,
      List<String> columns,
      List<String> types,
      List<String> declared,
      boolean generated) {
    int way = random.nextInt(needed ? 3 : 7);
    if (way == 0) {
      return ", PRIMARY KEY("
          + columns.get(columns.size() - 1)
          + any(List.of("", " DESC"))
          + (columns.size() > 1 && random.nextBoolean() ? ", " + columns.get(0) : "")
          + ")";
    }
    if (way <= 2) {
      types.set(0, "INTEGER");
      String autoincrement = needed || way == 1 ? "" : any(List.of("", " AUTOINCREMENT"));
      String descending = autoincrement.isEmpty() ? any(List.of("", " DESC")) : "";
      declared.set(0, columns.get(0) + " INTEGER PRIMARY KEY" + descending + autoincrement);
    }
    return "";
  }

  private void fill(String table, List<String> columns, List<String> strictTypes, boolean rowid)
      throws SQLException {
    String rowidName =
        List.of("rowid", "oid", "_rowid_").stream()
            .filter(name -> !columns.contains(DatabaseContents.quoted(name)))
            .findFirst()
            .orElse("");
    // Of many rows SQLite is asked in another way than of a few.
    int some = random.nextInt(8) == 0 ? 60 : random.nextInt(5) * random.nextInt(12);
    int rows = columns.size() > 1000 ? random.nextInt(3) : some;
    for (int i = 0; i < rows; i++) {
      List<String> names = new ArrayList<>(columns);
      List<AnyValue> values = new ArrayList<>();
      for (int c = 0; c < columns.size(); c++) {
        values.add(strictTypes == null ? AnyValue.of(random) : strict(strictTypes.get(c)));
      }
      if (rowid && !rowidName.isEmpty() && columns.size() < 1990 && random.nextBoolean()) {
        names.add(rowidName);
        values.add(AnyValue.integer(random));
      }
      insert(table, names, values);
    }
    if (random.nextInt(4) == 0) {
      run("DELETE FROM " + table + " WHERE typeof(" + columns.get(0) + ") = 'text'");
    }
  }

  private AnyValue strict(String type) {
    return switch (type) {
      case "INTEGER" -> AnyValue.integer(random);
      case "REAL" -> AnyValue.real(random);
      case "TEXT" -> AnyValue.text(random);
      case "BLOB" -> AnyValue.blob(random);
      default -> AnyValue.of(random);
    };
  }

  /** Rows that break a rule of the table are left out. */
  private void insert(String table, List<String> names, List<AnyValue> values) throws SQLException {
    String marks = String.join(", ", values.stream().map(AnyValue::mark).toList());
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO " + table + "(" + String.join(", ", names) + ") VALUES (" + marks + ")")) {
      for (int i = 0; i < values.size(); i++) {
        Object bound = values.get(i).bound();
        if (bound instanceof byte[] bytes) {
          insert.setBytes(i + 1, bytes);
        } else {
          insert.setObject(i + 1, bound);
        }
      }
      insert.executeUpdate();
    } catch (SQLException e) {
      refused(e, "constraint", "datatype mismatch", "database or disk is full");
    }
  }

  private void virtualTable() throws SQLException {
    String table = DatabaseContents.quoted(any(List.of("notes", "find it's", "🔎")) + number++);
    if (random.nextBoolean()) {
      run("CREATE VIRTUAL TABLE " + table + " USING fts5(title, body, tokenize='porter')");
      for (int i = random.nextInt(30); i > 0; i--) {
        insert(
            table,
            List.of("title", "body"),
            List.of(AnyValue.text(random), new AnyValue("?", "word" + i + " and words")));
      }
    } else {
      run("CREATE VIRTUAL TABLE " + table + " USING rtree(id, x0, x1, +note)");
      for (int i = random.nextInt(90); i > 0; i--) {
        run("INSERT INTO " + table + " VALUES (" + i + ", " + i + ".5, " + 2 * i + ", 'n')");
      }
    }
  }

  /** Rows from before hold nothing for a column that was added later. */
  private void alter(String table) throws SQLException {
    try {
      run(
          "ALTER TABLE "
              + table
              + any(
                  List.of(
                      " ADD COLUMN \"later\" TEXT DEFAULT 'ü'",
                      " ADD COLUMN \"later too\" REAL DEFAULT 1.5",
                      " RENAME COLUMN plain TO \"new \"\" name\"",
                      " DROP COLUMN \"a.b\"")));
    } catch (SQLException e) {
      refused(
          e, "duplicate column", "no such column", "cannot drop", "error in", "too many", "STRICT");
    }
  }

  private void index(String table) throws SQLException {
    String column = any(List.of("plain", "\"$$\"", "\"🔔\"", "\"rowid\"", "\"a]b\""));
    String on = " ON " + table;
    try {
      run(
          "CREATE "
              + any(List.of("", "UNIQUE "))
              + "INDEX \"i]\"\""
              + number++
              + "\""
              + any(
                  List.of(
                      on + "(" + column + " DESC)",
                      on + "(" + column + " COLLATE RTRIM) WHERE " + column + " IS NOT NULL",
                      on + "(length(" + column + "), typeof(" + column + "))",
                      on
                          + "(lower("
                          + column
                          + ") || 'x') WHERE typeof("
                          + column
                          + ") = 'text'")));
    } catch (SQLException e) {
      refused(e, "no such column", "UNIQUE constraint", "cannot use", "expressions prohibited");
    }
  }

  private void viewsAndTriggers(String table) throws SQLException {
    if (random.nextInt(3) == 0) {
      String view = "\"view \"\" " + number++ + "\"";
      run("CREATE VIEW " + view + " AS SELECT *, missing() FROM " + table + ", nowhere");
      run(
          "CREATE TRIGGER \"instead"
              + number++
              + "\" INSTEAD OF INSERT ON "
              + view
              + " BEGIN SELECT 1; END");
    }
    if (random.nextInt(3) == 0) {
      // A trigger and a table may have one name between them.
      String name = random.nextInt(4) == 0 ? table : "\"tr ; " + number++ + "\"";
      run(
          "CREATE TRIGGER "
              + name
              + any(List.of(" BEFORE", " AFTER"))
              + " INSERT ON "
              + table
              + " BEGIN "
              + any(
                  List.of(
                      "SELECT RAISE(ABORT, 'it fired');",
                      "DELETE FROM " + table + ";",
                      "UPDATE " + table + " SET plain = 'it fired'; -- ;\n"))
              + " END");
    }
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new SQLException(
          e.getMessage() + " in " + sql.substring(0, Math.min(300, sql.length())), e);
    }
  }

  private static void refused(SQLException e, String... expected) throws SQLException {
    for (String one : expected) {
      if (String.valueOf(e.getMessage()).contains(one)) {
        return;
      }
    }
    throw e;
  }
}
