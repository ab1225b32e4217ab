package dev.nightjar.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.GrowingFile;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.DatabaseSource;
import dev.nightjar.sqlite.PagedDatabase;
import dev.nightjar.sqlite.Sql;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A JSON is proved while it is written; where one of the two fails, both end. */
final class ProvedExportTest {
  private static final JsonSource SOURCE =
      new JsonSource(OffsetDateTime.parse("2025-12-12T17:00:00+08:00"), "made.db", "wal");
  private static final int ROWS = 30_000;

  /** Bytes of a view; one more than so many of them are more text than may be declared. */
  private static final int LARGE = 60_000;

  private static final int MAX_LARGE_VIEWS = 272;

  /** Far more than the writer's buffer holds. */
  private static final int WAITS_AT_ROW = 20_000;

  @TempDir private Path folder;
  private final ExecutorService worker = Executors.newSingleThreadExecutor();
  private Path database = Path.of("");
  private Path json = Path.of("");

  @BeforeEach
  void make() throws Exception {
    database = folder.resolve("made.db");
    json = folder.resolve("made.json");
    Sql.run(
        database,
        "CREATE TABLE t(a TEXT, b TEXT, i, r REAL, x BLOB)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
            + ROWS
            + ") INSERT INTO t SELECT 'bolt', 'nut', i, i / 7.0, x'0102' FROM n",
        "CREATE INDEX i ON t(b)",
        "PRAGMA user_version = 3");
  }

  @AfterEach
  void theWorkerIsFreeAgain() throws Exception {
    worker.shutdown();
    assertTrue(worker.awaitTermination(1, TimeUnit.MINUTES));
  }

  private ProvedExport make(FaultySource.Fault fault, Executor workers, Progress progress)
      throws FailureException {
    try (PagedDatabase opened = PagedDatabase.open(database)) {
      FaultySource rows = new FaultySource(opened, fault, 2);
      return ProvedExport.sideBySide(rows, database, SOURCE, withMarks(1000), workers, progress);
    }
  }

  private JsonFile withMarks(long apart) {
    return new JsonFile(json, new GrowingFile(), new RowMarks(apart));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(1, TimeUnit.MINUTES));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The writer's own figures are above 0. */
  private static boolean isOfTheProof(long done) {
    return done == 0;
  }

  @Test
  void theProofReadsWhileTheWriterWaits() throws Exception {
    CountDownLatch proofHasRead = new CountDownLatch(1);
    Progress progress =
        (done, total) -> {
          if (isOfTheProof(done)) {
            proofHasRead.countDown();
          } else if (done >= WAITS_AT_ROW) {
            await(proofHasRead);
          }
        };
    ProvedExport made = make(FaultySource.Fault.NONE, worker, progress);
    assertEquals(ROWS, made.summary().rows());
    assertEquals(DurableFiles.hash(json, Progress.NONE), made.proved().hash());
  }

  @Test
  void theWriterProvesTheLastPartWhenItHasWrittenAll() throws Exception {
    Thread writer = Thread.currentThread();
    CountDownLatch writerReads = new CountDownLatch(1);
    Progress progress =
        (done, total) -> {
          if (!isOfTheProof(done)) {
            return;
          }
          if (Thread.currentThread() == writer) {
            writerReads.countDown();
          } else {
            await(writerReads);
          }
        };
    ProvedExport made = make(FaultySource.Fault.NONE, worker, progress);
    assertEquals(0, writerReads.getCount());
    assertEquals(DurableFiles.hash(json, Progress.NONE), made.proved().hash());
  }

