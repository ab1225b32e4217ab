package dev.nightjar.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.io.SideFiles;
import dev.nightjar.sqlite.CopiedSet.Beside;
import dev.nightjar.sqlite.CopiedSet.Use;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies that another tool made while the app was running, with what SQLite keeps beside them. */
final class UnverifiedCopyTest {
  @TempDir private Path folder;

  /** One row is in the file, the others are in the log. */
  private Path withLog(String name, String first, int rows) throws Exception {
    Path live = folder.resolve("live-" + name);
    try (Connection app = open(live)) {
      run(app, first, "PRAGMA journal_mode=WAL", "PRAGMA wal_autocheckpoint=0");
      run(app, "CREATE TABLE t(a)", "INSERT INTO t VALUES (1)", "PRAGMA wal_checkpoint(TRUNCATE)");
      for (int i = 2; i <= rows; i++) {
        run(app, "INSERT INTO t VALUES (" + i + ")");
      }
      return copied(live, name);
    }
  }

  /** Half a transaction is in the file, and the journal that takes it back is beside it. */
  private Path withJournal(String name) throws Exception {
    Path live = folder.resolve("live-" + name);
    try (Connection app = open(live)) {
      run(app, "CREATE TABLE item(id INTEGER PRIMARY KEY, stock INT, photo BLOB)", "BEGIN");
      for (int i = 1; i < 500; i++) {
        run(app, "INSERT INTO item VALUES (" + i + ", 1000, randomblob(900))");
      }
      run(app, "COMMIT", "PRAGMA cache_size=5", "BEGIN");
      run(app, "PRAGMA user_version=7", "UPDATE item SET stock = stock - 1 WHERE id < 400");
      run(app, "UPDATE item SET photo = randomblob(900)");
      Path copy = copied(live, name);
      run(app, "ROLLBACK");
      return copy;
    }
  }

