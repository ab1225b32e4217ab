package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.faults.FastFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows whose list of lengths doesn't fit into a page: it isn't read again for each column. */
final class WideRowsTest {
  /** The calls of this thread alone. */
  private static final Path READ = Path.of("/proc/thread-self/io");

  private static final int COLUMNS = 300;
  private static final int ROWS = 60;

  @TempDir(factory = FastFolder.class)
  private Path folder;

  private static long calls() throws Exception {
    return Files.readAllLines(READ).stream()
        .filter(line -> line.startsWith("syscr: "))
        .mapToLong(line -> Long.parseLong(line.substring("syscr: ".length())))
        .sum();
  }

  private static String columns(String form) {
    return IntStream.range(0, COLUMNS)
        .mapToObj(column -> form.replace("$", Integer.toString(column)))
        .collect(Collectors.joining(", "));
  }

  @Test
  void theProofReadsFewPagesForEach() throws Exception {
    assumeTrue(Files.isReadable(READ));
    Path file = folder.resolve("wide.db");
    Sql.run(
        file,
        "PRAGMA page_size=512",
        "CREATE TABLE wide(" + columns("c$") + ")",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
            + ROWS
            + ") INSERT INTO wide SELECT "
            + columns("i * 1000 + $")
            + " FROM n");
    try (ProofDatabase database = ProofDatabase.open(file);
        ProofRows rows = database.rows("wide")) {
      long before = calls();
      for (int row = 1; row <= ROWS; row++) {
        assertTrue(rows.next());
        assertEquals(row, rows.rowid());
        for (int column = 0; column < COLUMNS; column++) {
          assertEquals(row * 1000L + column, rows.integer(column));
        }
      }
      long read = calls() - before;
      assertTrue(read < 10 * ROWS, read + " calls");
    }
  }
}