  @Test
  void withoutAThreadItIsProvedAfterwards() throws Exception {
    ProvedExport made = make(FaultySource.Fault.NONE, proof -> {}, Progress.NONE);
    assertEquals(DurableFiles.hash(json, Progress.NONE), made.proved().hash());
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NONE", "LARGE_BLOB_CUT", "OVERFLOW_LOST"})
  void aMistakeOfTheReaderEndsBoth(FaultySource.Fault fault) {
    FailureException seen =
        assertThrows(FailureException.class, () -> make(fault, worker, Progress.NONE));
    assertEquals(Reason.JSON_DIFFERS, seen.reason());
  }

  /** SQLite takes its time for so many; {@link SchemaLimitTest} tries the number alone. */
  @Test
  @Tag("proof")
  void tooManyDeclarationsAreRefusedBeforeAnythingIsReadOrWritten() throws Exception {
    // The table and its index are two more.
    addViews(SchemaLimit.MAX_DECLARATIONS - 1, 0);
    FailureException seen = refused();
    assertEquals(Reason.JSON_TOO_MANY_DECLARATIONS, seen.reason());
    assertEquals(List.of("made.db", 75_001L, 75_000L), seen.failure().arguments());
  }

  @Tag("proof")
  @Test
  void asMuchAsMayBeDeclaredIsWrittenAndProved() throws Exception {
    addViews(MAX_LARGE_VIEWS, LARGE);
    ProvedExport made = make(FaultySource.Fault.NONE, worker, Progress.NONE);
    assertEquals(DurableFiles.hash(json, Progress.NONE), made.proved().hash());
  }

  @Test
  void tooLargeDeclarationsAreRefusedBeforeAnythingIsReadOrWritten() throws Exception {
    addViews(MAX_LARGE_VIEWS + 1, LARGE);
    FailureException seen = refused();
    assertEquals(Reason.JSON_DECLARATIONS_TOO_LARGE, seen.reason());
    List<Object> arguments = seen.failure().arguments();
    assertEquals("made.db", arguments.get(0));
    long bytes = (Long) arguments.get(1);
    long most = (Long) arguments.get(2);
    assertEquals(16_400_000, bytes, 50_000);
    assertTrue(most < bytes && most > bytes - 2 * LARGE, most + " of " + bytes);
  }

  /** To create them takes minutes. */
  private void addViews(int count, int bytes) throws Exception {
    Sql.run(
        database,
        "PRAGMA writable_schema=ON",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
            + count
            + ") INSERT INTO sqlite_schema SELECT 'view', 'v' || i, 'v' || i, 0,"
            + " format('CREATE VIEW v%d AS SELECT 1 /*%*c*/', i, "
            + bytes
            + ", 'x') FROM n");
  }

  private FailureException refused() throws Exception {
    try (PagedDatabase opened = PagedDatabase.open(database)) {
      FailureException seen =
          assertThrows(
              FailureException.class,
              () ->
                  ProvedExport.sideBySide(
                      withUnreadSchema(opened),
                      database,
                      SOURCE,
                      JsonFile.begun(json),
                      worker,
                      Progress.NONE));
      assertEquals(0, Files.size(json));
      return seen;
    }
  }

  private static DatabaseSource withUnreadSchema(DatabaseSource real) {
    return (DatabaseSource)
        Proxy.newProxyInstance(
            DatabaseSource.class.getClassLoader(),
            new Class<?>[] {DatabaseSource.class},
            (proxy, method, arguments) -> {
              assertNotEquals("schema", method.getName());
              return method.invoke(real, arguments);
            });
  }

  @Test
  void aWriterThatFailsEndsTheProof() {
    Progress full =
        (done, total) -> {
          if (done >= WAITS_AT_ROW) {
            throw new FailureException(Reason.PLACE_FULL, folder, 2L, 1L);
          }
        };
    FailureException seen =
        assertThrows(FailureException.class, () -> make(FaultySource.Fault.NONE, worker, full));
    assertEquals(Reason.PLACE_FULL, seen.reason());
  }

  @Test
  void aProofThatFailsEndsTheWriter() {
    AtomicLong written = new AtomicLong();
    CountDownLatch proofHasEnded = new CountDownLatch(1);
    Executor waited =
        proof ->
            worker.execute(
                () -> {
                  proof.run();
                  proofHasEnded.countDown();
                });
    Progress progress =
        (done, total) -> {
          written.accumulateAndGet(done, Math::max);
          if (done >= WAITS_AT_ROW) {
            await(proofHasEnded);
          }
        };
    FailureException seen =
        assertThrows(
            FailureException.class, () -> make(FaultySource.Fault.PRAGMA_WRONG, waited, progress));
    assertEquals(Reason.JSON_DIFFERS, seen.reason());
    assertTrue(written.get() < ROWS - 1024, written + " rows were written");
  }

  @Test
  void aCancellationEndsBoth() {
    Progress cancelled =
        (done, total) -> {
          throw new FailureException(Reason.CANCELLED);
        };
    FailureException seen =
        assertThrows(
            FailureException.class, () -> make(FaultySource.Fault.NONE, worker, cancelled));
    assertEquals(Reason.CANCELLED, seen.reason());
  }
}
