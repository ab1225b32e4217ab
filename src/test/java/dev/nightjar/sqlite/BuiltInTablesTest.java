package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One class spells SQLite's own tables: a bare name is the app's, if the app has such a table. */
final class BuiltInTablesTest {
  /** In a text of Java's, on one line. */
  private static final Pattern SPELLED =
      Pattern.compile(
          "\"[^\"]*(pragma_[a-z]|\\b(dbstat|json_each|json_tree|fts5vocab|generate_series"
              + "|sqlite_(temp_)?(schema|master)|sqlite_dbpage|sqlite_stmt|bytecode|tables_used)\\b)",
          Pattern.CASE_INSENSITIVE);

  @Test
  void nothingElseSpellsThem() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        if (!file.endsWith("BuiltInTables.java")) {
          Files.readAllLines(file).stream()
              .filter(line -> SPELLED.matcher(line).find())
              .forEach(line -> found.add(file.getFileName() + ": " + line.strip()));
        }
      }
    }
    assertEquals(List.of(), found);
  }

  @Test
  void aBareNameIsSeen() {
    assertTrue(SPELLED.matcher("\"SELECT 1 FROM pragma_table_list\"").find());
    assertTrue(SPELLED.matcher("+ \" FROM DBSTAT WHERE\"").find());
    assertTrue(SPELLED.matcher("\"DELETE FROM sqlite_master\"").find());
    assertFalse(SPELLED.matcher("// as pragma_table_list says").find());
  }
}
