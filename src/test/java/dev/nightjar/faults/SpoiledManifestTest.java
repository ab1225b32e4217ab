package dev.nightjar.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
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

/** A place that keeps another manifest than it was given has no backup, and is told. */
final class SpoiledManifestTest {
  @TempDir(factory = FastFolder.class)
  private Path folder;

  @Test
  void itGetsNoNameAndNorDoItsFiles() throws Exception {
    Path place = folder.resolve("place");
    FolderDestination.create(place, "NAS", SmallBackup.OWNER, Clock.systemUTC());
    Faults faults = new Faults();
    faults.rule((operation, path) -> spoilt(operation, path.toString(), FaultyPath.real(path)));
    FolderDestination destination =
        new FolderDestination(
            new FaultyFileSystem(faults).path(place),
            "NAS",
            FolderDestination.Reach.REMOTE,
            Optional.empty(),
            Clock.systemUTC());
    FailureException told =
        assertThrows(
            FailureException.class,
            () -> SmallBackup.deliver(destination, folder, "2026-03-02T16-00-00", "made", 1));
    assertEquals(Reason.READ_BACK_DIFFERS, told.reason());
    List<Path> left = new ArrayList<>();
    for (String name : List.of("manifest", "database", "json")) {
      try (Stream<Path> files = Files.list(place.resolve(name))) {
        files.forEach(left::add);
      }
    }
    assertEquals(List.of(), left);
  }

  /** Changes a byte of the manifest once all of it is flushed. */
  private static Optional<IOException> spoilt(String operation, String path, Path file) {
    if (operation.equals("close") && path.contains("manifest") && path.endsWith(".partial")) {
      try {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      } catch (IOException e) {
        return Optional.of(e);
      }
    }
    return Optional.empty();
  }
}
