package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much is declared is known without reading it. */
final class SchemaSizeTest {
  @TempDir private Path folder;

  private SchemaSize of(String... statements) throws Exception {
    Path database = folder.resolve("made.db");
    Sql.run(database, statements);
    try (PagedDatabase opened = PagedDatabase.open(database)) {
      SchemaSize size = opened.schemaSize();
      assertEquals(opened.schema().size(), size.declarations());
      return size;
    }
  }

  private static int length(String... parts) {
    return Arrays.stream(parts).mapToInt(String::length).sum();
  }

  @Test
  void ofAnEmptySchemaNothing() throws Exception {
    assertEquals(new SchemaSize(0, 0, 0, 0), of("PRAGMA user_version = 1"));
  }

  @Test
  void textsAndNamesCountOnceEach() throws Exception {
    String table = "CREATE TABLE t(a UNIQUE, b)"; // Its automatic index has no declaration.
    String index = "CREATE INDEX i ON t(b)";
    int largest = length(table, "t");
    int all = largest + length(index, "i", "t");
    assertEquals(new SchemaSize(2, all, all, largest), of(table, index));
  }

  @Test
  void aStringThatIsNotAsciiTakesTwoBytesForEachCharacter() throws Exception {
    String table = "CREATE TABLE t(ş)";
    int characters = length(table, "t");
    assertEquals(
        new SchemaSize(1, characters + 1, 2 * characters, 2 * (characters + 1)), of(table));
  }

  @Test
  void inUtf16EachCharacterIsStoredAsTwoBytes() throws Exception {
    String table = "CREATE TABLE t(a)";
    int bytes = 2 * length(table, "t");
    assertEquals(
        new SchemaSize(1, bytes, bytes, 2 * bytes), of("PRAGMA encoding = 'UTF-16le'", table));
  }

  @Test
  void anEditedSchemaMayHaveNoNames() throws Exception {
    String view = "CREATE VIEW v AS SELECT 1";
    assertEquals(
        new SchemaSize(1, length(view), length(view), length(view)),
        of(
            "PRAGMA writable_schema=ON",
            "INSERT INTO sqlite_schema VALUES ('view', NULL, NULL, 0, '" + view + "')"));
  }
}
