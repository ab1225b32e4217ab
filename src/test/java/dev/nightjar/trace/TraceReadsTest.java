package dev.nightjar.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.failure.Failure;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.Sql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** To follow a row a few pages of each backup are read, however many rows it has. */
final class TraceReadsTest {
  /** Linux counts here the bytes that this thread has read. */
  private static final Path READ = Path.of("/proc/thread-self/io");

  /** A tree of four times as many rows may be a level higher. */
  private static final long ONE_PAGE = 4096;

  private static final int BACKUPS = 8;
  private static final int ROWS = 4000;

  @TempDir private Path folder;

  private static long bytesRead() throws Exception {
    String count = Files.readAllLines(READ).get(0); // "rchar: 123"
    return Long.parseLong(count.substring(count.indexOf(' ') + 1));
  }

  /** As many backups, in each of which the last row differs: to come upon it all are read. */
  private List<TracedBackup> backups(String table, int rows) throws Exception {
    List<TracedBackup> newestFirst = new ArrayList<>();
    for (int number = 1; number <= BACKUPS; number++) {
      Path file = folder.resolve(rows + "-" + number + ".db");
      Sql.run(
          file,
          "PRAGMA page_size = " + ONE_PAGE,
          table,
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT "
              + rows
              + ") INSERT INTO t SELECT i, hex(zeroblob(50)) FROM n",
          "UPDATE t SET a = '" + number + "' WHERE id = " + rows);
      newestFirst.add(
          0,
          new TracedBackup(
              Integer.toString(number),
              Integer.toString(number),
              () -> new TracedBackup.Opened(file, () -> {})));
    }
    return newestFirst;
  }

  private long ofOneBackup(String table, int rows) throws Exception {
    List<TracedBackup> backups = backups(table, rows);
    Changes changes = new Changes();
    long before = bytesRead();
    RowTrace.Summary summary =
        new RowTrace("t", Integer.toString(rows), changes).run(backups, Progress.NONE);
    long read = bytesRead() - before;
    assertEquals(new RowTrace.Summary(BACKUPS, BACKUPS, BACKUPS, 0), summary);
    assertEquals(BACKUPS - 1, changes.count);
    return read / BACKUPS;
  }

  private void requireFewPages(String table) throws Exception {
    assumeTrue(Files.isReadable(READ), "needs a system that counts what a thread reads");
    ofOneBackup(table, ROWS / 4); // Classes are read by the first one.
    long some = ofOneBackup(table, ROWS);
    long many = ofOneBackup(table, 4 * ROWS);
    assertTrue(
        many <= some + 2 * ONE_PAGE,
        () -> some + " bytes a backup, of four times the rows " + many);
    assertTrue(many <= 12 * ONE_PAGE, () -> many + " bytes a backup");
  }

  @Test
  void ofARowByItsNumber() throws Exception {
    requireFewPages("CREATE TABLE t(id INTEGER PRIMARY KEY, a)");
  }

  @Test
  void ofARowByAKeyWithAnIndex() throws Exception {
    requireFewPages("CREATE TABLE t(id INT PRIMARY KEY NOT NULL, a)");
  }

  @Test
  void ofARowOfATableWithoutNumbers() throws Exception {
    requireFewPages("CREATE TABLE t(id INT PRIMARY KEY, a) WITHOUT ROWID");
  }

  private static final class Changes implements RowTrace.Listener {
    private int count;

    @Override
    public void appeared(String backup, Map<String, Cell> row, String older) {}

    @Override
    public void changed(String backup, List<RowTrace.Change> cells, String older) {
      count++;
    }

    @Override
    public void disappeared(String backup, Map<String, Cell> row, String older) {}

    @Override
    public void oldest(String backup, Map<String, Cell> row) {}

    @Override
    public void lacksTable(String backup) {}

    @Override
    public void unreadable(String backup, Failure failure) {}
  }
}
