package dev.nightjar.destination.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.destination.Backups;
import dev.nightjar.destination.Evidence;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged copies are kept apart: the first after the last whole backup, and the newest two. */
final class FolderEvidenceTest {
  @TempDir private Path parent;
  private Path place;
  private Path folder;
  private FolderEvidence evidence;

  @BeforeEach
  void aPlace() throws IOException {
    place = Files.createDirectory(parent.resolve("nas"));
    folder = place.resolve("damaged");
    evidence = new FolderEvidence(place);
  }

  private static String id(int day) {
    return "2026-03-%02dT17-00-00".formatted(day);
  }

  private static Evidence of(int day, String content, Optional<String> lastWhole) {
    byte[] bytes = content.getBytes(UTF_8);
    return new Evidence(
        id(day), Backups.OWNER, "/shop.db", Backups.hash(bytes), List.of("row 5"), lastWhole);
  }

  private Path keep(Evidence kept, String content) throws IOException, FailureException {
    return evidence.keep(
        kept, Files.writeString(parent.resolve("copy.db"), content), Progress.NONE);
  }

  private Path keep(int day) throws IOException, FailureException {
    return keep(of(day, "copy " + day, Optional.of(id(2))), "copy " + day);
  }

  private List<String> kept() throws IOException {
    return evidence.kept().stream().map(Evidence.Kept::id).toList();
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Path file(String name) throws IOException {
    Files.createDirectories(folder);
    return Files.writeString(folder.resolve(name), "x");
  }

  private static void age(Path file, Duration age) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  @Test
  void aCopyStandsBesideItsText() throws Exception {
    assertEquals(List.of(), evidence.kept());
    Path copy = keep(3);
    assertEquals(folder.resolve("backup-" + id(3) + ".db"), copy);
    assertEquals("copy 3", Files.readString(copy));
    assertEquals(List.of("backup-" + id(3) + ".db", "backup-" + id(3) + ".txt"), names());
    assertTrue(Files.readString(folder.resolve("backup-" + id(3) + ".txt")).contains("row 5"));
    assertEquals(List.of(new Evidence.Kept(id(3), 6)), evidence.kept());
  }

  @Test
  void theFirstAfterTheLastWholeBackupAndTheNewestTwoStay() throws Exception {
    for (int day = 3; day <= 8; day++) {
      keep(day);
    }
    assertEquals(List.of(id(8), id(7), id(3)), kept());
    assertEquals(6, names().size(), "the texts go with their copies");
    keep(of(9, "copy 9", Optional.of(id(8))), "copy 9");
    assertEquals(List.of(id(9), id(8)), kept());
  }

  @Test
  void whereNoBackupWasEverWholeTheVeryFirstStays() throws Exception {
    for (int day = 3; day <= 8; day++) {
      keep(of(day, "copy " + day, Optional.empty()), "copy " + day);
    }
    assertEquals(List.of(id(8), id(7), id(3)), kept());
  }

  @Test
  void theSameDamagedFileIsKeptOnce() throws Exception {
    Path first = keep(3);
    assertEquals(first, keep(of(4, "copy 3", Optional.of(id(2))), "copy 3"));
    assertEquals(List.of(id(3)), kept());
    keep(5);
    keep(of(6, "copy 3", Optional.of(id(2))), "copy 3");
    assertEquals(List.of(id(6), id(5), id(3)), kept(), "only the newest one is compared");
  }

  @Test
  void aCopyWhoseTextIsGoneOrThatWasCutDoesntStandForIt() throws Exception {
    Path first = keep(3);
    Files.writeString(first, "cut");
    keep(of(4, "copy 3", Optional.of(id(2))), "copy 3");
    Files.delete(folder.resolve("backup-" + id(4) + ".txt"));
    keep(of(5, "copy 3", Optional.of(id(2))), "copy 3");
    assertEquals(List.of(id(5), id(4), id(3)), kept());
  }

  @Test
  void whatWasNotCopiedWholeIsNotKept() throws Exception {
    FailureException thrown =
        assertThrows(
            FailureException.class,
            () -> keep(of(3, "what was found", Optional.empty()), "something else"));
    assertEquals(Reason.READ_BACK_DIFFERS, thrown.reason());
    assertEquals(
        List.of(place.toString(), "backup-" + id(3) + ".db"), thrown.failure().arguments());
    assertEquals(List.of(), names());
  }

  @Test
  void aReaderThatCancelsLeavesNothing() throws Exception {
    Path copy = Files.writeString(parent.resolve("copy.db"), "copy 3");
    assertThrows(
        FailureException.class,
        () ->
            evidence.keep(
                of(3, "copy 3", Optional.empty()),
                copy,
                (done, total) -> {
                  throw new FailureException(Reason.CANCELLED);
                }));
    assertEquals(List.of(), names());
  }

  @Test
  void whatAnotherProcessRemovesAfterTheListingIsLeftOut() throws Exception {
    keep(3);
    Path gone = keep(4);
    Faults faults = new Faults();
    // The first look is whether it is a file.
    int[] looks = {0};
    faults.rule(
        (operation, path) ->
            operation.equals("look")
                    && path.endsWith(gone.getFileName().toString())
                    && looks[0]++ > 0
                ? Optional.of(new NoSuchFileException(path.toString()))
                : Optional.empty());
    FolderEvidence here = new FolderEvidence(new FaultyFileSystem(faults).path(place));
    assertEquals(List.of(id(3)), here.kept().stream().map(Evidence.Kept::id).toList());
    assertEquals(2, looks[0]);
  }

  @Test
  void aListingThatBreaksOffIsAFailureOfThePlace() throws Exception {
    keep(3);
    Faults faults = new Faults();
    faults.rule(
        (operation, path) ->
            operation.equals("list more") && path.endsWith("damaged")
                ? Optional.of(new IOException("broken"))
                : Optional.empty());
    FolderInventory inventory =
        new FolderInventory(
            new PlaceLayout(new FaultyFileSystem(faults).path(place)), List.of(), Progress.NONE);
    FailureException thrown = assertThrows(FailureException.class, inventory::read);
    assertEquals(Reason.PLACE_IO, thrown.reason());
  }

  @Test
  void filesOfOthersStay() throws Exception {
    List<String> foreign =
        List.of(
            "backup-.db", "backup-old.db", "backup-" + id(3) + ".zip", "notes.txt", "x.partial");
    for (String name : foreign) {
      age(file(name), Duration.ofDays(30));
    }
    for (int day = 3; day <= 8; day++) {
      keep(day);
    }
    assertTrue(names().containsAll(foreign), names()::toString);
    assertEquals(List.of(id(8), id(7), id(3)), kept());
  }

  @Test
  void whatAKilledRunLeftGoesAfterADay() throws Exception {
    Path old = file(".backup-" + id(3) + ".db.0123abcd.partial");
    Path young = file(".backup-" + id(4) + ".db.0123abcd.partial");
    age(old, Duration.ofHours(25));
    age(young, Duration.ofHours(23));
    keep(5);
    assertTrue(Files.notExists(old) && Files.exists(young));
  }

  @Test
  void aLinkIsNoCopyAndItsTargetStays() throws Exception {
    Path target = Files.writeString(parent.resolve("mine.db"), "mine");
    Files.createDirectory(folder);
    Path link = Files.createSymbolicLink(folder.resolve("backup-" + id(1) + ".db"), target);
    assertEquals(List.of(), kept());
    for (int day = 3; day <= 6; day++) {
      keep(day);
    }
    assertTrue(Files.notExists(link), "a name of ours that is none of those kept");
    assertEquals("mine", Files.readString(target));
  }

  @Test
  void aFolderThatIsALinkIsNeitherReadNorWritten() throws Exception {
    Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("backup-" + id(1) + ".db"), "mine");
    Files.createSymbolicLink(folder, elsewhere);
    assertEquals(List.of(), kept());
    assertThrows(IOException.class, () -> keep(3));
    assertEquals(1, elsewhere.toFile().list().length);
  }

  @Test
  void thePlaceThatKeepsItIsNotMadeForIt() {
    FolderEvidence gone = new FolderEvidence(parent.resolve("gone"));
    List<Path> copies = new ArrayList<>();
    assertThrows(
        IOException.class,
        () -> {
          copies.add(Files.writeString(parent.resolve("copy.db"), "copy 3"));
          gone.keep(of(3, "copy 3", Optional.empty()), copies.get(0), Progress.NONE);
        });
    assertTrue(Files.notExists(parent.resolve("gone")));
  }
}
