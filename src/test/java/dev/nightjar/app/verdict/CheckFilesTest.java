package dev.nightjar.app.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.verdict.Checks.Checked;
import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The results of checks, as tray and command line write them at one time. */
final class CheckFilesTest {
  private static final Instant AT = Instant.parse("2026-03-02T16:00:00Z");
  private static final UUID JOB = new UUID(1, 2);

  private static final Logger LOG = Logger.getLogger(CheckFiles.class.getName());

  @TempDir private Path folder;

  private static Checked check(String id, boolean whole) {
    return new Checked("/nas", id, AT, whole);
  }

  private CheckFiles store() {
    return new CheckFiles(folder.resolve("checks"), Duration.ZERO);
  }

  private Path file() {
    return folder.resolve("checks").resolve(JOB + ".jsonl");
  }

  @Test
  void twoProcessesKeepEachOthersResultsAndTheLastAboutACopyCounts() {
    CheckFiles tray = store();
    CheckFiles commandLine = store();
    tray.add(JOB, List.of(check("a", true)));
    commandLine.add(JOB, List.of(check("b", false), check("c", false)));
    tray.add(JOB, List.of(check("c", true)));

    assertEquals(Set.of("b"), tray.of(JOB).damagedAt("/nas"));
    assertEquals(Set.of("b"), commandLine.of(JOB).damagedAt("/nas"));
    assertEquals(Optional.of(check("a", true)), store().of(JOB).of("/nas", "a"));
    assertEquals(Optional.empty(), store().of(new UUID(3, 4)).of("/nas", "a"));
  }

  @Test
  void aTornLineIsPassedOver() throws Exception {
    store().add(JOB, List.of(check("a", false), check("b", true)));
    byte[] bytes = Files.readAllBytes(file());
    Files.write(file(), java.util.Arrays.copyOf(bytes, bytes.length - 20));
    store().add(JOB, List.of(check("c", true)));

    Checks read = store().of(JOB);
    assertEquals(Set.of("a"), read.damagedAt("/nas"));
    assertEquals(Optional.empty(), read.of("/nas", "b"));
    assertTrue(read.of("/nas", "c").isPresent());
  }

  @Test
  void aFileOfThousandsOfOldLinesIsWrittenAnewWithTheLastOfEach() throws Exception {
    String line = Files.readString(written());
    Files.writeString(file(), line.repeat(1_500), StandardOpenOption.APPEND);
    CheckFiles store = store();
    store.add(JOB, List.of(check("a", false), check("b", true)));

    assertEquals(2, Files.readAllLines(file()).size());
    assertEquals(Set.of("a"), store().of(JOB).damagedAt("/nas"));
    assertEquals(Set.of("a"), store.of(JOB).damagedAt("/nas"));
  }

  private Path written() {
    store().add(JOB, List.of(check("a", true)));
    return file();
  }

  @Test
  void damageIsNotForgottenWhileTheFileCantBeRead() {
    store().add(JOB, List.of(check("a", false)));
    Faults faults = new Faults();
    CheckFiles late =
        new CheckFiles(new FaultyFileSystem(faults).path(folder.resolve("checks")), Duration.ZERO);
    LOG.setLevel(Level.OFF); // It says so there.
    for (String refused : List.of("look", "open")) {
      faults.rule(
          (operation, path) ->
              operation.equals(refused) && path.toString().endsWith(".jsonl")
                  ? Optional.of(new FileSystemException(path.toString(), null, "in use"))
                  : Optional.empty());
      assertFalse(late.of(JOB).isComplete());
      assertEquals(Set.of(), late.of(JOB).damagedAt("/nas"));
    }
    late.add(JOB, List.of(check("b", false)));
    assertEquals(Set.of("a"), store().of(JOB).damagedAt("/nas"));
    assertEquals(Set.of("b"), late.of(JOB).damagedAt("/nas"));
    LOG.setLevel(null);

    faults.rule((operation, path) -> Optional.empty());
    assertTrue(late.of(JOB).isComplete());
    assertEquals(Set.of("a", "b"), late.of(JOB).damagedAt("/nas"));
  }

  @Test
  void whatCouldNotBeWrittenIsKnownMeanwhileAndWrittenWithTheNext() throws Exception {
    Path inTheWay = Files.createFile(folder.resolve("checks"));
    CheckFiles store = store();
    LOG.setLevel(Level.OFF); // It says so there.
    store.add(JOB, List.of(check("a", false)));
    assertEquals(Set.of("a"), store.of(JOB).damagedAt("/nas"));
    LOG.setLevel(null);

    Files.delete(inTheWay);
    store.add(JOB, List.of(check("b", false)));
    assertEquals(Set.of("a", "b"), store().of(JOB).damagedAt("/nas"));
  }
}
