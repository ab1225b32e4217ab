package dev.nightjar.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DiskTrouble;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same state of things is the same failure, in any words of the system. */
final class FailuresAreToldByFactsTest {
  /** Lies in English, the truth in Turkish, and no words at all. */
  private static final String NETWORK = "network: No space left on device, read-only file system";

  private static final String GONE = "Ağ adı silindi";
  private static final String FULL = "Disk dolu";
  private static final String NONE = "\uD83D\uDCBE\u0000\u202E \u0130\u0131";
  private static final Set<String> WRITING = Set.of("write", "flush");
  private static final Set<String> CHANGING = Set.of("write", "flush", "move", "make folder");

  @TempDir private Path folder;
  private final Faults faults = new Faults();
  private final FaultyFileSystem system = new FaultyFileSystem(faults);

  @AfterEach
  void noFaults() {
    faults.rule((operation, path) -> Optional.empty());
  }

  private Path place() {
    return system.path(folder);
  }

  private static Optional<IOException> says(Path path, String words) {
    return Optional.of(new FileSystemException(path.toString(), null, words));
  }

  private void fail(Set<String> operations, String words) {
    faults.rule(
        (operation, path) -> operations.contains(operation) ? says(path, words) : Optional.empty());
  }

  /** Fails if there is content: the first flush of an empty file goes. */
  private void refuseContent(String words) {
    faults.rule(
        (operation, path) -> operation.equals("write") ? says(path, words) : Optional.empty());
  }

  private Failure probed() {
    return assertThrows(FailureException.class, () -> FolderDestination.probe(place())).failure();
  }

  @ParameterizedTest
  @ValueSource(strings = {NETWORK, GONE, FULL, NONE})
  void aPlaceThatCanNoLongerBeListedDoesntAnswer(String words) throws Exception {
    faults.rule((operation, path) -> says(path, words));
    assertEquals(Reason.PLACE_UNREACHABLE, probed().reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {NETWORK, GONE, FULL, NONE})
  void aDiskThatTakesNamesButNoContentIsFullWhateverItSaysOfItsRoom(String words) {
    faults.freeBytes(1L << 40);
    refuseContent(words);
    Failure failure = probed();
    assertEquals(Reason.PLACE_FULL, failure.reason());
    assertEquals(List.of(folder.toString(), -1L, -1L), failure.arguments());
  }

  @ParameterizedTest
  @ValueSource(strings = {NETWORK, GONE, FULL, NONE})
  void aDiskThatTakesNothingIsBroken(String words) {
    faults.freeBytes(1L << 40);
    fail(WRITING, words);
    assertEquals(Reason.PLACE_IO, probed().reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {NETWORK, GONE, FULL, NONE})
  void aDiskThatIsReadOnlyIsThatWhateverItSays(String words) {
    faults.readOnly();
    fail(CHANGING, words);
    assertEquals(Reason.PLACE_DISK_READ_ONLY, probed().reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {NETWORK, GONE, FULL, NONE})
  void aFileOfWhichLessIsLeftThanItNeedsIsSaidToNeedIt(String words) throws Exception {
    Path file = place().resolve("a.db");
    Files.write(folder.resolve("a.db"), new byte[3000]);
    faults.freeBytes(1000);
    IOException cause = says(file, words).orElseThrow();
    Failure failure = DiskFailures.writing(cause, file, 5000).failure();
    assertEquals(Reason.PLACE_FULL, failure.reason());
    assertEquals(List.of(folder.toString(), 5000L, 4000L), failure.arguments());
  }

  @ParameterizedTest
  @ValueSource(strings = {NETWORK, GONE, FULL, NONE})
  void whatIsWrittenAlreadyDoesntCountAsMissingRoom(String words) throws Exception {
    Path file = place().resolve("a.db");
    Files.write(folder.resolve("a.db"), new byte[3000]);
    faults.freeBytes(3000);
    IOException cause = says(file, words).orElseThrow();
    assertEquals(Reason.PLACE_IO, DiskFailures.writing(cause, file, 5000).reason());
  }

  @Test
  void whatCantBeReadIsNeverCalledFullAndNothingIsWrittenToFindOut() throws Exception {
    faults.freeBytes(0);
    faults.rule((operation, path) -> Optional.empty());
    Path file = place().resolve("a.db");
    IOException cause = says(file, FULL).orElseThrow();
    assertEquals(Reason.PLACE_IO, DiskFailures.of(cause, file).reason());
    assertEquals(List.of("list " + folder.getFileName()), faults.done());
  }

  @Test
  void aFolderThatCantBeMadeIsJudgedByTheOneAboveIt() {
    Path missing = place().resolve("a").resolve("b");
    faults.readOnly();
    fail(CHANGING, FULL);
    IOException cause = says(missing, FULL).orElseThrow();
    assertEquals(Reason.PLACE_DISK_READ_ONLY, DiskFailures.making(cause, missing).reason());
  }

  @Test
  void aCopyThatFillsItsTargetSaysThatAndNotThatThePlaceIsFull() throws Exception {
    Path source = system.path(Files.write(folder.resolve("a.db"), new byte[100]));
    Path target = place().resolve("b.db");
    refuseContent(FULL);
    IOException cause =
        assertThrows(IOException.class, () -> DurableFiles.copy(source, target, Progress.NONE));
    assertEquals(true, DiskFailures.isAbout(cause, target));
    assertEquals(
        Reason.TARGET_FULL, DiskFailures.ofTarget(cause, target, DiskTrouble.UNKNOWN).reason());
  }
}
