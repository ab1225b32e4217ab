package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.proof.DatabaseContents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app may give its tables and columns every name that our own statements use. */
final class HiddenNamesTest {
  /**
   * SQLite's own, our temporary tables and attached database, and the aliases in our statements.
   */
  private static final List<String> NAMES =
      List.of(
          ("pragma_table_xinfo PRAGMA_table_list pragma_index_list pragma_index_xinfo"
                  + " pragma_foreign_key_list pragma_foreign_key_check dbstat json_each fts5vocab"
                  + " generate_series main temp rowid nightjar nightjar_backup nightjar_aside"
                  + " nightjar_piece nightjar_sequence nightjar_entries nightjar_rows"
                  + " nightjar_rows0 nightjar_rows_seen nightjar_root nightjar_table0"
                  + " nightjar_index0 t s i x l b p v e c result")
              .split(" "));

  @TempDir private static Path folder;

  @BeforeAll
  static void anAppAndItsBackup() throws Exception {
    List<String> statements = new ArrayList<>();
    for (String name : NAMES) {
      statements.add(
          "CREATE TABLE \"%s\"(name PRIMARY KEY, type, sql, \"table\", schema, wr, cid, hidden, pk,"
              + " h0, live, n, kind, round, follow, taken, h, event, rootpage, k0, r, bytes)");
      statements.add("INSERT INTO \"%s\"(name, type, h0) VALUES ('one', '%s', 4), ('two', 1, 5)");
      statements.add("CREATE INDEX \"of %s\" ON \"%s\"(type COLLATE NOCASE)");
      statements.add(
          "CREATE TRIGGER \"on %s\" AFTER INSERT ON \"%s\" BEGIN"
              + " UPDATE \"%s\" SET cid = 1, n = NULL WHERE name = new.name; END");
      statements.replaceAll(sql -> sql.replace("%s", name));
    }
    statements.add("CREATE VIEW pragma_index_info AS SELECT 1 AS name");
    statements.add("CREATE VIRTUAL TABLE json_tree USING fts5(a)");
    statements.add("INSERT INTO json_tree VALUES ('lorem')");
    statements.add("CREATE TABLE all3(rowid, oid, _rowid_, h0)");
    statements.add("CREATE TABLE key3(rowid, oid, _rowid_ PRIMARY KEY, n) WITHOUT ROWID");
    statements.add("CREATE TABLE counted(id INTEGER PRIMARY KEY AUTOINCREMENT, h0 REFERENCES t)");
    statements.add("INSERT INTO all3 VALUES (1, 2, 3, 4)");
    statements.add("INSERT INTO key3 VALUES (1, 2, 3, 4)");
    statements.add("INSERT INTO counted VALUES (7, 'one')");
    execute("app.db", statements.toArray(String[]::new));
    assertEquals(
        "0", run("backup --database DIR/app.db --local DIR/local --create --json").end(), "backup");
  }

  private static void execute(String file, String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    }
  }

  private record Answer(String text, String end) {}

  private static Answer run(String line) {
    List<String> arguments =
        Arrays.stream((line + " --home DIR/home").split(" "))
            .map(word -> word.replace("DIR", folder.toString()).replace('~', ' '))
            .collect(Collectors.toList());
    Program.Ended ended = InThisProcess.asOnTerminal(arguments);
    return new Answer(ended.out(), ended.code() == 0 ? "0" : ended.code() + ended.out());
  }

  @Test
  void theBackupIsWholeAndItsJsonIsProved() throws Exception {
    try (var files = Files.list(folder.resolve("local/manifest"))) {
      String manifest = Files.readString(files.findFirst().orElseThrow());
      for (String fact :
          List.of(
              "\"integrityCheck\": \"ok\"",
              "\"notChecked\": []",
              "\"jsonMatchesDatabase\": true",
              "\"jsonRebuilds\": true",
              "\"foreignKeyViolations\": 0")) {
        assertTrue(manifest.contains(fact), manifest);
      }
    }
    assertEquals("0", run("verify latest --in DIR/local").end());
  }

  @Test
  void theJsonAloneBringsItBack() throws Exception {
    assertEquals("0", run("restore latest --in DIR/local --to DIR/back.db --from json").end());
    assertEquals(
        DatabaseContents.of(folder.resolve("app.db")),
        DatabaseContents.of(folder.resolve("back.db")));
  }

  @Test
  void whatChangedIsFoundAndComesBack() throws Exception {
    Files.copy(folder.resolve("app.db"), folder.resolve("now.db"));
    List<String> damage = new ArrayList<>();
    for (String name : NAMES) {
      damage.add("DELETE FROM \"" + name + "\" WHERE name = 'one'");
      damage.add("UPDATE \"" + name + "\" SET h0 = 2");
    }
    execute("now.db", damage.toArray(String[]::new));
    String now = " --in DIR/local --database DIR/now.db";
    String diff = run("diff latest now --json" + now).text();
    assertEquals(NAMES.size(), diff.split("\"removed\": 1").length - 1, diff);
    assertEquals(NAMES.size(), diff.split("\"changed\": 1").length - 1, diff);
    for (String table : List.of("nightjar_rows0", "pragma_table_xinfo", "counted")) {
      assertEquals("0", run("rows latest --apply --table " + table + now).end(), table);
      assertEquals(
          "1",
          run("sql now SELECT~count(*)~FROM~" + table + "~WHERE~rowid~IN~(1,7)" + now + " --csv")
              .text()
              .lines()
              .skip(1)
              .findFirst()
              .orElse(""),
          table);
    }
    String after = run("diff latest now --json" + now).text();
    assertEquals(NAMES.size() - 2, after.split("\"removed\": 1").length - 1, after);
  }

  @Test
  void aRowIsFollowed() {
    for (String name : List.of("pragma_index_list", "all3", "key3", "json_each")) {
      String key = name.equals("all3") ? "1" : name.equals("key3") ? "3" : "one";
      Answer trace = run("trace --in DIR/local --table " + name + " --key " + key);
      assertEquals("0", trace.end(), name);
    }
    Answer text = run("trace --in DIR/local --text lorem");
    assertTrue(text.text().contains("json_tree"), text.text());
  }
}
