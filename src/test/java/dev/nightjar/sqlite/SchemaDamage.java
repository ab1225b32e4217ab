package dev.nightjar.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Ways in which rows and declarations come to differ while every page stays whole. */
enum SchemaDamage {
  /** An index isn't there while rows come and go. */
  INDEX_FORGOTTEN {
    @Override
    void on(Editor editor) throws SQLException {
      Editor.Entry index = editor.any("type = 'index' AND sql IS NOT NULL");
      if (index != null) {
        editor.run("DELETE FROM sqlite_schema WHERE rowid = " + index.rowid());
        editor.reopen();
        editor.changeRows(index.table());
        editor.run(
            "INSERT INTO sqlite_schema VALUES ('index', '"
                + index.name()
                + "', '"
                + index.table()
                + "', "
                + index.root()
                + ", '"
                + index.sql().replace("'", "''")
                + "')");
      }
    }
  },
  UNIQUE_LATER {
    @Override
    void on(Editor editor) throws SQLException {
      editor.edit(
          "type = 'index' AND sql LIKE 'CREATE INDEX%'", "CREATE INDEX", "CREATE UNIQUE INDEX");
    }
  },
  COLLATION_OF_AN_INDEX {
    @Override
    void on(Editor editor) throws SQLException {
      String collation = editor.any(List.of("NOCASE", "RTRIM", "BINARY"));
      editor.edit("type = 'index' AND sql LIKE '%(c%'", "\\((c\\d)", "($1 COLLATE " + collation);
    }
  },
  DIRECTION_OF_AN_INDEX {
    @Override
    void on(Editor editor) throws SQLException {
      editor.edit(
          "type = 'index' AND sql LIKE '%(c%'",
          "(\\(c\\d)( DESC)?", editor.any(List.of("$1", "$1 DESC")));
    }
  },
  COLUMN_OF_AN_INDEX {
    @Override
    void on(Editor editor) throws SQLException {
      editor.edit("type = 'index' AND sql LIKE '%(c%'", "\\(c\\d", "(c" + editor.random.nextInt(3));
    }
  },
  COLUMN_MORE_IN_AN_INDEX {
    @Override
    void on(Editor editor) throws SQLException {
      editor.edit(
          "type = 'index' AND sql LIKE '%(c%'", "\\((c\\d)", "($1, c" + editor.random.nextInt(3));
    }
  },
  INDEX_NO_LONGER_PARTIAL {
    @Override
    void on(Editor editor) throws SQLException {
      editor.edit("type = 'index' AND sql LIKE '%WHERE%'", " WHERE.*", "");
    }
  },
  NOT_NULL_LATER {
    @Override
    void on(Editor editor) throws SQLException {
      int column = editor.random.nextInt(3);
      editor.edit(
          "type = 'table' AND sql LIKE '%c%'",
          "\\bc" + column + " ([A-Z0-9() ]*)", "c" + column + " $1 NOT NULL ");
    }
  },
  TYPE_CHANGED {
    @Override
    void on(Editor editor) throws SQLException {
      String type = editor.any(List.of("", "INT", "REAL", "TEXT", "BLOB", "NUMERIC"));
      int column = editor.random.nextInt(3);
      editor.edit("type = 'table'", "\\bc" + column + " [A-Z]*", "c" + column + " " + type);
    }
  },
  STRICT_LATER {
    @Override
    void on(Editor editor) throws SQLException {
      editor.edit(
          "type = 'table' AND sql NOT LIKE '%STRICT%'",
          "$", editor.random.nextBoolean() ? " STRICT" : ", STRICT");
    }
  },
  COLUMNS_SWAPPED {
    @Override
    void on(Editor editor) throws SQLException {
      editor.edit("type = 'table'", "\\bc0 (.*)\\bc1 ", "c1 $1c0 ");
    }
  },
  COLUMN_ADDED {
    @Override
    void on(Editor editor) throws SQLException {
      String value =
          editor.any(
              List.of(
                  "", " DEFAULT 1", " DEFAULT 'x'", " NOT NULL", " NOT NULL DEFAULT 5", " UNIQUE"));
      editor.edit(
          "type = 'table' AND sql LIKE '%)'",
          "\\)$", ", y " + editor.any(List.of("TEXT", "INT", "REAL")) + value + ")");
    }
  },
  COLLATION_OF_A_COLUMN {
    @Override
    void on(Editor editor) throws SQLException {
      String collation = editor.any(List.of("NOCASE", "RTRIM", "BINARY"));
      editor.edit(
          "type = 'table' AND sql LIKE '%c0 %'", "\\bc0 ([A-Z]*)", "c0 $1 COLLATE " + collation);
    }
  },
  KEY_LATER {
    @Override
    void on(Editor editor) throws SQLException {
      editor.edit(
          "type = 'table'",
          "\\bc0 ([A-Z]*)",
          "c0 INTEGER REFERENCES " + editor.any(List.of("t0", "t1", "t2")));
    }
  },
  ROWID_LATER {
    @Override
    void on(Editor editor) throws SQLException {
      editor.edit(
          "type = 'table' AND sql NOT LIKE '%PRIMARY%'", "\\bc0 [A-Z]*", "c0 INTEGER PRIMARY KEY");
    }
  },
  ROOTS_SWAPPED {
    @Override
    void on(Editor editor) throws SQLException {
      Editor.Entry one = editor.any("rootpage > 0");
      Editor.Entry two = editor.any("rootpage > 0");
      if (one != null && two != null) {
        editor.root(one, two.root());
        editor.root(two, one.root());
      }
    }
  },
  ROOT_OF_ANOTHER {
    @Override
    void on(Editor editor) throws SQLException {
      Editor.Entry one = editor.any("rootpage > 0");
      if (one != null) {
        editor.root(one, 1 + editor.random.nextInt(one.root() + 3));
      }
    }
  },
  ENTRY_LOST {
    @Override
    void on(Editor editor) throws SQLException {
      Editor.Entry one = editor.any("rootpage > 0");
      if (one != null) {
        editor.run("DELETE FROM sqlite_schema WHERE rowid = " + one.rowid());
      }
    }
  };

