package dev.nightjar.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.backup.BackupJob;
import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.backup.BackupRunner;
import dev.nightjar.backup.FromOne;
import dev.nightjar.backup.RunListener;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.destination.folder.FolderDestination.Reach;
import dev.nightjar.retention.RetentionPolicy;
import dev.nightjar.sqlite.LiveDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A healing that is killed before any file operation leaves, under the backup's names, what rotted
 * or what is good, and never a part of it; what rotted is gone only once the good copy has its
 * name; the next run ends it, and no other place changes.
 */
final class InterruptedHealingTest {
  private static final String ID = "2026-01-01T17-00-00";

  @TempDir(factory = FastFolder.class)
  private Path folder;

  private final Faults faults = new Faults();
  private final FaultyFileSystem system = new FaultyFileSystem(faults);
  private final ExecutorService workers = Executors.newFixedThreadPool(2);
  private final Logger log = Logger.getLogger("dev.nightjar");

  @BeforeEach
  void aBackupAtTwoPlaces() throws Exception {
    log.setLevel(Level.OFF);
    for (String place : List.of("local", "nas")) {
      Path root = folder.resolve("template").resolve(place);
      FolderDestination.create(root, place, SmallBackup.OWNER, Clock.systemUTC());
      SmallBackup.deliver(destination(root), folder, ID, "content", 1);
    }
  }

  @AfterEach
  void end() {
    workers.shutdown();
    log.setLevel(null);
  }

  /** As another process has it: nothing is known of the leases that an earlier one held. */
  private static FolderDestination destination(Path place) {
    return new FolderDestination(place, "place", Reach.REMOTE, Optional.empty(), Clock.systemUTC());
  }

  private void heal(Path local, Path nas) {
    BackupJob job =
        new BackupJob(
            SmallBackup.OWNER,
            new LiveDatabase(folder.resolve("shop.db"), Duration.ZERO, false, Clock.systemUTC()),
            List.of(
                new Target("local", true, destination(local))
                    .keeping(new RetentionPolicy.Everything()),
                new Target("nas", false, destination(nas))
                    .keeping(new RetentionPolicy.Everything())),
            folder.resolve("staging"),
            new FromOne(),
            Duration.ZERO);
    new BackupRunner(Clock.systemUTC(), workers, "1")
        .deliverOwed(job, Set.of("nas"), Map.of("nas", Set.of(ID)), RunListener.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "database/backup-" + ID + ".db",
        "json/backup-" + ID + ".json",
        "manifest/backup-" + ID + ".json"
      })
  void killedBeforeEachOperation(String file) throws Exception {
    int step = Effort.of(23, 1);
    int moments = 0;
    for (int number = Math.min(step, 7); ; number += step) {
      Path where = folder.resolve("run" + number);
      copy(folder.resolve("template"), where);
      byte[] good = Files.readAllBytes(where.resolve("nas").resolve(file));
      byte[] bad = good.clone();
      bad[bad.length / 2] ^= 1;
      Files.write(where.resolve("nas").resolve(file), bad);
      Map<String, String> others = contents(where.resolve("local"));

      faults.plan(Faults.Kind.DEAD, number);
      heal(where.resolve("local"), system.path(where.resolve("nas")));
      faults.none();
      if (faults.failed().isEmpty()) {
        break;
      }
      moments++;
      String what = "killed at operation " + number + ", " + faults.failed();
      requireBadOrGood(where.resolve("nas").resolve(file), bad, good, what);

      heal(where.resolve("local"), where.resolve("nas"));
      Path healed = where.resolve("nas").resolve(file);
      assertArrayEquals(good, Files.readAllBytes(healed), what);
      assertEquals(1, destination(where.resolve("nas")).inventory().backups().size(), what);
      assertEquals(others, contents(where.resolve("local")), what);
      assertEquals(
          List.of(),
          contents(where.resolve("nas")).keySet().stream()
              .filter(name -> name.contains("backup-") && name.endsWith(".partial"))
              .toList(),
          what);
    }
    System.out.println(file + ": killed at " + moments + " moments");
    assertTrue(moments > 150 / step, moments + " moments");
  }

  /** Under its name, or under the one where the bad one waits while the good one is named. */
  private static void requireBadOrGood(Path file, byte[] bad, byte[] good, String what)
      throws IOException {
    Path aside = file.resolveSibling("." + file.getFileName() + ".bad");
    if (Files.exists(file)) {
      byte[] now = Files.readAllBytes(file);
      assertTrue(Arrays.equals(now, bad) || Arrays.equals(now, good), what);
    } else {
      assertArrayEquals(bad, Files.readAllBytes(aside), what);
      try (Stream<Path> beside = Files.list(file.getParent())) {
        assertTrue(beside.anyMatch(one -> isPartialOf(one, file, good)), what);
      }
    }
  }

  private static boolean isPartialOf(Path one, Path file, byte[] good) {
    try {
      return one.toString().endsWith(".partial")
          && one.getFileName().toString().startsWith("." + file.getFileName())
          && Arrays.equals(good, Files.readAllBytes(one));
    } catch (IOException e) {
      return false;
    }
  }

  private static Map<String, String> contents(Path place) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            place.relativize(file).toString().replace('\\', '/'),
            Arrays.toString(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
