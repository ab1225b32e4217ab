package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page has its use, in files with and without a pointer map or reserved bytes. */
final class PageAccountTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"NONE,0", "FULL,0", "FULL,32", "INCREMENTAL,20", "NONE,32"})
  void aSoundFileAddsUp(String vacuum, int reserved) throws Exception {
    Path file = folder.resolve("a.db");
    Reserved.create(file, 512, reserved);
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
    try (Connection connection = Connections.checked(file)) {
      assertTrue(PageAccount.adds(connection, file));
    }
  }
}
