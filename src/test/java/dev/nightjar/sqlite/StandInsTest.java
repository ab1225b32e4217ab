package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.faults.FastFolder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StandInsTest {
  @TempDir(factory = FastFolder.class)
  private Path folder;

  /** A statement over all tables is under way while one after the other is exported. */
  @Test
  void aCollationOfTwoTablesIsSuppliedOnceThoughAStatementIsUnderWay() throws Exception {
    Path file =
        AppFile.make(
            folder.resolve("app.db"),
            "CREATE TABLE one(tag TEXT PRIMARY KEY COLLATE unicase) WITHOUT ROWID",
            "CREATE TABLE two(tag TEXT PRIMARY KEY COLLATE Unicase) WITHOUT ROWID",
            "INSERT INTO two VALUES ('a')");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        SqlText.Prepared all = SqlText.prepare(connection, "SELECT name FROM sqlite_schema")) {
      assertTrue(all.step());
      StandIns.supplyCollations(connection, "one");
      StandIns.supplyCollations(connection, "two");
      assertEquals(1, Connections.number(connection, "SELECT count(*) FROM two WHERE tag = 'a'"));
    }
  }
}
