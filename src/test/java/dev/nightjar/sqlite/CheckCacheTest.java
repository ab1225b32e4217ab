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

  private Path withTables(int pageSize, int tables, String more) throws SQLException {
    List<String> statements = new ArrayList<>(List.of("PRAGMA page_size=" + pageSize, "BEGIN"));
    for (int i = 0; i < tables; i++) {
      statements.add("CREATE TABLE t" + i + "(a)");
    }
    statements.add(more);
    statements.add("COMMIT");
    return Sql.run(folder.resolve(tables + ".db"), statements.toArray(String[]::new));
  }

  @Test
  void ofManySmallTablesHardlyAny() throws SQLException {
    Path file = withTables(65536, 1100, "INSERT INTO t0 VALUES (1)");
    assertEquals(2048, kibibytesToCheck(file));
  }

  @Test
  void ofALargeTableAmongThemAllOfIt() throws SQLException {
    Path file = withTables(65536, 1050, "INSERT INTO t0 VALUES (zeroblob(4000000))");
    assertEquals(4_000_000 >> 10, kibibytesToCheck(file), 300);
  }

  @Test
  void ofAFileThatFitsAll() throws SQLException {
    Path file = withTables(8192, 1000, "INSERT INTO t0 VALUES (1)");
    assertEquals(8000, kibibytesToCheck(file), 200);
  }

  @Test
  void neverMoreThanTheLimit() throws SQLException {
    Path file = withTables(4096, 2, "INSERT INTO t0 VALUES (zeroblob(70000000))");
    assertEquals(64 << 10, kibibytesToCheck(file));
  }
}