  private static Connection open(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private Path copied(Path live, String name) throws Exception {
    Path copy = folder.resolve(name);
    Files.copy(live, copy);
    for (int i = 0; i < SideFiles.of(live).size(); i++) {
      if (Files.exists(SideFiles.of(live).get(i))) {
        Files.copy(SideFiles.of(live).get(i), SideFiles.of(copy).get(i));
      }
    }
    return copy;
  }

  private static Path log(Path copy) {
    return copy.resolveSibling(copy.getFileName() + "-wal");
  }

  private static Path journal(Path copy) {
    return copy.resolveSibling(copy.getFileName() + "-journal");
  }

  /** All files of a set, byte by byte. */
  private TreeMap<String, String> originals(Path copy) throws Exception {
    TreeMap<String, String> contents = new TreeMap<>();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith(copy.getFileName().toString())) {
          String hash = Arrays.hashCode(Files.readAllBytes(file)) + "";
          contents.put(file.getFileName() + "", hash + Files.getLastModifiedTime(file));
        }
      }
    }
    return contents;
  }

  /** Checks and restores it, and sees that the originals are as they were. */
  private UnverifiedCopy restored(Path copy, Path target) throws Exception {
    TreeMap<String, String> before = originals(copy);
    Path scratch = folder.resolve("scratch");
    UnverifiedCopy checked = UnverifiedCopy.check(copy, scratch, Progress.NONE);
    UnverifiedCopy restored = Restorer.restoreUnverified(copy, target, Progress.NONE);
    assertEquals(before, originals(copy));
    assertEquals(checked, restored);
    try (var left = Files.list(scratch)) {
      assertEquals(List.of(), left.toList());
    }
    assertTrue(SideFiles.of(target).stream().noneMatch(Files::exists));
    return restored;
  }

  private static long one(Path file, String query) throws SQLException {
    try (Connection connection = open(file);
        Statement statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static List<Use> uses(UnverifiedCopy copy) {
    List<Use> uses = new ArrayList<>();
    copy.beside().forEach(beside -> uses.add(beside.use()));
    return uses;
  }

  @Test
  void whatIsInTheLogIsInTheRestoredFile() throws Exception {
    Path target = folder.resolve("restored.db");
    UnverifiedCopy restored = restored(withLog("copy.db", "SELECT 1", 1001), target);
    assertEquals(List.of(new Beside("-wal", Use.TAKEN, "")), restored.beside());
    assertEquals(1001, restored.report().rows());
    assertEquals(1001, one(target, "SELECT count(*) FROM t"));
  }

  @Test
  void halfATransactionIsTakenBack() throws Exception {
    Path target = folder.resolve("restored.db");
    Path copy = withJournal("copy.db");
    UnverifiedCopy restored = restored(copy, target);
    assertEquals(List.of(new Beside("-journal", Use.TAKEN, "")), restored.beside());
    assertEquals(499_000, one(target, "SELECT sum(stock) FROM item"));
    // Without its journal the copy is whole to SQLite, and wrong: the test can fail.
    Files.delete(journal(copy));
    Restorer.restoreUnverified(copy, folder.resolve("half.db"), Progress.NONE);
    assertTrue(one(folder.resolve("half.db"), "SELECT sum(stock) FROM item") < 499_000);
  }

  @Test
  void aCopyThatNobodyMayWriteToIsReadAllTheSame() throws Exception {
    Path copy = withLog("copy.db", "SELECT 1", 10);
    copy.toFile().setReadOnly();
    log(copy).toFile().setReadOnly();
    assertEquals(10, restored(copy, folder.resolve("restored.db")).report().rows());
  }

  @Test
  void aLogOfAnotherPageSizeIsSaid() throws Exception {
    Path copy = withLog("copy.db", "SELECT 1", 10);
    Path other = withLog("other.db", "PRAGMA page_size=512", 20);
    Files.copy(log(other), log(copy), StandardCopyOption.REPLACE_EXISTING);
    UnverifiedCopy restored = restored(copy, folder.resolve("restored.db"));
    assertEquals(
        List.of(new Beside("-wal", Use.NOT_ITS_OWN, "its pages are of another size")),
        restored.beside());
    assertEquals(1, restored.report().rows());
  }

  @Test
  void aLogOfAnotherDatabaseIsSaid() throws Exception {
    Path copy = withLog("copy.db", "SELECT 1", 10);
    Path other = folder.resolve("live-other.db");
    try (Connection app = open(other)) {
      run(app, "PRAGMA encoding='UTF-16le'", "PRAGMA journal_mode=WAL", "CREATE TABLE x(y)");
      Files.copy(log(other), log(copy), StandardCopyOption.REPLACE_EXISTING);
    }
    UnverifiedCopy restored = restored(copy, folder.resolve("restored.db"));
    assertEquals(
        List.of(new Beside("-wal", Use.NOT_ITS_OWN, "it is another database's")),
        restored.beside());
  }

  @Test
  void anOlderLogIsSaid() throws Exception {
    Path live = folder.resolve("live.db");
    Path copy = folder.resolve("copy.db");
    try (Connection app = open(live)) {
      run(app, "PRAGMA journal_mode=WAL", "PRAGMA wal_autocheckpoint=0", "CREATE TABLE t(a)");
      Files.copy(log(live), log(copy));
      run(app, "PRAGMA wal_checkpoint(TRUNCATE)", "CREATE TABLE u(a)", "CREATE TABLE v(a)");
      run(app, "PRAGMA wal_checkpoint(TRUNCATE)");
      Files.copy(live, copy);
    }
    UnverifiedCopy restored = restored(copy, folder.resolve("restored.db"));
    assertEquals(
        List.of(new Beside("-wal", Use.NOT_ITS_OWN, "it is of another time")), restored.beside());
    assertEquals(3, one(folder.resolve("restored.db"), "SELECT count(*) FROM sqlite_schema"));
  }

  @Test
  void aLogWithWhichNothingCanBeReadIsSaidToBeLeftOut() throws Exception {
    Path copy = withLog("copy.db", "CREATE TABLE u AS SELECT zeroblob(50000)", 2);
    Path live = folder.resolve("live.db");
    try (Connection app = open(live)) {
      run(app, "PRAGMA journal_mode=WAL", "CREATE TABLE t(a)", "INSERT INTO t VALUES (1)");
      run(app, "PRAGMA wal_checkpoint(TRUNCATE)", "UPDATE t SET a = 2");
      Files.copy(log(live), log(copy), StandardCopyOption.REPLACE_EXISTING);
    }
    UnverifiedCopy restored = restored(copy, folder.resolve("restored.db"));
    assertEquals(
        List.of(new Beside("-wal", Use.NOT_ITS_OWN, "together they are damaged")),
        restored.beside());
    assertEquals(1, one(folder.resolve("restored.db"), "SELECT a FROM t"));
  }

  @Test
  void aLogThatOnlyDamagesTheFileIsLeftOut() throws Exception {
    Path live = folder.resolve("live.db");
    Path copy = folder.resolve("copy.db");
    try (Connection app = open(live)) {
      run(app, "PRAGMA journal_mode=WAL", "CREATE TABLE t(a UNIQUE)", "CREATE TABLE z(a)");
      run(
          app,
          "INSERT INTO t WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
              + " SELECT 'value ' || i FROM n");
      run(app, "PRAGMA wal_checkpoint(TRUNCATE)", "DELETE FROM t WHERE a = 'value 77'");
      Files.copy(log(live), log(copy));
      run(app, "PRAGMA wal_checkpoint(TRUNCATE)", "DELETE FROM t WHERE a > 'value 3'");
      run(app, "PRAGMA wal_checkpoint(TRUNCATE)");
      Files.copy(live, copy);
    }
    UnverifiedCopy restored = restored(copy, folder.resolve("restored.db"));
    assertEquals(List.of(Use.NOT_ITS_OWN), uses(restored));
  }

  @Test
  void emptyAndFinishedSideFilesAreNothing() throws Exception {
    Path copy = withLog("copy.db", "SELECT 1", 10);
    Files.write(log(copy), new byte[0]);
    Files.write(journal(copy), new byte[2000]);
    UnverifiedCopy restored = restored(copy, folder.resolve("restored.db"));
    assertEquals(List.of(Use.NOTHING_IN_IT, Use.NOTHING_IN_IT), uses(restored));
    assertEquals(1, restored.report().rows());
  }

  @Test
  void whatIsNoLogAndNoJournalIsSaid() throws Exception {
    Path copy = withLog("copy.db", "SELECT 1", 10);
    Files.writeString(log(copy), "a text of somebody's that is longer than a header");
    Files.writeString(journal(copy), "a text of somebody's that is longer than a header");
    UnverifiedCopy restored = restored(copy, folder.resolve("restored.db"));
    assertEquals(List.of(Use.NOT_ITS_OWN, Use.NOT_ITS_OWN), uses(restored));
  }

  @Test
  void aJournalOfAnotherTimeIsSaid() throws Exception {
    Path copy = withJournal("copy.db");
    Path other = withJournal("other.db");
    Path whole = folder.resolve("whole.db");
    Restorer.restoreUnverified(other, whole, Progress.NONE);
    try (Connection app = open(whole)) {
      for (int i = 0; i < 5; i++) {
        run(app, "UPDATE item SET stock = stock + 1");
      }
    }
    Files.copy(journal(copy), journal(whole));
    UnverifiedCopy restored = restored(whole, folder.resolve("restored.db"));
    assertEquals(List.of(Use.NOT_ITS_OWN), uses(restored));
    assertEquals(501_495, one(folder.resolve("restored.db"), "SELECT sum(stock) FROM item"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileThatSqliteCannotOpenIsCalledByItsOwnName(boolean alone) throws Exception {
    Path copy = withLog("copy.db", "SELECT 1", 10);
    byte[] bytes = Files.readAllBytes(copy);
    Arrays.fill(bytes, 0, 16, (byte) 7);
    Files.write(copy, bytes);
    if (alone) {
      Files.delete(log(copy));
    }
    Path scratch = folder.resolve("scratch");
    FailureException damaged =
        assertThrows(
            FailureException.class, () -> UnverifiedCopy.check(copy, scratch, Progress.NONE));
    assertEquals(
        List.of(copy.toString(), "file is not a database", 1L), damaged.failure().arguments());
  }

  @Test
  void aFileOfAFormatToComeIsCalledByItsOwnName() throws Exception {
    Path copy = withLog("copy.db", "SELECT 1", 10);
    byte[] bytes = Files.readAllBytes(copy);
    bytes[47] = 9; // The schema format (sqlite.org/fileformat2.html, section 1.3.11).
    Files.write(copy, bytes);
    Files.delete(log(copy));
    Path scratch = folder.resolve("scratch");
    FailureException refused =
        assertThrows(
            FailureException.class, () -> UnverifiedCopy.check(copy, scratch, Progress.NONE));
    assertEquals(Reason.COPY_UNREADABLE, refused.reason());
    assertEquals(copy.toString(), refused.failure().arguments().get(0));
  }

  /** At whatever moment: while the set is read, or the file alone. */
  @Test
  void whatIsCancelledIsNotCalledDamaged() throws Exception {
    Path copy = withLog("copy.db", "CREATE TABLE other(a)", 10);
    byte[] bytes = Files.readAllBytes(copy);
    Arrays.fill(bytes, 4096, 8192, (byte) 7);
    Files.write(copy, bytes);
    int moments = 0;
    Reason reason;
    do {
      moments++;
      AtomicInteger left = new AtomicInteger(moments);
      Progress cancelled =
          (done, total) -> {
            if (left.decrementAndGet() <= 0) {
              throw new FailureException(Reason.CANCELLED);
            }
          };
      Path scratch = folder.resolve("scratch");
      reason =
          assertThrows(FailureException.class, () -> UnverifiedCopy.check(copy, scratch, cancelled))
              .reason();
      assertTrue(reason == Reason.CANCELLED || left.get() > 0, "called damaged: " + moments);
    } while (reason == Reason.CANCELLED);
    assertEquals(Reason.COPY_DAMAGED, reason);
    assertTrue(moments > 3, "it was cancelled in either half");
  }

  @Test
  void aDamagedCopyIsDamagedWhateverStandsBesideIt() throws Exception {
    Path copy = withLog("copy.db", "SELECT 1", 10);
    byte[] bytes = Files.readAllBytes(copy);
    Arrays.fill(bytes, 4096, bytes.length, (byte) 7);
    Files.write(copy, bytes);
    Files.delete(log(copy));
    Path scratch = folder.resolve("scratch");
    FailureException damaged =
        assertThrows(
            FailureException.class, () -> UnverifiedCopy.check(copy, scratch, Progress.NONE));
    assertEquals(Reason.COPY_DAMAGED, damaged.reason());
    assertEquals(copy.toString(), damaged.failure().arguments().get(0));
  }
}
