package dev.nightjar.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.Progress;
import dev.nightjar.io.TrueOrLacks;
import dev.nightjar.sqlite.AppFile;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.LiveDatabase;
import dev.nightjar.sqlite.Snapshot;
import dev.nightjar.sqlite.TableRows;
import dev.nightjar.sqlite.Violations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy is hashed, checked and exported side by side, and each failure is a step's. */
final class ProcessingTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-02T16:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path folder;

  private final ExecutorService workers = Executors.newCachedThreadPool();
  private Steps steps = new Steps("Shop", RunListener.NONE, CLOCK);
  private BackupJob job;
  private Staged staged;

  @BeforeEach
  void aCopy() throws Exception {
    Path live =
        AppFile.make(
            folder.resolve("shop.db"),
            "CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT)",
            "INSERT INTO product VALUES (1, 'bolt'), (2, 'nut')");
    LiveDatabase database = new LiveDatabase(live, Duration.ofSeconds(5), false, CLOCK);
    job =
        new BackupJob(
            new JobIdentity(new UUID(0, 1), "Shop", "PC"),
            database,
            List.of(),
            folder.resolve("staging"),
            new FromOne(),
            Duration.ZERO);
    Path copy = folder.resolve("copy.db");
    Snapshot snapshot = database.snapshot(copy, Progress.NONE);
    staged =
        new Staged(copy, folder.resolve("copy.json"), snapshot, CLOCK.millis(), folder.toString());
  }

  @AfterEach
  void end() {
    workers.shutdown();
    String[] left = folder.resolve("staging").toFile().list();
    assertEquals(0, left == null ? 0 : left.length);
  }

  /** The writer waits for its proof to begin, which it makes itself if nobody has begun it. */
  private void work(Runnable work) {
    AtomicReference<Thread> thread = new AtomicReference<>();
    AtomicBoolean ended = new AtomicBoolean();
    workers.execute(
        () -> {
          thread.set(Thread.currentThread());
          work.run();
          ended.set(true);
        });
    if (Thread.currentThread().getName().equals("JSON export")) {
      while (!ended.get() && (thread.get() == null || !isWaiting(thread.get()))) {
        Thread.onSpinWait();
      }
    }
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        || thread.getState() == Thread.State.TIMED_WAITING;
  }

  private Processing processing(Optional<Manifest.Checks> last) {
    Optional<Manifest> newest = last.map(this::manifest);
    return new Processing(job, staged, newest, new RunContext(steps, CLOCK, this::work, "1"));
  }

  /** A backup of the day before, made by the same versions. */
  private Manifest manifest(Manifest.Checks checks) {
    OffsetDateTime at = CLOCK.instant().minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC);
    return new Manifest(
        "1",
        "2026-03-01T16-00-00",
        1,
        Manifest.Kind.SCHEDULED,
        job.identity(),
        at,
        at,
        new Manifest.Database("shop.db", 4096, 2, "wal", 0, staged.snapshot().sqliteVersion()),
        Map.of(BackupFile.DATABASE, new FileHash(8192, "0".repeat(64))),
        List.of(),
        checks);
  }

  private static List<String> noEvidence(CheckReport report) {
    throw new AssertionError("not damaged: " + report);
  }

  private Optional<Reason> failure(Step step) {
    return steps.results().stream()
        .filter(result -> result.step() == step)
        .findFirst()
        .flatMap(StepResult::failure)
        .map(Failure::reason);
  }

  private static Manifest.Checks checks(Optional<TrueOrLacks> rebuilds, String schema) {
    return checks(rebuilds, schema, Optional.empty());
  }

  private static Manifest.Checks checks(
      Optional<TrueOrLacks> rebuilds, String schema, Optional<OffsetDateTime> integrityCheckAt) {
    return new Manifest.Checks(
        "ok",
        Optional.empty(),
        integrityCheckAt,
        List.of(),
        0,
        0,
        true,
        List.of(),
        rebuilds,
        Optional.of(schema),
        Optional.empty(),
        CheckReport.Grade.WHOLE,
        List.of());
  }

  @Test
  void aWholeCopyIsHashedCheckedAndItsJsonProved() throws Exception {
    try (Processing processing = processing(Optional.empty())) {
      assertEquals(
          Optional.of(DurableFiles.hash(staged.database(), Progress.NONE)), processing.hash());
      CheckReport report = processing.check(ProcessingTest::noEvidence).orElseThrow();
      ProvedJson json = processing.json(growing -> {}, expected -> {}).get();

      assertEquals(CheckReport.Grade.WHOLE, report.grade());
      assertEquals(DurableFiles.hash(staged.json(), Progress.NONE), json.hash());
      assertEquals(Optional.of(new TrueOrLacks(List.of())), json.rebuilds());
    }
    assertEquals(
        List.of(Step.DATABASE, Step.JSON), steps.results().stream().map(StepResult::step).toList());
    assertTrue(steps.results().stream().allMatch(StepResult::succeeded));
  }

  @Test
  void aDatabaseIsMadeFromTheJsonOnceForEachSchema() throws Exception {
    String schema;
    try (Processing first = processing(Optional.empty())) {
      schema = first.json(growing -> {}, expected -> {}).get().rebuildProvedFor().orElseThrow();
    }
    Files.delete(staged.json());
    Optional<TrueOrLacks> known = Optional.of(new TrueOrLacks(List.of("as it was found then")));
    try (Processing second = processing(Optional.of(checks(known, schema)))) {
      assertEquals(known, second.json(growing -> {}, expected -> {}).get().rebuilds());
    }
    Files.delete(staged.json());
    try (Processing other = processing(Optional.of(checks(known, "of another schema")))) {
      assertEquals(
          Optional.of(new TrueOrLacks(List.of())),
          other.json(growing -> {}, expected -> {}).get().rebuilds());
    }
    Files.delete(staged.json());
    try (Processing untried = processing(Optional.of(checks(Optional.empty(), schema)))) {
      assertEquals(
          Optional.of(new TrueOrLacks(List.of())),
          untried.json(growing -> {}, expected -> {}).get().rebuilds());
    }
  }

  /** Told of a worker's progress. */
  private interface Worker {
    void advanced(long total) throws FailureException;
  }

  /** A worker's name tells it from the others. */
  private void listen(Worker rebuild, Worker proof) {
    Map<String, Worker> told = Map.of("JSON rebuild", rebuild, "JSON proof", proof);
    steps =
        new Steps(
            "Shop",
            new RunListener() {
              @Override
              public void advanced(Step step, String place, long done, long total)
                  throws FailureException {
                Worker worker = told.get(Thread.currentThread().getName());
                if (worker != null) {
                  worker.advanced(total);
                }
              }
            },
            CLOCK);
  }

  @Test
  void theFirstDatabaseIsMadeWhileTheJsonIsProved() throws Exception {
    CountDownLatch rebuilding = new CountDownLatch(1);
    AtomicBoolean begun = new AtomicBoolean();
    listen(total -> rebuilding.countDown(), total -> begun.set(awaitAWhile(rebuilding)));
    try (Processing processing = processing(Optional.empty())) {
      ProvedJson json = processing.json(growing -> {}, expected -> {}).get();
      assertEquals(Optional.of(new TrueOrLacks(List.of())), json.rebuilds());
    }
    assertTrue(begun.get());
  }

  @Test
  void whileADatabaseIsMadeFromItTheJsonIsExpectedToBeComplete() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    listen(total -> awaitAWhile(told), total -> {});
    List<ProvedJson> expected = new ArrayList<>();
    try (Processing processing = processing(Optional.empty())) {
      ProvedJson json =
          processing
              .json(
                  growing -> {},
                  one -> {
                    expected.add(one);
                    told.countDown();
                  })
              .get();
      assertEquals(List.of(json), expected);
    }
  }

  @Test
  void aDatabaseOfAJsonThatIsNotProvedCountsForNothing() throws Exception {
    CountDownLatch rebuilding = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    listen(
        total -> rebuilding.countDown(),
        total -> {
          if (awaitAWhile(rebuilding)) {
            ended.set(true);
            throw new FailureException(Reason.JSON_DIFFERS, staged.json(), "table product");
          }
        });
    try (Processing processing = processing(Optional.empty())) {
      Made<ProvedJson> json = processing.json(growing -> {}, expected -> {});
      assertEquals(Optional.of(Reason.JSON_DIFFERS), json.failure().map(FailureException::reason));
    }
    assertTrue(ended.get());
    assertEquals(Optional.of(Reason.JSON_DIFFERS), failure(Step.JSON));
  }

  @Test
  void whereTheJsonMayFillTheDiskNoDatabaseIsMadeBesideIt() throws Exception {
    saysThatItHas(1L << 40);
    CountDownLatch rebuilding = new CountDownLatch(1);
    AtomicBoolean beside = new AtomicBoolean();
    listen(
        total -> {
          beside.compareAndSet(false, total < 0);
          rebuilding.countDown();
        },
        total -> await(rebuilding, 1));
    try (Processing processing = processing(Optional.empty())) {
      ProvedJson json = processing.json(growing -> {}, expected -> {}).get();
      assertEquals(Optional.of(new TrueOrLacks(List.of())), json.rebuilds());
    }
    assertFalse(beside.get());
  }

  private static boolean awaitAWhile(CountDownLatch latch) {
    return await(latch, 20);
  }

  private static boolean await(CountDownLatch latch, int seconds) {
    try {
      return latch.await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void saysThatItIsLarge() {
    saysThatItHas(1 << 20);
  }

  private void saysThatItHas(long pages) {
    Snapshot small = staged.snapshot();
    Snapshot large =
        new Snapshot(
            small.file(),
            small.takenAt(),
            small.pageSize(),
            pages,
            small.journalMode(),
            small.userVersion(),
            small.sqliteVersion(),
            small.checkpoint(),
            small.commitsWaited());
    staged =
        new Staged(
            staged.database(), staged.json(), large, staged.startedAtMillis(), staged.folder());
  }

  @Test
  void aJsonThatCanNotBeWrittenIsToldOfThePlaceAndNotOfAFolderInIt() throws Exception {
    Path json = Files.writeString(folder.resolve("json"), "in the way").resolve("copy.json");
    staged =
        new Staged(
            staged.database(), json, staged.snapshot(), staged.startedAtMillis(), "the place");
    try (Processing processing = processing(Optional.empty())) {
      processing.check(ProcessingTest::noEvidence);
      FailureException failed =
          assertThrows(
              FailureException.class, () -> processing.json(growing -> {}, expected -> {}).get());
      assertEquals(List.of("the place"), failed.failure().arguments().subList(0, 1));
    }
  }

  @Test
  void sqliteChecksASchemaOnceAndItsPagesAreReadFromThenOn() throws Exception {
    OffsetDateTime passed = OffsetDateTime.parse("2026-02-27T17:00:00+01:00");
    saysThatItIsLarge();
    String schema;
    try (Processing first = processing(Optional.empty())) {
      CheckReport report = first.check(ProcessingTest::noEvidence).orElseThrow();
      assertEquals(CheckReport.Judge.INTEGRITY_CHECK, report.judge());
      assertEquals(
          Optional.of(CLOCK.instant()),
          first.integrityCheckAt(report).map(OffsetDateTime::toInstant));
      schema = first.json(growing -> {}, expected -> {}).get().rebuildProvedFor().orElseThrow();
    }
    Files.delete(staged.json());
    Manifest.Checks known = checks(Optional.empty(), schema, Optional.of(passed));
    try (Processing second = processing(Optional.of(known))) {
      CheckReport report = second.check(ProcessingTest::noEvidence).orElseThrow();
      assertEquals(CheckReport.Judge.PAGES, report.judge());
      assertEquals(Optional.of(passed), second.integrityCheckAt(report));
      assertEquals(List.of(new TableRows("product", 2)), report.tables());
    }
    Files.delete(staged.json());
    Manifest.Checks other = checks(Optional.empty(), "another schema", Optional.of(passed));
    try (Processing third = processing(Optional.of(other))) {
      CheckReport report = third.check(ProcessingTest::noEvidence).orElseThrow();
      assertEquals(CheckReport.Judge.INTEGRITY_CHECK, report.judge());
    }
  }

  @Test
  void sqlitesCheckHasPassedOnlyIfItFoundNothingAndLeftNothingOut() {
    Violations none = Violations.NONE;
    CheckReport.Judge sqlite = CheckReport.Judge.INTEGRITY_CHECK;
    try (Processing processing = processing(Optional.empty())) {
      for (CheckReport.Grade grade : CheckReport.Grade.values()) {
        CheckReport all =
            new CheckReport(sqlite, grade, List.of(), List.of(), none, none, List.of());
        CheckReport less =
            new CheckReport(sqlite, grade, List.of(), List.of("t"), none, none, List.of());
        assertEquals(
            grade == CheckReport.Grade.WHOLE, processing.integrityCheckAt(all).isPresent());
        assertEquals(Optional.empty(), processing.integrityCheckAt(less));
      }
    }
  }

  /** Knex's tables count up by a table of SQLite's own, which nobody has seen. */
  @Test
  void theJsonHasAsManyTablesAndRowsAsTheCopy() throws Exception {
    AppFile.make(
        staged.database(),
        "CREATE TABLE sale(id INTEGER PRIMARY KEY AUTOINCREMENT, product INTEGER)",
        "INSERT INTO sale(product) VALUES (1), (1), (2)",
        "CREATE VIRTUAL TABLE words USING fts5(name)",
        "INSERT INTO words VALUES ('bolt')");
    try (Processing processing = processing(Optional.empty())) {
      processing.check(ProcessingTest::noEvidence);
      processing.json(growing -> {}, expected -> {}).get();
    }
    StepFacts.Copy copy = steps.results().get(0).facts(StepFacts.Copy.class).orElseThrow();
    StepFacts.Json json = steps.results().get(1).facts(StepFacts.Json.class).orElseThrow();
    assertEquals("3 tables, 6 rows", copy.tables() + " tables, " + copy.rows() + " rows");
    assertEquals("3 tables, 6 rows", json.tables() + " tables, " + json.rows() + " rows");
  }

  @Test
  void aDamagedCopyIsKeptAsEvidenceAndNothingElse() throws Exception {
    byte[] content = Files.readAllBytes(staged.database());
    java.util.Arrays.fill(content, content.length - 4096, content.length, (byte) 0x55);
    Files.write(staged.database(), content);
    try (Processing processing = processing(Optional.empty())) {
      AtomicBoolean kept = new AtomicBoolean();

      Optional<CheckReport> check =
          processing.check(
              report -> {
                kept.set(!report.usable());
                return List.of("NAS/damaged/copy.db");
              });

      assertEquals(Optional.empty(), check);
      assertTrue(kept.get());
    }
    assertEquals(Optional.of(Reason.COPY_DAMAGED), failure(Step.DATABASE));
    assertEquals(
        List.of("NAS/damaged/copy.db"),
        steps.results().get(0).facts(StepFacts.DamagedCopy.class).orElseThrow().evidence());
  }

  /** Of gigabytes a JSON takes minutes, and this one would be thrown away. */
  @ParameterizedTest
  @ValueSource(strings = {"JSON export", "JSON rebuild"})
  void nothingMoreIsMadeOfACopyThatIsDamaged(String work) throws Exception {
    AppFile.make(
        staged.database(),
        "INSERT INTO product(name) WITH RECURSIVE n(i) AS"
            + " (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT 9000) SELECT i FROM n",
        "CREATE TABLE last(a)");
    byte[] content = Files.readAllBytes(staged.database());
    java.util.Arrays.fill(content, content.length - 4096, content.length, (byte) 0x55);
    Files.write(staged.database(), content);
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch known = new CountDownLatch(1);
    AtomicBoolean wentOn = new AtomicBoolean();
    steps =
        new Steps(
            "Shop",
            new RunListener() {
              @Override
              public void advanced(Step step, String place, long done, long total) {
                if (isOf(work, step, total)) {
                  wentOn.compareAndSet(false, known.getCount() == 0);
                  began.countDown();
                  awaitQuietly(known);
                } else if (step == Step.DATABASE) {
                  awaitQuietly(began);
                }
              }
            },
            CLOCK);
    try (Processing processing = processing(Optional.empty())) {
      processing.check(
          report -> {
            known.countDown();
            return List.of();
          });
    }
    assertFalse(wentOn.get());
  }

  /** A rebuild knows how much it has to do once the JSON is written. */
  private static boolean isOf(String work, Step step, long total) {
    return step == Step.JSON
        && Thread.currentThread().getName().equals(work)
        && (total > 0 || work.equals("JSON export"));
  }

  @Test
  void aCopyThatCantBeHashedHasFailedThoughItsCheckHasNot() throws Exception {
    AtomicBoolean hashing = new AtomicBoolean(true);
    long bytes = Files.size(staged.database());
    // The hash counts bytes, the check doesn't.
    steps =
        new Steps(
            "Shop",
            new RunListener() {
              @Override
              public void advanced(Step step, String place, long done, long total)
                  throws FailureException {
                if (step == Step.DATABASE && total == bytes && hashing.getAndSet(false)) {
                  throw new FailureException(Reason.DATABASE_IO, staged.database());
                }
              }
            },
            CLOCK);
    try (Processing processing = processing(Optional.empty())) {
      assertEquals(Optional.empty(), processing.hash());
      assertEquals(Optional.empty(), processing.check(ProcessingTest::noEvidence));
    }
    assertFalse(hashing.get());
    assertEquals(Optional.of(Reason.DATABASE_IO), failure(Step.DATABASE));
  }

  /** On Windows a file that a worker still reads can't be removed. */
  @Test
  void closingWaitsForTheWorkers() throws Exception {
    CountDownLatch going = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    steps =
        new Steps(
            "Shop",
            new RunListener() {
              @Override
              public void advanced(Step step, String place, long done, long total)
                  throws FailureException {
                if (step == Step.JSON) {
                  going.countDown();
                  awaitQuietly(go);
                  ended.set(true);
                  throw new FailureException(Reason.CANCELLED);
                }
              }
            },
            CLOCK);
    Processing processing = processing(Optional.empty());
    going.await();
    Thread closing = Thread.currentThread();
    Thread releasing =
        new Thread(
            () -> {
              while (closing.getState() != Thread.State.WAITING && go.getCount() > 0) {
                Thread.onSpinWait();
              }
              go.countDown();
            });
    releasing.start();
    try {
      processing.close();
      assertTrue(ended.get());
    } finally {
      go.countDown();
      releasing.join();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whereThereIsNoRoomTheRebuildIsLeftForAnotherTime() throws IOException, FailureException {
    Files.createFile(folder.resolve("staging")); // No folder can be made of it.
    try (Processing processing = processing(Optional.empty())) {
      ProvedJson json = processing.json(growing -> {}, expected -> {}).get();

      assertEquals(Optional.empty(), json.rebuilds());
      assertEquals(Optional.empty(), json.rebuildProvedFor());
    }
    assertEquals(Optional.empty(), failure(Step.JSON));
  }
}
