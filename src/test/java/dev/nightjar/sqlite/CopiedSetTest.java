package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.FastFolder;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.CopiedSet.Beside;
import dev.nightjar.sqlite.CopiedSet.Use;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A database that was copied with its log or journal becomes one file with what had been committed:
 * what belongs to it is taken, what doesn't is left out and named.
 */
final class CopiedSetTest {
  private static final int PAGE_SIZE = 512;
  private static final int WAL_HEADER = 32;
  private static final int WAL_FRAME = 24 + PAGE_SIZE;

  @TempDir(factory = FastFolder.class)
  private Path folder;

  private Path live = Path.of("");
  private Path copy = Path.of("");

  @BeforeEach
  void name() {
    live = folder.resolve("live.db");
    copy = folder.resolve("copy.db");
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  /** Copies the live file, and a file beside it, as they are at this moment. */
  private void copyWith(String suffix) throws Exception {
    Files.copy(live, copy, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(beside(live, suffix), beside(copy, suffix), StandardCopyOption.REPLACE_EXISTING);
  }

  private static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  /**
   * Copies a database of one page size in WAL mode, with one committed row in the file and more
   * transactions of one row each in the log.
   */
  private void copyWithLog(int pageSize, int transactions) throws Exception {
    Sql.run(
        live,
        "PRAGMA page_size = " + pageSize,
        "CREATE TABLE t(a)",
        "INSERT INTO t VALUES (0)",
        "PRAGMA journal_mode = WAL");
    try (Connection app = DriverManager.getConnection("jdbc:sqlite:" + live)) {
      for (int at = 1; at <= transactions; at++) {
        run(app, "INSERT INTO t VALUES (" + at + ")");
      }
      copyWith("-wal");
    }
  }

  private byte[] log() throws Exception {
    return Files.readAllBytes(beside(copy, "-wal"));
  }

  private void log(byte[] bytes) throws Exception {
    Files.write(beside(copy, "-wal"), bytes);
  }

  /** Joins the set, of which one file is left, out of WAL mode; returns how many rows it has. */
  private int rowsWith(String suffix, Use use, String why) throws Exception {
    assertEquals(List.of(new Beside(suffix, use, why)), CopiedSet.join(copy));
    assertFalse(Files.exists(beside(copy, suffix)));
    byte[] bytes = Files.readAllBytes(copy);
    assertEquals(List.of(1, 1), List.of((int) bytes[18], (int) bytes[19]));
    try (BackupDatabase database = BackupDatabase.open(copy)) {
      assertTrue(DatabaseCheck.of(copy, Progress.NONE).usable());
      return RowTexts.of(database, "t").size();
    }
  }

  private int rowsWithLog(Use use) throws Exception {
    return rowsWith("-wal", use, "");
  }

  private void logIsNotItsOwn(String why) throws Exception {
    assertEquals(1, rowsWith("-wal", Use.NOT_ITS_OWN, why));
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 4096, 65536})
  void theTransactionsOfALogAreInTheFile(int pageSize) throws Exception {
    copyWithLog(pageSize, 3);
    assertEquals(4, rowsWithLog(Use.TAKEN));
  }

  @Test
  void withoutAnyFileBesideItItIsWhatItWas() throws Exception {
    Sql.run(copy, "CREATE TABLE t(a)", "INSERT INTO t VALUES (0)");
    assertEquals(List.of(), CopiedSet.join(copy));
    try (BackupDatabase database = BackupDatabase.open(copy)) {
      assertEquals(List.of("1: 0"), RowTexts.of(database, "t"));
    }
  }

  @Test
  void theIndexOfALogIsNotMentionedAndGone() throws Exception {
    copyWithLog(PAGE_SIZE, 1);
    Files.write(beside(copy, "-shm"), new byte[32_768]);
    assertEquals(2, rowsWithLog(Use.TAKEN));
    assertFalse(Files.exists(beside(copy, "-shm")));
  }

  @Test
  void aLogWithoutAWholeTransactionHasNothingInIt() throws Exception {
    copyWithLog(PAGE_SIZE, 1);
    byte[] database = Files.readAllBytes(copy);
    byte[] whole = log();
    for (int length : new int[] {0, WAL_HEADER, WAL_HEADER + 1, WAL_HEADER + WAL_FRAME - 1}) {
      Files.write(copy, database);
      log(Arrays.copyOf(whole, length));
      assertEquals(1, rowsWithLog(Use.NOTHING_IN_IT), "of " + length + " bytes");
    }
  }

  @Test
  void aLogThatIsCutHasTheTransactionsBeforeTheCut() throws Exception {
    copyWithLog(PAGE_SIZE, 6);
    byte[] database = Files.readAllBytes(copy);
    byte[] whole = log();
    int before = 0;
    for (int length = WAL_HEADER + WAL_FRAME; length < whole.length; length += 199) {
      Files.write(copy, database);
      log(Arrays.copyOf(whole, length));
      int rows =
          (length - WAL_HEADER) / WAL_FRAME == 0
              ? rowsWithLog(Use.NOTHING_IN_IT)
              : rowsWith("-wal", Use.TAKEN, "");
      assertTrue(rows == before || rows == before + 1 || before == 0, rows + " after " + before);
      before = rows;
    }
    assertEquals(6, before);
  }

  @Test
  void whatStandsBehindADamagedFrameIsNotTaken() throws Exception {
    copyWithLog(PAGE_SIZE, 4);
    byte[] database = Files.readAllBytes(copy);
    byte[] whole = log();
    int frames = (whole.length - WAL_HEADER) / WAL_FRAME;
    for (int inFrame : new int[] {0, 4, 9, 16, 20, 24, WAL_FRAME - 1}) {
      Files.write(copy, database);
      byte[] damaged = whole.clone();
      damaged[WAL_HEADER + (frames - 1) * WAL_FRAME + inFrame] ^= 1;
      log(damaged);
      assertEquals(4, rowsWithLog(Use.TAKEN), "at " + inFrame);
    }
  }

  @Test
  void somethingElseUnderTheNameOfALogIsNotItsOwn() throws Exception {
    copyWithLog(PAGE_SIZE, 1);
    byte[] whole = log();
    byte[] database = Files.readAllBytes(copy);
    for (int at : new int[] {0, 3, 4, 7}) {
      byte[] other = whole.clone();
      other[at] ^= (byte) 0x80;
      log(other);
      logIsNotItsOwn("it doesn't begin as a log does");
      Files.write(copy, database);
    }
    log(Arrays.copyOf(whole, WAL_HEADER - 1));
    logIsNotItsOwn("it doesn't begin as a log does");
  }

  @Test
  void eachByteOfALogsHeaderCounts() throws Exception {
    copyWithLog(PAGE_SIZE, 1);
    byte[] database = Files.readAllBytes(copy);
    byte[] whole = log();
    for (int at = 8; at < WAL_HEADER; at++) {
      Files.write(copy, database);
      byte[] damaged = whole.clone();
      damaged[at] ^= 4;
      log(damaged);
      logIsNotItsOwn("its header is damaged");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16le"})
  void aYoungDatabaseIsInItsLogAlone(String encoding) throws Exception {
    try (Connection app = DriverManager.getConnection("jdbc:sqlite:" + live)) {
      run(app, "PRAGMA encoding = '" + encoding + "'", "PRAGMA journal_mode = WAL");
      run(app, "CREATE TABLE t(a)", "INSERT INTO t VALUES (1), (2)");
      copyWith("-wal");
    }
    assertEquals(2, rowsWithLog(Use.TAKEN));
  }

  @Test
  void anEmptyDatabaseThatIsNotInWalModeTakesNoLog() throws Exception {
    Sql.run(copy, "PRAGMA user_version = 7");
    Path another = folder.resolve("another.db");
    try (Connection app = DriverManager.getConnection("jdbc:sqlite:" + another)) {
      run(app, "PRAGMA journal_mode = WAL", "CREATE TABLE t(a)", "INSERT INTO t VALUES (1)");
      Files.copy(beside(another, "-wal"), beside(copy, "-wal"));
    }
    assertEquals(Use.NOT_ITS_OWN, CopiedSet.join(copy).get(0).use());
  }

  /** Gives the copy another database's log. */
  private void mixWith(String... other) throws Exception {
    copyWithLog(PAGE_SIZE, 1);
    Path another = folder.resolve("another.db");
    try (Connection app = DriverManager.getConnection("jdbc:sqlite:" + another)) {
      run(app, other);
      Files.copy(
          beside(another, "-wal"), beside(copy, "-wal"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static final String[] CHANGES = {
    "PRAGMA journal_mode = WAL", "CREATE TABLE t(a)", "INSERT INTO t VALUES (1), (2)"
  };

  private static String[] before(String... first) {
    String[] all = Arrays.copyOf(first, first.length + CHANGES.length);
    System.arraycopy(CHANGES, 0, all, first.length, CHANGES.length);
    return all;
  }

  @Test
  void aLogOfOtherPagesIsNotItsOwn() throws Exception {
    mixWith(before("PRAGMA page_size = 1024"));
    logIsNotItsOwn("its pages are of another size");
  }

  @Test
  void aLogOfAnotherEncodingIsNotItsOwn() throws Exception {
    mixWith(before("PRAGMA page_size = 512", "PRAGMA encoding = 'UTF-16le'"));
    logIsNotItsOwn("it is another database's");
  }

  @Test
  void aLogOfADatabaseThatMovesItsPagesIsNotItsOwn() throws Exception {
    mixWith(before("PRAGMA page_size = 512", "PRAGMA auto_vacuum = FULL"));
    logIsNotItsOwn("it is another database's");
  }

  @Test
  void aLogOfAnEarlierTimeIsNotItsOwn() throws Exception {
    Sql.run(live, "CREATE TABLE t(a)", "PRAGMA journal_mode = WAL");
    try (Connection app = DriverManager.getConnection("jdbc:sqlite:" + live)) {
      // The first page, by which times are told apart, is in the log of a declaration.
      run(app, "CREATE TABLE u(a)");
      copyWith("-wal");
    }
    byte[] early = log();
    // The app goes on, and its file is copied anew; the log is the old one.
    Sql.run(
        live,
        "PRAGMA journal_mode = DELETE",
        "CREATE TABLE v(a)",
        "DELETE FROM t",
        "INSERT INTO t VALUES (5)",
        "PRAGMA journal_mode = WAL");
    Files.copy(live, copy, StandardCopyOption.REPLACE_EXISTING);
    log(early);
    logIsNotItsOwn("it is of another time");
  }

  /**
   * Copies a database in the middle of a transaction that has already written to the file: 300 rows
   * were committed, and all but one are deleted.
   */
  private void copyWithJournal(String... pragmas) throws Exception {
    Sql.run(
        live,
        "PRAGMA page_size = 512",
        "CREATE TABLE t(a, b)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)"
            + " INSERT INTO t SELECT i, zeroblob(200) FROM n");
    try (Connection app = DriverManager.getConnection("jdbc:sqlite:" + live)) {
      run(app, "PRAGMA cache_size = 2", "PRAGMA cache_spill = 1");
      run(app, pragmas);
      // The first page, by which databases are told apart, is in the journal of a declaration.
      run(
          app,
          "BEGIN",
          "CREATE TABLE u(a)",
          "UPDATE t SET b = randomblob(200)",
          "DELETE FROM t WHERE a > 1");
      copyWith("-journal");
      run(app, "ROLLBACK");
    }
  }

  private byte[] journal() throws Exception {
    return Files.readAllBytes(beside(copy, "-journal"));
  }

  private void journal(byte[] bytes) throws Exception {
    Files.write(beside(copy, "-journal"), bytes);
  }

  private void journalIsNotItsOwn(String why) throws Exception {
    assertEquals(List.of(new Beside("-journal", Use.NOT_ITS_OWN, why)), CopiedSet.join(copy));
    assertFalse(Files.exists(beside(copy, "-journal")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"OFF", "NORMAL", "FULL", "EXTRA"})
  void halfATransactionIsTakenBack(String synchronous) throws Exception {
    copyWithJournal("PRAGMA synchronous = " + synchronous);
    assertEquals(300, rowsWith("-journal", Use.TAKEN, ""));
  }

  /**
   * Begins the transaction in which an app makes its first table, with more pages than the cache
   * holds, and copies its journal.
   *
   * @param ended whether the database is copied after the transaction, else before
   */
  private void copyWithFirstJournal(boolean ended, String... pragmas) throws Exception {
    try (Connection app = DriverManager.getConnection("jdbc:sqlite:" + live)) {
      run(app, pragmas);
      run(app, "PRAGMA cache_size = 2", "PRAGMA cache_spill = 1", "BEGIN", "CREATE TABLE t(a)");
      run(
          app,
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)"
              + " INSERT INTO t SELECT zeroblob(200) FROM n");
      copyWith("-journal");
      run(app, "COMMIT");
      if (ended) {
        Files.copy(live, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private long rowsOfSchema() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy)) {
      return Connections.number(connection, "SELECT count(*) FROM sqlite_schema");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"OFF", "NORMAL", "FULL", "EXTRA"})
  void halfAFirstTransactionIsTakenBackToNothing(String synchronous) throws Exception {
    copyWithFirstJournal(false, "PRAGMA synchronous = " + synchronous);
    assertTrue(Files.size(copy) > 4096);
    assertEquals(List.of(new Beside("-journal", Use.TAKEN, "")), CopiedSet.join(copy));
    assertEquals(0, rowsOfSchema());
    assertTrue(DatabaseCheck.of(copy, Progress.NONE).usable());
  }

  @Test
  void aFirstTransactionWhosePagesAreNotAllWrittenIsTakenBackToNothing() throws Exception {
    copyWithFirstJournal(true, "PRAGMA page_size = 512");
    Files.write(copy, Arrays.copyOf(Files.readAllBytes(copy), 20 * PAGE_SIZE));
    assertEquals(List.of(new Beside("-journal", Use.TAKEN, "")), CopiedSet.join(copy));
    assertEquals(0, rowsOfSchema());
  }

  @Test
  void aFirstTransactionOfWhichNoPageIsWrittenHasNothingInIt() throws Exception {
    copyWithFirstJournal(false);
    Files.write(copy, new byte[0]);
    assertEquals(List.of(new Beside("-journal", Use.NOTHING_IN_IT, "")), CopiedSet.join(copy));
  }

  @Test
  void theJournalOfAFirstTransactionIsNotItsOwnBesideAWholeDatabase() throws Exception {
    copyWithFirstJournal(true, "PRAGMA page_size = 512");
    byte[] journal = journal();
    assertEquals(300, rowsWith("-journal", Use.NOT_ITS_OWN, "it is of another time"));
    Sql.run(live, "INSERT INTO t VALUES (1)");
    Files.copy(live, copy, StandardCopyOption.REPLACE_EXISTING);
    // A file that lost its end is damaged: the journal of its first day isn't to empty it.
    Files.write(copy, Arrays.copyOf(Files.readAllBytes(copy), 20 * PAGE_SIZE));
    journal(journal);
    FailureException thrown = assertThrows(FailureException.class, () -> damage(copy));
    assertEquals(Reason.COPY_DAMAGED, thrown.reason());
  }

  private static void damage(Path copy) throws FailureException {
    CopiedSet.join(copy);
    if (!DatabaseCheck.of(copy, Progress.NONE).usable()) {
      throw new FailureException(Reason.COPY_DAMAGED, copy);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16le"})
  void theFirstTableOfAnEmptyDatabaseIsTakenBack(String encoding) throws Exception {
    Sql.run(live, "PRAGMA user_version = 7");
    copyWithFirstJournal(true, "PRAGMA encoding = '" + encoding + "'");
    assertEquals(List.of(new Beside("-journal", Use.TAKEN, "")), CopiedSet.join(copy));
    assertEquals(0, rowsOfSchema());
  }

  @Test
  void theFirstTableOfAnotherDatabaseIsNotTakenBack() throws Exception {
    Sql.run(live, "PRAGMA user_version = 7");
    copyWithFirstJournal(true);
    Sql.run(live, "INSERT INTO t VALUES (1)");
    Files.copy(live, copy, StandardCopyOption.REPLACE_EXISTING);
    assertEquals(301, rowsWith("-journal", Use.NOT_ITS_OWN, "it is another database's"));
  }

  /** Makes the copy by VACUUM, which would remove what stands beside a file that it makes. */
  private void vacuumed(String first) throws Exception {
    Path made = copy.resolveSibling("vacuumed.db");
    Sql.run(live, first, "VACUUM INTO '" + made + "'");
    Files.move(made, copy, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Every file that VACUUM INTO makes, as a backup is, has the change counter 1. */
  @Test
  void theFirstTableOfAnotherDatabaseDoesNotEmptyACopyByVacuum() throws Exception {
    Sql.run(live, "PRAGMA user_version = 7");
    copyWithFirstJournal(true);
    vacuumed("SELECT 1");
    assertEquals(300, rowsWith("-journal", Use.NOT_ITS_OWN, "it is another database's"));
  }

  @Test
  void theJournalOfAFirstTransactionDoesNotEmptyACutCopyOfOtherPages() throws Exception {
    copyWithFirstJournal(true, "PRAGMA page_size = 1024");
    vacuumed("PRAGMA page_size = 512");
    byte[] whole = Files.readAllBytes(copy);
    Files.write(copy, Arrays.copyOf(whole, whole.length - 3 * PAGE_SIZE));
    assertEquals(
        List.of(new Beside("-journal", Use.NOT_ITS_OWN, "its pages are of another size")),
        CopiedSet.judge(copy));
    assertThrows(FailureException.class, () -> damage(copy));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRUNCATE", "PERSIST"})
  void aJournalThatHasEndedHasNothingInIt(String mode) throws Exception {
    Sql.run(live, "PRAGMA journal_mode = " + mode, "CREATE TABLE t(a)", "INSERT INTO t VALUES (1)");
    copyWith("-journal");
    assertEquals(1, rowsWith("-journal", Use.NOTHING_IN_IT, ""));
  }

  @Test
  void aJournalThatIsShorterThanItsHeaderHasNothingInIt() throws Exception {
    copyWithJournal();
    Files.copy(live, copy, StandardCopyOption.REPLACE_EXISTING);
    journal(Arrays.copyOf(journal(), 27));
    assertEquals(300, rowsWith("-journal", Use.NOTHING_IN_IT, ""));
  }

  @Test
  void aJournalThatWasNotFlushedYetHasNothingInIt() throws Exception {
    Sql.run(live, "CREATE TABLE t(a)", "INSERT INTO t VALUES (1)");
    try (Connection app = DriverManager.getConnection("jdbc:sqlite:" + live)) {
      run(app, "BEGIN", "DELETE FROM t");
      copyWith("-journal");
      run(app, "ROLLBACK");
    }
    assertEquals(1, rowsWith("-journal", Use.NOTHING_IN_IT, ""));
  }

  @Test
  void somethingElseUnderTheNameOfAJournalIsNotItsOwn() throws Exception {
    copyWithJournal();
    byte[] other = journal();
    other[7] ^= 1;
    journal(other);
    journalIsNotItsOwn("it doesn't begin as a journal does");
  }

  @Test
  void aJournalOfOtherPagesIsNotItsOwn() throws Exception {
    copyWithJournal();
    byte[] journal = journal();
    Files.delete(copy);
    Sql.run(copy, "PRAGMA page_size = 1024", "CREATE TABLE t(a)");
    journal(journal);
    journalIsNotItsOwn("its pages are of another size");
  }

  @Test
  void aJournalOfAnotherDatabaseIsNotItsOwn() throws Exception {
    copyWithJournal();
    byte[] journal = journal();
    Files.delete(copy);
    Sql.run(copy, "PRAGMA page_size = 512", "PRAGMA encoding = 'UTF-16be'", "CREATE TABLE t(a)");
    journal(journal);
    journalIsNotItsOwn("it is another database's");
  }

  @Test
  void aJournalOfAnotherTimeIsNotItsOwn() throws Exception {
    copyWithJournal();
    byte[] journal = journal();
    for (int at = 0; at < 3; at++) {
      Sql.run(live, "UPDATE t SET b = " + at + " WHERE a = 1");
    }
    Files.copy(live, copy, StandardCopyOption.REPLACE_EXISTING);
    journal(journal);
    journalIsNotItsOwn("it is of another time");
  }

  @Test
  void aJournalWhoseFirstPageIsDamagedIsNotItsOwn() throws Exception {
    copyWithJournal();
    byte[] journal = journal();
    int firstRecord = ByteBuffer.wrap(journal).getInt(20);
    journal[firstRecord + 4 + PAGE_SIZE] ^= 1;
    journal(journal);
    journalIsNotItsOwn("its pages are damaged");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, 27})
  void aJournalWhosePagesBeginNowhereIsNotItsOwn(int sectorSize) throws Exception {
    copyWithJournal();
    byte[] journal = journal();
    ByteBuffer.wrap(journal).putInt(20, sectorSize);
    journal(journal);
    journalIsNotItsOwn("its pages are damaged");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 50, 300, 65_535})
  void aFileWhosePagesHaveNoSizeIsDamagedWhateverStandsBesideIt(int pageSize) throws Exception {
    copyWithJournal();
    byte[] database = Files.readAllBytes(copy);
    ByteBuffer.wrap(database).putShort(16, (short) pageSize);
    byte[] journal = journal();
    ByteBuffer.wrap(journal).putInt(24, pageSize);
    Files.write(copy, database);
    journal(journal);
    FailureException thrown = assertThrows(FailureException.class, () -> CopiedSet.join(copy));
    assertEquals(Reason.COPY_DAMAGED, thrown.reason());
  }

  @Test
  void aFileThatIsNoDatabaseIsDamaged() throws Exception {
    Files.write(copy, new byte[2048]);
    Files.write(beside(copy, "-wal"), new byte[100]);
    Files.write(beside(copy, "-journal"), new byte[100]);
    FailureException thrown = assertThrows(FailureException.class, () -> CopiedSet.join(copy));
    assertEquals(Reason.COPY_DAMAGED, thrown.reason());
  }
}
