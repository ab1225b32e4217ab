package dev.nightjar.sqlite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Small databases in which a check of pages has much to get wrong: indexes of all kinds, values of
 * all classes in columns of all types, keys, added columns, free pages, pointer maps. Some that
 * isn't understood there stands among the rest.
 */
final class IndexedDatabase {
  private static final List<String> TYPES =
      List.of(
          "",
          "INTEGER",
          "INT",
          "REAL",
          "TEXT",
          "BLOB",
          "NUMERIC",
          "DATETIME",
          "VARCHAR(9)",
          "DOUBLE PRECISION",
          "FLOATING POINT",
          "BOOLEAN",
          "CHARINT",
          "BLOBREAL",
          "ANY");
  private static final List<String> STRICT_TYPES =
      List.of("INTEGER", "INT", "REAL", "TEXT", "BLOB", "ANY");
  private static final List<String> COLLATIONS =
      List.of("", "", "", " COLLATE NOCASE", " COLLATE RTRIM", " COLLATE BINARY");
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "A",
          "b",
          "B ",
          "b",
          "a  ",
          "é",
          "É",
          "\u00ff",
          "zz\u0000a",
          "ZZ\u0000b",
          "zz",
          "12",
          " 12 ",
          "1e5",
          "+.5",
          "1.",
          "-",
          ".",
          "1e",
          "0x10",
          "2026-01-02 03:04:05",
          "9e999",
          "١",
          "1_000",
          "nan",
          "inf",
          "箱",
          "🔔",
          "[",
          "`",
          "^a",
          "_B");

  private final Random random;
  private final Connection connection;
  private final List<String> made = new ArrayList<>();
  private final List<String> parents = new ArrayList<>();
  private boolean utf8 = true;

  private IndexedDatabase(Random random, Connection connection) {
    this.random = random;
    this.connection = connection;
  }

  /** Makes the new file; the same seed gives the same database. */
  static void create(Path file, long seed) throws SQLException, IOException {
    Random random = new Random(seed);
    int pageSize = random.nextInt(3) > 0 ? 512 << random.nextInt(3) : 512 << random.nextInt(8);
    boolean reserves = random.nextInt(4) == 0;
    if (reserves) {
      Reserved.create(file, pageSize, 1 + random.nextInt(32));
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      IndexedDatabase made = new IndexedDatabase(random, connection);
      made.run("PRAGMA synchronous=OFF");
      made.run("PRAGMA journal_mode=MEMORY");
      if (!reserves) {
        made.run("PRAGMA page_size=" + pageSize);
        made.run("PRAGMA auto_vacuum=" + made.any(List.of("0", "1", "2")));
        String encoding = made.any(List.of("UTF-8", "UTF-8", "UTF-8", "UTF-16le", "UTF-16be"));
        made.utf8 = encoding.equals("UTF-8");
        made.run("PRAGMA encoding='" + encoding + "'");
      }
      made.run("BEGIN");
      made.make(pageSize);
      made.run("COMMIT");
      if (random.nextInt(5) == 0) {
        made.run("PRAGMA incremental_vacuum(2)");
      }
    }
  }

  private void make(int pageSize) throws SQLException {
    for (int i = 1 + random.nextInt(3); i >= 0; i--) {
      table("t" + i, pageSize);
    }
    if (random.nextInt(12) == 0) {
      run("CREATE VIRTUAL TABLE ft USING fts5(a)");
      run("INSERT INTO ft VALUES ('some words'), ('other words')");
    }
    if (random.nextInt(3) == 0) {
      run("DROP TABLE " + any(made));
    }
    if (random.nextInt(4) == 0) {
      run("ANALYZE");
    }
    if (random.nextInt(3) == 0) {
      run("CREATE VIEW v AS SELECT 1");
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String collation() {
    return utf8 || random.nextInt(20) == 0 ? any(COLLATIONS) : "";
  }

  private void table(String name, int pageSize) throws SQLException {
    boolean strict = random.nextInt(6) == 0;
    boolean byKey = random.nextInt(4) == 0;
    int count = 2 + random.nextInt(4);
    List<String> columns = new ArrayList<>();
    List<String> declared = new ArrayList<>();
    boolean hasRowid = !byKey && random.nextInt(3) > 0;
    if (hasRowid) {
      declared.add(
          "id INTEGER PRIMARY KEY"
              + any(List.of("", "", " AUTOINCREMENT", random.nextInt(3) == 0 ? " DESC" : "")));
    }
    for (int i = 0; i < count; i++) {
      String type = any(strict ? STRICT_TYPES : TYPES);
      String rule = any(List.of("", "", "", " NOT NULL", " UNIQUE"));
      String parent =
          !parents.isEmpty() && random.nextInt(3) == 0
              ? " REFERENCES " + any(parents) + any(List.of("", "(id)"))
              : "";
      columns.add("c" + i);
      declared.add("c" + i + " " + type + rule + collation() + parent);
    }
    if (random.nextInt(15) == 0) {
      declared.add("g " + (strict ? "ANY " : "") + "AS (c0) " + any(List.of("STORED", "VIRTUAL")));
    }
    if (byKey || (!hasRowid && random.nextInt(3) == 0)) {
      declared.add("PRIMARY KEY(" + keys(columns) + ")");
    }
    String options =
        (byKey ? " WITHOUT ROWID" : "") + (strict ? (byKey ? ", " : " ") + "STRICT" : "");
    run("CREATE TABLE " + name + "(" + String.join(", ", declared) + ")" + options);
    made.add(name);
    fill(name, columns, pageSize, parents);
    if (hasRowid) {
      parents.add(name);
    }
    if (random.nextInt(4) == 0) {
      String type = strict ? "TEXT" : any(TYPES);
      String value =
          strict ? "'x'" : any(List.of("7", "'x'", "-1.5", "x'00'", "5.0", "'12'", "NULL"));
      String rule = value.equals("NULL") ? "" : any(List.of("", " NOT NULL"));
      boolean added =
          tries("ALTER TABLE " + name + " ADD COLUMN z " + type + rule + " DEFAULT " + value);
      if (added) {
        columns.add("z");
        fill(name, columns, pageSize, parents);
      }
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      String where = random.nextInt(20) == 0 ? " WHERE " + any(columns) + " IS NOT NULL" : "";
      String keys = random.nextInt(25) == 0 ? "abs(length(" + any(columns) + "))" : keys(columns);
      String index = name + "_" + i;
      tries(
          "CREATE "
              + any(List.of("", "", "UNIQUE "))
              + ("INDEX " + index + " ON " + name + "(" + keys + ")" + where));
    }
    if (random.nextInt(2) == 0) {
      run("DELETE FROM " + name + " WHERE length(c0) % 3 = " + random.nextInt(3));
    }
    fill(name, columns, pageSize, parents);
  }

  private String keys(List<String> columns) {
    List<String> keys = new ArrayList<>();
    for (int i = 1 + random.nextInt(Math.min(3, columns.size())); i > 0; i--) {
      String column = any(columns);
      if (keys.stream().noneMatch(key -> key.startsWith(column))) {
        keys.add(column + collation() + any(List.of("", "", " DESC")));
      }
    }
    return String.join(", ", keys);
  }

  private void fill(String table, List<String> columns, int pageSize, List<String> references)
      throws SQLException {
    int rows = random.nextInt(5) == 0 ? 0 : random.nextInt(70);
    String sql =
        "INSERT OR IGNORE INTO "
            + table
            + "("
            + String.join(", ", columns)
            + ") VALUES ("
            + "?,".repeat(columns.size() - 1)
            + "?)";
    for (int done = 0; done < rows; ) {
      try (PreparedStatement insert = connection.prepareStatement(sql)) {
        while (done++ < rows) {
          for (int column = 1; column <= columns.size(); column++) {
            set(insert, column, pageSize, !references.isEmpty());
          }
          insert.execute();
        }
      } catch (SQLException e) {
        // STRICT refuses some values; the driver closes the statement then.
      }
    }
  }

  private void set(PreparedStatement insert, int column, int pageSize, boolean small)
      throws SQLException {
    switch (random.nextInt(small ? 12 : 10)) {
      case 0 -> insert.setNull(column, 0);
      case 1 -> insert.setLong(column, random.nextLong() >> random.nextInt(64));
      case 2 -> insert.setDouble(column, random.nextInt(100) - 50);
      case 3 -> insert.setDouble(column, random.nextDouble() * Math.pow(10, random.nextInt(30)));
      case 4 -> insert.setString(column, any(TEXTS));
      case 5 -> insert.setBytes(column, any(TEXTS).getBytes(StandardCharsets.UTF_8));
      case 6 -> {
        byte[] bytes = new byte[random.nextInt(random.nextInt(8) == 0 ? 3 * pageSize : 60)];
        random.nextBytes(bytes);
        insert.setBytes(column, bytes);
      }
      case 7 -> {
        int length = random.nextInt(random.nextInt(8) == 0 ? 3 * pageSize : 60);
        insert.setString(column, "x".repeat(length) + random.nextInt(5));
      }
      default -> insert.setInt(column, random.nextInt(30));
    }
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private boolean tries(String sql) {
    try {
      run(sql);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }
}
