package dev.nightjar.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table becomes a file of CSV that is whole, or none. */
final class TableExportTest {
  @TempDir private Path folder;
  private Path database = Path.of("");
  private Path target = Path.of("");

  @BeforeEach
  void aDatabase() throws Exception {
    database = folder.resolve("shop.db");
    target = folder.resolve("product.csv");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT, photo)");
      statement.executeUpdate(
          "INSERT INTO product VALUES (1, 'a, \"b\"', x'00ff'), (2, NULL, ''), (3, 'Ä', 1.5)");
      statement.executeUpdate(
          "WITH RECURSIVE n(i) AS (SELECT 4 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
              + " INSERT INTO product SELECT i, 'n', NULL FROM n");
    }
  }

  private long export(boolean replace, Progress progress) throws FailureException {
    return TableExport.write(database, "product", target, replace, progress);
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void everyRowIsALine() throws Exception {
    assertEquals(1000, export(false, Progress.NONE));

    List<String> lines = Files.readAllLines(target);
    assertEquals(1001, lines.size());
    assertEquals(
        List.of("id,name,photo", "1,\"a, \"\"b\"\"\",x'00ff'", "2,,\"\"", "3,Ä,1.5"),
        lines.subList(0, 4));
    assertEquals(List.of("product.csv", "shop.db"), names());
  }

  @Test
  void aFileThatIsThereIsReplacedOnRequestOnly() throws Exception {
    Files.writeString(target, "mine");

    FailureException thrown =
        assertThrows(FailureException.class, () -> export(false, Progress.NONE));
    assertEquals(Reason.TARGET_EXISTS, thrown.reason());
    assertEquals("mine", Files.readString(target));

    export(true, Progress.NONE);
    assertEquals(1001, Files.readAllLines(target).size());
    assertEquals(List.of("product.csv", "shop.db"), names());
  }

  @Test
  void aDatabaseIsNeverReplaced() throws Exception {
    target = folder.resolve("live.db");
    Files.copy(database, target);

    FailureException thrown =
        assertThrows(FailureException.class, () -> export(true, Progress.NONE));
    assertEquals(Reason.TARGET_EXISTS, thrown.reason());
    assertEquals(-1, Files.mismatch(database, target));
  }

  /** It would be taken for that database's log, even with consent. */
  @Test
  void norIsAFileBesideADatabaseThatIsSqlites() throws Exception {
    target = folder.resolve("shop.db-wal");
    Files.writeString(target, "SQLite's");

    FailureException thrown =
        assertThrows(FailureException.class, () -> export(true, Progress.NONE));
    assertEquals(Reason.TARGET_BESIDE_DATABASE, thrown.reason());
    assertEquals("SQLite's", Files.readString(target));
  }

  @Test
  void cancelledItLeavesWhatWasThere() throws Exception {
    Files.writeString(target, "mine");
    Progress cancelled =
        (done, total) -> {
          if (done >= 512) {
            throw new FailureException(Reason.CANCELLED);
          }
        };

    FailureException thrown = assertThrows(FailureException.class, () -> export(true, cancelled));
    assertEquals(Reason.CANCELLED, thrown.reason());
    assertEquals("mine", Files.readString(target));
    assertEquals(List.of("product.csv", "shop.db"), names());
  }
}