  abstract void on(Editor editor) throws SQLException;

  /** Edits a file's declarations, as SQLite lets nobody by accident. */
  static final class Editor implements AutoCloseable {
    private final Path file;
    private final Random random;
    private Connection connection;

    /** A row of the schema. */
    record Entry(long rowid, String name, String table, int root, String sql) {}

    Editor(Path file, Random random) throws SQLException {
      this.file = file;
      this.random = random;
      connection = open();
    }

    private Connection open() throws SQLException {
      Connection opened = DriverManager.getConnection("jdbc:sqlite:" + file);
      try (Statement statement = opened.createStatement()) {
        statement.execute("PRAGMA synchronous=OFF");
        statement.execute("PRAGMA journal_mode=MEMORY");
        statement.execute("PRAGMA writable_schema=ON");
      }
      return opened;
    }

    void reopen() throws SQLException {
      connection.close();
      connection = open();
    }

    <T> T any(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }

    Entry any(String where) throws SQLException {
      List<Entry> found = new ArrayList<>();
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT rowid, name, tbl_name, rootpage, sql FROM sqlite_schema WHERE "
                      + where)) {
        while (row.next()) {
          found.add(
              new Entry(
                  row.getLong(1),
                  row.getString(2),
                  row.getString(3),
                  row.getInt(4),
                  row.getString(5)));
        }
      }
      return found.isEmpty() ? null : any(found);
    }

    void edit(String where, String pattern, String by) throws SQLException {
      Entry entry = any(where + " AND sql IS NOT NULL");
      if (entry != null) {
        String sql = entry.sql().replaceFirst(pattern, by);
        run(
            "UPDATE sqlite_schema SET sql = '"
                + sql.replace("'", "''")
                + "' WHERE rowid = "
                + entry.rowid());
      }
    }

    void root(Entry entry, int root) throws SQLException {
      run("UPDATE sqlite_schema SET rootpage = " + root + " WHERE rowid = " + entry.rowid());
    }

    void changeRows(String table) throws SQLException {
      switch (random.nextInt(4)) {
        case 0 ->
            tries("DELETE FROM " + table + " WHERE c0 IN (SELECT c0 FROM " + table + " LIMIT 1)");
        case 1 -> tries("UPDATE OR IGNORE " + table + " SET c1 = 3.5 WHERE c0 IS NOT NULL");
        case 2 -> tries("INSERT OR IGNORE INTO " + table + "(c0, c1) VALUES ('new', 77)");
        default -> tries("UPDATE OR IGNORE " + table + " SET c0 = upper(c0), c1 = lower(c1)");
      }
    }

    void run(String sql) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    private void tries(String sql) {
      try {
        run(sql);
      } catch (SQLException e) {
        // A constraint; then nothing is changed.
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
