package dev.nightjar.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files of a killed process are removed, and nothing else. */
final class ScratchFolderTest {
  private static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");

  @TempDir private Path folder;

  @Test
  void emptyingRemovesFilesButNoFolder() throws IOException {
    file("one", NOW);
    file("folder/other", NOW);
    ScratchFolder.empty(folder);
    assertEquals(List.of("folder", "folder/other"), left());
  }

  @Test
  void onlyFilesUnchangedForADayAreStale() throws IOException {
    file("young", NOW.minus(Duration.ofHours(23)));
    file("old", NOW.minus(Duration.ofHours(25)));
    ScratchFolder.removeStale(folder, NOW);
    assertEquals(List.of("young"), left());
  }

  @Test
  void aLinkIsRemovedAndNotItsTarget() throws IOException {
    Path target = file("folder/target", NOW);
    Files.createSymbolicLink(folder.resolve("link"), target);
    ScratchFolder.empty(folder);
    assertEquals(List.of("folder", "folder/target"), left());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aPipeOfThatNameIsNotWaitedFor() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> ScratchFolder.empty(pipe));
    assertTrue(Files.exists(pipe));
  }

  @Test
  void aFolderThatIsNotThereHasNothingLeft() throws IOException {
    ScratchFolder.empty(folder.resolve("none"));
    assertEquals(List.of(), left());
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !file.equals(folder))
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private Path file(String name, Instant changed) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "left");
    Files.setLastModifiedTime(file, FileTime.from(changed));
    return file;
  }

  private void assertScratch(Reason thrown, Path about, Reason told, Path named) {
    FailureException known = new FailureException(thrown, about, -1L, -1L);
    Failure failure =
        assertThrows(
                FailureException.class,
                () ->
                    ScratchFolder.use(
                        folder,
                        () -> {
                          throw known;
                        }))
            .failure();
    assertEquals(told, failure.reason());
    assertEquals(named.toString(), failure.arguments().get(0));
  }

  @Test
  void aScratchFolderIsNoPlaceThatLacksABackup() {
    Path file = folder.resolve("a.db");
    assertScratch(Reason.PLACE_FULL, folder, Reason.HOME_FULL, folder);
    assertScratch(Reason.TARGET_FULL, file, Reason.HOME_FULL, folder);
    assertScratch(Reason.PLACE_IS_FILE, folder, Reason.HOME_BLOCKED, folder);
    assertScratch(Reason.PLACE_READ_ONLY, folder, Reason.HOME_READ_ONLY, folder);
    assertScratch(Reason.PLACE_DISK_READ_ONLY, folder, Reason.HOME_DISK_READ_ONLY, folder);
    assertScratch(Reason.COPY_DAMAGED, file, Reason.COPY_DAMAGED, file);
    for (Path place : List.of(folder.resolveSibling("nas"), folder.getParent())) {
      assertScratch(Reason.PLACE_FULL, place, Reason.PLACE_FULL, place);
    }
    assertScratch(
        Reason.PLACE_IS_FILE, folder.getParent(), Reason.HOME_BLOCKED, folder.getParent());
  }
}
