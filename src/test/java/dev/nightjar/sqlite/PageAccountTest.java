package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.io.Progress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page has its use, in files with and without a pointer map or reserved bytes. */
final class PageAccountTest {
  private static final int SIZE = 512;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"NONE,0", "FULL,0", "FULL,32", "INCREMENTAL,20", "NONE,32"})
  void aSoundFileAddsUp(String vacuum, int reserved) throws Exception {
    Path file = folder.resolve("a.db");
    Reserved.create(file, SIZE, reserved);
    Sql.run(
        file,
        "PRAGMA auto_vacuum=" + vacuum,
        "VACUUM",
        "CREATE TABLE a(b)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 900)"
            + " INSERT INTO a SELECT zeroblob(700) FROM n",
        "CREATE TABLE gone AS SELECT * FROM a LIMIT 50",
        "DROP TABLE gone");
    assertEquals(reserved, Files.readAllBytes(file)[20]);
    assertTrue(addsUp(file));
    if (!vacuum.equals("FULL")) { // It has no free pages.
      nameAmongTheFree(file, 3);
      assertFalse(addsUp(file));
    }
  }

  /** As many pages are free as before: one is now used by nothing. */
  private static void nameAmongTheFree(Path file, int page) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer numbers = ByteBuffer.wrap(bytes);
    int list = (numbers.getInt(32) - 1) * SIZE;
    assertTrue(numbers.getInt(list + 4) > 1);
    numbers.putInt(list + 8, page);
    Files.write(file, bytes);
  }

  private static boolean addsUp(Path file) throws Exception {
    try (Connection connection = Connections.checked(file)) {
      long pages = Connections.number(connection, "PRAGMA page_count");
      assertTrue(PageAccount.sumIs(pages, connection, file));
      assertFalse(PageAccount.sumIs(pages + 1, connection, file));
      return PageAccount.adds(connection, file);
    }
  }

  /** Its check of the whole file then begins with what has no page, and ends early. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE VIRTUAL TABLE areas USING rtree(id, low, high)",
        "CREATE VIEW seen AS SELECT * FROM mail"
      })
  void pagesAreAccountedForWhateverSqliteHasFirst(String withoutPages) throws Exception {
    Path file = folder.resolve("a.db");
    Sql.run(
        file,
        "PRAGMA page_size=" + SIZE,
        "CREATE TABLE stock(a)",
        "CREATE TABLE items(a)",
        "CREATE TABLE customers(a)",
        "CREATE TABLE log(a)",
        "CREATE TABLE products(a)",
        "CREATE TABLE mail(a)",
        "CREATE TABLE taxes(a)",
        "CREATE TABLE jobs(a)",
        "CREATE TABLE photos(a)",
        "CREATE TABLE notes(a)",
        withoutPages,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 90)"
            + " INSERT INTO mail SELECT zeroblob(700) FROM n",
        "DELETE FROM mail WHERE rowid > 60");
    assertEquals(CheckReport.Grade.WHOLE, DatabaseCheck.of(file, Progress.NONE).grade());
    nameAmongTheFree(file, 3);
    CheckReport report = DatabaseCheck.of(file, Progress.NONE);
    assertEquals(CheckReport.Grade.DAMAGED, report.grade());
    assertEquals(
        List.of("The file's pages: some are used twice, or by nothing"), report.findings());
  }
}
