package dev.nightjar.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.destination.folder.Heartbeat;
import dev.nightjar.destination.folder.InventoryCache;
import dev.nightjar.destination.folder.Leases;
import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two homes with the same job at one folder: between any two file operations of the one, the other
 * does all of its run. Whether it takes the first for dead or not, no backup is ever listed whose
 * files aren't there and whole.
 */
final class TwoRunsAtOnePlaceTest {
  private static final String OLD = "2026-03-01T16-00-00";
  private static final String ID = "2026-03-02T16-00-00";

  @TempDir(factory = FastFolder.class)
  private Path folder;

  private final Faults faults = new Faults();
  private final FaultyFileSystem system = new FaultyFileSystem(faults);
  private Path place = Path.of("");

  private FolderDestination destination(Path at, String user) {
    return new FolderDestination(
        at,
        "NAS",
        FolderDestination.Reach.REMOTE,
        Optional.empty(),
        Clock.systemUTC(),
        InventoryCache.NONE,
        new Leases(
            new Leases.Writer("PC", user, ProcessHandle.current().pid()),
            Heartbeat.NONE,
            Clock.systemUTC()));
  }

  /** Prepares, delivers, and removes an old backup; true where the delivery succeeded. */
  private boolean run(FolderDestination at, String id, String content, long sequence)
      throws IOException {
    boolean delivered = false;
    try {
      at.prepare(SmallBackup.OWNER);
      SmallBackup.deliver(at, folder, id, content, sequence);
      delivered = true;
      Optional<BackupSummary> old = at.inventory().find(OLD);
      if (old.isPresent()) {
        at.remove(old.get(), SmallBackup.OWNER);
      }
    } catch (FailureException e) {
      return delivered; // The other was quicker, and that is told.
    }
    return delivered;
  }

  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void betweenSomeOperationsTheOtherDoesItsWholeRun(boolean takenForDead, boolean sameId)
      throws Exception {
    runBetween(17, takenForDead, sameId);
  }

  @Tag("proof")
  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void betweenAnyTwoOperationsTheOtherDoesItsWholeRun(boolean takenForDead, boolean sameId)
      throws Exception {
    runBetween(1, takenForDead, sameId);
  }

  private void runBetween(int apart, boolean takenForDead, boolean sameId) throws Exception {
    for (int number = 1; ; number += apart) {
      place = folder.resolve("place" + number);
      FolderDestination.create(place, "NAS", SmallBackup.OWNER, Clock.systemUTC());
      SmallBackup.deliver(destination(place, "old"), folder, OLD, "old", 1);
      int turn = number;
      int[] done = {0, 0};
      boolean[] other = {false};
      faults.rule(
          (operation, path) -> {
            if (path.startsWith(place) && ++done[0] == turn) {
              done[1] = 1;
              if (takenForDead) {
                age();
              }
              other[0] = runOther(sameId ? ID : ID + "-2");
            }
            return Optional.empty();
          });
      boolean one = run(destination(system.path(place), "one"), ID, "one", 2);
      faults.rule((operation, path) -> Optional.empty());
      String what = "operation " + number + ", taken for dead " + takenForDead;
      everythingListedIsWhole(what);
      if (done[1] == 0) {
        assertTrue(number > 50, what);
        return;
      }
      assertTrue(one || other[0], what);
      if (!takenForDead && !sameId) {
        assertTrue(one && other[0], what);
      }
    }
  }

  private boolean runOther(String id) {
    try {
      return run(destination(place, "other"), id, "other", 3);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** As if the computer of the first had been asleep for long. */
  private void age() {
    try (var files = Files.list(place)) {
      for (Path file : files.filter(f -> f.toString().contains(".nightjar.run-")).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(11))));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void everythingListedIsWhole(String what) throws FailureException {
    FolderDestination reading = destination(place, "reader");
    Inventory inventory = reading.inventory();
    assertEquals(List.of(), inventory.lost(), what);
    assertEquals(List.of(), inventory.damaged(), what);
    for (BackupSummary backup : inventory.backups()) {
      for (BackupFile file : backup.files().keySet()) {
        reading.verify(backup, file, Progress.NONE);
      }
    }
  }
}
