package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.util.LibraryLoaderUtil;

/** The folder in which SQLite's library can't be unpacked is named, and no database. */
final class SqliteLibraryTest {
  private static final byte[] LIBRARY = new byte[5000];

  @TempDir private Path folder;
  private final Faults faults = new Faults();

  private FailureException unpacked(Path into) {
    Path file = into.resolve("library");
    return assertThrows(
        FailureException.class,
        () -> SqliteLibrary.unpack(LIBRARY, file, into.resolve("library.lck")));
  }

  private Path faulty() {
    return new FaultyFileSystem(faults).path(folder);
  }

  @Test
  void aFullFolderIsNamedWithWhatItNeeds() {
    faults.rule(
        (operation, path) ->
            operation.equals("write")
                ? Optional.of(new FileSystemException("the system's words"))
                : Optional.empty());
    faults.freeBytes(70);
    FailureException thrown = unpacked(faulty());
    assertEquals(Reason.TEMPORARY_FULL, thrown.reason());
    assertEquals(
        List.of(folder.toString(), "5000", "70"),
        thrown.failure().arguments().stream().map(Object::toString).toList());
  }

  @Test
  void aFolderWithoutTheRightToWriteIsNamed() {
    faults.rule((operation, path) -> Optional.of(new AccessDeniedException(path.toString())));
    assertEquals(Reason.TEMPORARY_READ_ONLY, unpacked(faulty()).reason());
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    FailureException thrown = unpacked(folder.resolve("missing"));
    assertEquals(Reason.TEMPORARY_IO, thrown.reason());
    assertEquals(List.of(folder.resolve("missing").toString()), thrown.failure().arguments());
  }

  @Test
  void aLibraryThatNoProcessHasIsRemovedAndNothingElse() throws Exception {
    String end = LibraryLoaderUtil.getNativeLibName();
    List<String> stay = List.of("sqlite-3-b-" + end, "sqlite-3-b-" + end + ".lck", "mine-" + end);
    for (String name : stay) {
      Files.createFile(folder.resolve(name));
    }
    Files.createFile(folder.resolve("sqlite-3-a-" + end));
    SqliteLibrary.removeUnused(folder);
    try (var left = Files.list(folder)) {
      assertEquals(
          Set.copyOf(stay),
          left.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
    }
  }

  @Test
  void whateverWasToBeReadThatIsTheFailure() {
    FailureException full = new FailureException(Reason.TEMPORARY_FULL, folder, 5000L, 70L);
    SQLException fromTheDriver = new SQLException("not loaded", full);
    for (FailureException thrown :
        List.of(
            CopyFailures.of(fromTheDriver, folder),
            CopyFailures.ofTable(fromTheDriver, folder, "stock"),
            Refusals.explain(fromTheDriver, folder, Duration.ZERO))) {
      assertEquals(full.failure(), thrown.failure());
      assertEquals(fromTheDriver, thrown.getCause());
    }
  }
}
