package dev.nightjar.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.Evidence;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.destination.folder.FolderDestination.Reach;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.AppFile;
import dev.nightjar.sqlite.CheckReport.Grade;
import dev.nightjar.sqlite.DatabaseCheck;
import dev.nightjar.sqlite.LiveDatabase;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run a day on a database whose index was made wrong behind its back. */
final class GradedRunsTest {
  private static final JobIdentity OWNER = new JobIdentity(new UUID(0, 1), "Shop", "PC");

  @TempDir private Path folder;
  private final ExecutorService workers = Executors.newFixedThreadPool(3);
  private Instant now = Instant.parse("2026-03-01T17:00:00Z");
  private Path database;
  private BackupJob job;

  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  @BeforeEach
  void aShop() throws Exception {
    database =
        AppFile.make(
            folder.resolve("shop.db"),
            "CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT)",
            "INSERT INTO product VALUES (1, 'bolt'), (2, 'nut')",
            "CREATE INDEX by_name ON product(name)");
    job =
        new BackupJob(
            OWNER,
            new LiveDatabase(database, Duration.ofSeconds(5), false, clock),
            List.of(target("local", true), target("NAS", false)),
            folder.resolve("staging"),
            new FromOne(),
            Duration.ofMinutes(2));
  }

  @AfterEach
  void end() throws Exception {
    workers.shutdown();
    try (Stream<Path> files = Files.walk(folder)) {
      assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".partial")).toList());
    }
  }

  private Target target(String label, boolean local) throws Exception {
    Path place = folder.resolve(label);
    FolderDestination.create(place, label, OWNER, clock);
    return new Target(
        label,
        local,
        new FolderDestination(
            place, label, local ? Reach.LOCAL : Reach.REMOTE, Optional.empty(), clock));
  }

  private BackupRun nextDay() {
    BackupRun run =
        new BackupRunner(clock, workers, "1")
            .run(job, Manifest.Kind.SCHEDULED, new RunListener() {});
    now = now.plus(Duration.ofDays(1));
    return run;
  }

  private List<Destination> places() {
    return job.targets().stream().map(Target::destination).toList();
  }

  private List<String> damagedAt(Destination place) throws Exception {
    return place.inventory().evidence().stream()
        .map(Evidence.Kept::id)
        .map(id -> id.substring(8, 10))
        .toList();
  }

  private void assertDamaged(String... days) throws Exception {
    for (Destination place : places()) {
      assertEquals(List.of(days), damagedAt(place), place.location());
    }
  }

  @Test
  void aRebuildableCopyIsABackupThatSaysHowItIsMended() throws Exception {
    assertEquals(Outcome.SUCCEEDED, nextDay().outcome());
    AppFile.behind(database, "by_name", "INSERT INTO product VALUES (3, 'screw')");
    assertEquals(Outcome.SUCCEEDED, nextDay().outcome());
    for (Destination place : places()) {
      Inventory inventory = place.inventory();
      assertEquals(
          List.of(Grade.REBUILDABLE, Grade.WHOLE),
          inventory.backups().stream().map(backup -> backup.grade()).toList());
      Manifest newest = place.manifest(inventory.backups().get(0));
      assertEquals(
          List.of(
              "Table product: an index lacks entries; every row is there."
                  + " To mend it, run in the app's database: REINDEX \"product\""),
          newest.checks().findings());
      assertEquals(3, newest.rows());
      assertTrue(newest.checks().jsonMatchesDatabase());
    }
    assertDamaged();
    AppFile.make(database, "REINDEX product");
    nextDay();
    assertEquals(
        List.of(Grade.WHOLE, Grade.REBUILDABLE, Grade.WHOLE),
        places().get(0).inventory().backups().stream().map(backup -> backup.grade()).toList());
  }

  @Test
  void aDamagedCopyIsEvidenceAtEachPlaceAndNoBackup() throws Exception {
    nextDay();
    AppFile.behind(database, "by_name", "UPDATE product SET name = 'lost' WHERE id = 2");
    BackupRun run = nextDay();
    assertEquals(Outcome.FAILED, run.outcome());
    StepResult step =
        run.results().stream().filter(one -> one.step() == Step.DATABASE).findFirst().orElseThrow();
    assertEquals(Reason.COPY_DAMAGED, step.failure().orElseThrow().reason());
    assertEquals(
        List.of(
            folder.resolve("local/damaged/backup-2026-03-02T17-00-00.db").toString(),
            folder.resolve("NAS/damaged/backup-2026-03-02T17-00-00.db").toString()),
        step.facts(StepFacts.DamagedCopy.class).orElseThrow().evidence());
    for (Destination place : places()) {
      Path kept = Path.of(place.location(), "damaged", "backup-2026-03-02T17-00-00.db");
      assertEquals(
          List.of("Table product and its index by_name disagree about the rows 2"),
          DatabaseCheck.of(kept, folder, Progress.NONE).findings());
      String text = Files.readString(kept.resolveSibling("backup-2026-03-02T17-00-00.txt"));
      assertTrue(text.startsWith("This is not a backup.\r\n"), text);
      assertTrue(
          text.contains("  - Table product and its index by_name disagree about the rows 2\r\n"),
          text);
      assertTrue(text.contains("the last one without a fault is 2026-03-01T17-00-00"), text);
      Inventory inventory = place.inventory();
      assertEquals(1, inventory.backups().size());
      assertEquals(List.of(), inventory.unverified());
      assertEquals(List.of(), inventory.damaged());
    }
  }

  @Test
  void aPageThatNobodyCanReadIsOneTrouble() throws Exception {
    AppFile.make(
        database,
        "CREATE TABLE large(x)",
        "INSERT INTO large WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100)"
            + " SELECT zeroblob(1000) FROM n");
    try (FileChannel file = FileChannel.open(database, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[4096]), 10 * 4096L);
    }
    List<StepResult> failed =
        nextDay().results().stream().filter(step -> !step.succeeded()).toList();
    assertEquals(List.of(Step.DATABASE), failed.stream().map(StepResult::step).toList());
    Failure failure = failed.get(0).failure().orElseThrow();
    assertEquals(Reason.COPY_DAMAGED, failure.reason());
    assertTrue(
        failed.get(0).facts(StepFacts.DamagedCopy.class).stream()
            .flatMap(damaged -> damaged.findings().stream())
            .noneMatch(line -> line.contains("***")),
        failed.get(0)::toString);
  }

  @Test
  void ofDamagedCopiesTheFirstAndTheNewestTwoStayAndNoneIsKeptTwice() throws Exception {
    nextDay();
    AppFile.behind(database, "by_name", "UPDATE product SET name = 'lost' WHERE id = 2");
    nextDay();
    nextDay();
    assertDamaged("02");
    for (int day = 4; day <= 7; day++) {
      AppFile.make(database, "INSERT INTO product(name) VALUES ('new')");
      nextDay();
    }
    assertDamaged("07", "06", "02");
    AppFile.make(database, "REINDEX");
    assertEquals(Outcome.SUCCEEDED, nextDay().outcome());
    assertDamaged("07", "06", "02");
    AppFile.behind(database, "by_name", "DELETE FROM product WHERE id = 1");
    for (int day = 9; day <= 12; day++) {
      AppFile.make(database, "INSERT INTO product(name) VALUES ('new')");
      nextDay();
    }
    assertDamaged("12", "11", "09");
    Path texts = folder.resolve("local/damaged");
    try (Stream<Path> files = Files.list(texts)) {
      assertEquals(6, files.count(), "each copy has its text, and no text is left alone");
    }
  }
}
