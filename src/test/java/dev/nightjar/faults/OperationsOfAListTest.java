package dev.nightjar.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.App;
import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.ManifestFormat;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.destination.folder.InventoryCache;
import dev.nightjar.destination.folder.Leases;
import dev.nightjar.io.FileHash;
import dev.nightjar.platform.Home;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.JobPlace;
import dev.nightjar.settings.PlaceSettings;
import dev.nightjar.settings.ScheduleSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts a list's cost in file operations rather than in time. */
final class OperationsOfAListTest {
  private static final JobIdentity OWNER = new JobIdentity(new UUID(0, 1), "Shop", "PC");

  @TempDir private Path folder;
  private final Faults faults = new Faults();
  private final FaultyFileSystem system = new FaultyFileSystem(faults);
  private int made;

  private void makeUpTo(int count) throws Exception {
    Path place = folder.resolve("place");
    FolderDestination.create(place, "NAS", OWNER, Clock.systemUTC());
    for (String name : List.of("database", "json", "manifest")) {
      Files.createDirectories(place.resolve(name));
    }
    for (; made < count; made++) {
      String id = String.format("2026-03-02T16-%02d-%02d", made / 60, made % 60);
      OffsetDateTime at = OffsetDateTime.parse("2026-03-02T16:00:00Z");
      Manifest manifest =
          new Manifest(
              "1",
              id,
              made,
              Manifest.Kind.SCHEDULED,
              OWNER,
              at,
              at,
              new Manifest.Database("shop.db", 4096, 2, "wal", 0, "3"),
              Map.of(BackupFile.DATABASE, new FileHash(1, "a".repeat(64))),
              List.of(),
              new Manifest.Checks("ok", List.of(), 0, 0, true));
      Files.write(place.resolve(BackupFile.DATABASE.pathFor(id)), new byte[1]);
      Path file = place.resolve("manifest/backup-" + id + ".json");
      Files.write(file, ManifestFormat.toBytes(manifest));
      Files.setLastModifiedTime(file, FileTime.from(at.toInstant()));
    }
  }

  private long opens(int count) throws Exception {
    return operations(count, List.of("open ", "list "));
  }

  private FolderDestination place() {
    return new FolderDestination(
        system.path(folder.resolve("place")),
        "NAS",
        FolderDestination.Reach.REMOTE,
        Optional.empty(),
        Clock.systemUTC(),
        InventoryCache.in(folder.resolve("cache")),
        Leases.brief(Clock.systemUTC()));
  }

  private long operations(int count, List<String> kinds) throws Exception {
    makeUpTo(count);
    FolderDestination place = place();
    faults.rule((operation, path) -> Optional.empty());
    assertEquals(count, place.inventory().backups().size());
    return faults.done().stream().filter(one -> kinds.stream().anyMatch(one::startsWith)).count();
  }

  @Test
  void onceReadAListOpensAsManyFilesForFourTimesTheBackups() throws Exception {
    assertTrue(opens(50) >= 50);
    long few = opens(50);
    assertTrue(opens(200) >= 150);
    assertEquals(few, opens(200));
    assertTrue(few <= 4, few + " files and folders opened");
  }

  @Test
  void onceReadAListAsksForEachFileOnce() throws Exception {
    operations(50, List.of());
    long few = operations(50, List.of("look "));
    operations(200, List.of());
    // The database and the manifest of each.
    assertEquals(few + 150 * 2, operations(200, List.of("look ")));
  }

  /** It reads the newest 30 whole, to see whether a table shrank, and lists each folder once. */
  @Test
  void aVerdictOpensAsManyFilesForFourTimesTheBackups() throws Exception {
    long few = opensOfAVerdict(50);
    assertEquals(few, opensOfAVerdict(200));
    assertTrue(few <= 4 + 30 + 1, few + " files and folders opened");
  }

  private long opensOfAVerdict(int count) throws Exception {
    makeUpTo(count);
    Job job =
        new Job(
            OWNER.job(),
            "Shop",
            folder.resolve("shop.db"),
            new PlaceSettings(folder.resolve("place"), UUID.randomUUID()),
            Optional.empty(),
            ScheduleSettings.standard());
    place().inventory();
    try (App app = new App(Home.at(folder.resolve("home")), Clock.systemUTC(), "1")) {
      Target target = new Target(JobPlace.HERE.label(), true, place());
      faults.rule((operation, path) -> Optional.empty());
      assertTrue(app.judge(job, List.of(target), true).newest().isPresent());
    }
    return faults.done().stream()
        .filter(one -> one.startsWith("open ") || one.startsWith("list "))
        .count();
  }

  @Test
  void aPlaceIsMadeReadyForARunWithoutALookAtItsBackups() throws Exception {
    long[] looks = new long[2];
    for (int round = 0; round < 2; round++) {
      makeUpTo(round == 0 ? 50 : 200);
      FolderDestination place = place();
      place.prepare(OWNER);
      faults.rule((operation, path) -> Optional.empty());
      place.prepare(OWNER);
      assertTrue(place.isFree("2026-03-02T17-00-00"));
      looks[round] = faults.done().stream().filter(one -> one.startsWith("look ")).count();
    }
    assertEquals(looks[0], looks[1]);
  }

  /** Each folder is listed once, and each file asked for once. */
  @Test
  void aRunReadsItsPlaceInOnePass() throws Exception {
    long[] lists = new long[2];
    long[] looks = new long[2];
    for (int round = 0; round < 2; round++) {
      makeUpTo(round == 0 ? 50 : 200);
      place().inventory();
      FolderDestination place = place();
      faults.rule((operation, path) -> Optional.empty());
      assertEquals(made, place.prepareAndRead(OWNER).inventory().backups().size());
      assertTrue(place.isFree("2026-03-02T17-00-00"));
      lists[round] = countOf("list (database|json|manifest)");
      looks[round] = countOf("look backup-.*");
    }
    assertEquals(List.of(3L, 3L), List.of(lists[0], lists[1]));
    // The database and the manifest of each.
    assertEquals(looks[0] + 150 * 2, looks[1]);
  }

  private long countOf(String operation) {
    return faults.done().stream().filter(one -> one.matches(operation)).count();
  }
}
