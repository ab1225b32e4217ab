package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.faults.FastFolder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check keeps the pages that it may come to twice, up to a limit. */
final class CheckCacheTest {
  @TempDir(factory = FastFolder.class)
  private Path folder;

  private static long kibibytesToCheck(Path file) throws SQLException {
    try (Connection strict = Connections.strict(file);
        Connection checked = Connections.checked(file)) {
      assertTrue(Connections.understands(strict));
      long kept = -Connections.number(strict, "PRAGMA cache_size");
      assertEquals(kept, -Connections.number(checked, "PRAGMA cache_size"));
      return kept;
    }
  }

  private Path withTables(int tables, String more) throws SQLException {
    List<String> statements = new ArrayList<>(List.of("PRAGMA page_size=8192", "BEGIN"));
    for (int i = 0; i < tables; i++) {
      statements.add("CREATE TABLE t" + i + "(a UNIQUE)");
    }
    statements.add(more);
    statements.add("COMMIT");
    return Sql.run(folder.resolve(tables + ".db"), statements.toArray(String[]::new));
  }

  @Test
  void ofManySmallTablesHardlyAny() throws SQLException {
    assertEquals(2048, kibibytesToCheck(withTables(300, "INSERT INTO t0 VALUES (1)")));
  }

  @Test
  void ofALargeTableAmongThemAllOfIt() throws SQLException {
    Path file = withTables(200, "INSERT INTO t0 VALUES (zeroblob(4000000))");
    assertTrue(kibibytesToCheck(file) >= 4_000_000 >> 10);
  }

  @Test
  void neverMoreThanTheLimit() throws SQLException {
    Path file = withTables(2, "INSERT INTO t0 VALUES (zeroblob(70000000))");
    assertEquals(64 << 10, kibibytesToCheck(file));
  }
}
