package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table that has no rows of its own is there: nobody is told that it isn't. */
final class VirtualTablesTest {
  @TempDir private Path folder;
  private Terminal terminal;

  @BeforeEach
  void anAppThatSearches() throws Exception {
    terminal = new Terminal(folder);
    terminal.job("shop");
    terminal.sql(
        "shop.db",
        "CREATE VIRTUAL TABLE notes USING fts5(body)",
        "INSERT INTO notes VALUES ('tea')",
        "CREATE TABLE numbered(id INTEGER PRIMARY KEY AUTOINCREMENT)",
        "INSERT INTO numbered DEFAULT VALUES");
    terminal.done("backup");
  }

  private void refused(String command, String sentence) {
    String page = command.split(" ")[0];
    terminal.refused(
        2, sentence + " Nothing was done. \"nightjar " + page + " --help\" shows how.", command);
  }

  @ParameterizedTest
  @CsvSource({"notes", "NOTES", "notes_content", "sqlite_sequence"})
  void itsRowsDontComeBackByThemselves(String table) {
    terminal.refused(
        2,
        "Rows of "
            + table
            + " can't come back by themselves: it is a virtual table, a table behind one, or"
            + " SQLite's own. Nothing was changed. Put the whole backup back.",
        "rows latest --missing --table " + table);
  }

  @Test
  void whatTheAppHasNoMoreIsSaidToBeGone() throws Exception {
    terminal.sql("shop.db", "DROP TABLE notes");
    for (String table : new String[] {"notes", "notes_content"}) {
      terminal.refused(
          2,
          "There is no table "
              + table
              + " in DIR/shop.db. Nothing was changed. Look for its right name, or put the whole"
              + " backup back.",
          "rows latest --missing --table " + table);
    }
  }

  @Test
  void itIsNotComparedAndTheTablesBehindItAre() {
    for (String table : new String[] {"notes", "sqlite_sequence"}) {
      refused(
          "diff latest --table " + table,
          table + " can't be compared row by row: it is a virtual table, or SQLite's own.");
    }
    assertEquals(0, terminal.run("diff latest --table notes_content").code());
  }

  @Test
  void itIsNotTracedAndTheTablesBehindItAre() {
    String sentence =
        "notes can't be traced: it is a virtual table, and its rows are in other tables.";
    refused("trace --table notes --key 1", sentence);
    refused("trace --table notes --text tea", sentence);
    refused("trace --table note --text tea", "None of the backups has a table note.");
    for (String table : new String[] {"notes_content", "sqlite_sequence"}) {
      assertEquals(0, terminal.run("trace --key 1 --table " + table).code());
    }
    assertEquals(0, terminal.run("trace --table product --text nowhere").code());
  }
}
