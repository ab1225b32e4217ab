package dev.nightjar.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A deletion that ends anywhere leaves no listed backup that isn't whole, and the next run ends it.
 */
final class InterruptedDeletionTest {
  private static final List<String> OLD = List.of("2026-01-01T17-00-00", "2026-01-02T17-00-00");
  private static final String NEWEST = "2026-01-03T17-00-00";

  @TempDir(factory = FastFolder.class)
  private Path folder;

  private final Faults faults = new Faults();
  private final FaultyFileSystem system = new FaultyFileSystem(faults);

  private Path place(int number) throws Exception {
    Path place = folder.resolve("place" + number);
    FolderDestination.create(place, "NAS", SmallBackup.OWNER, Clock.systemUTC());
    long sequence = 1;
    for (String id : List.of(OLD.get(0), OLD.get(1), NEWEST)) {
      SmallBackup.deliver(destination(place), folder, id, "content " + id, sequence++);
    }
    return place;
  }

  /** As another process has it: nothing is known of the leases that an earlier one held. */
  private FolderDestination destination(Path place) {
    return new FolderDestination(
        system.path(place),
        "NAS",
        FolderDestination.Reach.REMOTE,
        Optional.empty(),
        Clock.systemUTC());
  }

  private static void removeOld(FolderDestination place) throws FailureException {
    for (BackupSummary backup : place.inventory().backups()) {
      if (OLD.contains(backup.id())) {
        place.remove(backup, SmallBackup.OWNER);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DEAD", "INPUT_OUTPUT", "ACCESS_DENIED"})
  void atEachOperationThatFails(Faults.Kind kind) throws Exception {
    int failed = 0;
    int step = Effort.of(19, 1);
    for (int number = 1 + kind.ordinal() % step; ; number += step) {
      Path place = place(number);
      FolderDestination dying = destination(place);
      faults.plan(kind, number);
      try {
        removeOld(dying);
      } catch (FailureException e) {
        failed++;
      }
      faults.none();
      if (faults.failed().isEmpty()) {
        break;
      }
      String what = kind + " at operation " + number + ", " + faults.failed();
      requireWhole(place, what);
      destination(place).prepare(SmallBackup.OWNER);
      requireWhole(place, what + ", then prepared");
      // A lease that was never written whole is nobody's, and grows old by itself.
      String torn = faults.failed().contains(".nightjar.run-") ? ".nightjar.run-" : "none";
      List<String> left = unfinished(place).stream().filter(one -> !one.startsWith(torn)).toList();
      assertEquals(List.of(), left, what);
      removeOld(destination(place));
      assertEquals(List.of(NEWEST), requireWhole(place, what + ", then done"), what);
      assertEquals(3, files(place).filter(file -> file.contains("backup-")).count(), what);
    }
    assertTrue(failed > 20 / step, failed + " failed");
  }

  /** Returns the ids of the backups listed, each of which is whole; the newest is among them. */
  private List<String> requireWhole(Path place, String what) throws Exception {
    FolderDestination read = destination(place);
    Inventory inventory = read.inventory();
    assertEquals(List.of(), inventory.lost(), what);
    assertEquals(List.of(), inventory.damaged(), what);
    List<String> ids = new ArrayList<>();
    for (BackupSummary backup : inventory.backups()) {
      ids.add(backup.id());
      for (BackupFile file : backup.files().keySet()) {
        read.verify(backup, file, Progress.NONE);
      }
    }
    assertTrue(ids.contains(NEWEST), what + ": " + ids);
    return ids;
  }

  private static Stream<String> files(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }

  private static List<String> unfinished(Path place) throws IOException {
    return files(place)
        .filter(
            file ->
                file.endsWith(".deleted")
                    || file.endsWith(".partial")
                    || file.startsWith(".nightjar.run-"))
        .toList();
  }

  /** A power cut may take back a name that wasn't flushed, but none that was. */
  @Test
  void theManifestsNewNameIsOnDiskBeforeAnyFileGoes() throws Exception {
    Path place = place(0);
    String manifest = "manifest/backup-" + OLD.get(0) + ".json";
    List<String> done = new ArrayList<>();
    List<String> tooEarly = new ArrayList<>();
    faults.rule(
        (operation, path) -> {
          if (path.startsWith(place)) {
            done.add(operation + " " + inside(place, path));
            if (Files.exists(place.resolve(manifest)) && !allThere(place)) {
              tooEarly.add(operation + " " + inside(place, path));
            }
          }
          return Optional.empty();
        });
    removeOld(destination(place));
    assertEquals(List.of(), tooEarly);
    int renamed = done.indexOf("delete " + manifest);
    assertTrue(renamed >= 0, () -> manifest + " kept its name in " + done);
    for (BackupFile file : BackupFile.values()) {
      String path = file.pathFor(OLD.get(0));
      int gone = done.indexOf("delete " + path);
      assertTrue(gone > renamed, () -> path + " went too early in " + done);
      assertTrue(
          done.subList(renamed, gone).contains("flush manifest"),
          () -> "unflushed before " + path + " went in " + done);
    }
  }

  private static String inside(Path place, Path path) {
    return place.relativize(FaultyPath.real(path)).toString().replace('\\', '/');
  }

  private static boolean allThere(Path place) {
    return Files.exists(place.resolve(BackupFile.DATABASE.pathFor(OLD.get(0))))
        && Files.exists(place.resolve(BackupFile.JSON.pathFor(OLD.get(0))));
  }
}
