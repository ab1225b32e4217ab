package dev.nightjar.app.setup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.destination.folder.MarkerFile;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that is being made a job's is put back as it was, or isn't touched. */
final class ClaimTest {
  @TempDir private Path folder;
  private final List<Claim> all = new ArrayList<>();

  /** As one whose right to be read is missing, which root would read all the same. */
  @Test
  void aMarkerThatCanNotBeReadIsNotTakenForNone() throws Exception {
    Path marker = Files.createDirectory(folder.resolve(MarkerFile.NAME));
    FailureException refused = assertThrows(FailureException.class, () -> Claim.of(folder, all));
    assertEquals(Reason.PLACE_IO, refused.reason());
    assertEquals(folder.toString(), refused.failure().arguments().get(0));
    assertTrue(Files.isDirectory(marker));
    assertEquals(List.of(), all);
  }

  @Test
  void aMarkerIsPutBackAndOneThatWasNotThereIsRemoved() throws Exception {
    byte[] before = {1};
    Files.write(folder.resolve(MarkerFile.NAME), before);
    Path absent = folder.resolve("new/place");
    marking(Claim.of(folder, all), folder.resolve(MarkerFile.NAME));
    marking(Claim.of(absent, all), absent.resolve(MarkerFile.NAME));
    all.forEach(Claim::undo);
    assertArrayEquals(before, Files.readAllBytes(folder.resolve(MarkerFile.NAME)));
    assertFalse(Files.exists(folder.resolve("new")));
  }

  private static void marking(Claim claim, Path marker) throws FailureException {
    claim.mark(
        () -> {
          try {
            Files.createDirectories(marker.getParent());
            return Files.write(marker, new byte[] {2});
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
