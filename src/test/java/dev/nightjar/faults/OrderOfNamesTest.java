package dev.nightjar.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.folder.FolderDestination;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A power cut may come between any two file operations, and takes what wasn't flushed: the manifest
 * gets its name last, when the names of the files are flushed.
 */
final class OrderOfNamesTest {
  private static final String ID = "2026-03-02T16-00-00";
  private static final String MANIFEST = "manifest/backup-" + ID + ".json";

  @TempDir private Path folder;
  private final Faults faults = new Faults();
  private final FaultyFileSystem system = new FaultyFileSystem(faults);

  /** Each operation, with the path inside the place. */
  private final List<String> done = new ArrayList<>();

  /** Operations done while the manifest was there and a file of the backup was not. */
  private final List<String> tooEarly = new ArrayList<>();

  @BeforeEach
  void aDelivery() throws Exception {
    Path place = folder.resolve("place");
    FolderDestination.create(place, "NAS", SmallBackup.OWNER, Clock.systemUTC());
    FolderDestination destination =
        new FolderDestination(
            system.path(place),
            "NAS",
            FolderDestination.Reach.REMOTE,
            Optional.empty(),
            Clock.systemUTC());
    faults.rule(
        (operation, path) -> {
          if (path.startsWith(place)) {
            String inside = place.relativize(FaultyPath.real(path)).toString().replace('\\', '/');
            done.add(operation + " " + inside);
            if (Files.exists(place.resolve(MANIFEST)) && !allThere(place)) {
              tooEarly.add(operation + " " + inside);
            }
          }
          return Optional.empty();
        });
    SmallBackup.deliver(destination, folder, ID, "made", 1);
    assertTrue(Files.exists(place.resolve(MANIFEST)) && allThere(place));
  }

  private static boolean allThere(Path place) {
    return Files.exists(place.resolve(BackupFile.DATABASE.pathFor(ID)))
        && Files.exists(place.resolve(BackupFile.JSON.pathFor(ID)));
  }

  private int named(String path) {
    int link = done.indexOf("link " + path);
    int at = link >= 0 ? link : done.indexOf("move " + path);
    assertTrue(at >= 0, () -> path + " got no name in " + done);
    return at;
  }

  private boolean isFlushed(String name, int from, int to) {
    return done.subList(from, to).contains("flush " + name);
  }

  @Test
  void theManifestIsNeverThereWithoutItsFiles() {
    assertEquals(List.of(), tooEarly);
  }

  @Test
  void eachFolderIsFlushedAfterItsNameAndBeforeTheManifestHasOne() {
    int last = named(MANIFEST);
    for (BackupFile file : BackupFile.values()) {
      int at = named(file.pathFor(ID));
      assertTrue(at < last, file + " after its manifest");
      assertTrue(isFlushed(file.folder(), at, last), () -> file + " unflushed in " + done);
    }
    assertTrue(isFlushed("manifest", last, done.size()), () -> "unflushed in " + done);
  }
}
