package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.CheckReport.Grade;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An app's schema, and edits of it that SQLite itself calls malformed or doesn't understand. */
class SchemaContradictionsTest {
  private static final String[] APP = {
    "CREATE TABLE message(id INTEGER PRIMARY KEY, k TEXT UNIQUE, \"on\" TEXT, v TEXT)",
    "CREATE INDEX message_key_index ON message(k)",
    "CREATE UNIQUE INDEX [a b] ON message(v, k)",
    "CREATE TABLE \"say \"\"hi\"\" 'now'\"(a PRIMARY KEY, b) WITHOUT ROWID",
    "CREATE INDEX `in``dex` ON \"say \"\"hi\"\" 'now'\"(b)",
    "CREATE TABLE IF NOT EXISTS main.\"table\"(\"index\")",
    "CREATE TABLE Große_Çay(x, UNIQUE(x))",
    "CREATE TABLE '[odd]'(x)",
    "CREATE TABLE old_name(x UNIQUE)",
    "ALTER TABLE old_name RENAME TO New_Name",
    "CREATE VIEW seen AS SELECT * FROM message",
    "CREATE TRIGGER t1 AFTER UPDATE OF k, \"on\", v ON message BEGIN SELECT 1; END",
    "CREATE TRIGGER IF NOT EXISTS \"t 2\" INSTEAD OF INSERT ON seen BEGIN SELECT 1; END",
    "CREATE TRIGGER t3 AFTER INSERT ON main.message BEGIN SELECT 1; END",
    "CREATE TRIGGER t4 AFTER INSERT ON \"main\".[message] BEGIN SELECT 1; END",
    "CREATE TABLE \ufeffmarked(x)",
    "CREATE VIRTUAL TABLE search USING fts5(body)",
    "CREATE VIRTUAL TABLE \"box\" USING rtree(id, x0, x1)",
    "CREATE TABLE newer(x)",
  };

  @TempDir private Path folder;

  private CheckReport check(String encoding, String edit) throws Exception {
    Path file = folder.resolve("app.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA encoding='" + encoding + "'");
      for (String one : APP) {
        statement.execute(one);
      }
      statement.execute("INSERT INTO message VALUES (1, 'a', 'b', 'c')");
      statement.execute("PRAGMA writable_schema=ON");
      assertEquals(1, statement.executeUpdate("UPDATE sqlite_schema SET " + edit));
    }
    return DatabaseCheck.of(file, Progress.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name='mgssage_key_index' WHERE name='message_key_index'",
        "tbl_name='nessage' WHERE name='message_key_index'",
        "type='jndex' WHERE name='message_key_index'",
        "type='view' WHERE name='message_key_index'",
        "sql='CREATE JNDEX message_key_index ON message(k)' WHERE name='message_key_index'",
        "sql='CREATE INDEX message_key_index ON nessage(k)' WHERE name='message_key_index'",
        "sql='DREATE TABLE message(id)' WHERE name='message'",
        "name='nessage' WHERE name='message'",
        "name='say hi' WHERE name LIKE 'say%'",
        "name='seem' WHERE name='seen'",
        "name='t 3' WHERE name='t 2'",
        "tbl_name='message' WHERE name='t 2'",
        "name='sqlite_autoindex_nessage_1' WHERE name='sqlite_autoindex_message_1'",
        "name='sqlite_autoindex_message_x' WHERE name='sqlite_autoindex_message_1'",
        "sql=NULL WHERE name='message_key_index'",
        "sql=replace(sql, 'TEXT UNIQUE', 'TEXT UNIQUD') WHERE name='message'",
        "rootpage=NULL WHERE name='seen'",
        "rootpage=NULL WHERE name='t1'",
      })
  void anEntryThatIsNotWhatItDeclaresIsDamage(String edit) throws Exception {
    for (String encoding : new String[] {"UTF-8", "UTF-16le"}) {
      CheckReport report = check(encoding, edit);
      assertEquals(Grade.DAMAGED, report.grade(), encoding);
      assertEquals(1, report.findings().size(), report.findings()::toString);
      Files.delete(folder.resolve("app.db"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16be"})
  void aDeclarationThatSqliteDoesNotUnderstandIsNone(String encoding) throws Exception {
    CheckReport report =
        check(encoding, "sql='CREATE TABLE newer(FROM THE FUTURE)' WHERE name='newer'");
    assertEquals(Grade.WHOLE, report.grade(), report.findings()::toString);
    assertEquals("[newer]", report.notChecked().toString());
  }
}
